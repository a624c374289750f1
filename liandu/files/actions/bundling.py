"""Handing out all evidence of a record as one file that proves itself."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.models import Guarded
from liandu.audit import keys
from liandu.audit.rules import moment
from liandu.engines.evidence import FORMAT, MANIFEST, SIGNED, verify
from liandu.files.actions.sealing import proofs_of, seal_evidence
from liandu.files.models import Attachment
from liandu.files.queries import open_attachments, root
from liandu.files.rules import name_in_bundle
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.permits import require

events.kind(
    "files.bundled", gettext_lazy("Downloaded all files as a bundle"), "package", is_read=True
)


@action("files.bundle")
def bundle(*, actor: Actor, record: Guarded) -> IO[bytes]:
    """Return a zip of all files of a record that the actor may open, with what proves them.

    What is in quarantine is named and proved, and not in it. That somebody took it is an event.

    :raises NotVisible: if the actor may not know of the record
    :raises WrongState: if there is no file that they may open
    """
    require(actor, "files.bundle", record)
    seal_evidence()
    rows = open_attachments(actor, record)
    if not rows:
        raise WrongState(_("There are no files here that you may open."))
    files = [{"name": one.name, "sha256": one.stored.sha256} for one in rows]
    events.record(actor, "files.bundled", record, note=str(len(rows)), files=files)
    return _packed(rows, _manifest(actor, record, rows))


def _manifest(actor: Actor, record: Guarded, rows: Sequence[Attachment]) -> dict[str, Any]:
    """Return what a bundle says of itself and of each file in it."""
    proofs = proofs_of(rows)
    return {
        "format": FORMAT,
        "key": keys.public_key_text(),
        "record": {"kind": str(record._meta.verbose_name), "number": getattr(record, "number", ""),
                   "title": str(record)},
        "made": {"at": moment(timezone.now()), "person": actor.person_id, "body": actor.body_id},
        "files": [
            {**_entry(number, one), "proof": proofs[one.pk]} for number, one in enumerate(rows, 1)
        ],
    }  # fmt: skip


def _entry(number: int, one: Attachment) -> dict[str, Any]:
    """Return what a bundle says of one file."""
    return {
        "path": name_in_bundle(number, one.name), "name": one.name,
        "sha256": one.stored.sha256, "sm3": one.stored.sm3, "size": one.stored.size,
        "media_type": one.stored.media_type, "purpose": one.purpose, "note": one.note,
        "place": one.place, "taken": _moment(one.taken_at), "uploaded": moment(one.at),
        "by": str(one.uploaded_by or ""), "body": str(one.body or ""),
        "checked": _moment(one.checked_at), "camera": one.stored.seen,
        "withheld": _("; ").join(one.acts) if one.is_quarantined else "",
    }  # fmt: skip


def _moment(at: Any) -> str:
    return moment(at) if at else ""


def _packed(rows: Sequence[Attachment], manifest: dict[str, Any]) -> IO[bytes]:
    """Return the zip, open at its beginning; it is gone when it is closed."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - handed on open
    try:
        _pack(out, rows, manifest)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def _pack(out: IO[bytes], rows: Sequence[Attachment], manifest: dict[str, Any]) -> None:
    """Write files as they came, the manifest, its signature, and how to check it."""
    raw = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    origin = f"liandu/{keys.node_name()}/bundle"
    signed = keys.sign(origin, len(rows), hashlib.sha256(raw).digest(), manifest["made"]["at"])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for one, entry in zip(rows, manifest["files"], strict=True):
            if not entry["withheld"]:
                archive.write(root() / one.stored.path, entry["path"])
        archive.writestr(MANIFEST, raw)
        archive.writestr(SIGNED, signed)
        archive.writestr("verify.py", Path(verify.__file__).read_bytes())
        archive.writestr("README.txt", _readme())


def _readme() -> str:
    """Return how a bundle is checked, in the reader's language."""
    return _(
        "All files here are as they came. manifest.json says of each who added it and when, its"
        " hashes and the proof. To check that nothing was changed, unpack everything and run:"
        ' python verify.py --key "the key that the node published". It needs Python alone.'
    )
