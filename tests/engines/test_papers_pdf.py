"""Papers as PDF: what is missing is said, what hangs is ended, and what comes out has its lines."""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from liandu.engines.papers import NoPdf, Why, as_docx, as_pdf, missing, pdf
from tests.engines.test_papers import LETTER, LINE, WHOLE

FOUND = next((found for name in pdf.PROGRAMS if (found := shutil.which(name))), None)
# Both what makes a PDF and what reads one.
READER = shutil.which("pdftotext") or ""
OFFICE = FOUND if READER else None


def program(folder: Path, script: str) -> str:
    """Return a program that does what ``script`` says; $out is the folder to write to."""
    path = folder / "soffice"
    path.write_text(f'#!/bin/sh\nout="${{@: -1}}"\n{script}\n'.replace("${@: -1}", "$PWD"))
    path.chmod(0o700)
    return str(path)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Pretend that there is a font, and leave the network to the program's own name."""
    monkeypatch.setattr(pdf, "_has_chinese", lambda: True)
    monkeypatch.setattr(pdf, "_walled", lambda: ())
    return tmp_path


def use(monkeypatch: pytest.MonkeyPatch, found: str | None) -> None:
    monkeypatch.setattr(pdf, "_program", lambda: found)


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, None)
    assert missing() is Why.PROGRAM
    use(monkeypatch, "soffice")
    monkeypatch.setattr(pdf, "_has_chinese", lambda: False)
    assert missing() is Why.FONT
    with pytest.raises(NoPdf) as refused:
        as_pdf(b"")
    assert refused.value.why == "font"


def test_what_the_program_makes_is_handed_on(
    monkeypatch: pytest.MonkeyPatch, made_up: Path
) -> None:
    use(monkeypatch, program(made_up, 'cat "$out/paper.docx" > "$out/paper.pdf"'))
    assert as_pdf(b"content") == b"content"


def test_a_program_that_fails_or_hangs_is_told_and_ended(
    monkeypatch: pytest.MonkeyPatch, made_up: Path
) -> None:
    use(monkeypatch, program(made_up, "exit 1"))
    with pytest.raises(NoPdf, match="failed"):
        as_pdf(b"")
    pipe = made_up / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    use(monkeypatch, program(made_up, f'exec 3>"{pipe}"; echo begun >&3; sleep 60 & wait'))
    with pytest.raises(NoPdf, match="failed"):
        as_pdf(b"", longest=1)
    # Ends once nobody holds the other side any more.
    os.set_blocking(reader, True)
    with os.fdopen(reader) as held:
        assert held.read() == "begun\n"


def test_while_one_is_made_others_wait_and_give_up(
    monkeypatch: pytest.MonkeyPatch, made_up: Path
) -> None:
    use(monkeypatch, program(made_up, "exit 1"))
    with pdf._turn, pytest.raises(NoPdf, match="busy"):  # noqa: SLF001
        as_pdf(b"", longest=0.1)


def test_the_font_and_the_network_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def ran(code: int, said: bytes) -> None:
        answer = subprocess.CompletedProcess[bytes]([], code, stdout=said)
        monkeypatch.setattr(subprocess, "run", lambda *_a, **_k: answer)
        pdf._has_chinese.cache_clear()  # noqa: SLF001
        pdf._walled.cache_clear()  # noqa: SLF001

    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/fc-list")
    ran(0, b"Noto")
    assert pdf._has_chinese()  # noqa: SLF001
    assert pdf._walled() == pdf.NO_NETWORK  # noqa: SLF001
    ran(1, b"")
    assert not pdf._has_chinese()  # noqa: SLF001
    assert pdf._walled() == ()  # noqa: SLF001

    def none(*_a: object, **_k: object) -> None:
        raise OSError

    monkeypatch.setattr(subprocess, "run", none)
    pdf._walled.cache_clear()  # noqa: SLF001
    assert pdf._walled() == ()  # noqa: SLF001
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    pdf._has_chinese.cache_clear()  # noqa: SLF001
    assert not pdf._has_chinese()  # noqa: SLF001
    pdf._has_chinese.cache_clear()  # noqa: SLF001
    pdf._walled.cache_clear()  # noqa: SLF001


def test_the_program_is_looked_for_by_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert pdf._program() == "/usr/bin/soffice"  # noqa: SLF001
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert pdf._program() is None  # noqa: SLF001


@pytest.mark.skipif(
    OFFICE is None,
    reason="PDF is not tried: apt-get install libreoffice-writer poppler-utils fonts-noto-cjk",
)
def test_rendered_a_page_has_22_lines_of_28_characters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, OFFICE)
    full = LINE * 60
    for paper, ending in ((replace(WHOLE, text=full), "a"), (replace(LETTER, text=full), "b")):
        path = tmp_path / f"{ending}.pdf"
        path.write_bytes(as_pdf(as_docx(paper)))
        told = subprocess.run(  # noqa: S603 - pdftotext, on a file of ours
            [READER, "-f", "2", "-l", "2", "-layout", path, "-"], check=True, capture_output=True
        )
        lines = [line.strip() for line in told.stdout.decode().splitlines() if "测" in line]
        assert len(lines) == 22
        assert {len(line) for line in lines[1:]} == {28}
