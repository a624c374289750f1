"""Urging in the navigation, on the desk, in reminders, and on the pages of what is urged."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.meetings.queries import seen_resolution
from liandu.notices.queries import Duty, DutyKind, asked_words, duty_kind, owed_on
from liandu.urging import queries
from liandu.urging.models import LEVEL_PILLS, LEVELS
from liandu.urging.rules import TICKETS
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel

PLACES = {
    "findings.finding": 35, "inspections.inspection": 35, "works.object": 45,
    "meetings.meeting": 35, "cooperation.request": 35, "sharing.receipt": 35,
    "consultations.consultation": 35, "programme.project": 35,
}  # fmt: skip
RESOLUTION = "meetings.resolution"
TEMPLATE = "urging/parts/of_record.html"
AHEAD = timedelta(days=14)
ON_DESK = 8
WORDS = {
    "tickets.acknowledge": _("Sign for the ticket"),
    "tickets.answer": _("Answer the ticket"),
    "tickets.step_up": _("Take the ticket a step up"),
    "tickets.cure": _("Look whether it is done"),
    "tickets.close": _("Close the ticket"),
    "instructions.report": _("Carry out and report"),
    "instructions.close": _("Look at the report"),
}
TITLES = dict(LEVELS)

nav("tickets", _("Supervision tickets"), "alert-triangle", "urging:ticket_list", group="business",
    order=45, sees=lambda actor: actor.post_id is not None)  # fmt: skip


def tickets_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the tickets that wait for the actor."""
    for record, row, asked in queries.due_tickets(actor, until):
        key, url = f"{row.pk}:{row.level}", row.get_absolute_url()
        yield Duty("tickets", key, record, f"tickets.{asked}", row.due_at, url)


def instructions_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the instructions that wait for the actor."""
    for record, row, asked in queries.due_instructions(actor, until):
        url = row.get_absolute_url()
        yield Duty("instructions", str(row.pk), record, f"instructions.{asked}", row.due_at, url)


duty_kind(DutyKind("tickets", _("Supervision tickets"), (0,), tickets_due, WORDS, again=3))
duty_kind(
    DutyKind(
        "instructions", _("Leaders' instructions"), (7, 3, 1, 0), instructions_due, WORDS,
        owed=queries.instructions_owed,
    )
)  # fmt: skip
queries.instructed(
    RESOLUTION, queries.PartOf(seen_resolution, lambda resolution: resolution.meeting)
)


@panel("portal.desk", title=_("Tickets and instructions"), template="urging/parts/of_desk.html",
       order=20)  # fmt: skip
def of_desk(request: ActorRequest, _subject: Any) -> Mapping[str, Any] | None:
    """Show the tickets and instructions that wait for the actor."""
    actor = request.actor
    found = [
        (row, pill(*row.level_pill), WORDS[f"tickets.{asked}"])
        for _record, row, asked in queries.waiting_tickets(actor)
    ] + [
        (row, pill(*row.pill), WORDS[f"instructions.{asked}"])
        for _record, row, asked in queries.due_instructions(actor, actor.at + AHEAD)
    ]
    if not found:
        return None
    return {
        "lines": found[:ON_DESK], "rest": max(0, len(found) - ON_DESK),
        "panel_url": reverse("urging:ticket_list"), "panel_link": _("All tickets"),
    }  # fmt: skip


def owed_lines(
    actor: Actor, record: Any, tickets: Iterable[Any], part: str = ""
) -> list[dict[str, Any]]:
    """Return what is owed on a record or a part of it, where that stands, and the way to urge it.

    What is owed on a part has the part's key.
    """
    urged = {(one.duty, one.key) for one in tickets if one.is_live}
    return [
        {
            "asked": asked_words(owed.asked), "due_at": owed.due_at, "title": owed.title,
            "level": pill(TITLES[level], LEVEL_PILLS[level]) if level else "",
            "url": reverse("urging:raise", args=[int(record.KIND), record.pk, kind.code, owed.key]),
        }
        for kind, owed in owed_on(record)
        if part in {"", owed.key} and (kind.code, owed.key) not in urged
        if allowed(actor, "urging.raise_ticket", owed)
        for level in [queries.level_of(kind.code, owed.due_at)]
        if level in TICKETS or allowed(actor, "urging.start_higher", owed)
    ]  # fmt: skip


def of_record(request: ActorRequest, record: Any) -> Mapping[str, Any] | None:
    """Show the tickets and instructions on a record, and the ways to more."""
    may = allowed(request.actor, "urging.give_instruction", record)
    tickets = queries.tickets_of(record)
    found: dict[str, Any] = {
        "tickets": [(row, pill(*row.level_pill)) for row in tickets],
        "owed": owed_lines(request.actor, record, tickets),
        "instructions": [(row, pill(*row.pill)) for row in queries.instructions_of(record)],
    }
    if not (may or any(found.values())):
        return None
    url = reverse("urging:instruct", args=[int(record.KIND), record.pk]) if may else ""
    return found | {"panel_url": url, "panel_link": _("Give an instruction")}


def of_part(place: str, request: ActorRequest, subject: Any) -> Mapping[str, Any] | None:
    """Show the tickets and instructions on a part of a record, and the ways to more."""
    record, part = queries.PARTS[place].record(subject), str(subject.pk)
    may = allowed(request.actor, "urging.give_instruction", record)
    tickets = [row for row in queries.tickets_of(record) if row.key == part]
    found: dict[str, Any] = {
        "tickets": [(row, pill(*row.level_pill)) for row in tickets],
        "owed": owed_lines(request.actor, record, tickets, part),
        "instructions": [(row, pill(*row.pill)) for row in queries.instructions_of(record, part)],
    }
    if not (may or any(found.values())):
        return None
    args = [int(record.KIND), record.pk, part]
    return found | {
        "panel_url": reverse("urging:instruct_part", args=args) if may else "",
        "panel_link": _("Give an instruction"),
    }


for _place, _order in PLACES.items():
    panel(_place, title=pgettext_lazy("panel", "Urging"), template=TEMPLATE, order=_order)(
        of_record
    )
panel(RESOLUTION, title=pgettext_lazy("panel", "Urging"), template=TEMPLATE)(
    partial(of_part, RESOLUTION)
)
