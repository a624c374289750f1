"""The pages of docs/ that say what the code says: the lives, and the second half of the glossary.

    ./run docs

Written from the very tables that the actions obey, so that neither can go stale unnoticed.
"""

import inspect
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django

from tools import messages
from tools.steps import ROOT, say

LIVES = ROOT / "docs" / "lives"
GLOSSARY = ROOT / "docs" / "glossary.md"
MARK = "<!-- What follows is written by ./run docs from the code. -->\n"


def life_page(name: str, life: Any) -> str:
    """Return the page about the life called ``name``."""
    return f"# {name}\n\n```mermaid\n{life.diagram()}\n```\n"


def life_pages() -> dict[Path, str]:
    """Return every page that docs/lives must hold, by its path."""
    from liandu.kernel.workflow import LIVES as LIVING  # noqa: PLC0415 - full once Django is set up

    return {LIVES / f"{name}.md": life_page(name, life) for name, life in LIVING.items()}


def glossary() -> str:
    """Return the glossary: what people wrote, then what the code says."""
    written = GLOSSARY.read_text().partition(MARK)[0] if GLOSSARY.exists() else ""
    return written + MARK + "\n" + "\n".join(sections())


def sections() -> Iterator[str]:
    """Yield the sections of the glossary that the code decides."""
    from django.utils import translation  # noqa: PLC0415 - needs settings

    with translation.override("zh-hans"):
        yield table("Records", ("中文", "identifier", "what it is"), records())
        yield table("States", ("中文", "identifier", "of"), states())
    yield table("Permits", ("identifier", "who"), permits())


def table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a section with one Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return f"## {title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def ours() -> list[Any]:
    """Return the models of all our apps."""
    from django.apps import apps  # noqa: PLC0415 - needs settings

    return [model for model in apps.get_models() if model.__module__.startswith("liandu.")]


def records() -> list[tuple[str, str, str]]:
    """Return Chinese name, identifier and meaning of every model."""
    return sorted(
        (str(m._meta.verbose_name), f"`{snake(m.__name__)}`", first_sentence(m)) for m in ours()
    )


def states() -> list[tuple[str, str, str]]:
    """Return Chinese name, identifier and bearer of every state."""
    return [
        (str(label), f"`{value}`", str(model._meta.verbose_name))
        for model in sorted(ours(), key=lambda model: model.__name__)
        for field in model._meta.fields
        if field.name in {"state", "status"}
        for value, label in field.flatchoices
    ]


def permits() -> list[tuple[str, str]]:
    """Return every permit and who has it."""
    from liandu.kernel.permits import RULES  # noqa: PLC0415 - full once Django is set up

    return [(f"`{name}`", first_sentence(rule)) for name, rule in sorted(RULES.items())]


def first_sentence(thing: Any) -> str:
    """Return the first sentence of a docstring on one line."""
    words = " ".join((inspect.cleandoc(thing.__doc__ or "")).split())
    return (
        re.split(r"(?<=[a-z)]\.)\s(?=[A-Z`])", words, maxsplit=1)[0]
        .replace("``", "`")
        .replace("|", "/")
    )


def snake(name: str) -> str:
    """Return the name of a class as identifiers spell it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def main() -> int:
    """Write the pages and remove those of lives that are gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")
    messages.compile_all()
    django.setup()
    wanted = life_pages()
    LIVES.mkdir(parents=True, exist_ok=True)
    for path, text in {**wanted, GLOSSARY: glossary()}.items():
        path.write_text(text)
    for path in set(LIVES.glob("*.md")) - wanted.keys():
        path.unlink()
    say(f"wrote {len(wanted)} lives and the glossary")
    return 0


if __name__ == "__main__":
    sys.exit(main())
