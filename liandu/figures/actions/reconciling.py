"""Comparing our ledger with that of another body, and saying why they differ."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.figures import queries
from liandu.figures.models import Explanation, Reconciliation
from liandu.figures.rules import Account, Verdict
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions import take_number
from liandu.orgs.models import Body, Post

kind("figures.reconciliation_begun", gettext_lazy("Took in a ledger to compare"), "arrows-diff")
kind("figures.difference_explained", gettext_lazy("Explained a difference"), "message-2")
SERIES = "DZ"


@action("figures.begin_reconciliation")
def begin_reconciliation(
    *, actor: Actor, account: Account, lines: Sequence[Mapping[str, Any]]
) -> Reconciliation:
    """Keep the ledger of another body, row by row, to compare ours with.

    :raises NotAllowed: if the actor does not compare ledgers for a body
    :raises Invalid: if the label is beyond the actor's clearance, the days are the wrong way
        round, the body is the actor's own or closed, or no row names a finding
    """
    require(actor, "figures.begin_reconciliation")
    _check(actor, account, lines)
    post = Post.objects.get(pk=actor.post_id or 0)
    made: Reconciliation = Reconciliation.objects.create(
        owner_body_id=post.body_id, label=account.label, title=account.title,
        number=take_number(
            body_id=post.body_id, prefix=SERIES, year=timezone.localdate().year
        ),
        other_body_id=account.body_id, since=account.since, until=account.until,
        file_name=account.file_name, lines=list(lines), made_by_id=actor.person_id or 0,
        made_post=post.name,
    )  # fmt: skip
    record(
        actor, "figures.reconciliation_begun", made,
        after={"body": account.body_id, "rows": len(lines), "label": account.label},
    )  # fmt: skip
    return made


@action("figures.explain_difference")
def explain_difference(
    *, actor: Actor, reconciliation_id: Any, line: str, text: str
) -> Explanation:
    """Say why the ledgers differ in a line.

    :raises NotVisible: if the actor may not know of the reconciliation, or of the line
    :raises NotAllowed: if it is another body's
    :raises WrongState: if the ledgers agree on the line by now
    """
    held = locked(Reconciliation, actor, reconciliation_id)
    require(actor, "figures.explain_difference", held)
    pair = queries.pair_of(actor, held, line)
    if pair.verdict is Verdict.AGREES:
        raise WrongState(_("The ledgers agree on this line by now: there is nothing to explain."))
    post = Post.objects.get(pk=actor.post_id or 0)
    row = pair.theirs.row if pair.theirs else None
    said = Explanation.objects.create(
        reconciliation=held, row=row, finding_id=pair.ours.key if pair.ours else None, text=text,
        person_id=actor.person_id or 0, post_name=post.name,
    )  # fmt: skip
    # What was said stands with the line: whoever reads the record may not know of its finding.
    record(actor, "figures.difference_explained", held, after={"row": row})
    return said


def _check(actor: Actor, account: Account, lines: Sequence[Any]) -> None:
    """Pass if a ledger of this account can be compared.

    :raises Invalid: otherwise
    """
    faults = {}
    if account.label > queries.clearance_at(actor):
        faults["label"] = _("This is beyond your own clearance.")
    if account.since > account.until:
        faults["until"] = _("The last day lies before the first.")
    others = Body.objects.filter(pk=account.body_id, closed_on=None).exclude(pk=actor.body_id or 0)
    if not others.exists():
        faults["body"] = _("Choose another body than your own.")
    if not lines:
        faults["file"] = _("No row has a number or a title of a finding.")
    if faults:
        raise Invalid(faults)
