"""The figures by name: what each is called and counts, and what narrows a list to just that."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.figures.rules import AGES

FINDINGS, INSPECTIONS = "findings:finding_list", "inspections:inspection_list"
RULES, OBJECTS, BODIES = "findings:rule_list", "figures:objects", "figures:bodies"
VALID, OPEN = {"standing": "valid"}, {"standing": "open"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number or a sum, and the list of what it is made of.

    ``days`` names the filter of the list that takes the days of the period; without it the figure
    tells how things stand now. ``unit`` is empty for a number of records.
    """

    key: str
    base: str
    label: Any
    meaning: Any
    url_name: str
    query: Mapping[str, str]
    days: str = ""
    unit: str = ""
    is_bad: bool = False
    ages: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """What one measure is of another: a share, or so many for each."""

    key: str
    label: Any
    meaning: Any
    over: str
    of: str
    unit: str = "%"


Figure = Measure | Ratio


def _closed(key: str, label: Any, meaning: Any, unit: str = "", **query: str) -> Measure:
    narrowed = {"state": "closed", **query}
    return Measure(key, "closed", label, meaning, FINDINGS, narrowed, "closed_at", unit)


def _found(key: str, label: Any, meaning: Any, unit: str = "", **query: str) -> Measure:
    return Measure(key, "found", label, meaning, FINDINGS, {**VALID, **query}, "found_on", unit)


def _aged(at: int, label: Any) -> Measure:
    name, least, most = AGES[at]
    meaning = _("Open findings by the days since they were found, as of now.")
    return Measure(name, "standing", label, meaning, FINDINGS, OPEN, ages=(least, most))


MEASURES: Mapping[str, Measure] = {one.key: one for one in (
    Measure("visits", "visits", pgettext_lazy("figure", "Inspections"),
            _("Inspections that went on site in the period."), INSPECTIONS, {}, "on_site"),
    _found("found", pgettext_lazy("figure", "Findings"),
           _("Findings found in the period, less those withdrawn.")),
    _closed("closed", pgettext_lazy("figure", "Rectified"), _("Findings closed in the period.")),
    Measure("rules", "rules", pgettext_lazy("figure", "Rules established"),
            _("Rules made because of a finding that was closed in the period."), RULES, {},
            "recorded_at"),
    Measure("open", "standing", pgettext_lazy("figure", "Open now"),
            _("Findings neither closed nor withdrawn, as of now."), FINDINGS, OPEN),
    Measure("overdue", "standing", pgettext_lazy("figure", "Overdue now"),
            _("Open findings whose present step is past its limit, as of now."), FINDINGS,
            {**OPEN, "due": "overdue"}, is_bad=True),
    _found("joint", _("Found jointly"), _("Findings of the period that several bodies found."),
           source="joint"),
    _found("severe", _("Severe findings"), _("Findings of the period that are severe."),
           severity="severe"),
    _found("ended", _("Closed of those found"),
           _("Findings of the period that are closed, as of now."), state="closed"),
    _found("reopened", _("Reopened"),
           _("Findings of the period that were closed once and opened again."),
           again="reopened"),
    _found("repeated", _("Found again"),
           _("Findings of the period that repeat an earlier one in sight."), again="repeat"),
    _found("involved_fen", _("Money involved"),
           _("Sum of the amounts involved in the findings of the period."), "fen"),
    _closed("on_time", _("Put right in time"),
            _("Of the findings closed in the period, those whose last result was submitted within "
              "the limit as it stood then."), outcome="on_time"),
    _closed("extended", _("With an extension"),
            _("Of the findings closed in the period, those that were extended."),
            outcome="extended"),
    _closed("returned", _("Returned at least once"),
            _("Of the findings closed in the period, those whose result was sent back."),
            outcome="returned"),
    _closed("extension_sum", _("Extensions"),
            _("Extensions given to the findings closed in the period."), "times"),
    _closed("return_sum", _("Returns"),
            _("How often results of the findings closed in the period were sent back."), "times"),
    _closed("timed", _("Closed after assignment"),
            _("Findings closed in the period, from whose assignment days are counted.")),
    _closed("day_sum", _("Days of rectification"),
            _("Days from assignment to closing, of all findings closed in the period."), "days"),
    _closed("recovered", _("With money recovered"),
            _("Of the findings closed in the period, those that brought money back."),
            outcome="recovered"),
    _closed("recovered_fen", _("Money recovered"),
            _("Money that the findings closed in the period brought back."), "fen",
            outcome="recovered"),
    Measure("long_term", "standing", _("Long term"),
            _("Open findings that were agreed to be long-term, as of now."), FINDINGS,
            {"state": "long_term"}),
    Measure("old", "standing", _("Open for over a year"),
            _("Open findings found over a year ago, as of now."), FINDINGS, OPEN,
            ages=(366, None), is_bad=True),
    Measure("old_with_reason", "standing", _("Of these, with a reason"),
            _("Open for over a year, and agreed to be long-term for a cause that is on record."),
            FINDINGS, {"state": "long_term"}, ages=(366, None)),
    _aged(0, _("Up to 30 days")), _aged(1, _("31–90 days")), _aged(2, _("91–180 days")),
    _aged(3, _("181–365 days")), _aged(4, _("Over a year")),
    Measure("objects", "objects", _("Objects visited"),
            _("Objects in sight that an inspection of the period went to."), OBJECTS, {}, "days"),
    Measure("object_visits", "objects", _("Visits to objects"),
            _("Inspections of the period at each of these objects, together."), OBJECTS, {},
            "days", "times"),
    Measure("objects_again", "objects", _("Objects visited repeatedly"),
            _("Objects in sight that more than one inspection of the period went to."), OBJECTS,
            {"repeated": "true"}, "days", is_bad=True),
    Measure("bodies", "bodies", _("Bodies visited"),
            _("Bodies that answer for an object visited in the period, firms among them."),
            BODIES, {}, "days"),
    Measure("body_visits", "bodies", _("Visits to bodies"),
            _("Inspections of the period at objects of each of these bodies, together."), BODIES,
            {}, "days", "times"),
    Measure("bodies_again", "bodies", _("Bodies visited repeatedly"),
            _("Bodies whose objects more than one inspection of the period went to."), BODIES,
            {"repeated": "true"}, "days", is_bad=True),
)}  # fmt: skip

