"""The life of each kind of thing, drawn into docs/lives from the very table the actions obey."""

import os
import sys
from pathlib import Path
from typing import Any

import django

from tools.steps import ROOT, say

FOLDER = ROOT / "docs" / "lives"


def page(name: str, life: Any) -> str:
    """Return the page about the life called ``name``."""
    return f"# {name}\n\n```mermaid\n{life.diagram()}\n```\n"


def pages() -> dict[Path, str]:
    """Return every page that docs/lives must hold, by its path."""
    from liandu.kernel.workflow import LIVES  # noqa: PLC0415 - full only once Django is set up

    return {FOLDER / f"{name}.md": page(name, life) for name, life in LIVES.items()}


def main() -> int:
    """Write the pages and remove those of lives that are gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")
    django.setup()
    wanted = pages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in wanted.items():
        path.write_text(text)
    for path in set(FOLDER.glob("*.md")) - wanted.keys():
        path.unlink()
    say(f"drew {len(wanted)} lives")
    return 0


if __name__ == "__main__":
    sys.exit(main())
