"""Everything that changes what is attached to records."""

from liandu.files.actions.attaching import (
    attach,
    attach_all,
    check_attachment,
    read_file,
    release_attachment,
    withdraw_attachment,
)
from liandu.files.actions.bundling import bundle
from liandu.files.actions.contents import drawn, sweep
from liandu.files.actions.sealing import seal_evidence
from liandu.files.actions.sending import (
    Garbled,
    OutOfStep,
    begin_sending,
    drop_sending,
    take_part,
)

__all__ = [
    "Garbled",
    "OutOfStep",
    "attach",
    "attach_all",
    "begin_sending",
    "bundle",
    "check_attachment",
    "drawn",
    "drop_sending",
    "read_file",
    "release_attachment",
    "seal_evidence",
    "sweep",
    "take_part",
    "withdraw_attachment",
]
