"""The steps of a project in the programme and of its milestones."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.actor import Actor
from liandu.programme import actions, forms, queries
from liandu.programme.models import ProjectMilestone, SupervisionProject
from liandu.programme.rules import CARRIABLE, PROJECT, UNDERWAY, ProjectState
from liandu.programme.views.taking import StepPage, reasoned, step


def is_to_plan(project: SupervisionProject) -> bool:
    """Test whether milestones may be added to its plan."""
    return project.state in {ProjectState.APPROVED, ProjectState.IN_PROGRESS}


def is_to_carry(project: SupervisionProject) -> bool:
    """Test whether it may be taken into the list of the next year, and is not yet."""
    return project.state in CARRIABLE and queries.successor(project) is None


def is_planned(milestone: ProjectMilestone) -> bool:
    """Test whether it stands in a plan that has not begun."""
    return milestone.project.state in PROJECT.steps["plan"].sources


def is_to_reach(milestone: ProjectMilestone) -> bool:
    """Test whether it is to be reached now."""
    return milestone.project.state == ProjectState.IN_PROGRESS and milestone.done_on is None


def is_to_move(milestone: ProjectMilestone) -> bool:
    """Test whether its day may be moved."""
    return milestone.project.state in UNDERWAY and milestone.done_on is None


def is_reached(milestone: ProjectMilestone) -> bool:
    """Test whether it was reached in a project that runs."""
    return milestone.project.state == ProjectState.IN_PROGRESS and milestone.done_on is not None


def add(actor: Actor, pk: Any, clean: dict[str, Any]) -> Any:
    """Add a milestone to a project."""
    draft = forms.MilestoneForm.draft(clean)
    return actions.add_milestone(actor=actor, project_id=pk, draft=draft)


def edit(actor: Actor, pk: Any, clean: dict[str, Any]) -> Any:
    """Change a milestone."""
    draft = forms.MilestoneForm.draft(clean)
    return actions.edit_milestone(actor=actor, milestone_id=pk, draft=draft)


def by_id(action: Any) -> Any:
    """Return what runs ``action`` on a project with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, project_id=pk, **clean)


def by_milestone(action: Any) -> Any:
    """Return what runs ``action`` on a milestone with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, milestone_id=pk, **clean)


def of_plan(_actor: Actor, found: Any) -> Any:
    """Return the form of a milestone of a project, or of one that is changed."""
    project = getattr(found, "project", found)
    return partial(forms.MilestoneForm, bodies=queries.working_bodies(project))


OF_RUN = (
    StepPage(
        "cancel", "project", "cancel_project", by_id(actions.cancel_project), step("cancel"),
        pgettext_lazy("project", "Cancel"), _("Take this project out of the programme?"),
        _("It ends here, and keeps the resolution that let it in. It is in the list as cancelled."),
        form=reasoned, is_danger=True,
    ),
    StepPage(
        "suspend", "project", "suspend_project", by_id(actions.suspend_project), step("suspend"),
        pgettext_lazy("project", "Suspend"), _("Suspend this project?"),
        _("Until it goes on nothing falls due, and no monthly report is asked for."),
        icon="player-pause", form=reasoned,
    ),
    StepPage(
        "resume", "project", "resume_project", by_id(actions.resume_project), step("resume"),
        pgettext_lazy("project", "Resume"), _("Resume this project?"),
        _("The days of its milestones are as before; the secretariat may move them."),
        icon="player-play", form=reasoned, is_main=True,
    ),
    StepPage(
        "carry_over", "project", "carry_over_project", by_id(actions.carry_over_project),
        is_to_carry, _("Carry over"), _("Take this project into the list of the next year?"),
        _("It becomes a draft of your body, to be handed in, screened and tabled like any other."
          " This one goes on until a meeting approves that."),
        _("A draft of the next year was made."), icon="player-track-next",
        form=lambda _actor, _found: forms.CarryForm,
    ),
    StepPage(
        "send_back", "project", "send_back_project", by_id(actions.send_back_project),
        step("send_back"), pgettext_lazy("project", "Send back"),
        _("Send this project back to be worked on?"), form=reasoned, is_danger=True,
    ),
    StepPage(
        "conclude", "project", "conclude_project", by_id(actions.conclude_project),
        step("conclude"), pgettext_lazy("project", "Conclude"), _("Conclude this project?"),
        _("All milestones are reached, its inspections closed, its findings closed or long-term."
          " The secretariat appraises it then."),
        icon="flag-check", form=lambda _actor, _found: forms.SummaryForm,
    ),
    StepPage(
        "close", "project", "close_project", by_id(actions.close_project), step("close"),
        pgettext_lazy("project", "Appraise and close"), _("Appraise and close this project"),
        _("Its results are counted now and kept: in your sight, up to the label of the project."),
        _("Closed."), icon="lock", form=lambda _actor, _found: forms.AppraisalForm, is_main=True,
    ),
    StepPage(
        "add_milestone", "project", "add_milestone", add, is_to_plan,
        _("Add a milestone"), _("Add a milestone to the plan"),
        _("Once the project has started, only the secretariat moves the day."),
        icon="flag-plus", form=of_plan,
    ),
    StepPage(
        "start", "project", "start_project", by_id(actions.start_project), step("start"),
        pgettext_lazy("project", "Start"), _("Start this project?"),
        _("Its plan holds from now on: milestones fall due, and a report is asked for each month."),
        _("In progress."), icon="player-play", is_main=True,
    ),
)  # fmt: skip
OF_MILESTONE = (
    StepPage(
        "reach", "milestone", "reach_milestone", by_milestone(actions.reach_milestone),
        is_to_reach, pgettext_lazy("milestone", "Reached"), _("Is this milestone reached?"),
        form=lambda _actor, _found: forms.WordForm,
    ),
    StepPage(
        "move_milestone", "milestone", "move_milestone", by_milestone(actions.move_milestone),
        is_to_move, pgettext_lazy("milestone", "Move"), _("Move the day of this milestone?"),
        _("The day that the plan gave it stays beside the new one."),
        form=lambda _actor, _found: forms.MoveForm,
        initial=lambda found: {"due_on": found.due_on},
    ),
    StepPage(
        "undo_milestone", "milestone", "undo_milestone", by_milestone(actions.undo_milestone),
        is_reached, pgettext_lazy("milestone", "Not reached"),
        _("Is this milestone not reached after all?"), form=reasoned,
    ),
    StepPage(
        "edit_milestone", "milestone", "edit_milestone", edit, is_planned,
        pgettext_lazy("milestone", "Change"), _("Change the milestone"), form=of_plan,
        initial=forms.MilestoneForm.values_of,
    ),
    StepPage(
        "remove_milestone", "milestone", "remove_milestone",
        by_milestone(actions.remove_milestone), is_planned,
        pgettext_lazy("milestone", "Remove"), _("Take this milestone out of the plan?"),
        is_danger=True,
    ),
)  # fmt: skip
PAGES = (*OF_RUN, *OF_MILESTONE)
