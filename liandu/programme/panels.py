"""The annual programme in the navigation, in the search and on the page of a committee."""

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
from liandu.programme import queries
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

PLACE = "programme.project"
AT_COMMITTEE = 20

nav("programme", _("Annual programme"), "calendar-stats", "programme:year", group="business",
    order=7, sees=lambda actor: actor.post_id is not None)  # fmt: skip
tab(PLACE, "record", pgettext_lazy("tab", "Record"), order=80)
tab(PLACE, "sharing", _("Who sees it"), order=90)
panel(PLACE, title=_("Who sees it"), template="access/parts/sharing.html", tab="sharing",
      order=10)(sharing)  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return projects as the search shows them."""
    return [
        Line(
            one.pk, one.name, one.get_absolute_url(), state=pill(*one.pill),
            note=noted(one.owner_body, timezone.localdate(one.created_at)), text=one.subject,
        )
        for one in queries.projects(actor).filter(pk__in=ids)
    ]  # fmt: skip


shelve(Shelf(RecordKind.SUPERVISION_PROJECT, "supervision_project", _("Supervision projects"),
             "calendar-stats", "programme:project", lines))  # fmt: skip


@panel("committees.committee", title=_("Supervision projects"), order=30,
       template="programme/parts/of_committee.html")  # fmt: skip
def of_committee(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show the projects proposed to a committee, and the way to propose one."""
    every = queries.projects(request.actor).prefetch_related(None)
    rows = every.filter(committee=subject).order_by("-year", "-pk")
    may = subject.dissolved_on is None and allowed(
        request.actor, "programme.propose_project", subject
    )
    return {
        "lines": [(one, pill(*one.pill)) for one in rows[:AT_COMMITTEE]],
        "panel_url": reverse("programme:propose", args=[subject.pk]) if may else "",
        "panel_link": _("Propose a project"),
    }
