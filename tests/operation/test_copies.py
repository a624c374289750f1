"""A copy brings back what was there, whole, or refuses and leaves nothing behind."""

import io
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg
import pytest

from liandu.engines.lockbox import Passphrase, Sealing, Unopened, Why, new_identity
from liandu.operation import copies, databases, restoring
from liandu.operation.databases import NotPossible
from liandu.operation.sites import Site
from tests.operation.conftest import FIRST, KEY

# Databases of their own, made and dropped beside the one that tests share.
pytestmark = pytest.mark.django_db
WORD = Passphrase("one more made-up sentence", memory=8)


def copied(site: Site) -> bytes:
    target = io.BytesIO()
    copies.write(site, target, WORD)
    return target.getvalue()


def contents(site: Site) -> dict[str, bytes]:
    """Return every file of a site that a copy holds, by its place."""
    return {str(path): (site.data / path).read_bytes() for path in site.paths()}


def rows(site: Site) -> dict[str, list[str]]:
    """Return every row of every table, as text."""
    if site.is_postgres:
        at = site.database
        with closing(psycopg.connect(dbname=at["NAME"], host=at["HOST"], user=at["USER"])) as one:
            return {name: _all(one, name) for name in databases.of(site).counts(site)}
    with closing(sqlite3.connect(site.file)) as one:
        return {name: _all(one, name) for name in databases.of(site).counts(site)}


def _all(database: Any, table: str) -> list[str]:
    return sorted(map(str, database.execute(f'SELECT * FROM "{table}"')))  # noqa: S608


def untouched(site: Site) -> bool:
    """Test whether an empty site is as empty as before, with nothing left over."""
    return restoring.is_empty(site) and [p for p in site.data.rglob("*") if p.is_file()] == []


def test_what_was_copied_is_restored_row_by_row_and_file_by_file(site: Site, other: Site) -> None:
    data = copied(site)
    manifest = restoring.restore(other, io.BytesIO(data), WORD)
    assert rows(other) == rows(site)
    assert sum(manifest.counts.values()) == sum(map(len, rows(site).values()))
    assert contents(other) == contents(site)
    assert {"secret-key"} < set(contents(other))
    assert any(name.startswith("files/") for name in contents(other))
    assert any(name.startswith("audit/heads/") for name in contents(other))
    assert not list(site.data.glob(".scratch-*"))
    assert not list(other.data.glob(".scratch-*"))


def test_nothing_of_a_site_can_be_read_in_its_copy(site: Site) -> None:
    data = copied(site)
    key = (site.data / "audit" / "key.pem").read_bytes()
    assert key[40:70] not in data
    assert b"SQLite format" not in data
    assert b"PGDMP" not in data


def test_a_site_that_goes_on_writing_is_copied_as_it_was_at_one_moment(site: Site) -> None:
    assert databases.of(site).counts(site)["audit_event"] > 100
    first = restoring.unpack(io.BytesIO(copied(site)), WORD, _folder(site, "first"))
    assert first.counts == databases.of(site).counts(site)


def _folder(site: Site, name: str) -> Path:
    folder = site.data / f".scratch-{name}"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("where", [0, 0.3, 0.9, 1])
def test_a_cut_copy_is_refused_and_leaves_no_trace(other: Site, where: float) -> None:
    whole = FIRST.read_bytes()
    with pytest.raises(Unopened) as told:
        restoring.restore(other, io.BytesIO(whole[: int(len(whole) * where) - 1]), KEY)
    assert told.value.why in {Why.CUT, Why.OTHER}
    assert untouched(other)


@pytest.mark.parametrize("where", [0.1, 0.5, 0.99])
def test_an_altered_copy_is_refused_and_leaves_no_trace(other: Site, where: float) -> None:
    altered = bytearray(FIRST.read_bytes())
    altered[int(len(altered) * where)] ^= 1
    with pytest.raises(Unopened) as told:
        restoring.restore(other, io.BytesIO(bytes(altered)), KEY)
    assert told.value.why in {Why.ALTERED, Why.CUT}
    assert untouched(other)


@pytest.mark.parametrize("key", [Passphrase("another sentence"), new_identity()], ids=["a", "b"])
def test_a_copy_is_refused_without_its_key_and_leaves_no_trace(other: Site, key: object) -> None:
    with pytest.raises(Unopened) as told, FIRST.open("rb") as source:
        restoring.restore(other, source, key)
    assert told.value.why is Why.KEY
    assert untouched(other)


def test_a_site_is_not_overwritten_unless_told_to_and_what_was_there_is_kept(site: Site) -> None:
    before, data = contents(site), copied(site)
    with pytest.raises(NotPossible, match="--replace"):
        restoring.restore(site, io.BytesIO(data), WORD)
    (site.data / "files" / "new").write_text("came later")
    restoring.restore(site, io.BytesIO(data), WORD, replace=True)
    assert contents(site) == before
    (kept,) = site.data.glob("replaced-*")
    assert (kept / "files" / "new").read_text() == "came later"
    assert (kept / "secret-key").exists()


def sealed_tar(**members: bytes) -> io.BytesIO:
    """Return a copy that somebody with the key made up."""
    target = io.BytesIO()
    sealing, inner = Sealing(target, WORD), io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as tar:
        for name, content in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(content)
            tar.addfile(told, io.BytesIO(content))
    sealing.write(inner.getvalue())
    sealing.finish()
    return io.BytesIO(target.getvalue())


@pytest.mark.parametrize("name", ["../outside", "/outside", "data/../../outside"])
def test_no_file_of_a_copy_leads_elsewhere(other: Site, name: str) -> None:
    with pytest.raises(NotPossible):
        restoring.restore(other, sealed_tar(**{name: b"x"}), WORD)
    assert untouched(other)


def test_what_is_inside_must_be_what_it_says(other: Site) -> None:
    for made in (
        sealed_tar(**{"manifest.json": b"{}"}),
        sealed_tar(**{"manifest.json": b"{}", "digest": b"0" * 64}),
        sealed_tar(),
    ):
        with pytest.raises(NotPossible):
            restoring.restore(other, made, WORD)
    assert untouched(other)


def test_a_copy_of_a_later_release_or_another_database_is_refused(site: Site) -> None:
    data = copied(site)
    manifest = restoring.unpack(io.BytesIO(data), WORD, _folder(site, "one"))
    later = copies.Manifest(**{**_told(manifest), "migrations": ["works.9999_later"]})
    with pytest.raises(NotPossible, match=r"0\.1\.0"):
        restoring.refuse_unfit(site, later)
    elsewhere = copies.Manifest(**{**_told(manifest), "database": "oracle"})
    with pytest.raises(NotPossible, match="LIANDU_DATABASE"):
        restoring.refuse_unfit(site, elsewhere)
    restoring.refuse_unfit(site, manifest)


def _told(manifest: copies.Manifest) -> dict[str, object]:
    return asdict(manifest)
