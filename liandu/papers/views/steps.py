"""The steps of a paper as pages, and the paper as pages draw it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from liandu.engines.papers import WORDS_OF_MARK, Heading, Table, blocks, dated
from liandu.engines.papers import Form as PaperForm
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, require
from liandu.papers import actions, queries
from liandu.papers.models import Paper
from liandu.papers.rules import PAPER
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice

CRUMB = (_("Papers"), "papers:paper_list")
LEVELS = {1: "first-level", 2: "second-level"}


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step of a paper as a page: what it asks, and the action it runs."""

    name: str
    step: str
    action: Callable[..., object]
    label: Any
    title: Any
    intro: Any
    done: Any
    icon: str = ""
    is_reasoned: bool = False
    is_forward: bool = True

    @property
    def permit(self) -> str:
        """Return the permit of the step."""
        return f"papers.{self.step}_paper"

    def is_open(self, actor: Actor, paper: Paper) -> bool:
        """Test whether the actor may take the step now."""
        if paper.state not in PAPER.steps[self.step].sources:
            return False
        return allowed(actor, self.permit, paper) and not is_done(actor, paper, self.step)


PAGES = (
    StepPage(
        "withdraw", "withdraw", actions.withdraw_paper, pgettext_lazy("paper", "Withdraw"),
        _("Withdraw this paper?"),
        _("One that was issued keeps its number; its recipients are told that it is withdrawn."),
        pgettext_lazy("paper", "Withdrawn."), is_reasoned=True, is_forward=False,
    ),
    StepPage(
        "return", "return", actions.return_paper, pgettext_lazy("paper", "Return"),
        _("Return this paper?"), _("It becomes a draft again; countersignatures are void."),
        pgettext_lazy("paper", "Returned."), is_reasoned=True, is_forward=False,
    ),
    StepPage(
        "submit", "submit", actions.submit_paper, _("Hand in for approval"),
        _("Hand this paper in for approval?"),
        _("Your head decides. Bodies that issue it jointly see it and countersign."),
        _("Handed in."), "send",
    ),
    StepPage(
        "countersign", "countersign", actions.countersign_paper, _("Countersign"),
        _("Countersign this paper?"), _("Your body then issues it jointly, under its own mark."),
        _("Countersigned."), "writing-sign",
    ),
    StepPage(
        "approve", "approve", actions.approve_paper, pgettext_lazy("paper", "Approve"),
        _("Approve this paper?"), _("It is then numbered and sent."),
        pgettext_lazy("paper", "Approved."), "check",
    ),
    StepPage(
        "issue", "issue", actions.issue_paper, pgettext_lazy("paper", "Issue"),
        _("Issue this paper?"),
        _("It gets the next number and stays as it is. The recipients see it and sign for it."),
        pgettext_lazy("paper", "Issued."), "send",
    ),
    StepPage(
        "sign_for", "sign_for", actions.sign_for_paper, pgettext_lazy("paper", "Sign for it"),
        _("Sign for this paper?"), _("The issuer sees who signed for it, and when."),
        pgettext_lazy("paper", "Signed for."), "checks",
    ),
)  # fmt: skip


def is_done(actor: Actor, paper: Paper, step: str) -> bool:
    """Test whether the actor's body has taken a step that each body takes once."""
    if step == "sign_for":
        return not paper.recipients.filter(body=actor.body_id or 0, signed_at=None).exists()
    if step == "countersign":
        return not paper.joint.filter(body=actor.body_id or 0, agreed_at=None).exists()
    return step == "approve" and paper.joint.filter(agreed_at=None).exists()


def choices(actor: Actor, paper: Paper) -> list[Choice]:
    """Return the buttons of a paper's page for ``actor``; what moves it on comes last."""
    return [
        Choice(
            page.label, reverse(f"papers:{page.name}", args=[paper.pk]), page.icon,
            "btn-primary" if page.is_forward else "btn-plain", is_dialog=True,
        )
        for page in PAGES
        if page.is_open(actor, paper)
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
def take_step(request: ActorRequest, pk: UUID, page: StepPage) -> HttpResponse:
    """Ask for what a step needs, and take it.

    :raises NotVisible: if the person may not know of the paper
    :raises NotAllowed: if the step is not theirs
    :raises WrongState: if the paper has moved on
    """
    found = queries.seen_paper(request.actor, pk)
    require(request.actor, page.permit, found)
    if request.method == "GET":
        PAPER.after(page.step, found.state)
    back = found.get_absolute_url()
    ask = Ask(
        page.title, page.intro, page.label, back=back, crumbs=(CRUMB, (found.title, back)),
        danger=page.step == "withdraw",
    )  # fmt: skip
    return respond_form(
        request, ConfirmForm if page.is_reasoned else Form, ask=ask, success=back, done=page.done,
        action=lambda clean: page.action(actor=request.actor, paper_id=pk, **clean),
    )  # fmt: skip


def shown(paper: Paper) -> dict[str, Any]:
    """Return a paper as its page and its sheet draw it."""
    sheet = queries.composed(paper)
    is_minutes = sheet.form == PaperForm.MINUTES
    return {
        "sheet": sheet,
        "is_joint": sheet.form == PaperForm.STANDARD,
        "is_letter": sheet.form == PaperForm.LETTER,
        "is_minutes": is_minutes,
        "is_plain": sheet.form == PaperForm.PLAIN,
        "dated": dated(sheet.issued_on),
        "word": WORDS_OF_MARK.get(sheet.form, ""),
        "attached": _numbered(sheet.attachments),
        "to": f"主送：{'，'.join(sheet.recipients)}。" if is_minutes and sheet.recipients else "",
        "copies": f"抄送：{'，'.join(sheet.copies)}。" if sheet.copies else "",
        "printed": f"{dated(sheet.issued_on)}印发" if sheet.issued_on else "",
        "blocks": [
            {
                "rows": block.rows if isinstance(block, Table) else (),
                "css": LEVELS[block.level] if isinstance(block, Heading) else "",
                "text": "" if isinstance(block, Table) else block.text,
                "rest": block.rest if isinstance(block, Heading) else "",
            }
            for block in blocks(sheet.text)
        ],
    }


def _numbered(names: tuple[str, ...]) -> list[str]:
    """Return what is attached, line by line, numbered if it is more than one."""
    if len(names) < 2:  # noqa: PLR2004 - one is not numbered
        return [f"附件：{name}" for name in names]
    return [f"{'附件：' if at == 1 else '　　　'}{at}. {name}" for at, name in enumerate(names, 1)]
