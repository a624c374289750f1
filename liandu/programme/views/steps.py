"""The steps of a project and of an overlap."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.actor import Actor
from liandu.meetings.queries import is_pending
from liandu.programme import actions, forms, queries
from liandu.programme.models import OverlapHit, SupervisionProject
from liandu.programme.rules import HitKind, ProjectState
from liandu.programme.views.running import PAGES as RUNNING
from liandu.programme.views.running import by_id
from liandu.programme.views.taking import StepPage, reasoned, step


def is_ready(project: SupervisionProject) -> bool:
    """Test whether a project was screened and every overlap answered."""
    return project.state == ProjectState.SCREENING and not queries.open_hits(project)


def is_resolved(project: SupervisionProject) -> bool:
    """Test whether a meeting has resolved on a project that was tabled."""
    return project.state == ProjectState.TABLED and queries.decided(project) is not None


def is_let_go(project: SupervisionProject) -> bool:
    """Test whether the meeting is done with a project that was tabled, and resolved nothing."""
    tabled = project.state == ProjectState.TABLED
    return tabled and not is_pending(project) and queries.decided(project) is None


def is_asked(hit: OverlapHit) -> bool:
    """Test whether an overlap waits for an answer, or may have another one."""
    return hit.project.state == ProjectState.SCREENING


def is_of_projects(hit: OverlapHit) -> bool:
    """Test whether one of the two could go into the other."""
    return is_asked(hit) and hit.other_kind == HitKind.PROJECT


def by_hit(action: Any) -> Any:
    """Return what runs ``action`` on an overlap with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, hit_id=pk, **clean)


def of_meetings(actor: Actor, project: SupervisionProject) -> Any:
    """Return the form that asks before which meeting a project comes."""
    return partial(forms.MeetingForm, meetings=queries.meetings_to_come(actor, project))


OF_PROJECT = (
    StepPage(
        "withdraw", "project", "withdraw_project", by_id(actions.withdraw_project),
        step("withdraw"), pgettext_lazy("project", "Withdraw"), _("Withdraw this project?"),
        _("It stays in the list as cancelled."), form=reasoned, is_danger=True,
    ),
    StepPage(
        "submit", "project", "submit_project", by_id(actions.submit_project), step("submit"),
        pgettext_lazy("project", "Hand in"), _("Hand this project in?"),
        _("The secretariat and the member bodies see it from now on. It changes no more unless it"
          " is returned."),
        _("Handed in."), icon="send", is_main=True,
    ),
    StepPage(
        "return", "project", "return_project", by_id(actions.return_project), step("return"),
        pgettext_lazy("project", "Return"), _("Return this project?"),
        _("The lead body reads why, changes it and hands it in again."), _("Returned."),
        form=reasoned, is_danger=True,
    ),
    StepPage(
        "screen", "project", "screen_project", by_id(actions.screen_project), step("screen"),
        _("Screen for overlap"), _("Screen this project for overlap?"),
        _("It is held against the projects and inspections of all member bodies that you may know"
          " of. Overlaps that were kept and are as before stay answered."),
        _("Screened."), icon="zoom-check",
    ),
    StepPage(
        "table", "project", "table_project", by_id(actions.table_project), is_ready,
        _("Bring before a meeting"), _("Bring this project before a meeting"),
        _("It becomes a topic of the meeting. Only what the meeting resolves approves it."),
        _("Tabled."), icon="gavel", form=of_meetings, is_main=True,
    ),
    StepPage(
        "take_back", "project", "take_back_project", by_id(actions.take_back_project), is_let_go,
        pgettext_lazy("project", "Take back"), _("Take this project back from the meetings?"),
        _("The meeting ended without a resolution on it. It can be returned or tabled again."),
        form=reasoned,
    ),
    StepPage(
        "reject", "project", "reject_project", by_id(actions.reject_project), is_resolved,
        pgettext_lazy("project", "Put down as rejected"),
        _("Did the meeting resolve to reject this project?"),
        _("Read the resolution on the page first: it is kept with the project."), is_danger=True,
    ),
    StepPage(
        "approve", "project", "approve_project", by_id(actions.approve_project), is_resolved,
        pgettext_lazy("project", "Put down as approved"),
        _("Did the meeting resolve to approve this project?"),
        _("Read the resolution on the page first: it is kept with the project."),
        _("In the programme."), icon="circle-check", is_main=True,
    ),
)  # fmt: skip
OF_HIT = (
    StepPage(
        "keep_hit", "hit", "keep_hit", by_hit(actions.keep_hit), is_asked,
        pgettext_lazy("overlap", "Keep"), _("Keep both plans?"),
        _("Say why both are needed; the reason stands beside the overlap."), form=reasoned,
    ),
    StepPage(
        "merge_hit", "hit", "merge_project", by_hit(actions.merge_project), is_of_projects,
        pgettext_lazy("overlap", "Merge"), _("Merge this project into the other one?"),
        _("The other project goes on; this one ends as merged. Its lead body reads why."),
        _("Merged."), form=reasoned, is_danger=True,
    ),
)  # fmt: skip
RETURN = next(page for page in OF_PROJECT if page.name == "return")
PAGES = (*OF_PROJECT, *OF_HIT, *RUNNING)
