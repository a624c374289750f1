"""Putting a copy in the place of a site: looked through first, then moved in whole."""

import gzip
import shutil
from pathlib import Path
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from liandu.engines.lockbox.locks import Key
from liandu.operation import databases
from liandu.operation.copies import CHUNK, DATA, DATABASE, Manifest, scratch, unpack
from liandu.operation.databases import NotPossible, postgres
from liandu.operation.queries import known_migrations
from liandu.operation.sites import Site


def restore(site: Site, source: BinaryIO, key: Key, *, replace: bool = False) -> Manifest:
    """Put the copy in ``source`` in the place of ``site``, or leave everything as it is.

    What was there is moved into a folder ``replaced-…`` of the data folder; with PostgreSQL the
    database itself is not kept.

    :raises Unopened: if it is no copy, is locked otherwise, was altered or cut
    :raises NotPossible: if the site is not empty and not to be replaced, or the copy is unfit
    """
    if not (replace or is_empty(site)):
        words = _("There is a site here already. To put the copy in its place: --replace")
        raise NotPossible(words)
    with scratch(site.data) as folder:
        manifest = unpack(source, key, folder)
        refuse_unfit(site, manifest)
        plain = folder / "database"
        with gzip.open(folder / DATABASE, "rb") as packed, plain.open("wb") as target:
            shutil.copyfileobj(packed, target, CHUNK)
        _move_in(site, folder, plain)
    if databases.of(site).counts(site) != manifest.counts:
        raise NotPossible(_("The tables do not hold the rows that the copy says it has."))
    return manifest


def is_empty(site: Site) -> bool:
    """Test whether nothing has happened on a site yet."""
    return databases.of(site).is_empty(site) and not any((site.data / "files").glob("??/??/*"))


def refuse_unfit(site: Site, manifest: Manifest) -> None:
    """Refuse a copy of another database, or of a later release.

    :raises NotPossible: if it is one
    """
    vendor = databases.of(site).VENDOR
    if manifest.database != vendor:
        words = _("The copy is of %(its)s and this site has %(ours)s. Set LIANDU_DATABASE.")
        raise NotPossible(words % {"its": manifest.database, "ours": vendor})
    if set(manifest.migrations) - {".".join(key) for key in known_migrations()}:
        words = _("The copy is of a later release. Restore it with Liandu %(version)s or newer.")
        raise NotPossible(words % {"version": manifest.version})


def _move_in(site: Site, folder: Path, plain: Path) -> None:
    """Move what was there aside, and the copy into its place."""
    engine = databases.of(site)
    # First what may be refused: until then nothing was moved.
    engine.look(site, plain)
    keeps = not is_empty(site)
    if site.is_postgres:
        engine.load(site, plain)
    aside = site.data / f"replaced-{timezone.now():%Y%m%dT%H%M%S.%f}" if keeps else folder / "old"
    aside.mkdir(mode=0o700)
    for name in _tops(site):
        (site.data / name).replace(aside / name)
    if not site.is_postgres:
        engine.load(site, plain)
    (folder / DATA).mkdir(exist_ok=True)
    for path in sorted((folder / DATA).iterdir()):
        path.replace(site.data / path.name)


def _tops(site: Site) -> list[str]:
    """Return what lies in the data folder and makes up the site, by name."""
    own = {path.parts[0] for path in site.paths()}
    if not site.is_postgres:
        own |= {path.name for path in site.data.glob(f"{site.file.name}*")}
    return sorted(own)


def proved(site: Site, source: BinaryIO, key: Key) -> int:
    """Restore a copy in a scratch place and look it over there; return 0 if it is right.

    :raises Unopened: as for restoring
    :raises NotPossible: as for restoring, or if no scratch database can be made
    """
    with scratch(site.data) as folder:
        if not site.is_postgres:
            other = Site(folder, {**site.database, "NAME": folder / site.file.name})
            restore(other, source, key)
            return looked_over(other)
        name = f"liandu_{folder.name.rpartition('-')[2]}"
        other = Site(folder, postgres.make(site, name).database)
        try:
            restore(other, source, key)
            return looked_over(other)
        finally:
            postgres.drop(site, name)


def looked_over(site: Site) -> int:
    """Bring the tables up to date and verify the record and every file; return the exit code."""
    whole = ("doctor", "--whole", "database", "migrations", "files", "record", "search")
    return site.run("migrate", "-v", "0") or site.run(*whole)
