"""The page of a year: its projects by month, by area or by lead body, beside the year before."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from liandu.engines.timeline import DAY, Frame, Span
from liandu.kernel.permits import allowed
from liandu.programme import queries
from liandu.programme.listings import months
from liandu.programme.models import SupervisionProject
from liandu.programme.queries import By
from liandu.programme.rules import UNDECIDED
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice, Nothing, Tab

LOOKS = {By.AREA: gettext_lazy("By area"), By.BODY: gettext_lazy("By lead body")}
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NUMBER = 4
HEIGHT, BAR, GAP = 18, 12, 3
"""Height of a line, of its bar and of the space above it in pixels."""


@dataclass(frozen=True, slots=True)
class Row:
    """A project as it is drawn; places in units of the drawing."""

    project: SupervisionProject
    pill: Any
    x: str
    width: str
    css: str
    words: str


@require_GET
def year(request: ActorRequest) -> HttpResponse:
    """Show the projects of a year that are open to the person."""
    by, number = _asked(request)
    found = queries.year_of(request.actor, number, by)
    frame = Frame.around(Span.YEAR, date(number, 1, 1))
    today = timezone.localdate()

    def at(**changes: Any) -> str:
        return (
            f"{reverse('programme:year')}?{urlencode({'year': number, 'by': by.value, **changes})}"
        )

    ways = [
        Choice(_propose(one), reverse("programme:propose", args=[one.pk]), "plus", "btn-primary")
        for one in queries.open_to_propose(request.actor)
    ]
    context = {
        "title": _("Annual programme"), "year": found, "by": by, "frame": frame, "ways": ways,
        "looks": [Tab(words, at(by=each.value), each is by) for each, words in LOOKS.items()],
        "before": at(year=number - 1), "after": at(year=number + 1), "now": at(year=today.year),
        "groups": [(group, [_row(frame, one) for one in group.projects])
                   for group in found.groups],
        "units": [date_format(each, "M") for each in frame.units],
        "grid": "".join(f"M{n} 0V999" for n in range(1, frame.width)),
        "today": f"{frame.at(today):.3f}" if frame.shows(today) else None,
        "height": HEIGHT, "bar": BAR, "gap": GAP,
        "may_oversee": bool(queries.overseen(request.actor)),
        "may_set_up": allowed(request.actor, "programme.add_area"),
        "nothing": Nothing(
            _("No projects in this year"),
            _("Member bodies of a committee propose them; a meeting approves them."), ways,
        ),
    }  # fmt: skip
    return render(request, "programme/year.html", context)


def _asked(request: ActorRequest) -> tuple[By, int]:
    """Return what the address asks for; what makes no sense is as if it were not said."""
    asked = request.GET
    by = By(asked["by"]) if asked.get("by") in set(By) else By.AREA
    words = asked.get("year", "")[:LONGEST_NUMBER]
    number = int(words) if words.isdecimal() else 0
    if not FIRST_YEAR <= number <= LAST_YEAR:
        number = timezone.localdate().year
    return by, number


def _propose(committee: Any) -> str:
    return _("Propose to %(committee)s") % {"committee": committee.name}


def _row(frame: Frame, project: SupervisionProject) -> Row:
    since, until = frame.at(project.starts_on), frame.at(project.ends_on + DAY)
    words = f"{project.name} {months(project)} {project.get_state_display()}"
    css = "is-draft" if project.state in UNDECIDED else "is-set"
    return Row(project, pill(*project.pill), f"{since:.3f}", f"{until - since:.3f}", css, words)
