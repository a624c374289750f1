"""What inspections show of themselves: steps, ways on, tabs, and where else they are found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.rules import RecordKind
from liandu.findings.queries import prefill_with
from liandu.findings.rules import Source
from liandu.inspections import queries
from liandu.inspections.models import Inspection, Workpaper
from liandu.inspections.rules import ENDED, INSPECTION, InspectionState, entering_step
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.draw import pill
from liandu.web.pages import command, nav
from liandu.web.panels import panel
from liandu.web.pieces import Choice, Step, Tab
from liandu.works.queries import objects

S = InspectionState
PLACE = "inspections.inspection"
SHOWN_ON_OBJECT = 5


@dataclass(frozen=True, slots=True)
class Way:
    """A button: the step of the life it takes, who may press it, where it leads."""

    step: str
    permit: str
    label: Any
    url_name: str
    icon: str
    is_main: bool = True
    is_dialog: bool = True


WAYS = (
    Way("submit", "submit_plan", _("Submit the plan"), "submit", "send"),
    Way("approve", "approve_plan", _("Approve"), "approve", "check"),
    Way("return", "return_plan", pgettext_lazy("plan", "Return"), "return", "arrow-back-up",
        is_main=False),
    Way("complete_team", "complete_team", _("Team complete"), "complete_team", "users-group"),
    Way("notify", "issue_notice", _("Give notice"), "notice", "send", is_dialog=False),
    Way("enter", "enter_site", _("Go on site"), "enter", "map-pin"),
    Way("enter_unannounced", "enter_site", _("Go on site"), "enter", "map-pin"),
    Way("sign", "finish_visit", _("Leave the site"), "finish", "logout"),
    Way("report", "submit_report", _("Write the report"), "report", "file-text", is_dialog=False),
    Way("countersign", "countersign_report", _("Countersign"), "countersign", "writing-sign"),
    Way("ask_comments", "ask_comments", _("Ask for comments"), "ask_comments", "message-question"),
    Way("agree", "agree_report", _("No objection"), "agree", "check"),
    Way("object", "raise_objection", pgettext_lazy("report", "Object"), "object",
        "message-exclamation", is_main=False),
    Way("issue", "issue_report", _("Issue the report"), "issue", "check"),
    Way("send_back", "send_back_report", _("Send back"), "send_back", "arrow-back-up",
        is_main=False),
    Way("close", "close_inspection", _("Close the inspection"), "close", "circle-check"),
)  # fmt: skip
# What stands on the stepper: which states belong to each step.
STAGES = (
    (pgettext_lazy("stage", "Plan"), (S.DRAFT, S.COORDINATING)),
    (pgettext_lazy("stage", "Team"), (S.APPROVED,)),
    (pgettext_lazy("stage", "Notice"), (S.TEAM_READY, S.NOTIFIED)),
    (pgettext_lazy("stage", "On site"), (S.ON_SITE,)),
    (pgettext_lazy("stage", "Report"), (S.FINDINGS_SIGNED, S.REPORT_REVIEW)),
    (pgettext_lazy("stage", "Hand-over"), (S.ISSUED, S.CLOSED)),
)


def ways(actor: Actor, inspection: Inspection) -> list[Choice]:
    """Return the steps that can be taken from here and that ``actor`` may take."""
    steps = {step.name for step in INSPECTION.open_from(inspection.state)}
    steps -= {"enter", "enter_unannounced"} - {entering_step(inspection.mode)}
    if inspection.is_unannounced:
        steps.discard("notify")
    if inspection.state == S.REPORT_REVIEW:
        steps -= _settled(actor, inspection)
    found = [
        way for way in WAYS
        if way.step in steps and allowed(actor, f"inspections.{way.permit}", inspection)
    ]  # fmt: skip
    found.sort(key=lambda way: way.is_main)
    return [_choice(way, inspection) for way in found]


def _settled(actor: Actor, inspection: Inspection) -> set[str]:
    """Return the steps of a report in review that are taken already, or cannot be taken yet."""
    review, until = queries.review_of(inspection), inspection.comments_until
    is_open = until is not None and timezone.now() < until and actor.body_id not in review.said
    steps = {
        "countersign": actor.body_id in review.signed,
        "ask_comments": until is not None or not inspection.told_bodies,
        "agree": not is_open, "object": not is_open, "issue": review.hold is not None,
    }  # fmt: skip
    return {step for step, is_settled in steps.items() if is_settled}


def cancel_url(actor: Actor, inspection: Inspection) -> str:
    """Return where ``actor`` gives the inspection up, or nothing."""
    steps = {step.name for step in INSPECTION.open_from(inspection.state)}
    if "cancel" not in steps or not allowed(actor, "inspections.cancel_inspection", inspection):
        return ""
    return reverse("inspections:cancel", args=[inspection.pk])


def _choice(way: Way, inspection: Inspection) -> Choice:
    css = "btn-primary" if way.is_main else "btn-plain"
    url = reverse(f"inspections:{way.url_name}", args=[inspection.pk])
    return Choice(way.label, url, way.icon, css, way.is_dialog)


def stages(inspection: Inspection) -> list[Step]:
    """Return the steps of the life as the stepper draws them."""
    when: Mapping[int, Any] = {
        0: inspection.created_at,
        2: _("Unannounced") if inspection.is_unannounced else inspection.notice_issued_at,
        3: inspection.visited_from or inspection.starts_on,
        4: inspection.report_submitted_at,
        5: inspection.closed_at or inspection.report_issued_at,
    }
    states = [state for _label, group in STAGES for state in group]
    at = states.index(S(inspection.state)) if inspection.state in states else -1
    found = []
    for place, (label, group) in enumerate(STAGES):
        last = states.index(group[-1])
        is_now = inspection.state in group and inspection.state not in ENDED
        is_done = at > last or inspection.state == S.CLOSED
        state = "now" if is_now else "done" if is_done else ""
        found.append(Step(label, state, when.get(place) or ""))
    return found


def tabs(actor: Actor, inspection: Inspection, asked: str) -> list[Tab]:
    """Return the page's own tabs that ``actor`` may open."""
    url = inspection.get_absolute_url()
    inside = allowed(actor, "inspections.read_inside", inspection)
    labels = {
        "": pgettext_lazy("tab", "Plan and items"),
        "team": pgettext_lazy("tab", "Team"),
        "notice": pgettext_lazy("tab", "Notice"),
        "workpapers": pgettext_lazy("tab", "Workpapers"),
        "findings": pgettext_lazy("tab", "Findings"),
        "report": pgettext_lazy("tab", "Report"),
        "record": pgettext_lazy("tab", "Record"),
    }
    if not inside:
        del labels["record"]
    if not allowed(actor, "inspections.read_report", inspection):
        del labels["workpapers"], labels["report"]
    return [
        Tab(label, f"{url}?tab={key}" if key else url, current=key == asked)
        for key, label in labels.items()
    ]


