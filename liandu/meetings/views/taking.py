"""A step of a meeting, a topic or a resolution as a page: one row says all there is to say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from liandu.access.queries import seen
from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.permits import allowed, require
from liandu.meetings import queries
from liandu.meetings.models import Meeting
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice

SAVED = gettext_lazy("Saved.")
CRUMB = (gettext_lazy("Meetings"), "meetings:meeting_list")
COMMITTEES = (gettext_lazy("Committees"), "committees:committee_list")
SEEN: Mapping[str, Callable[[Actor, Any], Any]] = {
    "meeting": queries.seen_meeting, "topic": queries.seen_topic,
    "resolution": queries.seen_resolution, "term": queries.seen_term,
    "change": queries.seen_change, "handover": queries.seen_handover,
    "committee": lambda actor, pk: seen(queries.committee_model(), actor, pk),
}  # fmt: skip
# What stands above a step: a meeting in the list of meetings, or a committee in that of committees.
ABOVE: Mapping[str, Callable[[Any], Any]] = {
    "meeting": lambda found: found, "topic": lambda found: found.meeting,
    "resolution": lambda found: found.meeting, "term": lambda found: found.committee,
    "change": lambda found: found.term.committee,
    "handover": lambda found: found.term.committee, "committee": lambda found: found,
}  # fmt: skip


def plain(_found: Any) -> Callable[..., Form]:
    """Return the form of a step that asks for nothing."""
    return Form


def reasoned(_found: Any) -> Callable[..., Form]:
    """Return the form of a step that asks for a reason."""
    return ConfirmForm


def nothing(_found: Any) -> dict[str, Any]:
    """Return what a form begins with: nothing."""
    return {}


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step as a page: of what, whose, when it is open, what it asks, and what it does."""

    name: str
    of: str
    permit: str
    act: Callable[[Actor, UUID, dict[str, Any]], object]
    is_timely: Callable[[Actor, Any], bool]
    label: Any
    title: Any
    intro: Any = ""
    done: Any = SAVED
    icon: str = ""
    form: Callable[[Any], Callable[..., Form]] = plain
    initial: Callable[[Any], dict[str, Any]] = nothing
    template: str = "web/form.html"
    is_main: bool = False
    is_danger: bool = False
    is_dialog: bool = True
    leads: Callable[[Any], str] | None = None

    @property
    def url_name(self) -> str:
        """Return the name of its address."""
        return f"meetings:{self.name}"

    def is_open(self, actor: Actor, found: Any) -> bool:
        """Test whether the actor may take the step now."""
        return self.is_timely(actor, found) and allowed(actor, f"meetings.{self.permit}", found)

    def choice(self, found: Any) -> Choice:
        """Return the button that leads to it."""
        css = "btn-primary" if self.is_main else "btn-plain"
        url = reverse(self.url_name, args=[found.pk])
        return Choice(self.label, url, self.icon, css, is_dialog=self.is_dialog)


def choices(actor: Actor, pages: Iterable[StepPage], found: Any) -> list[Choice]:
    """Return the buttons of a page for ``actor``; what moves it on comes last."""
    every = [page for page in pages if page.is_open(actor, found)]
    return [page.choice(found) for page in sorted(every, key=lambda page: page.is_main)]


@sensitive_post_parameters("choice")
@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, pk: UUID, page: StepPage) -> HttpResponse:
    """Ask for what a step needs, and take it.

    :raises NotVisible: if the person may not know of what it is about
    :raises NotAllowed: if the step is not theirs
    :raises WrongState: if it is not the time for it, or no longer
    """
    found = SEEN[page.of](request.actor, pk)
    require(request.actor, f"meetings.{page.permit}", found)
    # Only asked for: what was filled in is not thrown away, the action says what stands against it.
    if request.method == "GET" and not page.is_timely(request.actor, found):
        raise WrongState
    above = ABOVE[page.of](found)
    root = CRUMB if isinstance(above, Meeting) else COMMITTEES
    back = found.get_absolute_url()
    ask = Ask(
        page.title, page.intro, page.label, danger=page.is_danger, back=back,
        crumbs=((root[0], reverse(root[1])), (str(above), above.get_absolute_url())),
        template=page.template, extra={"found": found},
    )  # fmt: skip
    return respond_form(
        request, partial(page.form(found)), ask=ask, success=page.leads or back, done=page.done,
        initial=page.initial(found), action=lambda clean: page.act(request.actor, pk, clean),
    )  # fmt: skip
