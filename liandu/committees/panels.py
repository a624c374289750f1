"""Committees in the navigation, in the search, and among what goes over with a post."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.rules import RecordKind
from liandu.audit.panels import entries
from liandu.committees import actions, queries
from liandu.findings import queries as findings
from liandu.findings.rules import FindingState, Source
from liandu.inspections import queries as inspections
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.orgs.handover import OpenItem, holds
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

PLACE = "committees.committee"


def held_jointly(actor: Actor, bodies: Collection[int]) -> QuerySet[Any]:
    """Return the inspections on site that one of the bodies held with another of them."""
    rows = inspections.visited(actor).filter(owner_body__in=bodies)
    return inspections.taken_part_in(rows, bodies)


def found_jointly(actor: Actor, bodies: Collection[int]) -> QuerySet[Any]:
    """Return the findings, less those withdrawn, that one of the bodies made with others."""
    rows = findings.findings(actor).exclude(state=FindingState.WITHDRAWN)
    return rows.filter(owner_body__in=bodies, source=Source.JOINT)


queries.govern("inspections.joint", _("Joint inspections"), held_jointly, "visited_from")
queries.govern("findings.joint", _("Findings of joint inspections"), found_jointly, "found_on")

nav("committees", _("Committees"), "users-group", "committees:committee_list", group="business",
    order=5, sees=lambda actor: actor.post_id is not None)  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return committees as the search shows them."""
    return [
        Line(
            one.pk, one.name, one.get_absolute_url(), state=one.get_shape_display(),
            note=noted(one.owner_body, timezone.localdate(one.created_at)), text=one.basis,
        )
        for one in queries.committees(actor).filter(pk__in=ids)
    ]  # fmt: skip


shelve(Shelf(RecordKind.COMMITTEE, "committee", _("Committees"), "users-group",
             "committees:committee", lines))  # fmt: skip


def open_posts(actor: Actor, person_id: int) -> Sequence[OpenItem]:
    """Return what somebody is in committees, as what is open with them."""
    return [
        OpenItem(f"{one.committee} · {one}", one.committee.get_absolute_url())
        for one in queries.posts_of_person(actor, person_id)
    ]


holds("committees.posts", pgettext_lazy("committee", "Posts in committees"), find=open_posts,
      give=actions.give_posts)  # fmt: skip

tab(PLACE, "mechanisms", pgettext_lazy("committee", "Mechanisms"), order=20,
    count=lambda _request, committee: queries.count_of(committee) or None)  # fmt: skip


@panel(PLACE, title=pgettext_lazy("committee", "Mechanisms"), tab="mechanisms", is_bare=True,
       template="committees/parts/mechanisms.html")  # fmt: skip
def of_committee(request: ActorRequest, committee: Any) -> Mapping[str, Any]:
    """Show the mechanisms of a committee, how each stands and how often it was used."""
    every = queries.mechanisms(committee)
    versions = [version for one in every for version in one.versions.all()]
    counts = queries.uses(request.actor, committee, versions)
    may_keep = allowed(request.actor, "committees.add_mechanism", committee)
    may_keep = may_keep and committee.dissolved_on is None
    return {
        "lines": [
            (one, queries.in_use(one.versions.all()),
             sum(counts.get(version.pk, 0) for version in one.versions.all()))
            for one in every
        ],
        "may_keep": may_keep, "offers": may_keep and queries.offered(committee),
    }  # fmt: skip


tab(PLACE, "record", pgettext_lazy("tab", "Record"), order=80)


@panel(PLACE, title=pgettext_lazy("tab", "Record"), tab="record",
       template="committees/parts/record.html")  # fmt: skip
def record_of(request: ActorRequest, committee: Any) -> Mapping[str, Any]:
    """Show everything that happened to a committee, latest first."""
    return {"entries": entries(request.actor, committee)}
