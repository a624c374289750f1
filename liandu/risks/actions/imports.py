"""Taking the risk points of an object from a list: all, or nothing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions.imports import BadRows, Outcome, Tried
from liandu.risks import queries
from liandu.risks.actions.points import change, enter
from liandu.risks.models import RiskPoint
from liandu.risks.rules import TEXTS, PointDraft, PointState
from liandu.works.queries import held_object

kind("risks.points_imported", gettext_lazy("imported risk points"), "table-import")

Rows = list[tuple[int, dict[str, Any]]]
BODIES = ("responsible_body", "supervising_body")


@action("risks.import_points")
def import_points(*, actor: Actor, object_id: UUID, rows: Rows, is_trial: bool) -> Outcome:
    """Enter the risk points of a list; one in force at its link by that name is changed.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor speaks for neither its keeper nor its lead body
    :raises BadRows: if any row cannot be used
    :raises Tried: if it was a trial, and went well
    """
    held = held_object(actor, object_id)
    require(actor, "risks.import_points", held)
    links = {name: link for link in held.links.all() for name in _names(link)}
    bodies = _by_name(queries.bodies_for(held))
    bad = dict[int, Mapping[str, str]]()
    for number, stated in rows:
        try:
            with transaction.atomic():
                _take(actor, links, bodies, stated)
        except Invalid as fault:
            bad[number] = fault.fields
    if bad:
        raise BadRows(bad)
    outcome = Outcome()
    outcome.count = len(rows)
    if is_trial:
        raise Tried(outcome)
    record(actor, "risks.points_imported", held, after={"rows": len(rows)}, note=str(len(rows)))
    return outcome


def _names(link: Any) -> tuple[str, ...]:
    """Return what a list may call a link."""
    return str(link), str(link.position), f"{link.position} {link}"


def _by_name(bodies: Any) -> dict[str, int]:
    """Return the keys of bodies by their names, full and short."""
    return {name: body.pk for body in bodies for name in (body.name, body.short_name) if name}


def _take(
    actor: Actor, links: Mapping[str, Any], bodies: Mapping[str, int], stated: Mapping[str, Any]
) -> None:
    """Enter the point of one row, or change the one that is in force by its name.

    :raises Invalid: if it cannot be kept
    """
    link = links.get(stated["link"])
    if link is None:
        raise Invalid({"link": _("The object has no such link.")})
    keys = {f"{name}_id": _body(name, stated, bodies) for name in BODIES if name in stated}
    said = {name: stated[name] for name in (*TEXTS, "frequency") if name in stated} | keys
    if "level" in stated:
        said["level"] = int(stated["level"])
    rows = RiskPoint.objects.unscoped("of an object held").select_related("last_check")
    kept = rows.filter(link=link, name=stated["name"], state=PointState.IN_FORCE).first()
    if kept is None:
        enter(actor, link, PointDraft(**said))
        return
    kept.link = link
    change(actor, kept, PointDraft(**(queries.draft_of(kept) | said)))


def _body(name: str, stated: Mapping[str, Any], bodies: Mapping[str, int]) -> int:
    """Return the key of the body that a row names.

    :raises Invalid: if no such body takes part in the object
    """
    found = bodies.get(stated[name])
    if found is None:
        raise Invalid({name: _("No body of this name takes part in the object.")})
    return found
