"""The Chinese catalogues, one per app, kept in step with the sources without gettext's binaries.

    ./run messages            add what is new, drop what is gone, say what is missing
    ./run messages compile    make the .mo files that Django reads

What was translated by hand is never changed: a new string starts empty, or with the words that
another app already has for it, and a string that is no longer used goes.
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.steps import ROOT, say

SOURCE = ROOT / "liandu"
CATALOG = Path("locale/zh_Hans/LC_MESSAGES/django.po")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items()},
    "gettext_noop": None,
}
Key = tuple[str, str]


def key(message: Message) -> Key:
    """Return what tells one message from another: its context and its words."""
    words = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", words


def messages(catalog: Catalog) -> dict[Key, Message]:
    """Return the messages of ``catalog`` by their key, without its header."""
    return {key(message): message for message in catalog if message.id}


def sources(app: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the translatable Python of every source of ``app``."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 - needs settings

    for path in sorted(app.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT).as_posix(), path.read_text()
    for path in sorted(app.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            name = path.relative_to(ROOT).as_posix()
            calls = templatize(path.read_text(), origin=name)
            # Babel reads this as Python, where an indent has a meaning that it lacks here.
            yield name, "\n".join(line.strip() for line in calls.splitlines())


def extracted(app: Path) -> Catalog:
    """Return a catalogue of every string of ``app`` that people can read, untranslated."""
    catalog = Catalog(locale="zh_Hans", project="Liandu", fuzzy=False)
    for name, text in sources(app):
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
        for _line, words, comments, context in found:
            catalog.add(words, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def kept(app: Path) -> Catalog:
    """Return the catalogue of ``app`` as it is committed."""
    path = app / CATALOG
    if not path.exists():
        return Catalog(locale="zh_Hans")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def apps() -> list[Path]:
    """Return the folder of every app, and of what else holds strings."""
    return sorted(path.parent for path in SOURCE.glob("*/__init__.py"))


def problems(app: Path) -> list[str]:
    """Return a sentence for each string of ``app`` without a finished translation."""
    known, used = messages(kept(app)), messages(extracted(app))
    name = app.name
    found = []
    for wanted in used.values():
        message = known.get(key(wanted))
        if message is None or not is_whole(message, wanted):
            found.append(f"{name}: missing {wanted.id!r}")
        elif message.fuzzy:
            found.append(f"{name}: fuzzy {wanted.id!r}")
    gone = sorted(known.keys() - used.keys())
    return [*found, *(f"{name}: no longer used {words!r}" for _, words in gone)]


def forms(message: Message) -> list[str]:
    """Return the translations of ``message``: one, or one for each plural form."""
    said = message.string
    return [said] if isinstance(said, str) else list(said or [""])


def is_whole(message: Message, wanted: Message) -> bool:
    """Test whether every form of ``message`` that ``wanted`` has is translated."""
    same = isinstance(message.id, str) == isinstance(wanted.id, str)
    return same and all(forms(message))


def update(app: Path, elsewhere: dict[Key, Message]) -> None:
    """Write the catalogue of ``app`` in step with its sources."""
    known = messages(kept(app))
    catalog = extracted(app)
    wanted = messages(catalog)
    if not wanted:
        (app / CATALOG).unlink(missing_ok=True)
        return
    for name, message in wanted.items():
        old = known.get(name) or elsewhere.get(name)
        if old and isinstance(old.id, str) == isinstance(message.id, str):
            message.string = old.string
            message.flags |= old.flags & {"fuzzy"}
            message.user_comments = old.user_comments
    save(app / CATALOG, catalog)


def save(path: Path, catalog: Catalog) -> None:
    """Write ``catalog`` without dates and line numbers, which would change at every turn."""
    text = io.BytesIO()
    write_po(text, catalog, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += '"Language: zh_Hans\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + text.getvalue().decode())


def compile_all() -> None:
    """Make the ``.mo`` file of each catalogue that changed."""
    for path in SOURCE.glob(f"*/{CATALOG.as_posix()}"):
        binary = path.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime <= path.stat().st_mtime:
            with path.open("rb") as source, binary.open("wb") as target:
                write_mo(target, read_po(source, locale="zh_Hans"))


def main(*arguments: str) -> int:
    """Update or compile the catalogues."""
    if arguments[:1] != ("compile",):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")
        chosen = [app for app in apps() if not arguments or app.name in arguments]
        elsewhere = {k: m for app in apps() for k, m in messages(kept(app)).items() if m.string}
        for app in chosen:
            update(app, elsewhere)
        left = [sentence for app in chosen for sentence in problems(app)]
        for sentence in left:
            say(sentence)
        say(f"{len(left)} strings wait for a translation")
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
