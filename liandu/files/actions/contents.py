"""Stored content: writing it, drawing copies of it to look at, sweeping away what is left over.

Content is stored under its own digest, whole or not at all: written beside, then moved. It is
written inside the transaction, before the row that names it: a row without content would be lost
evidence, content without a row is only waste. What a transaction that failed leaves behind is
taken away by ``liandu sweep_files``, once it is a day old.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from liandu.engines.filegate import DRAWN, Accepted, draw
from liandu.files.models import Sending, StoredFile
from liandu.files.queries import parts, root
from liandu.files.rules import LARGE, SMALL, storage_name

CHUNK = 1 << 20


def stored(content: BinaryIO, answer: Accepted) -> StoredFile:
    """Return what is stored of content that the gate let in, written if it is new here."""
    found = StoredFile.objects.filter(sha256=answer.sha256).first()
    return found or _written(content, answer)


def _written(content: BinaryIO, answer: Accepted) -> StoredFile:
    """Write content that is new here, and its small picture; return its row."""
    path, small = storage_name(answer.sha256), ""
    _write(path, content)
    if answer.kind.name in DRAWN and (picture := draw(content, answer.kind.name, SMALL)):
        small = storage_name(answer.sha256, ".jpg")
        _write(small, picture)
    row, _made = StoredFile.objects.get_or_create(
        sha256=answer.sha256,
        defaults={
            "sm3": answer.sm3, "size": answer.size, "media_type": answer.kind.media_type,
            "kind": answer.kind.name, "path": path, "thumbnail": small, "seen": answer.seen,
            "active": [act.value for act in answer.active],
        },
    )  # fmt: skip
    return row


def drawn(row: StoredFile, page: int = 1) -> str:
    """Return where the copy of a picture or a page lies that viewers are given; else nothing.

    It is drawn when it is first looked at, and tells nothing but its look: no place, no camera.
    """
    name = storage_name(row.sha256, f".{page}.jpg")
    if (root() / name).exists():
        return name
    with (root() / row.path).open("rb") as content:
        picture = draw(content, row.kind, LARGE, page) if row.kind in DRAWN else None
    if picture is None:
        return ""
    _write(name, picture)
    return name


def _write(name: str, content: BinaryIO | bytes) -> None:
    """Put ``content`` at ``name``, whole or not at all."""
    target = root() / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        try:
            if isinstance(content, bytes):
                file.write(content)
            else:
                content.seek(0)
                while chunk := content.read(CHUNK):
                    file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _contents() -> Iterator[Path]:
    """Yield every file in the folder of stored content, half-written ones too."""
    return (path for path in root().glob("??/??/*") if path.is_file())


def sweep(before: datetime) -> int:
    """Remove what is older and was never attached: parts, content; return how many files."""
    count = _sweep_sendings(before)
    for path in list(_contents()):
        digest = path.name.partition(".")[0]
        is_old = path.stat().st_mtime < before.timestamp()
        if is_old and not StoredFile.objects.filter(sha256=digest).exists():
            path.unlink(missing_ok=True)
            count += 1
    return count


def _sweep_sendings(before: datetime) -> int:
    """Forget files sent ahead that nobody attached; return how many files with parts there were."""
    Sending.objects.filter(at__lt=before).delete()
    StoredFile.objects.filter(attachments=None, sendings=None, created_at__lt=before).delete()
    count = 0
    for path in list(parts().glob("*")):
        is_old = path.stat().st_mtime < before.timestamp()
        if is_old and not Sending.objects.filter(pk=path.name).exists():
            path.unlink(missing_ok=True)
            count += 1
    return count
