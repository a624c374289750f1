"""Finding what is to be looked at for an actor, and the facts that the checks are held against."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from liandu.contracts.models import Bid, Change, Dismissal, Payment, Prompt
from liandu.contracts.rules import (
    SHAPES,
    BidFacts,
    ChangeFacts,
    ContractFacts,
    Entry,
    MilestoneFacts,
    PaymentFacts,
    ProjectFacts,
)
from liandu.kernel.actor import Actor
from liandu.kernel.models import one

NO_FACTS = {"number", "name"}


def facts_of(record: Any) -> ProjectFacts:
    """Return what is known of a project in hand; five questions, however many contracts."""
    parts = {"contract__supervised_object": record}
    changes: dict[int, list[ChangeFacts]] = {}
    for change in Change.objects.unscoped("of an object in hand").filter(**parts):
        changes.setdefault(change.contract_id, []).append(
            ChangeFacts(change.number, change.amount_fen, change.approved_on, change.carried_out_on)
        )
    payments: dict[int, list[PaymentFacts]] = {}
    for paid in Payment.objects.unscoped("of an object in hand").filter(**parts):
        payments.setdefault(paid.contract_id, []).append(
            PaymentFacts(paid.payee, paid.amount_fen, paid.paid_on)
        )
    bids: dict[int, list[BidFacts]] = {}
    for bid in Bid.objects.unscoped("of an object in hand").filter(**parts):
        told = {name: getattr(bid, name) for name in SHAPES[Entry.BID].columns[1:]}
        entered_on = timezone.localdate(bid.created_at)
        bids.setdefault(bid.contract_id, []).append(BidFacts(entered_on=entered_on, **told))
    columns = [name for name in SHAPES[Entry.CONTRACT].columns if name not in NO_FACTS]
    contracts = tuple(
        ContractFacts(
            key=row.pk, changes=tuple(changes.get(row.pk, ())),
            payments=tuple(payments.get(row.pk, ())), bids=tuple(bids.get(row.pk, ())),
            **{name: getattr(row, name) for name in columns},
        )
        for row in record.contracts.order_by("pk")
    )  # fmt: skip
    milestones = {
        row.key: MilestoneFacts(row.planned_on, row.done_on, row.amount_fen)
        for row in record.milestones.order_by("pk")
    }
    return ProjectFacts(milestones, contracts)


def with_row(rows: Any, today: date) -> QuerySet[Prompt]:
    """Return those that have come to be, with what a row shows."""
    found: QuerySet[Prompt] = rows.filter(since__lte=today).select_related(
        "supervised_object", "contract", "dismissal__body"
    )
    return found


def prompts(actor: Actor) -> QuerySet[Prompt]:
    """Return what is to be looked at in projects that ``actor`` may know of."""
    return with_row(Prompt.objects.visible_to(actor), timezone.localdate())


def listed(actor: Actor) -> QuerySet[Prompt]:
    """Return the same to page through, however many there are."""
    return with_row(Prompt.objects.listed_to(actor), timezone.localdate())


def lying_in(rows: Any, places: Any) -> QuerySet[Any]:
    """Return those of ``rows`` whose project lies in one of ``places``, each once."""
    projects: Any = rows.model._meta.get_field("supervised_object").related_model
    there = projects.objects.unscoped("within rows in sight").filter(jurisdictions__in=places)
    found: QuerySet[Any] = rows.filter(supervised_object__in=there)
    return found


def to_look_at(rows: Any) -> QuerySet[Any]:
    """Return those of ``rows``, which are contracts, at which there is something to look at."""
    there = Prompt.objects.unscoped("within rows in sight").filter(
        contract=OuterRef("pk"), dismissal=None, since__lte=timezone.localdate()
    )
    found: QuerySet[Any] = rows.filter(Exists(there))
    return found


def seen_prompt(actor: Actor, pk: Any) -> Prompt:
    """Return one prompt, with its project.

    :raises NotVisible: if there is none now, or the actor may not know
    """
    return one(prompts(actor), pk)


def open_of(record: Any) -> QuerySet[Prompt]:
    """Return what is to be looked at in a project that was found visible, latest first."""
    rows = with_row(record.prompts.filter(dismissal=None), timezone.localdate())
    return rows.order_by("-since", "-pk")


def count_of(actor: Actor, record: Any) -> int:
    """Return how much there is to look at in a project."""
    rows = Prompt.objects.visible_to(actor).filter(supervised_object=record, dismissal=None)
    count: int = rows.filter(since__lte=timezone.localdate()).count()
    return count


def of_contract(contract: Any) -> QuerySet[Prompt]:
    """Return what is to be looked at in a contract that was found visible, latest first."""
    return open_of(contract.supervised_object).filter(contract=contract)


def earlier(prompt: Prompt) -> QuerySet[Dismissal]:
    """Return how a prompt in hand was put aside before, whatever its facts were then."""
    rows: QuerySet[Dismissal] = Dismissal.objects.unscoped("of a prompt in hand")
    same = Q(check_code=prompt.check_code, about=prompt.about)
    found = rows.filter(same, supervised_object=prompt.supervised_object_id)
    return found.select_related("by", "body")


def link_of(prompt: Prompt) -> Any:
    """Return the link of the project that the check belongs to, if the project has it."""
    return prompt.supervised_object.links.filter(code=prompt.link_code).first()
