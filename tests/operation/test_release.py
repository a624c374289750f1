"""What a release is made of: the guide's files, the wheel's content, the list, the advisories."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from tools import advisories, sbom, wheel
from tools.steps import LOUD, ROOT

FILES = ROOT / "docs" / "operations" / "files"
README = (ROOT / "docs" / "operations" / "README.md").read_text()
PIECE = {"name": "django", "version": "5.2.0", "vulns": []}
OWN = {"serve", "start"}
READ = re.compile(r"""(?:get|setdefault|flag)\(["'](LIANDU_[A-Z_]+)["']""")


def test_every_setting_is_explained_in_both_guides_and_no_other() -> None:
    sources = (ROOT / "liandu").rglob("*.py")
    read = {name for path in sources for name in READ.findall(path.read_text())}
    for guide in ("README.md", "README.zh-CN.md"):
        text = (FILES.parent / guide).read_text()
        assert sorted(read - set(re.findall(r"LIANDU_[A-Z_]+", text))) == [], guide
    text = (FILES / "environment").read_text()
    named = set(re.findall(r"^(LIANDU_[A-Z_]+)=", text, re.MULTILINE))
    assert named <= set(re.findall(r"LIANDU_[A-Z_]+", README))


def test_services_run_commands_that_exist() -> None:
    for path in FILES.glob("*.service"):
        for command in re.findall(r"/opt/liandu/bin/liandu (\w+)", path.read_text()):
            assert command in get_commands() or command in OWN, path.name


def test_systemd_takes_the_services_where_it_is_there(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze") or "true"
    for path in FILES.glob("liandu*"):
        text = path.read_text().replace("/opt/liandu/bin/liandu", "/bin/true")
        (tmp_path / path.name).write_text(text)
    units = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run(  # noqa: S603
        [program, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert "Unknown key" not in done.stderr
    assert "Failed to parse" not in done.stderr


def test_a_wheel_without_styles_words_or_pages_is_noticed() -> None:
    whole = [p.relative_to(ROOT).as_posix() for p in (ROOT / "liandu").rglob("*") if p.is_file()]
    assert wheel.missing(whole) == []
    for end in (".html", ".mo", ".css", "0001_initial.py"):
        assert wheel.missing(name for name in whole if not name.endswith(end))


def test_constraints_are_the_versions_of_the_lock() -> None:
    text = wheel.constraints("django==5.2.1 \\\n    --hash=sha256:00\n    # via x\npillow==1 \\\n")
    assert text == "django==5.2.1\npillow==1\n"


def test_every_locked_piece_is_listed_with_its_hashes() -> None:
    told = json.loads(sbom.JsonV1Dot6(sbom.bom()).output_as_string())
    assert told["specVersion"] == "1.6"
    listed = {one["purl"]: one for one in told["components"]}
    lock = (ROOT / "requirements.txt").read_text()
    names = re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)
    assert len([purl for purl in listed if purl.startswith("pkg:pypi/")]) == len(names) > 20
    assert any(purl.startswith("pkg:npm/bootstrap@") for purl in listed)
    assert all(one["hashes"] for one in listed.values())


def test_a_known_fault_fails_and_no_answer_is_told_loudly() -> None:
    fault = {"id": "PYSEC-1", "fix_versions": ["5.2.9"]}
    assert advisories.judged({"dependencies": [PIECE]}) == (0, [])
    code, said = advisories.judged({"dependencies": [{**PIECE, "vulns": [fault]}]})
    assert (code, said) == (1, ["django 5.2.0: PYSEC-1, mended in 5.2.9"])
    code, said = advisories.judged(None)
    assert code == 0
    assert said[0].startswith(f"{LOUD} COULD NOT BE AUDITED")
    code, said = advisories.judged({"dependencies": [{"name": "x", "skip_reason": "unknown"}]})
    assert (code, said[0].startswith(LOUD)) == (0, True)


@pytest.fixture
def accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advisories, "ACCEPTED", {"PYSEC-1": "not called by us"})


@pytest.mark.usefixtures("accepted")
def test_what_is_accepted_with_a_reason_does_not_fail() -> None:
    fault = {"id": "PYSEC-1", "fix_versions": []}
    assert advisories.judged({"dependencies": [{**PIECE, "vulns": [fault]}]}) == (0, [])
