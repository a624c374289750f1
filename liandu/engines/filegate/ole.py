"""Files of Word, Excel and PowerPoint up to 2003: a small file system whose folders are looked at.

Entries of the directory are 128 bytes long and stand on multiples of 128, so they are found by
reading the file through once. The chains that link them are not followed: a forger bends those.
"""

import re
from typing import BinaryIO, Final

from liandu.engines.filegate.kinds import Fault, Refusal

ENTRY: Final = 128
CHUNK: Final = 8192 * ENTRY
MAIN: Final = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
FAULTS: Final = {
    "VBA": Fault.MACRO,
    "_VBA_PROJECT": Fault.MACRO,
    "_VBA_PROJECT_CUR": Fault.MACRO,
    "Macros": Fault.MACRO,
    "\x01Ole10Native": Fault.EMBEDDED,
    "EncryptedPackage": Fault.ENCRYPTED,
}


def ole_kind(content: BinaryIO) -> str:
    """Return which office program wrote ``content``.

    :raises Refusal: if it holds a macro, an embedded program, a secret, or no document
    """
    kinds = {MAIN[name] for name in harmless_entries(content) & MAIN.keys()}
    if len(kinds) != 1:
        raise Refusal(Fault.UNKNOWN)
    return kinds.pop()


def harmless_entries(content: BinaryIO) -> set[str]:
    """Return the telling names in the directory of ``content``.

    :raises Refusal: if one of them tells of a macro, an embedded program or a secret
    """
    found: set[str] = set()
    content.seek(0)
    while chunk := content.read(CHUNK):
        aligned = (hit for hit in ENTRIES.finditer(chunk) if hit.start() % ENTRY == 0)
        found.update(NAMES[hit.group()] for hit in aligned)
    if bad := sorted(found & FAULTS.keys()):
        raise Refusal(FAULTS[bad[0]])
    return found


def _field(name: str) -> bytes:
    """Return the first 66 bytes of an entry called ``name``: the name, zeros, its length."""
    spelt = name.encode("utf-16-le")
    return spelt.ljust(64, b"\0") + (len(spelt) + 2).to_bytes(2, "little")


NAMES: Final = {_field(name): name for name in (*MAIN, *FAULTS)}
ENTRIES: Final = re.compile(b"|".join(map(re.escape, NAMES)))
