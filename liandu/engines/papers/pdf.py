"""A file of Word as PDF, by LibreOffice where it is installed: bounded in time, without network."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock

from liandu.engines.papers import geometry as g

LONGEST = 60
"""Seconds after which a conversion is given up."""

PROGRAMS = ("soffice", "libreoffice")
NO_NETWORK = ("unshare", "--map-root-user", "--net")
# What stands in for the fonts of the standard where they are not installed.
SERIF = ("FangSong", "STFangsong", "FZFangSong-Z02S", "Noto Serif CJK SC", "Source Han Serif SC")
STAND_INS = {
    g.TITLE_FONT: ("STZhongsong", *SERIF[3:]),
    g.TEXT_FONT: SERIF,
    g.HEAD_FONTS[1]: ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC"),
    g.HEAD_FONTS[2]: ("KaiTi", "STKaiti", *SERIF[3:]),
    g.NUMBER_FONT: ("SimSun", *SERIF[3:]),
}
# One at a time: each takes a processor and some hundred megabytes.
_turn = Lock()


class Why(StrEnum):
    """Why there is no PDF."""

    PROGRAM = "program"
    FONT = "font"
    BUSY = "busy"
    FAILED = "failed"


class NoPdf(RuntimeError):
    """No PDF can be made."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why)


def missing() -> Why | None:
    """Return what is missing for a PDF to be made here, if something is."""
    if _program() is None:
        return Why.PROGRAM
    return None if _has_chinese() else Why.FONT


def as_pdf(docx: bytes, longest: float = LONGEST) -> bytes:
    """Return a file of Word as PDF.

    :raises NoPdf: if LibreOffice or a Chinese font is missing, it takes too long, or it fails
    """
    if lacking := missing():
        raise NoPdf(lacking)
    if not _turn.acquire(timeout=longest):
        raise NoPdf(Why.BUSY)
    try:
        with tempfile.TemporaryDirectory(prefix="liandu-pdf-") as folder:
            return _converted(Path(folder), docx, longest)
    finally:
        _turn.release()


def _converted(folder: Path, docx: bytes, longest: float) -> bytes:
    """Convert in a folder of its own, which holds all that the program may leave behind."""
    (folder / "paper.docx").write_bytes(docx)
    (folder / "fonts.conf").write_text(_fonts(), encoding="utf-8")
    command = [
        *_walled(), str(_program()), f"-env:UserInstallation=file://{folder}/profile", "--headless",
        "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir", str(folder),
        str(folder / "paper.docx"),
    ]  # fmt: skip
    path = os.environ.get("PATH", os.defpath)
    environment = {
        "PATH": path, "HOME": str(folder), "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }  # fmt: skip
    # A group of its own: LibreOffice starts others, which must not outlive it.
    process = subprocess.Popen(  # noqa: S603 - a program of the machine, on a file of ours
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(longest)
    except subprocess.TimeoutExpired:
        raise NoPdf(Why.FAILED) from None
    finally:
        _end(process)
    made = folder / "paper.pdf"
    if not made.exists():
        raise NoPdf(Why.FAILED)
    return made.read_bytes()


def _fonts() -> str:
    """Return what fontconfig is told: the fonts of the machine, and which stand in for which."""
    aliases = "".join(
        f'<alias binding="same"><family>{font}</family><accept>'
        + "".join(f"<family>{other}</family>" for other in others)
        + "</accept></alias>"
        for font, others in STAND_INS.items()
    )
    system = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    return f'<?xml version="1.0"?><fontconfig>{aliases}{system}</fontconfig>'


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process with all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, 9)
    process.wait()


def _program() -> str | None:
    """Return where LibreOffice is, if it is installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@cache
def _has_chinese() -> bool:
    """Test whether some font has Chinese; without one the letters would be missing silently."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    found = subprocess.run([lister, ":lang=zh", "file"], capture_output=True, timeout=20)  # noqa: S603, PLW1510
    return bool(found.stdout.strip())


@cache
def _walled() -> tuple[str, ...]:
    """Return what cuts a program off the network, where the machine allows it."""
    try:
        tried = subprocess.run([*NO_NETWORK, "true"], capture_output=True, timeout=10)  # noqa: S603, PLW1510
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return () if tried.returncode else NO_NETWORK
