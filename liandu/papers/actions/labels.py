"""A paper is never less guarded than the record it is about."""

from liandu.access.actions import follows_label
from liandu.access.models import Guarded
from liandu.kernel.actor import Actor
from liandu.kernel.events import record
from liandu.papers.models import Paper


@follows_label
def follow_label(actor: Actor, about: Guarded) -> None:
    """Raise the labels of the papers about a record to its own, whoever may know of them."""
    rows = Paper.objects.unscoped("papers take over the label of their record")
    found = rows.filter(record_kind=about.KIND, record_id=about.pk, label__lt=about.label)
    for paper in found.select_for_update(of=("self",)):
        before, paper.label = paper.label, about.label
        paper.save(update_fields=["label"])
        record(actor, "access.label_changed", paper, before=before, after=paper.label)
