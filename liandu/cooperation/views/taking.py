"""A step of a request or of a question as a page: one row says all there is to say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liandu.cooperation import queries
from liandu.cooperation.models import CooperationRequest
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice

SAVED = gettext_lazy("Saved.")
CRUMB = (gettext_lazy("Cooperation requests"), "cooperation:request_list")
SEEN: Mapping[str, Callable[[Actor, Any], Any]] = {
    "request": queries.seen_request, "question": queries.seen_question,
}  # fmt: skip
AskFor = Callable[[Actor, Any], Callable[..., Form]]


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
    is_timely: Callable[[Actor, Any], bool]
    label: Any
    title: Any
    intro: Any = ""
    done: Any = SAVED
    icon: str = ""
    form: AskFor = plain
    is_main: bool = False
    is_danger: bool = False

    def is_open(self, actor: Actor, found: Any) -> bool:
        """Test whether the actor may take the step now."""
        return allowed(actor, f"cooperation.{self.permit}", found) and self.is_timely(actor, found)

    def choice(self, found: Any) -> Choice:
        """Return the button that leads to it."""
        css = "btn-primary" if self.is_main else "btn-plain"
        url = reverse(f"cooperation:{self.name}", args=[found.pk])
        return Choice(self.label, url, self.icon, css, is_dialog=True)


def choices(actor: Actor, pages: Iterable[StepPage], found: Any) -> list[Choice]:
    """Return the buttons of a page for ``actor``; what moves it on comes last."""
    every = [page for page in pages if page.is_open(actor, found)]
    return [page.choice(found) for page in sorted(every, key=lambda page: page.is_main)]


def crumbs(request: CooperationRequest | None) -> tuple[tuple[Any, str], ...]:
    """Return the way to a request, as far as it is known to whoever goes it."""
    first = (CRUMB[0], reverse(CRUMB[1]))
    return (first, (request.title, request.get_absolute_url())) if request else (first,)


@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, pk: UUID, page: StepPage) -> HttpResponse:
    """Ask for what a step needs, and take it; whether it is time for it, the action says.

    :raises NotVisible: if the person may not know of what it is about
    :raises NotAllowed: if the step is not theirs
    """
    found = SEEN[page.of](request.actor, pk)
    require(request.actor, f"cooperation.{page.permit}", found)
    about: CooperationRequest = found if page.of == "request" else found.request
    back = about.get_absolute_url()
    ask = Ask(
        page.title, page.intro, page.label, danger=page.is_danger, back=back, crumbs=crumbs(about)
    )
    return respond_form(
        request, partial(page.form(request.actor, found)), ask=ask, success=back, done=page.done,
        action=lambda clean: page.act(request.actor, pk, clean),
    )  # fmt: skip
