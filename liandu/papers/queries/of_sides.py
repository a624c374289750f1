"""The papers about what happens beside the straight road of a finding, each on its own state."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from liandu.engines.papers import Kind, dated, offer
from liandu.findings.rules import Decision
from liandu.kernel.actor import Actor
from liandu.papers.queries.of_findings import CHINESE, FIELDS, FINDING, finder, responsible, values

SIDES: Mapping[str, Mapping[str, Any]] = {
    "objections": {"异议理由": _("why they object"), "异议答复": _("how it was answered")},
    "transfers": {
        "原责任单位": _("body responsible before"), "承接单位": _("body that takes it over"),
        "变更理由": _("why another body"),
    },
    "extensions": {
        "延期理由": _("why more time"), "原期限": _("due before"), "申请期限": _("asked until"),
        "延期答复": _("answer to the request for time"),
    },
    "long_terms": {
        "长期整改原因": _("cause of the long term"), "长期整改说明": _("why for long"),
        "下次复核": _("next look"),
    },
    "reopenings": {
        "重新整改原因": _("cause of the reopening"),
        "重新整改说明": pgettext_lazy("paper", "why it is open again"),
        "轮次": _("which round"), "原销号日期": _("closed on, before"),
    },
}  # fmt: skip
ASKED = "_answered_sides"
ANSWERED = (Decision.APPROVED.value, Decision.RETURNED.value)


def _day(moment: Any) -> str:
    return dated(moment and timezone.localdate(moment))


def _objection(one: Any) -> tuple[str, ...]:
    answer = "采纳" if one.decision == Decision.APPROVED else "维持原认定"
    return (one.reason, f"{answer}。{one.opinion}")


def _transfer(one: Any) -> tuple[str, ...]:
    return (one.from_body.name, one.to_body.name, one.reason)


def _extension(one: Any) -> tuple[str, ...]:
    answer = "同意延期" if one.decision == Decision.APPROVED else "不同意延期"
    return (
        one.reason,
        _day(one.previous_due_at),
        _day(one.asked_until),
        f"{answer}。{one.opinion}",
    )


def _long_term(one: Any) -> tuple[str, ...]:
    return (str(one.get_cause_display()), one.reason, dated(one.review_on))


def _reopening(one: Any) -> tuple[str, ...]:
    return (
        str(one.get_cause_display()), one.reason, str(one.number + 1), _day(one.closed_at),
    )  # fmt: skip


READ = {
    "objections": _objection, "transfers": _transfer, "extensions": _extension,
    "long_terms": _long_term, "reopenings": _reopening,
}  # fmt: skip


def rows_of(record: Any, side: str) -> Any:
    """Return what happened on a side of a finding and was answered."""
    rows = getattr(record, side).order_by()
    if side in {"objections", "extensions"}:
        return rows.filter(decision__in=ANSWERED)
    return rows.filter(decision=Decision.APPROVED.value) if side == "long_terms" else rows


def last(record: Any, side: str) -> Any:
    """Return what last happened on a side, if anything."""
    return rows_of(record, side).order_by("pk").last()


def answered(record: Any) -> frozenset[str]:
    """Return the sides on which something happened; of a record in hand asked once."""
    if ASKED not in vars(record):
        first, *others = (
            rows_of(record, side).values_list(Value(side), flat=True) for side in SIDES
        )
        setattr(record, ASKED, frozenset(first.union(*others)))
    found: frozenset[str] = getattr(record, ASKED)
    return found


def _offer(code: str, title: Any, side: str, to: Any = responsible) -> None:
    """Offer a kind of paper about what last happened on a side."""

    def filled(actor: Actor, record: Any) -> Mapping[str, str]:
        found = last(record, side)
        with override(CHINESE):
            said = READ[side](found) if found else [""] * len(SIDES[side])
            return {**values(actor, record), **dict(zip(SIDES[side], said, strict=True))}

    offer(
        Kind(
            code, title, FINDING, {**FIELDS, **SIDES[side]}, filled, finder, to,
            lambda _actor, record: side in answered(record),
        )
    )  # fmt: skip


def both_bodies(record: Any) -> tuple[int, ...]:
    """Return the body that was to put a finding right, which sees it no more, and the next."""
    found = last(record, "transfers")
    return (found.from_body_id, found.to_body_id) if found else ()


_offer("objection_reply", _("Reply to an objection"), "objections")
_offer("transfer_notice", _("Notice of another responsible body"), "transfers", both_bodies)
_offer("extension_reply", _("Reply to a request for time"), "extensions")
_offer("long_term_reply", _("Reply on a long term"), "long_terms")
_offer("reopening_notice", _("Notice that it is open again"), "reopenings")
