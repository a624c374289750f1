"""Who receives what: people by their posts, as far as they may know of the record."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from liandu.access.models import Guarded
from liandu.orgs.models import Membership
from liandu.orgs.queries import actor_for, live
from liandu.urging.rules import ROLES, Receiver


def receivers(
    record: Guarded, codes: Iterable[str], owed_by: Any, office_id: int | None
) -> list[int]:
    """Return the people whom the codes of a step name and who may know of the record."""
    bodies = {
        Receiver.LIAISON: owed_by.pk, Receiver.HEAD: owed_by.pk,
        Receiver.SUPERIOR: owed_by.parent_id or 0, Receiver.OFFICE: office_id or 0,
        Receiver.LEADER: office_id or 0,
    }  # fmt: skip
    wanted = Q(pk__in=[])
    for code in map(Receiver, codes):
        wanted |= Q(post__body=bodies[code], post__roles__code__in=ROLES[code])
    rows = Membership.objects.filter(wanted, live(timezone.now()), person__is_active=True)
    people = set(rows.values_list("person", flat=True))
    return sorted(pk for pk in people if may_know(record, pk))


def may_know(record: Guarded, person_id: int) -> bool:
    """Test whether a person may know of a record in hand, from any of their posts."""
    now = timezone.now()
    rows = Membership.objects.filter(live(now), person=person_id, person__is_active=True)
    admin = rows.values_list("person__admin", flat=True).first()
    if admin is None:
        return False
    actor = actor_for(person_id, now, admin=admin)
    rows_seen = type(record).objects.visible_to(actor).filter(pk=record.pk)
    return bool(rows_seen.exists())
