"""The steps of a finding as pages: what each asks, says of what will happen, and runs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.findings import actions, forms, queries
from liandu.findings.models import Finding
from liandu.findings.permits import STEPS
from liandu.findings.rules import FINDING
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.web.forms import ConfirmForm, Form

Run = Callable[[Actor, UUID, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step as a page: ``title`` asks, ``intro`` says what follows, ``button`` does it.

    ``form`` is made for a finding; ``run`` hands what was entered to the action. ``is_page`` keeps
    a long form, or one with files, out of the dialog.
    """

    permit: str
    label: Any
    title: Any
    intro: Any
    done: Any
    form: Callable[[Finding], Callable[..., Form]]
    run: Run
    icon: str = ""
    is_page: bool = False
    is_danger: bool = False

    @property
    def step(self) -> str:
        """Return the step of the life that the page takes."""
        return STEPS[self.permit]

    @property
    def name(self) -> str:
        """Return the name of its address within the app."""
        return self.permit.partition(".")[2]

    def is_open(self, actor: Actor, finding: Finding) -> bool:
        """Test whether ``actor`` can take the step now."""
        stands = finding.state in FINDING.steps[self.step].sources
        may = stands and allowed(actor, self.permit, finding)
        return may and queries.may_still(self.step, finding, actor.at)


def plain(form: type[Form]) -> Callable[[Finding], Callable[..., Form]]:
    """Return the maker of a form that needs to know nothing of the finding."""
    return lambda _finding: form


def simply(action: Callable[..., object], *names: str) -> Run:
    """Return the run of an action that takes the fields ``names`` as they were entered."""
    return lambda actor, pk, clean: action(
        actor=actor, finding_id=pk, **{name: clean[name] for name in names}
    )


def assign(actor: Actor, pk: UUID, clean: dict[str, Any]) -> object:
    """Assign as ordered."""
    return actions.assign_finding(actor=actor, finding_id=pk, order=forms.AssignForm.order(clean))


def file_plan(actor: Actor, pk: UUID, clean: dict[str, Any]) -> object:
    """File the plan."""
    return actions.file_plan(actor=actor, finding_id=pk, plan=forms.PlanForm.plan(clean))


def submit(actor: Actor, pk: UUID, clean: dict[str, Any]) -> object:
    """Submit the result with its proof."""
    return actions.submit_finding(
        actor=actor, finding_id=pk, result=forms.SubmitForm.result(clean),
        evidence=clean["evidence"],
    )  # fmt: skip


PAGES: tuple[StepPage, ...] = (
    StepPage(
        "findings.confirm_finding", pgettext_lazy("finding", "Confirm"),
        _("Confirm this finding?"),
        _("Fact, rule and severity then stand; next it is assigned."), _("Confirmed."),
        plain(forms.NoForm), simply(actions.confirm_finding), "check",
    ),
    StepPage(
        "findings.withdraw_finding", pgettext_lazy("finding", "Withdraw"),
        _("Withdraw this finding?"),
        _("It stays on record with your reason, and nobody is asked to put it right."),
        _("Withdrawn."), plain(ConfirmForm), simply(actions.withdraw_finding, "reason"),
        is_danger=True,
    ),
    StepPage(
        "findings.assign_finding", pgettext_lazy("finding", "Assign"),
        _("Assign for rectification"),
        _("Both bodies are told at once and see the finding from now on."), _("Assigned."),
        plain(forms.AssignForm), assign, "send", is_page=True,
    ),
    StepPage(
        "findings.accept_finding", pgettext_lazy("finding", "Sign for it"),
        _("Sign for this finding?"),
        _("Your body then puts it right by the due date."), _("Signed for."),
        plain(forms.NoForm), simply(actions.accept_finding), "check",
    ),
    StepPage(
        "findings.file_plan", pgettext_lazy("finding", "File a plan"),
        _("File a rectification plan"),
        _("The office of the body that found it reviews the plan."), _("Plan filed."),
        plain(forms.PlanForm), file_plan, "list-check", is_page=True,
    ),
    StepPage(
        "findings.approve_plan", pgettext_lazy("finding", "Approve the plan"),
        _("Approve the plan?"),
        _("The responsible body then works by it."), _("Plan approved."),
        plain(forms.OpinionForm), simply(actions.approve_plan, "opinion"), "check",
    ),
    StepPage(
        "findings.return_plan", pgettext_lazy("finding", "Return the plan"),
        _("Return the plan?"),
        _("The responsible body is told and files another."), _("Plan returned."),
        plain(ConfirmForm), simply(actions.return_plan, "reason"),
    ),
    StepPage(
        "findings.submit_finding", pgettext_lazy("finding", "Submit for review"),
        _("Submit the rectification"),
        _("The supervising department reviews it first, then the body that found it."),
        _("Submitted."), plain(forms.SubmitForm), submit, "send", is_page=True,
    ),
    StepPage(
        "findings.ask_extension", pgettext_lazy("finding", "Ask for more time"),
        _("Ask for more time"),
        _("The body that found it decides. The first due date stays on record."),
        _("Asked for more time."),
        lambda finding: partial(forms.ExtensionForm, finding=finding),
        simply(actions.ask_extension, "until", "reason"), "clock",
    ),
    StepPage(
        "findings.grant_extension", pgettext_lazy("finding", "Grant more time"),
        _("Grant more time?"),
        _("The due date moves to the day asked for; the first one stays on record."),
        _("More time granted."), plain(forms.OpinionForm),
        simply(actions.grant_extension, "opinion"), "check",
    ),
    StepPage(
        "findings.refuse_extension", pgettext_lazy("finding", "Refuse more time"),
        _("Refuse more time?"),
        _("The due date stays where it is."), _("More time refused."),
        plain(ConfirmForm), simply(actions.refuse_extension, "reason"),
    ),
    StepPage(
        "findings.start_first_review", pgettext_lazy("finding", "Begin the review"),
        _("Begin the first review?"),
        _("The responsible body sees that you have taken it up."), _("Review begun."),
        plain(forms.NoForm), simply(actions.start_first_review), "eye",
    ),
    StepPage(
        "findings.pass_first_review", pgettext_lazy("finding", "Pass the review"),
        _("Pass the first review?"),
        _("The body that found it then decides whether to close it."), _("First review passed."),
        plain(forms.ReviewForm), simply(actions.pass_first_review, "opinion"), "check",
    ),
    StepPage(
        "findings.return_finding", pgettext_lazy("finding", "Return"),
        _("Return the rectification?"),
        _("The responsible body is told at once. The due date stays."), _("Returned."),
        plain(ConfirmForm), simply(actions.return_finding, "reason"),
    ),
    StepPage(
        "findings.close_finding", pgettext_lazy("finding", "Close"),
        _("Close this finding?"),
        _("It counts as rectified from now on, and so do the rules made for it."), _("Closed."),
        plain(forms.CloseForm), simply(actions.close_finding, "conclusion"), "circle-check",
    ),
    StepPage(
        "findings.reopen_finding", pgettext_lazy("finding", "Reopen"),
        _("Reopen this finding?"),
        _("It keeps its number and begins another round. How it was closed stays on record."),
        _("Reopened."), plain(forms.ReopenForm),
        simply(actions.reopen_finding, "cause", "reason", "evidence"), "rotate", is_page=True,
    ),
)  # fmt: skip
