"""The list of papers."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.engines.papers import KINDS, kind_of
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body
from liandu.papers.actions import export_papers
from liandu.papers.models import PILLS, STATE_WORDS, Paper
from liandu.papers.queries import is_waiting_for, received
from liandu.papers.rules import PaperState
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing
from liandu.web.say import day

S = PaperState
DIRECTIONS = [
    ("waiting", _("Waiting for me")), ("out", pgettext_lazy("papers", "Sent")),
    ("in", pgettext_lazy("papers", "Received")),
]  # fmt: skip


def kinds() -> list[tuple[str, Any]]:
    """Return the kinds of paper that are registered, read as late as a page is asked for."""
    return [(kind.code, kind.title) for kind in KINDS.values()]


class PaperFilter(filters.FilterSet):
    """What the list is narrowed by."""

    q = filters.CharFilter(label=_("Search"), method="search")
    direction = filters.ChoiceFilter(
        label=pgettext_lazy("papers", "Way"), choices=DIRECTIONS, method="way", empty_label=None
    )
    state = filters.MultipleChoiceFilter(label=_("State"), choices=STATE_WORDS)
    kind = filters.MultipleChoiceFilter(label=_("kind of paper"), choices=kinds)
    owner_body = filters.ModelChoiceFilter(
        label=_("Issued by"), queryset=Body.objects.only("name", "short_name")
    )
    issued_at = filters.DateFromToRangeFilter(label=_("Issued on"))

    class Meta:
        model = Paper
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """Keep those whose number or title holds ``words``."""
        return rows.filter(Q(number__icontains=words) | Q(title__icontains=words))

    def way(self, rows: QuerySet[Any], _name: str, which: str) -> QuerySet[Any]:
        """Keep those that wait for the actor, or that their body sent or received."""
        request: Any = self.request
        actor: Actor = request.actor
        if which == "waiting":
            return rows.filter(is_waiting_for(actor))
        if which == "out":
            return rows.filter(owner_body=actor.body_id or 0)
        return rows.filter(Exists(received(actor).filter(paper=OuterRef("pk"))))


def state_pill(paper: Paper) -> Any:
    """Return the state as it is drawn."""
    return draw.pill(paper.get_state_display(), PILLS[paper.state])


def light(paper: Paper) -> str:
    """Return the letter of the light that a paper shows on a desk."""
    return PILLS[paper.state] or "n"


def kind_words(paper: Paper) -> str:
    """Return what the kind of a paper is called; one that is gone goes by its code."""
    kind = kind_of(paper.kind)
    return str(kind.title) if kind else paper.kind


def signed(paper: Any) -> str:
    """Return how many of those it went to have signed for it."""
    if paper.state not in {S.ISSUED, S.WITHDRAWN} or not paper.number:
        return ""
    return f"{paper.signed_count}/{paper.recipient_count}"


def addressed(paper: Paper) -> str:
    """Return to whom a paper goes, short."""
    to = [str(row.body) for row in paper.recipients.all() if not row.is_copy]
    return to[0] + (f" +{len(to) - 1}" if len(to) > 1 else "") if to else ""


def exported(request: ActorRequest, count: int) -> None:
    """Put on record that the list leaves as a file."""
    export_papers(actor=request.actor, count=count, query=request.GET.urlencode())


LISTING: Listing[Paper] = Listing(
    name="papers",
    title=_("Papers"),
    columns=(
        Column("number", _("Number"), lambda p: p.number, sort="number"),
        Column("title", _("Title"), lambda p: p.title, link=lambda p: p.get_absolute_url()),
        Column("kind", pgettext_lazy("paper", "Kind"), kind_words),
        Column("state", _("State"), lambda p: p.get_state_display(), draw=state_pill),
        Column("body", _("Issued by"), lambda p: str(p.owner_body),
               draw=lambda p: draw.org(p.owner_body)),
        Column("recipients", _("Main recipients"), addressed),
        Column("signed", pgettext_lazy("papers", "Signed for"), signed, numeric=True),
        Column("issued", _("Issued on"), lambda p: p.issued_at, sort="issued_at",
               draw=lambda p: day(p.issued_at)),
        Column("created", pgettext_lazy("paper", "Drawn up"), lambda p: p.created_at,
               sort="created_at", hidden=True),
    ),
    filterset=PaperFilter,
    order=("-created_at",),
    views=(
        View("all", _("All")),
        View("waiting", _("Waiting for me"), "direction=waiting", counted=True),
        View("open", pgettext_lazy("papers", "Being drawn up"),
             "state=draft&state=under_approval&state=approved", counted=True),
        View("issued", pgettext_lazy("papers", "Issued"), "state=issued"),
        View("received", pgettext_lazy("papers", "Received"), "direction=in"),
    ),
    nothing=Nothing(
        _("No papers yet"),
        _("They are drawn up on the page of a finding or an inspection, and listed here."),
    ),
    search_hint=_("Number or title"),
    template="papers/paper_list.html",
    exported=exported,
)  # fmt: skip