RATIOS: Mapping[str, Ratio] = {one.key: one for one in (
    Ratio("closing_rate", _("Closing rate"),
          _("Of the findings of the period, how many are closed, as of now."), "ended", "found"),
    Ratio("on_time_rate", _("On-time rate"),
          _("Of the findings closed in the period, how many were put right in time."), "on_time",
          "closed"),
    Ratio("mean_days", _("Mean days"),
          _("Days from assignment to closing, for each finding closed in the period."), "day_sum",
          "timed", "days"),
    Ratio("extensions_each", _("Extensions for each"),
          _("Extensions for each finding closed in the period."), "extension_sum", "closed",
          "times"),
    Ratio("returned_rate", _("Return rate"),
          _("Of the findings closed in the period, how many had their result sent back."),
          "returned", "closed"),
    Ratio("reopen_rate", _("Reopen rate"),
          _("Of the findings of the period, how many were closed once and opened again."),
          "reopened", "found"),
    Ratio("repeat_rate", _("Repeat rate"),
          _("Of the findings of the period, how many repeat an earlier one."), "repeated",
          "found"),
    Ratio("long_term_share", _("Long-term share"),
          _("Of the findings open now, how many were agreed to be long-term."), "long_term",
          "open"),
    Ratio("visits_per_object", _("Visits for each object"),
          _("Inspections of the period for each object visited."), "object_visits", "objects",
          "times"),
    Ratio("visits_per_body", _("Visits for each body"),
          _("Inspections of the period for each body visited."), "body_visits", "bodies",
          "times"),
)}  # fmt: skip

FIGURES: Mapping[str, Figure] = {**MEASURES, **RATIOS}

GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Head line"), ("visits", "found", "joint", "severe", "closed", "rules", "open", "overdue")),
    (pgettext_lazy("statistics", "Rectification"),
     ("closing_rate", "on_time_rate", "mean_days", "extensions_each", "returned_rate",
      "reopen_rate", "repeat_rate", "long_term_share", "old", "old_with_reason",
      "involved_fen", "recovered_fen", "recovered")),
    (_("Burden"),
     ("objects", "visits_per_object", "objects_again", "bodies", "visits_per_body",
      "bodies_again")),
    (_("Age of open findings"), tuple(name for name, *_days in AGES)),
)  # fmt: skip
COMPARED = ("found", "closed", "closing_rate", "on_time_rate", "mean_days", "open", "overdue",
            "old", "recovered_fen")  # fmt: skip
"""What the table by jurisdiction, body, field or link has a column for."""
