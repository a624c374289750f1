"""What a virus scanner finds stays outside, and so does what it did not look at."""

import io
from pathlib import Path

import pytest

from liandu.engines import clamd
from liandu.engines.clamd import CHUNK, NotScanned, is_there, scan
from liandu.engines.filegate import Accepted, Fault, Limits, Refused, check
from tests.engines.scanners import EVIL, FOUND, scanner

NOBODY = ["/nowhere/clamd.ctl", "127.0.0.1:1", "127.0.0.1:", "no-port"]


def test_content_is_sent_in_parts_and_the_name_of_what_is_found_comes_back(tmp_path: Path) -> None:
    with scanner(str(tmp_path / "ctl")) as address:
        assert scan(io.BytesIO(b"a" * (2 * CHUNK + 3)), address) == ""
        assert scan(io.BytesIO(b"a" * CHUNK + EVIL), address) == FOUND
        assert is_there(address)


@pytest.mark.parametrize("address", NOBODY)
def test_where_nobody_listens_nothing_is_scanned(address: str) -> None:
    assert not is_there(address)
    with pytest.raises(NotScanned):
        scan(io.BytesIO(b"a"), address)


@pytest.mark.parametrize(
    "says", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK ERROR\0"]
)
def test_what_the_scanner_did_not_look_at_counts_as_unseen(says: bytes) -> None:
    with scanner(says=says) as address, pytest.raises(NotScanned):
        scan(io.BytesIO(b"a"), address)


def test_one_that_takes_too_long_counts_as_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clamd, "monotonic", iter([0.0, clamd.SECONDS]).__next__)
    with scanner() as address, pytest.raises(NotScanned, match="TimeoutError"):
        scan(io.BytesIO(b"a"), address)


def test_the_gate_asks_the_scanner_last() -> None:
    with scanner() as address:
        asked = Limits(scanner=address)
        assert isinstance(check(io.BytesIO(b"plain"), "a.txt", asked), Accepted)
        found = check(io.BytesIO(EVIL), "a.txt", asked)
        assert found == Refused(Fault.MALWARE, {"name": FOUND})
    assert check(io.BytesIO(b"plain"), "a.txt", asked) == Refused(Fault.UNSCANNED)
    assert check(io.BytesIO(b"\x7fELF"), "a.txt", asked) == Refused(Fault.PROGRAM)
