"""How findings, inspections and objects are put on the desk, and the desk in the navigation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.access.rules import RecordKind
from liandu.deadlines.queries import Edition
from liandu.findings.listings import lamp_of
from liandu.findings.panels import ASKED
from liandu.findings.queries import lateness_of
from liandu.inspections.listings import PILLS, names_of_objects
from liandu.inspections.panels import WAYS
from liandu.inspections.rules import InspectionState
from liandu.kernel.deadlines import end_of
from liandu.kernel.permits import allowed
from liandu.notices.queries import DutyKind, duty_kind, visits_with
from liandu.papers.listings import kind_words
from liandu.papers.listings import light as light_of_paper
from liandu.papers.views.steps import PAGES as PAPER_STEPS
from liandu.portal import queries
from liandu.portal.queries import MOST, Waiting, waiting_count
from liandu.portal.queries.duties import visit_due
from liandu.portal.rules import DeskItem, Pile
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
    "inspections.comment": pgettext_lazy("verb", "Comment"),
    "inspections.answer": pgettext_lazy("verb", "Answer"),
    "inspections.declare": pgettext_lazy("verb", "Declare"),
    "inspections.record_workpaper": pgettext_lazy("verb", "Record"),
    **{f"papers.{page.step}": page.label for page in PAPER_STEPS},
    "risks.check": pgettext_lazy("verb", "Check"),
    "sheets.file": pgettext_lazy("sheet", "File"),
    "dispatch.settle": pgettext_lazy("verb", "Settle"),
    "meetings.report": pgettext_lazy("verb", "Report"),
    "meetings.draw": pgettext_lazy("verb", "Hand over"),
    "meetings.countersign": pgettext_lazy("verb", "Countersign"),
}
LOOK = pgettext_lazy("verb", "View")

nav("desk", _("Desk"), "checklist", "portal:desk", order=1, count=waiting_count, short=_("Desk"),
    sees=lambda actor: actor.post_id is not None, letter="d")  # fmt: skip
nav("overview", _("Overview"), "map-2", "portal:overview", order=2, short=_("Overview"),
    sees=lambda actor: allowed(actor, "portal.read_overview"), letter="o")  # fmt: skip

# What people are reminded of, and how many days before, unless the office says otherwise.
for kind in (
    DutyKind(
        "findings",
        _("Findings and rectification"),
        (7, 3, 1, 0),
        queries.findings_due,
        VERBS,
        about=RecordKind.FINDING,
        owed=queries.findings_owed,
    ),
    DutyKind("inspections", _("Inspections"), (3, 1, 0), queries.inspections_due, VERBS),
    DutyKind("sheets", _("Weekly sheets"), (1, 0), queries.sheets_due, VERBS),
    DutyKind(
        "dispatch",
        _("Promises of weekly dispatch"),
        (3, 1, 0),
        queries.lines_due,
        VERBS,
        about=RecordKind.SUPERVISED_OBJECT,
        owed=queries.lines_owed,
    ),
    DutyKind("risks", _("Checks of risk points"), (7, 3, 0), queries.checks_due, VERBS),
):
    duty_kind(kind)
duty_kind(DutyKind(
    "meetings", _("Resolutions of meetings"), (7, 3, 1, 0), queries.meetings_due, VERBS,
    about=RecordKind.MEETING, owed=queries.resolutions_owed,
))  # fmt: skip
visits_with(queries.visits)


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
    return DeskItem(
        title=found.title,
        context=_joined(found.number, names_of_objects(found)),
        url=found.get_absolute_url(),
        icon="clipboard-check",
        kind=pgettext_lazy("kind", "Inspection"),
        asked=_verb(row),
        state=found.get_state_display(),
        light=PILLS[InspectionState(found.state)] or "n",
        due_at=visit_due(found, timezone.get_current_timezone()),
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


def _sheet(row: Waiting, _now: Edition) -> DeskItem:
    sheet = row.record
    found = sheet.dispatch.supervised_object
    week = gettext("Week %(number)s") % {"number": sheet.week.isocalendar().week}
    return DeskItem(
        title=gettext("Weekly sheet: %(name)s") % {"name": found},
        context=_joined(found.number, week, sheet.body),
        url=reverse(f"dispatch:{'file' if row.is_mine else 'sheet'}", args=[found.pk, sheet.key]),
        icon="calendar-week",
        kind=_("Weekly dispatch"),
        asked=VERBS["sheets.file"] if row.is_mine else LOOK,
        state=sheet.get_state_display(),
        light="r" if sheet.is_late else "n",
        due_at=sheet.due_at,
    )


def _item(row: Waiting, _now: Edition) -> DeskItem:
    item = row.record
    found = item.sheet.dispatch.supervised_object
    words, css = item.pill
    return DeskItem(
        title=item.text,
        context=_joined(found.number, found, item.get_kind_display()),
        url=reverse("dispatch:keep_item", args=[item.pk]),
        icon="calendar-week",
        kind=_("Weekly dispatch"),
        asked=VERBS["dispatch.settle"],
        state=words,
        light=css,
        due_at=end_of(item.due_on, timezone.get_current_timezone()),
    )


def _paper(row: Waiting, _now: Edition) -> DeskItem:
    found = row.record
    return DeskItem(
        title=found.title,
        context=_joined(found.number, kind_words(found), found.owner_body),
        url=found.get_absolute_url(),
        icon="file-text",
        kind=pgettext_lazy("kind", "Paper"),
        asked=_verb(row),
        state=found.get_state_display(),
        light=light_of_paper(found),
    )


def _checks(row: Waiting, _now: Edition) -> DeskItem:
    found = row.record
    words = ngettext("%(count)s risk point to check", "%(count)s risk points to check", found.count)
    return DeskItem(
        title=words % {"count": found.count},
        context=_joined(found.record.number, found.record.name),
        url=f"{found.record.get_absolute_url()}?tab=risks",
        icon="shield-check",
        kind=pgettext_lazy("kind", "Integrity risk"),
        asked=_verb(row),
        state="",
        light="b",
        due_at=end_of(found.due_on, timezone.get_current_timezone()),
    )


def _resolution(row: Waiting, _now: Edition) -> DeskItem:
    found = row.record
    words, css = found.pill
    return DeskItem(
        title=str(found),
        context=_joined(found.meeting.title, found.owner),
        url=found.get_absolute_url(),
        icon="gavel",
        kind=pgettext_lazy("kind", "Resolution"),
        asked=VERBS["meetings.report"],
        state=words,
        light=css,
        due_at=found.due_at,
    )


DRAW: Mapping[str, Callable[[Waiting, Edition], DeskItem]] = {
    "findings": _finding,
    "inspections": _inspection,
    "risks": _checks,
    "works": _object,
    "papers": _paper,
    "sheets": _sheet,
    "dispatch": _item,
    "meetings": _resolution,
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
