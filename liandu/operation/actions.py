"""What is put on record of the operation: that all of the site left as a copy, or came from one."""

from django.utils.translation import gettext_lazy

from liandu.audit.sealing import current_seal
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("operation.backup_made", gettext_lazy("made a copy of the site"), "download", is_read=True)
kind("operation.restored", gettext_lazy("restored the site from a copy"), "refresh")


@action("operation.record_backup")
def record_backup(*, actor: Actor, what: str) -> None:
    """Put on record that a copy was made.

    :raises NotAllowed: if anybody but the installation itself says so
    """
    require(actor, "operation.record_backup")
    record(actor, "operation.backup_made", current_seal(), what=what)


@action("operation.record_restoring")
def record_restoring(*, actor: Actor, what: str, made_at: str) -> None:
    """Put on record that the site is a copy, and of which moment: what came later is not in it.

    :raises NotAllowed: if anybody but the installation itself says so
    """
    require(actor, "operation.record_restoring")
    record(actor, "operation.restored", current_seal(), what=what, made_at=made_at)
