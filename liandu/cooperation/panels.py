"""Cooperation in the navigation, in the search, on the desk and in reminders."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.panels import sharing
from liandu.access.rules import RecordKind
from liandu.cooperation import queries
from liandu.files.panels import gallery
from liandu.kernel.actor import Actor
from liandu.notices.queries import Duty, DutyKind, duty_kind
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

PLACE = "cooperation.request"
MATERIAL = "cooperation.material"
ON_DESK = 8
WORDS = {
    "cooperation.approve": _("Approve the request out"),
    "cooperation.acknowledge": _("Acknowledge receipt of a request"),
    "cooperation.accept": _("Accept or decline a request"),
    "cooperation.reply": _("Reply to a request"),
    "cooperation.confirm": _("Confirm the reply, or say what is missing"),
    "cooperation.answer": _("Answer a question on a request"),
    "cooperation.settle": _("Settle a dispute"),
}

nav("cooperation", _("Cooperation requests"), "arrows-exchange", "cooperation:request_list",
    group="business", order=8, sees=lambda actor: actor.post_id is not None)  # fmt: skip
for _place in (PLACE, MATERIAL):
    tab(_place, "record", pgettext_lazy("tab", "Record"), order=80)
    tab(_place, "sharing", _("Who sees it"), order=90)
    panel(_place, title=_("Who sees it"), template="access/parts/sharing.html", tab="sharing",
          order=10)(sharing)  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return requests as the search shows them."""
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), number=one.number, state=pill(*one.pill),
            note=noted(one.owner_body, timezone.localdate(one.created_at)), text=one.matter,
        )
        for one in queries.requests(actor).filter(pk__in=ids)
    ]  # fmt: skip


def material_lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return material as the search shows it."""
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(),
            note=noted(one.owner_body, timezone.localdate(one.created_at)), text=one.note,
        )
        for one in queries.materials(actor).filter(pk__in=ids)
    ]  # fmt: skip


shelve(Shelf(RecordKind.COOPERATION_REQUEST, "cooperation_request", _("Cooperation requests"),
             "arrows-exchange", "cooperation:request", lines))  # fmt: skip
shelve(Shelf(RecordKind.COOPERATION_MATERIAL, "cooperation_material", _("Cooperation material"),
             "files", "cooperation:material", material_lines))  # fmt: skip


def requests_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield what waits for the actor on requests, up to a moment."""
    for one in queries.due(actor, until):
        if one.due_at is not None:
            yield Duty("cooperation", f"{one.request.pk}:{one.key}", one.request,
                       f"cooperation.{one.step}", one.due_at,
                       one.request.get_absolute_url())  # fmt: skip


duty_kind(
    DutyKind(
        "cooperation", _("Cooperation requests"), (1, 0), requests_due, WORDS, again=1,
        about=RecordKind.COOPERATION_REQUEST, owed=queries.owed,
    )
)  # fmt: skip


@panel("portal.desk", title=_("Cooperation that waits"), order=10,
       template="cooperation/parts/of_desk.html")  # fmt: skip
def of_desk(request: ActorRequest, _subject: Any) -> Mapping[str, Any] | None:
    """Show what waits for the actor on requests for cooperation."""
    found = queries.waiting(request.actor)
    if not found:
        return None
    return {
        "waiting": [(one, WORDS[f"cooperation.{one.step}"], pill(*one.request.pill))
                    for one in found[:ON_DESK]],
        "rest": max(0, len(found) - ON_DESK), "now": request.actor.at,
        "panel_url": reverse("cooperation:request_list"), "panel_link": _("All requests"),
    }  # fmt: skip


@panel(PLACE, title=pgettext_lazy("cooperation", "Attached to the request"), order=20,
       template="cooperation/parts/attached.html")  # fmt: skip
def attached(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show what the asking body attached."""
    found = gallery(request.actor, subject)
    return {"gallery": found, "panel_url": found.attach_url, "panel_link": _("Attach files")}
