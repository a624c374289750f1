"""A step of an item, a receipt or a question as a page: one row says all there is to say."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.permits import allowed, require
from liandu.sharing import queries
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice

SAVED = gettext_lazy("Saved.")
CRUMB = (gettext_lazy("Information sharing"), "sharing:item_list")
SEEN: Mapping[str, Callable[[Actor, Any], Any]] = {
    "item": queries.seen_item, "receipt": queries.seen_receipt,
    "question": queries.seen_question,
}  # fmt: skip


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
    form: Callable[..., Form] = Form
    is_main: bool = False
    is_danger: bool = False

    def is_open(self, actor: Actor, found: Any) -> bool:
        """Test whether the actor may take the step now."""
        return self.is_timely(found) and allowed(actor, f"sharing.{self.permit}", found)

    def choice(self, found: Any) -> Choice:
        """Return the button that leads to it."""
        css = "btn-primary" if self.is_main else "btn-plain"
        url = reverse(f"sharing:{self.name}", args=[found.pk])
        return Choice(self.label, url, self.icon, css, is_dialog=True)


REASONED = ConfirmForm


def choices(actor: Actor, pages: Iterable[StepPage], found: Any) -> list[Choice]:
    """Return the buttons of a page for ``actor``; what moves it on comes last."""
    every = [page for page in pages if page.is_open(actor, found)]
    return [page.choice(found) for page in sorted(every, key=lambda page: page.is_main)]


@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, pk: UUID, page: StepPage) -> HttpResponse:
    """Ask for what a step needs, and take it.

    :raises NotVisible: if the person may not know of what it is about
    :raises NotAllowed: if the step is not theirs
    :raises WrongState: if it is not the time for it, or no longer
    """
    found = SEEN[page.of](request.actor, pk)
    require(request.actor, f"sharing.{page.permit}", found)
    # Only asked for: what was filled in is not thrown away, the action says what stands against it.
    if request.method == "GET" and not page.is_timely(found):
        raise WrongState
    back = found.get_absolute_url()
    above = found.receipt if page.of == "question" else found
    ask = Ask(
        page.title, page.intro, page.label, danger=page.is_danger, back=back,
        crumbs=((CRUMB[0], reverse(CRUMB[1])), (above.title, back)),
    )  # fmt: skip
    return respond_form(
        request, page.form, ask=ask, success=back, done=page.done,
        action=lambda clean: page.act(request.actor, pk, clean),
    )  # fmt: skip
