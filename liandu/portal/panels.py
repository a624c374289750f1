"""How findings, inspections and objects are put on the desk, and the desk in the navigation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.deadlines.queries import Edition
from liandu.findings.listings import lamp_of
from liandu.findings.panels import ASKED
from liandu.findings.queries import lateness_of
from liandu.inspections.listings import PILLS, names_of_objects
from liandu.inspections.panels import WAYS
from liandu.inspections.rules import InspectionState
from liandu.kernel.deadlines import end_of
from liandu.kernel.permits import allowed
from liandu.portal.queries import MOST, Waiting, waiting_count
from liandu.portal.rules import DeskItem, Pile, planned_by
from liandu.web.pages import nav
from liandu.works.listings import light_words

PILES = {
    Pile.OVERDUE: pgettext_lazy("pile", "Overdue"),
    Pile.TODAY: pgettext_lazy("pile", "Due today"),
    Pile.SOON: _("This week and next"),
    Pile.LATER: pgettext_lazy("pile", "Later"),
    Pile.UNDATED: _("Without a date"),
}
# The step that is asked for, as a verb at the end of the row.
VERBS: Mapping[str, Any] = {
    **{f"findings.{step}": word for step, word in ASKED.items()},
    **{f"inspections.{way.step}": way.label for way in WAYS},
    "inspections.declare": pgettext_lazy("verb", "Declare"),
    "inspections.record_workpaper": pgettext_lazy("verb", "Record"),
}
LOOK = pgettext_lazy("verb", "View")

nav("desk", _("Desk"), "checklist", "portal:desk", order=1, count=waiting_count, short=_("Desk"),
    sees=lambda actor: actor.post_id is not None)  # fmt: skip
nav("overview", _("Overview"), "map-2", "portal:overview", order=2, short=_("Overview"),
    sees=lambda actor: allowed(actor, "portal.read_overview"))  # fmt: skip


def desk_items(rows: Iterable[Waiting], now: Edition) -> list[DeskItem]:
    """Return records as rows of the desk; terms are counted by the calendar of ``now``."""
    return [DRAW[row.app](row, now) for row in rows]


def _finding(row: Waiting, now: Edition) -> DeskItem:
    found = row.record
    return DeskItem(
        title=found.title,
        context=_joined(found.number, found.supervised_object, found.responsible_body),
        url=found.get_absolute_url(),
        icon="progress-check",
        kind=pgettext_lazy("kind", "Finding"),
        asked=_verb(row),
        state=found.get_state_display(),
        light=lamp_of(found),
        due_at=found.step_due_at,
        stands=lateness_of(found, now),
    )


def _inspection(row: Waiting, _now: Edition) -> DeskItem:
    found = row.record
    planned = planned_by(found.state, found.starts_on, found.ends_on)
    return DeskItem(
        title=found.title,
        context=_joined(found.number, names_of_objects(found)),
        url=found.get_absolute_url(),
        icon="clipboard-check",
        kind=pgettext_lazy("kind", "Inspection"),
        asked=_verb(row),
        state=found.get_state_display(),
        light=PILLS[InspectionState(found.state)] or "n",
        due_at=end_of(planned, timezone.get_current_timezone()) if planned else None,
    )


def _object(row: Waiting, _now: Edition) -> DeskItem:
    found = row.record
    return DeskItem(
        title=found.name,
        context=_joined(found.number, found.lead_body),
        url=found.get_absolute_url(),
        icon="building-bridge-2",
        kind=pgettext_lazy("kind", "Object"),
        asked=LOOK,
        state="",
        light=found.overview.letter,
    )


DRAW: Mapping[str, Callable[[Waiting, Edition], DeskItem]] = {
    "findings": _finding,
    "inspections": _inspection,
    "works": _object,
}


def _verb(row: Waiting) -> Any:
    """Return what the actor is to do; with what waits for others they can but look."""
    return VERBS[f"{row.app}.{row.record.asked}"] if row.is_mine else LOOK


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


LIGHTS = (
    ("r", "red", pgettext_lazy("light", "red")),
    ("a", "yellow", pgettext_lazy("light", "amber")),
    ("g", "green", pgettext_lazy("light", "green")),
    ("n", "none", pgettext_lazy("light", "not begun")),
)
WORST = 4


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light with how many objects show it; ``asked`` is what the list of objects calls it."""

    letter: str
    asked: str
    word: Any
    count: int


@dataclass(frozen=True, slots=True)
class Lit:
    """An object that gives warning: its light, and for how many days it has."""

    record: Any
    letter: str
    why: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Lights:
    """How the objects of a body stand together."""

    count: str
    lamps: Sequence[Lamp]
    worst: Sequence[Lit]


def lights(rows: Sequence[Any], today: date) -> Lights:
    """Return how objects stand: how many show each light, and those that warn, red ones first."""
    found = Counter(row.overview.letter for row in rows[:MOST])
    warned = [row for letter in "ra" for row in rows if row.overview.letter == letter]
    return Lights(
        f"{MOST}+" if len(rows) > MOST else str(len(rows)),
        [Lamp(letter, asked, word, found[letter]) for letter, asked, word in LIGHTS],
        [_lit(row, today) for row in warned[:WORST]],
    )


def _lit(row: Any, today: date) -> Lit:
    since = row.overview.shown.since
    days = (today - since).days if since else None
    return Lit(row, row.overview.letter, light_words(row), days)
