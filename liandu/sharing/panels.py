"""Sharing in the navigation, in the search, on the desk, in reminders and at a committee."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.panels import sharing
from liandu.access.rules import RecordKind
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.notices.queries import DutyKind, duty_kind
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.sharing import queries
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

PLACE, RECEIPT = "sharing.item", "sharing.receipt"
ON_DESK = 8
AT_COMMITTEE = 20
WORDS = {"sharing.sign": _("Sign for what was shared")}

nav("sharing", _("Information sharing"), "share", "sharing:item_list", group="business", order=8,
    sees=lambda actor: actor.post_id is not None)  # fmt: skip
for place in (PLACE, RECEIPT):
    tab(place, "sharing", _("Who sees it"), order=90)
    panel(place, title=_("Who sees it"), template="access/parts/sharing.html", tab="sharing",
          order=10)(sharing)  # fmt: skip

duty_kind(
    DutyKind(
        "sharing", _("Shared information to sign for"), (1, 0), queries.waits_for, WORDS, again=1,
        about=RecordKind.SHARING_RECEIPT, owed=queries.owed_on,
    )
)  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return items as the search shows them."""
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), one.number, state=pill(*one.pill),
            note=noted(one.owner_body, timezone.localdate(one.published_at or one.created_at)),
            text=one.text,
        )
        for one in queries.items(actor).filter(pk__in=ids)
    ]  # fmt: skip


shelve(Shelf(RecordKind.SHARED_ITEM, "shared_item", _("Shared information"), "share",
             "sharing:item", lines))  # fmt: skip


@panel("portal.desk", title=_("Shared information"), template="sharing/parts/of_desk.html",
       order=30)  # fmt: skip
def of_desk(request: ActorRequest, _subject: Any) -> Mapping[str, Any] | None:
    """Show what the actor's body is to sign for, and which questions wait for its answer."""
    actor = request.actor
    to_sign, to_answer = queries.to_sign(actor)[:ON_DESK], queries.to_answer(actor)[:ON_DESK]
    signing = [(row, row.item, pill(*row.pill)) for row in to_sign]
    asked = [(row, row.receipt) for row in to_answer]
    if not (signing or asked):
        return None
    return {
        "signing": signing, "asked": asked,
        "panel_url": f"{reverse('sharing:item_list')}?waiting=sign",
        "panel_link": _("All to sign for"),
    }  # fmt: skip


@panel("committees.committee", title=_("Shared with the members"), order=40,
       template="sharing/parts/of_committee.html")  # fmt: skip
def of_committee(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show what was shared with the members of a committee, and the way to share more."""
    rows = queries.items(request.actor).prefetch_related(None).filter(committee=subject)
    may = subject.dissolved_on is None and allowed(request.actor, "sharing.draft_item")
    is_of_it = may and queries.is_of_circle(request.actor, subject)
    return {
        "lines": [(one, pill(*one.pill)) for one in rows.order_by("-created_at")[:AT_COMMITTEE]],
        "panel_url": f"{reverse('sharing:new')}?committee={subject.pk}" if is_of_it else "",
        "panel_link": pgettext_lazy("sharing", "Share with the members"),
    }
