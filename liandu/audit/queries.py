"""Reading the record."""

from django.db.models import QuerySet

from liandu.audit.models import Event
from liandu.kernel.events import Subject


def timeline(subject: Subject) -> QuerySet[Event]:
    """Return the events of a subject that the caller has found visible, newest first."""
    return (
        Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
        .select_related("post", "body")
        .order_by("-id")
    )
