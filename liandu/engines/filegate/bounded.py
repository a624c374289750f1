"""Asking the child process that parses: pictures and PDFs are opened there and nowhere else."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from io import UnsupportedOperation
from typing import Any, BinaryIO, Final

from liandu.engines.filegate import child
from liandu.engines.filegate.kinds import Fault, Refusal

# The child is bound to so much of a processor's time; a busy machine may take longer over it.
LONGEST: Final = 6 * child.SECONDS
DRAWN: Final = frozenset({*child.FORMATS, "pdf"})


def look(content: BinaryIO, kind: str, most_pixels: int) -> Mapping[str, Any]:
    """Return what the child finds in a picture or a PDF.

    :raises Refusal: if it is damaged, needs a password, or breaks a bound
    """
    words = ["look", kind] if kind == "pdf" else ["look", kind, str(most_pixels)]
    said, _drawn = _asked(words, content)
    if "fault" in said:
        raise Refusal(Fault(said["fault"]), **said.get("params", {}))
    return said


def draw(content: BinaryIO, kind: str, side: int, page: int = 1) -> bytes | None:
    """Return a JPEG of a picture, or of a page of a PDF, upright and no longer than ``side``.

    It is painted afresh, so nothing of the original but its look remains: no place, no time, no
    camera, no comment, no profile. None if it cannot be drawn.
    """
    try:
        return _asked(["draw", kind, str(page), str(side)], content)[1] or None
    except Refusal:
        return None


def _asked(words: list[str], content: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Return the child's answer about ``content``.

    :raises Refusal: if it died, which content that breaks its bounds makes it do
    """
    with tempfile.TemporaryFile() as spare:
        source = _on_disk(content, spare)
        try:
            done = subprocess.run(  # noqa: S603 - our own file, our own interpreter
                [sys.executable, "-I", child.__file__, *words],
                stdin=source, capture_output=True, timeout=LONGEST, check=True, env={}, cwd="/",
            )  # fmt: skip
            said, _line, drawn = done.stdout.partition(b"\n")
            return json.loads(said), drawn
        except (subprocess.SubprocessError, ValueError) as fault:
            raise Refusal(Fault.BROKEN) from fault


def _on_disk(content: BinaryIO, spare: BinaryIO) -> BinaryIO:
    """Return ``content`` as a file that a child can be given: itself, or a copy in ``spare``."""
    try:
        content.fileno()
    except (UnsupportedOperation, AttributeError):
        content.seek(0)
        while chunk := content.read(child.MIB):
            spare.write(chunk)
        spare.flush()
        return spare
    return content