def first_values(actor: Actor, pk: str) -> Mapping[str, Any]:
    """Return what a finding is filled with that begins at a workpaper."""
    try:
        paper = queries.seen_workpaper(actor, pk)
    except NotVisible:
        return {}
    found = queries.seen_inspection(actor, paper.inspection_id)
    if not allowed(actor, "inspections.read_inside", found):
        return {}
    return {
        "fact": paper.fact, "rule_broken": paper.item.basis, "severity": paper.severity,
        "source": Source.JOINT if found.participating_bodies.all() else Source.SELF,
        "found_on": timezone.localtime(paper.at).date(),
        "inspection": found.pk, "workpaper": paper.pk, **_place(actor, paper),
    }  # fmt: skip


def _place(actor: Actor, paper: Workpaper) -> Mapping[str, Any]:
    """Return where it was seen, for the form; nothing if the actor may not know of the object."""
    if not objects(actor).filter(pk=paper.supervised_object_id).exists():
        return {}
    return {"object_number": paper.supervised_object.number, "link_code": paper.item.link_code}


prefill_with("workpaper", first_values)
nav("inspections", _("Inspections"), "clipboard-check", "inspections:inspection_list",
    group="business", order=40, sees=lambda actor: actor.post_id is not None,
    short=pgettext_lazy("tab bar", "Inspect"), letter="i")  # fmt: skip
command(_("Plan an inspection"), "plus", "inspections:plan",
        lambda actor: allowed(actor, "inspections.plan_inspection"))  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return inspections as the search shows them."""
    rows = queries.inspections(actor).filter(pk__in=ids).prefetch_related(None)
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), one.number,
            pill(one.get_state_display()), noted(one.owner_body, one.starts_on),
        )
        for one in rows
    ]  # fmt: skip


shelve(
    Shelf(
        RecordKind.INSPECTION, "inspection", _("Inspections"), "clipboard-check",
        "inspections:inspection", lines,
    )
)  # fmt: skip


@panel(
    "works.object", title=_("Inspections"), template="inspections/parts/of_object.html", order=20
)
def of_object(request: Any, subject: Any) -> Mapping[str, Any]:
    """Show the latest inspections of an object."""
    rows = list(queries.inspections_of(request.actor, subject.pk)[: SHOWN_ON_OBJECT + 1])
    may_plan = allowed(request.actor, "inspections.plan_inspection")
    return {
        "inspections": rows[:SHOWN_ON_OBJECT],
        "has_more": len(rows) > SHOWN_ON_OBJECT,
        "panel_url": f"{reverse('inspections:plan')}?object={subject.pk}" if may_plan else "",
        "panel_link": _("Plan one"),
    }
