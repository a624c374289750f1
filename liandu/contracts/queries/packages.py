"""Projects with their contracts as a package of OC4IDS 0.9.5, for who may know of them.

Bodies and firms are named, people are not. Documents are left out: none is marked as public here.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from liandu.contracts.models import Contract, Milestone
from liandu.contracts.rules import ContractKind
from liandu.contracts.rules.oc4ids import (
    FIELD_SCHEME,
    GAZETTEER,
    MILESTONE_CODES,
    NATURES,
    STATUSES,
    VERSION,
    filled,
    milestone_type,
    process_status,
    value,
)
from liandu.kernel.actor import Actor
from liandu.kernel.models import one as one_of
from liandu.works import queries as works
from liandu.works.rules import ObjectType

Json = dict[str, Any]
COUNTRY = "中国"
OWN_SCHEME = "x_liandu_number"


def projects(actor: Actor) -> QuerySet[Any]:
    """Return the works projects that ``actor`` may know of, with all that a package says."""
    rows: QuerySet[Any] = works.objects(actor).filter(object_type=ObjectType.WORKS_PROJECT)
    rows = rows.order_by("-created_at", "-pk").select_related("field", "lead_body")
    return rows.prefetch_related(
        "jurisdictions", "responsible_bodies", "milestones", "contracts__changes",
        "contracts__payments", "contracts__bids",
    )  # fmt: skip


def project(actor: Actor, pk: Any) -> Any:
    """Return one of these.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return one_of(projects(actor), pk)


def head_of_package(uri: str) -> Json:
    """Return what a package says besides its projects."""
    return {
        "uri": uri, "version": VERSION, "publishedDate": timezone.now().isoformat(),
        "publisher": {"name": settings.NODE_NAME, "uri": settings.LIANDU_URL},
    }  # fmt: skip


def as_oc4ids(row: Any) -> Json:
    """Return a project as OC4IDS has it; what is not known is left out."""
    contracts = sorted(row.contracts.all(), key=lambda one: one.pk)
    parties = _parties(row, contracts)
    named = {one["name"]: {"id": one["id"], "name": one["name"]} for one in parties}
    whole: Json = filled({
        "id": str(row.pk), "title": row.name, "description": row.content,
        "identifiers": [{"id": row.number, "scheme": OWN_SCHEME}],
        "status": STATUSES.get(row.status, row.status),
        "additionalClassifications": _fields(row),
        "publicAuthority": named.get(row.lead_body.name) if row.lead_body else None,
        "budget": {"amount": value(row.investment_fen)},
        "period": {"startDate": _moment(row.starts_on), "endDate": _moment(row.ends_on)},
        "locations": [_location(place) for place in row.jurisdictions.all()],
        "parties": parties,
        "milestones": [_milestone(one) for one in row.milestones.all()],
        "contractingProcesses": [_process(row, one, named) for one in contracts],
    })  # fmt: skip
    return whole


def _fields(row: Any) -> list[Json]:
    """Return the field as a classification: projectSector has no codes for ours."""
    if row.field is None:
        return []
    return [{"scheme": FIELD_SCHEME, "id": row.field.code, "description": row.field.name}]


def _moment(day: date | None) -> str:
    """Return the beginning of a day as the standard writes moments."""
    if day is None:
        return ""
    return datetime.combine(day, time.min, timezone.get_default_timezone()).isoformat()


def _location(place: Any) -> Json:
    return {
        "id": place.code, "description": place.name,
        "gazetteer": {"scheme": GAZETTEER, "identifiers": [place.code]},
        "address": {"region": place.name, "countryName": COUNTRY},
    }  # fmt: skip


def _parties(row: Any, contracts: Iterable[Contract]) -> list[Json]:
    """Return the bodies and firms that take part, each once, with all their roles."""
    roles: dict[str, set[str]] = {}
    for name, role in _named(row, contracts):
        if name:
            roles.setdefault(name, set()).add(role)
    return [
        {"id": f"{position}", "name": name, "roles": sorted(roles[name])}
        for position, name in enumerate(sorted(roles), 1)
    ]


def _named(row: Any, contracts: Iterable[Contract]) -> Iterable[tuple[str, str]]:
    """Yield who takes part, and as what."""
    if row.lead_body:
        yield row.lead_body.name, "publicAuthority"
    yield row.developer, "buyer"
    yield from ((body.name, "administrativeEntity") for body in row.responsible_bodies.all())
    for one in contracts:
        yield one.contractor, "supplier"
        yield from ((bid.bidder, "tenderer") for bid in one.bids.all())
        yield from ((paid.payee, "payee") for paid in one.payments.all())


def _milestone(one: Milestone) -> Json:
    is_late = one.planned_on is not None and one.planned_on < timezone.localdate()
    return {
        "id": str(one.pk), "title": one.name or str(one.get_code_display()),
        "type": milestone_type(one.code), "code": MILESTONE_CODES.get(one.code),  # type: ignore[call-overload]
        "dueDate": _moment(one.planned_on), "dateMet": _moment(one.done_on),
        "status": "met" if one.done_on else "notMet" if is_late else "scheduled",
        "value": value(one.amount_fen),
    }  # fmt: skip


def _process(row: Any, one: Contract, named: dict[str, Json]) -> Json:
    """Return a contract as a contracting process of its own: lists know none above it."""
    nature = NATURES.get(ContractKind(one.kind))
    return {
        "id": f"{row.pk}-{one.pk}",
        "summary": {
            "externalReference": one.number, "title": one.name,
            "nature": [nature] if nature else [],
            "status": process_status(
                is_signed=one.signed_on is not None, is_settled=one.final_fen is not None
            ),
            "tender": {
                "costEstimate": value(one.estimate_fen),
                "numberOfTenderers": one.bidders or len(one.bids.all()) or None,
                "tenderers": [named[bid.bidder] for bid in one.bids.all()],
                "datePublished": _moment(one.documents_from_on),
            },
            "suppliers": [named[one.contractor]],
            "contractValue": value(one.amount_fen), "finalValue": value(one.final_fen),
            "modifications": _modifications(one),
            "transactions": [
                {"id": paid.number or f"#{paid.pk}", "date": _moment(paid.paid_on),
                 "value": value(paid.amount_fen), "payee": named[paid.payee]}
                for paid in one.payments.all()
            ],
        },
    }  # fmt: skip


def _modifications(one: Contract) -> list[Json]:
    """Return the changes of a contract, with what it was worth before and after each."""
    changes = sorted(one.changes.all(), key=lambda each: each.pk)
    steps = list(accumulate((each.amount_fen for each in changes), initial=one.amount_fen or 0))
    is_known = one.amount_fen is not None
    return [
        {
            "id": each.number, "date": _moment(each.approved_on), "description": each.what,
            "rationale": each.reason,
            "oldContractValue": value(before) if is_known else {},
            "newContractValue": value(after) if is_known else {},
        }
        for each, before, after in zip(changes, steps, steps[1:], strict=False)
    ]  # fmt: skip
