"""The list and the pages of meetings, topics and resolutions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.queries import seen
from liandu.audit.panels import entries
from liandu.kernel.actor import Actor
from liandu.kernel.permits import require
from liandu.meetings import actions, forms, queries
from liandu.meetings.listings import MEETINGS
from liandu.meetings.models import Attendance, Meeting, Topic
from liandu.meetings.panels import PLACE
from liandu.meetings.rules import BEFORE, CONVENED, OPEN, Presence
from liandu.meetings.views import of_meeting, of_parts
from liandu.meetings.views.taking import CRUMB, choices
from liandu.web.draw import pill
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.panels import chosen

GREEN = {Presence.IN_PERSON: "g", Presence.REMOTE: "b"}


@require_GET
def meeting_list(request: ActorRequest) -> HttpResponseBase:
    """List the meetings that are open to the person."""
    return MEETINGS.respond(request, queries.meetings(request.actor))


@require_GET
def meeting(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a meeting: whose turn, what was resolved, the agenda, who was there, who signed."""
    found = queries.seen_meeting(request.actor, pk)
    context: dict[str, Any] = {
        "title": found.title, "meeting": found, "pill": pill(*found.pill), "place": PLACE,
        "url": found.get_absolute_url(), "tab": chosen(request, PLACE),
        "choices": choices(request.actor, of_meeting.PAGES, found),
    }  # fmt: skip
    if not context["tab"]:
        context |= overview(request, found)
    elif context["tab"] == "record":
        context["entries"] = entries(request.actor, found)
    elif context["tab"] == "minutes":
        context |= signing(found, queries.attendance(found))
    return render(request, "meetings/meeting.html", context)


@require_GET
def topic(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one topic: what is proposed, what became of it, how it was voted on."""
    found = queries.seen_topic(request.actor, pk)
    votes = list(found.votes.select_related("body"))
    # In the order of the bodies, not in that of their ballots.
    votes.sort(key=lambda vote: vote.body.path)
    context = {
        "title": found.title, "topic": found, "meeting": found.meeting, "votes": votes,
        "tally": queries.tally_of(found), "is_counted": found.is_voted,
        "resolution": getattr(found, "resolution", None),
        "about": queries.about(request.actor, found),
        "choices": choices(request.actor, of_parts.PAGES[:8], found),
    }  # fmt: skip
    return render(request, "meetings/topic.html", context)


@require_GET
def resolution(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one resolution: the meeting it came from, whose it is, what was reported."""
    found = queries.seen_resolution(request.actor, pk)
    context = {
        "title": found.text, "resolution": found, "meeting": found.meeting,
        "reports": list(found.reports.select_related("body")),
        "choices": choices(request.actor, of_parts.PAGES[8:], found),
    }  # fmt: skip
    return render(request, "meetings/resolution.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Plan the next meeting of a committee."""
    committee: Any = seen(queries.committee_model(), request.actor, pk)
    require(request.actor, "meetings.plan_meeting", committee)
    host, number = queries.next_host(committee), queries.next_ordinal(committee)
    ask = Ask(
        _("Plan a meeting"), _("Its members see it from now on."), _("Plan it"),
        back=committee.get_absolute_url(), crumbs=((CRUMB[0], reverse(CRUMB[1])),),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.SeriesForm, committee=committee), ask=ask, done=_("Planned."),
        success=Meeting.get_absolute_url,
        initial={"host": host and host.pk, "title": f"第{queries.numeral(number)}次会议"},
        action=lambda clean: planned(request.actor, pk, clean),
    )  # fmt: skip


def planned(actor: Actor, committee_id: UUID, clean: dict[str, Any]) -> Meeting:
    """Plan what was filled in: one meeting, or a series, of which the first is returned."""
    what = forms.PlanForm.plan(clean)
    if not clean["repeat"]:
        return actions.plan_meeting(actor=actor, committee_id=committee_id, plan=what)
    return actions.plan_series(
        actor=actor, committee_id=committee_id, plan=what, months=clean["repeat"],
        count=clean["times"] or 1,
    )[0]  # fmt: skip


def overview(request: ActorRequest, found: Meeting) -> dict[str, Any]:
    """Return what the first tab of a meeting is drawn from."""
    seats = queries.attendance(found)
    every = queries.topics(found)
    resolutions = queries.of_meeting(request.actor, found)
    is_mine = request.GET.get("mine") == "1"
    mine = [one for one in resolutions if concerns(one, request.actor.body_id)]
    return {
        "rotation": queries.rotation(request.actor, found),
        "resolutions": mine if is_mine else resolutions, "is_mine": is_mine,
        "mine_count": len(mine), "resolution_count": len(resolutions),
        "done_count": sum(one.state not in OPEN for one in resolutions),
        "late_count": sum(one.is_overdue for one in resolutions),
        "agenda": timed(found.starts_at, queries.agenda(every)),
        "others": [one for one in every if one not in queries.agenda(every)],
        "earlier": list(queries.still_open(found)) if found.state in BEFORE else [],
        "is_held": found.state in CONVENED,
        **signing(found, seats), **there(found, seats),
    }  # fmt: skip


def concerns(resolution: Any, body_id: int | None) -> bool:
    """Test whether a body leads a resolution or assists in it."""
    return body_id in {resolution.owner_id, *(one.pk for one in resolution.assisting.all())}


def timed(starts_at: datetime, items: Sequence[Topic]) -> list[tuple[datetime, Topic]]:
    """Return the items of an agenda, each with the hour at which it is due."""
    found, at = [], starts_at
    for item in items:
        found.append((at, item))
        at += timedelta(minutes=item.duration)
    return found


def there(found: Meeting, seats: Sequence[Attendance]) -> dict[str, Any]:
    """Return who is there, and whether that is a quorum."""
    committee: Any = getattr(found, "committee", None)
    counted = queries.quorum_of(found, seats) if committee else None
    return {
        "seats": [(one, GREEN.get(Presence(one.presence), "") if one.presence else "")
                  for one in seats],
        "there_count": sum(one.seat.is_there for one in seats),
        "replied_count": sum(bool(one.reply) for one in seats),
        "quorum": counted,
    }  # fmt: skip


def signing(found: Meeting, seats: Sequence[Attendance]) -> dict[str, Any]:
    """Return who countersigned the minutes as they are, and who is yet to."""
    valid = found.signatures.filter(text_hash=found.minutes_hash or "-")
    signed = list(valid.select_related("body__jurisdiction"))
    wanted = [one for one in seats if one.seat.is_there]
    keys = {one.body_id for one in signed}
    return {
        "signed": signed, "unsigned": [one for one in wanted if one.body_id not in keys],
        "wanted_count": len(wanted), "is_signed": bool(wanted) and len(signed) == len(wanted),
    }  # fmt: skip
