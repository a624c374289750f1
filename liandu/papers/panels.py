"""Papers in the navigation, and the section on the pages of the records they are about."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.access import queries as access
from liandu.access.rules import RecordKind
from liandu.engines.papers import kinds_at
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.papers import queries
from liandu.papers.models import PILLS
from liandu.programme.queries import of_year as programmes_of
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.urging.queries import ladder, step_at
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel

# Each page that shows papers, with the tab they stand on and their place there.
PLACES = {
    "findings.finding": ("", 40),
    "inspections.inspection": ("", 40),
    "works.object": ("dispatch", 60),
    "figures.snapshot": ("", 40),
    "meetings.meeting": ("", 40),
    "cooperation.request": ("", 40),
}
TEMPLATE = "papers/parts/of_record.html"
MOST = 20

nav("papers", _("Papers"), "file-text", "papers:paper_list", group="business", order=60,
    sees=lambda actor: actor.post_id is not None)  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return papers as the search shows them."""
    rows = queries.papers(actor).filter(pk__in=ids).prefetch_related(None)
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), one.number,
            pill(one.get_state_display(), PILLS[one.state]),
            noted(one.owner_body, timezone.localdate(one.created_at)), one.text,
        )
        for one in rows
    ]  # fmt: skip


shelve(Shelf(RecordKind.PAPER, "paper", _("Papers"), "file-text", "papers:paper", lines))


def offers(actor: Actor, record: Any, only: str | None = None) -> list[tuple[Any, str]]:
    """Return the papers that the actor may draw up about a record now, each with its address.

    ``only`` names the one kind that is wanted.
    """
    return [
        (kind.title, reverse("papers:draft", args=[kind.code, record.pk]))
        for kind in kinds_at(record.KIND)
        if only in {None, kind.code}
        and allowed(actor, "papers.draft_paper", (kind, record))
        and kind.is_timely(actor, record)
    ]


def of_record(request: ActorRequest, record: Any) -> Mapping[str, Any] | None:
    """Show the papers about a record, and those that may be drawn up now."""
    found = list(queries.papers_of(request.actor, record)[:MOST])
    new = offers(request.actor, record)
    if not found and not new:
        return None
    return {"lines": [(one, PILLS[one.state]) for one in found], "offers": new}


for _place, (_tab, _order) in PLACES.items():
    panel(_place, title=_("Papers"), template=TEMPLATE, tab=_tab, order=_order)(of_record)


@panel("programme.year", title=_("Papers"), template=TEMPLATE)
def of_year(request: ActorRequest, year: Any) -> Mapping[str, Any] | None:
    """Show the lists of a year's projects as papers, and those that may be drawn up now."""
    actor, code = request.actor, queries.PROGRAMME_LIST
    of = programmes_of(actor, year.number)
    found = [
        one
        for committee in of
        for one in queries.papers_of(actor, committee).filter(kind=code)[:MOST]
    ]
    new = [
        (f"{title} · {committee.name}", url)
        for committee in of
        for title, url in offers(actor, committee, code)
    ]
    if not found and not new:
        return None
    return {"lines": [(one, PILLS[one.state]) for one in found], "offers": new}


@panel("urging.ticket", title=_("Papers"), template=TEMPLATE)
def of_ticket(request: ActorRequest, ticket: Any) -> Mapping[str, Any] | None:
    """Show the paper that the ladder names for the level of a ticket, and those drawn up before."""
    record = access.record_of(request.actor, ticket)
    step = step_at(ticket.duty, ticket.level)
    named = {one.code for one in kinds_at(record.KIND)} & {row.paper for row in ladder(ticket.duty)}
    found = list(queries.papers_of(request.actor, record).filter(kind__in=named)[:MOST])
    new = offers(request.actor, record, step.paper if step else "") if ticket.is_live else []
    if not found and not new:
        return None
    return {"lines": [(one, PILLS[one.state]) for one in found], "offers": new}
