"""A step of a project or of an overlap as a page: one row says all there is to say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, require
from liandu.programme import queries
from liandu.programme.rules import PROJECT
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice

SAVED = gettext_lazy("Saved.")
CRUMB = (gettext_lazy("Annual programme"), "programme:year")
SEEN: Mapping[str, Callable[[Actor, Any], Any]] = {
    "project": queries.seen_project, "hit": queries.seen_hit,
    "milestone": queries.seen_milestone,
}  # fmt: skip
AskFor = Callable[[Actor, Any], Callable[..., Form]]


def step(name: str) -> Any:
    """Return the test whether a project can take ``name`` from where it stands."""
    return lambda project: project.state in PROJECT.steps[name].sources


def empty(_found: Any) -> dict[str, Any]:
    """Return what stands in the form of a step before anything is filled in: nothing."""
    return {}


def plain(_actor: Actor, _found: Any) -> Callable[..., Form]:
    """Return the form of a step that asks for nothing."""
    return Form


def reasoned(_actor: Actor, _found: Any) -> Callable[..., Form]:
    """Return the form of a step that asks for a reason."""
    return ConfirmForm


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step as a page: of what, whose, when it is open, what it asks, and what it does."""

    name: str
    of: str
    permit: str
    act: Callable[[Actor, UUID, dict[str, Any]], object]
    is_timely: Callable[[Any], bool]
    label: Any
    title: Any
    intro: Any = ""
    done: Any = SAVED
    icon: str = ""
    form: AskFor = plain
    initial: Callable[[Any], dict[str, Any]] = empty
    is_main: bool = False
    is_danger: bool = False

    def is_open(self, actor: Actor, found: Any) -> bool:
        """Test whether the actor may take the step now."""
        return self.is_timely(found) and allowed(actor, f"programme.{self.permit}", found)

    def choice(self, found: Any) -> Choice:
        """Return the button that leads to it."""
        css = "btn-primary" if self.is_main else "btn-plain"
        url = reverse(f"programme:{self.name}", args=[found.pk])
        return Choice(self.label, url, self.icon, css, is_dialog=True)


def choices(actor: Actor, pages: Iterable[StepPage], found: Any) -> list[Choice]:
    """Return the buttons of a page for ``actor``; what moves it on comes last."""
    every = [page for page in pages if page.is_open(actor, found)]
    return [page.choice(found) for page in sorted(every, key=lambda page: page.is_main)]


@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, pk: UUID, page: StepPage) -> HttpResponse:
    """Ask for what a step needs, and take it; whether it is time for it, the action says.

    :raises NotVisible: if the person may not know of what it is about
    :raises NotAllowed: if the step is not theirs
    """
    found = SEEN[page.of](request.actor, pk)
    require(request.actor, f"programme.{page.permit}", found)
    project = found if page.of == "project" else found.project
    back = project.get_absolute_url()
    ask = Ask(
        page.title, page.intro, page.label, danger=page.is_danger, back=back,
        crumbs=((CRUMB[0], reverse(CRUMB[1])), (project.name, back)),
    )  # fmt: skip
    return respond_form(
        request, partial(page.form(request.actor, found)), ask=ask, success=back, done=page.done,
        initial=page.initial(found), action=lambda clean: page.act(request.actor, pk, clean),
    )  # fmt: skip
