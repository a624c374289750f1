"""A receipt is as guarded as what was received."""

from liandu.access.actions import follows_label
from liandu.access.models import Guarded
from liandu.kernel.actor import Actor
from liandu.sharing.models import SharedItem, SharingReceipt


@follows_label
def follow_label(_actor: Actor, about: Guarded) -> None:
    """Give the receipts of an item its own label; that it has another one is on its record."""
    if isinstance(about, SharedItem):
        rows = SharingReceipt.objects.unscoped("receipts take over the label of their item")
        rows.filter(item=about).update(label=about.label)
