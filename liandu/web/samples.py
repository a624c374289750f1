"""What the component page shows: every part in every state, with invented contents."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.kernel.deadlines import Lateness, Standing, Unit
from liandu.kernel.errors import Invalid
from liandu.web.context_processors import DENSITIES
from liandu.web.forms import ConfirmForm, Form
from liandu.web.pieces import Choice, Entry, Job, Link, Nothing, Step, Tab
from liandu.web.sample_form import SampleForm

COLOURS = (
    ("c-ink", _("Ink"), "#101a2c"),
    ("c-brand", _("Indigo"), "#1f4b94"),
    ("c-green", _("Green light"), "#1b8252"),
    ("c-amber", _("Amber light"), "#cf7b00"),
    ("c-red", _("Red light"), "#c4281d"),
    ("c-blue", _("Under way"), "#2a66bb"),
    ("c-ink3", _("Lesser text"), "#55617a"),
    ("c-line", _("Line"), "#d2d9e3"),
    ("c-bg", _("Ground of the page"), "#f5f6f9"),
    ("c-soft", _("Chosen"), "#eaf0fa"),
    ("c-chuan", _("Sichuan side"), "#e8edf8"),
    ("c-yu", _("Chongqing side"), "#e3f2f0"),
)
LINK_NAMES = (
    _("Approval of the project"),
    _("Planning and land"),
    _("Environmental review"),
    _("Relocation"),
    _("Tendering"),
    _("Contracting"),
    _("Payment"),
    _("Supplies"),
    _("Design change"),
    _("Quality and safety"),
    _("Measuring"),
    _("Acceptance"),
    _("Final audit"),
)
STATES = "ggggggggabnnn"
WORKS = ("江津经泸州至宜宾高速公路", "向家坝灌区北总干渠一期一步工程", "渝昆高铁泸州沱江特大桥")
NOTES = {
    "g": _("settled"),
    "a": _("2 findings open"),
    "b": _("1 finding open"),
    "n": _("not reached"),
}
NOTHING = Nothing(
    _("No joint programmes yet"),
    _("Programmes of the year appear here once they are approved."),
    (Choice(_("Propose a programme"), "#", icon="plus", css="btn-primary"),),
)


def terms(now: datetime) -> list[tuple[datetime, Lateness]]:
    """Return a term in each standing and unit."""
    evening = timezone.localtime(now).replace(hour=18, minute=0, second=0, microsecond=0)
    day = timedelta(days=1)
    return [
        (evening + 11 * day, Lateness(Standing.LEFT, 11, Unit.DAY)),
        (evening + 9 * day, Lateness(Standing.LEFT, 7, Unit.WORKING_DAY)),
        (evening + 3 * day, Lateness(Standing.SOON, 3, Unit.DAY)),
        (evening, Lateness(Standing.TODAY, 0, Unit.DAY)),
        (evening - 2 * day, Lateness(Standing.OVERDUE, 2, Unit.DAY)),
    ]


def links() -> list[Link]:
    """Return a strip of thirteen links."""
    return [
        Link(
            number,
            name,
            state,
            url="#",
            note=NOTES[state],
            current=state == "a",
        )
        for number, (name, state) in enumerate(zip(LINK_NAMES, STATES, strict=True), 1)
    ]


def steps() -> list[Step]:
    """Return a flow of five steps, the fourth under way."""
    return [
        Step(_("Notice sent"), "done", _("25 May"), _("Joint inspection team")),
        Step(_("Plan of rectification"), "done", _("29 May · 4 days"), _("Irrigation company")),
        Step(_("Rectify and prove"), "done", _("8 June · 10 days"), _("Irrigation company")),
        Step(
            _("Review of the proofs"),
            "now",
            _("before 12 June, 18:00"),
            _("Rotating office, general post"),
        ),
        Step(_("Close the finding"), "", _("within 5 days of the review"), _("Leading group")),
    ]


def events(now: datetime) -> list[Entry]:
    """Return a timeline with each kind of node."""
    hour = timedelta(hours=1)
    office, company = _("Rotating office"), _("Irrigation company")
    return [
        Entry(_("began the review"), now, office, icon="eye", kind="now"),
        Entry(
            _("answered"),
            now - hour,
            company,
            icon="message-2",
            say=_("The date in line 11 is a slip of the pen; mended, with the original slip."),
        ),
        Entry(
            _("asked a question"),
            now - 3 * hour,
            office,
            icon="message-2",
            say=_("The date in line 11 differs from the scan. Please explain."),
            is_ours=True,
        ),
        Entry(_("was reminded"), now - 30 * hour, company, icon="alert-triangle", kind="warn"),
        Entry(_("sent 6 proofs"), now - 60 * hour, company, icon="paperclip", kind="done"),
    ]


def bad_form() -> Form:
    """Return a form that was sent with two faults."""
    form = SampleForm({"title": _("Slip of change lacks a signature"), "due_on": "2023-06-01"})
    form.take(Invalid({"due_on": str(_("Not before today (9 June)"))}))
    return form


def context() -> dict[str, Any]:
    """Return everything the component page shows."""
    now = timezone.now()
    return {
        "title": _("Design"),
        "colours": COLOURS,
        "lights": "garbn",
        "terms": terms(now),
        "places": (("内江", ""), ("荣昌", "yu"), ("泸州", ""), ("江津", "yu")),
        "tabs_shown": (
            Tab(_("Links of the project"), "#", current=True),
            Tab(_("Inspections"), "#", count=4),
            Tab(_("Findings"), "#", count=6),
        ),
        "links": links(),
        "steps": steps(),
        "events": events(now),
        "form": bad_form(),
        "confirm": ConfirmForm(
            initial={"reason": _("Rain from 5 to 8 June; the site stood still")}
        ),
        "works": WORKS,
        "nothing": NOTHING,
        "job": Job(_("Exporting 248 works"), "#", 156, 248, is_running=False, note="156 / 248"),
        "job_failed": Job(
            _("The import stopped at row 87"),
            "#",
            87,
            248,
            is_running=False,
            is_failed=True,
            note=_("Nothing was kept. Mend the row and send the list again."),
        ),
        "digest": "1a139e2f7f0c2b9d5e6a4c3b2a1908f7e6d5c4b3a2918070ecd6bb",
        "densities": DENSITIES,
    }
