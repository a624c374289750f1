"""A copy of a whole site in one locked file: written while the site goes on, read back in pieces.

Inside it is a tar: what the copy holds (``manifest.json``), the database, every file of the data
folder, and one digest over all their names, sizes and digests. The heads of the record are taken
before the database and the files after it: so no head is ahead of its log, and no row is without
its file.
"""

import gzip
import hashlib
import io
import json
import secrets
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from liandu import __version__
from liandu.engines.lockbox import Opened, Sealing
from liandu.engines.lockbox.locks import Key, Lock
from liandu.operation import databases
from liandu.operation.databases import NotPossible
from liandu.operation.sites import SCRATCH, Site

FORMAT = "liandu/backup/1"
MANIFEST, DATABASE, DIGEST = "manifest.json", "database.gz", "digest"
DATA = "data"
RECORD = "audit"
CHUNK = 1 << 20
LONGEST_NOTE = 64 * CHUNK


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy says of itself."""

    format: str
    version: str
    made_at: str
    database: str
    database_version: str
    migrations: list[str]
    counts: dict[str, int]
    files: int


class Counted(io.RawIOBase):
    """A file that is read while its digest is taken."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__()
        self.source, self.hash = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return what comes next."""
        data = self.source.read(size)
        self.hash.update(data)
        return data


class Digest:
    """One digest over the names, sizes and digests of all that is in a copy."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()

    def add(self, name: str, size: int, content: str) -> None:
        """Take one more file in."""
        self.hash.update(f"{json.dumps(name)} {size} {content}\n".encode())

    def text(self) -> bytes:
        """Return the digest of all so far."""
        return self.hash.hexdigest().encode()


@contextmanager
def scratch(beside: Path) -> Iterator[Path]:
    """Make a folder for the owner's eyes alone, gone afterwards whatever happens."""
    folder = beside / f"{SCRATCH}{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(site: Site, target: BinaryIO, lock: Lock) -> Manifest:
    """Write a copy of a site into ``target`` while the site goes on.

    :raises NotPossible: if the database cannot be taken
    """
    sealing = Sealing(target, lock)
    buffer = io.BufferedWriter(sealing, CHUNK)
    with scratch(site.data) as folder, tarfile.open(fileobj=buffer, mode="w|") as tar:
        _keep_aside(site, folder)
        manifest = _put_all(site, folder, tar)
    buffer.flush()
    sealing.finish()
    return manifest


def _keep_aside(site: Site, folder: Path) -> None:
    """Copy the record's heads aside: they must not be ahead of the database."""
    passing = shutil.ignore_patterns("*.part", "*.new")
    if (site.data / RECORD).is_dir():
        shutil.copytree(site.data / RECORD, folder / RECORD, ignore=passing)


def _put_all(site: Site, folder: Path, tar: tarfile.TarFile) -> Manifest:
    """Put what the copy says of itself into the tar, then the database and the files."""
    engine = databases.of(site)
    plain, packed, digest = folder / "database", folder / DATABASE, Digest()
    taken = engine.take(site, plain)
    with plain.open("rb") as source, gzip.open(packed, "wb", compresslevel=6) as target:
        shutil.copyfileobj(source, target, CHUNK)
    plain.unlink()
    found = [path for path in site.paths() if path.parts[0] != RECORD]
    kept = sorted(
        path.relative_to(folder) for path in (folder / RECORD).rglob("*") if path.is_file()
    )
    manifest = Manifest(
        FORMAT, __version__, timezone.now().isoformat(), engine.VENDOR, taken.version,
        taken.migrations, taken.counts, len(found) + len(kept),
    )  # fmt: skip
    _put_text(tar, digest, MANIFEST, json.dumps(asdict(manifest)).encode())
    _put(tar, digest, DATABASE, packed)
    for base, paths in ((folder, kept), (site.data, found)):
        for path in paths:
            _put(tar, digest, f"{DATA}/{path.as_posix()}", base / path)
    _put_text(tar, digest, DIGEST, digest.text())
    return manifest


def _put(tar: tarfile.TarFile, digest: Digest, name: str, path: Path) -> None:
    """Put one file into the tar."""
    with path.open("rb") as file:
        source = Counted(file)
        told = tarfile.TarInfo(name)
        told.size, told.mode = path.stat().st_size, 0o600
        tar.addfile(told, source)
        digest.add(name, told.size, source.hash.hexdigest())


def _put_text(tar: tarfile.TarFile, digest: Digest, name: str, content: bytes) -> None:
    told = tarfile.TarInfo(name)
    told.size, told.mode = len(content), 0o600
    tar.addfile(told, io.BytesIO(content))
    digest.add(name, told.size, hashlib.sha256(content).hexdigest())


def unpack(source: BinaryIO, key: Key, folder: Path) -> Manifest:
    """Unpack a copy into an empty folder, every byte of it proved; return what it says of itself.

    :raises Unopened: if it is no copy, is locked otherwise, was altered or cut
    :raises NotPossible: if what is inside is not what it says
    """
    stream: Any = io.BufferedReader(Opened(source, key), CHUNK)
    digest, notes, wanted = Digest(), {MANIFEST: b"", DIGEST: b""}, b""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for told in tar:
                wanted = digest.text()
                content = _unpacked(tar, told, folder, digest)
                if told.name in notes:
                    notes[told.name] = content
        while stream.read(CHUNK):
            pass
    except tarfile.TarError:
        raise not_whole() from None
    if notes[DIGEST] != wanted:
        raise not_whole()
    return _manifest(notes[MANIFEST])


def not_whole() -> NotPossible:
    """Return what refuses a copy whose inside is not in order."""
    return NotPossible(_("What is inside this copy is not what it says it holds."))


def _unpacked(tar: tarfile.TarFile, told: tarfile.TarInfo, folder: Path, digest: Digest) -> bytes:
    """Write one file of the tar into ``folder``; return a note's content, which stays in memory."""
    content = tar.extractfile(told) if told.isfile() else None
    path = PurePosixPath(told.name)
    if content is None or path.is_absolute() or ".." in path.parts:
        raise not_whole()
    source, held = Counted(content), b""
    if told.name in {MANIFEST, DIGEST}:
        held = source.read(LONGEST_NOTE)
    else:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.touch(mode=0o600)
        with target.open("wb") as file:
            shutil.copyfileobj(source, file, CHUNK)
    digest.add(told.name, told.size, source.hash.hexdigest())
    return held


def _manifest(content: bytes) -> Manifest:
    """Return what a copy says of itself."""
    try:
        manifest = Manifest(**json.loads(content))
    except (TypeError, ValueError):
        raise not_whole() from None
    if manifest.format != FORMAT:
        words = _("This copy is of another form (%(format)s). Restore it with Liandu %(version)s.")
        raise NotPossible(words % {"format": manifest.format, "version": manifest.version})
    return manifest
