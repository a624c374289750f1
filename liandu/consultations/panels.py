"""Consultations in the navigation, search, reminders, on the desk and at their committee."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.panels import sharing
from liandu.access.rules import RecordKind
from liandu.consultations import queries
from liandu.consultations.models import Consultation
from liandu.files.panels import gallery
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.notices.queries import DutyKind, duty_kind
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

PLACE = "consultations.consultation"
AT_COMMITTEE, ON_DESK = 10, 8
AHEAD = timedelta(days=60)
WORDS = {
    "consultations.answer": _("Give the opinion of your body"),
    "consultations.sum_up": _("Sum the consultation up"),
}

nav("consultations", _("Consultations"), "messages", "consultations:consultation_list",
    group="business", order=6, sees=lambda actor: actor.post_id is not None)  # fmt: skip
tab(PLACE, "materials", pgettext_lazy("meeting", "Materials"), order=20)
tab(PLACE, "record", pgettext_lazy("tab", "Record"), order=80)
tab(PLACE, "sharing", _("Who sees it"), order=90)
panel(PLACE, title=_("Who sees it"), template="access/parts/sharing.html", tab="sharing",
      order=10)(sharing)  # fmt: skip
duty_kind(
    DutyKind(
        "consultations", _("Consultations"), (3, 1, 0), queries.due, WORDS,
        about=RecordKind.CONSULTATION, owed=queries.owed,
    )
)  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return consultations as the search shows them."""
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), state=pill(*one.pill),
            note=noted(one.owner_body, timezone.localdate(one.created_at)), text=one.question,
        )
        for one in queries.consultations(actor).filter(pk__in=ids)
    ]  # fmt: skip


shelve(Shelf(RecordKind.CONSULTATION, "consultation", _("Consultations"), "messages",
             "consultations:consultation", lines))  # fmt: skip


@panel("portal.desk", title=_("Consultations that wait"),
       template="consultations/parts/of_desk.html", order=10)  # fmt: skip
def of_desk(request: ActorRequest, _subject: Any) -> Mapping[str, Any] | None:
    """Show what waits for an opinion of the actor's body, and what it is to sum up."""
    actor = request.actor
    waiting = sorted(queries.due(actor, actor.at + AHEAD), key=lambda duty: duty.due_at)
    if not waiting:
        return None
    return {
        "lines": [(one, WORDS[one.asked]) for one in waiting[:ON_DESK]],
        "panel_url": reverse("consultations:consultation_list"),
        "panel_link": _("All consultations"),
    }


@panel("committees.committee", title=_("Consultations"), order=25,
       template="consultations/parts/of_committee.html")  # fmt: skip
def of_committee(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show the consultations among the members of a committee, and the way to begin one."""
    every = queries.consultations(request.actor).prefetch_related(None)
    rows = every.filter(committee=subject).order_by("-created_at", "-pk")
    may = subject.dissolved_on is None and allowed(
        request.actor, "consultations.begin_consultation", subject
    )
    return {
        "lines": [(one, pill(*one.pill)) for one in rows[:AT_COMMITTEE]],
        "panel_url": reverse("consultations:begin", args=[subject.pk]) if may else "",
        "panel_link": _("Ask member bodies"),
    }


@panel(PLACE, title=pgettext_lazy("meeting", "Materials"), tab="materials",
       template="consultations/parts/materials.html")  # fmt: skip
def materials(request: ActorRequest, subject: Consultation) -> Mapping[str, Any]:
    """Show what was attached to a consultation."""
    found = gallery(request.actor, subject)
    return {"gallery": found, "panel_url": found.attach_url, "panel_link": _("Attach files")}
