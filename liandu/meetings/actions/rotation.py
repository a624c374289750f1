"""The rotating chair: terms laid out years ahead, and changed only where both sides agree."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.committees.queries import member_ids, members
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings import queries
from liandu.meetings.models import ChairChange, ChairTerm
from liandu.meetings.rules import ChangeKind, after, turns

kind("meetings.terms_laid_out", gettext_lazy("laid out the terms of the chair"), "calendar-plus")
kind("meetings.terms_withdrawn", gettext_lazy("took terms of the chair back"), "calendar-off")
kind("meetings.change_proposed", gettext_lazy("asked to change the chair"), "arrows-exchange")
kind("meetings.change_agreed", gettext_lazy("agreed to change the chair"), "check")
kind("meetings.change_declined", gettext_lazy("declined to change the chair"), "x")
kind("meetings.change_withdrawn", gettext_lazy("asked no more to change the chair"),
     "arrow-back-up")  # fmt: skip

A_DAY = timedelta(days=1)


@action("meetings.lay_out_terms")
def lay_out_terms(
    *, actor: Actor, committee_id: Any, months: int, count: int, starts_on: date | None = None
) -> list[ChairTerm]:
    """Lay out the next terms of the chair, in the order of the members as it is now.

    They go on behind those there are; ``starts_on`` is asked for the very first.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if the committee was dissolved
    :raises Invalid: if the first one has no day to begin on, or a term or count is absurd
    """
    committee = locked(queries.committee_model(), actor, committee_id)
    require(actor, "meetings.lay_out_terms", committee)
    committee.must_work()
    last = queries.last_term(committee)
    begins = last.ends_on + A_DAY if last else starts_on
    if begins is None:
        raise Invalid({"starts_on": _("Say on which day the first term begins.")})
    order = after(last.turn_id if last else None, [row.body_id for row in members(committee)])
    try:
        plan = turns(order, last.number + 1 if last else 1, begins, months, count)
    except ValueError as fault:
        words = _("Choose a term of 1 to 60 months, 40 of them at most.")
        raise Invalid({"months": words}) from fault
    made = ChairTerm.objects.bulk_create(
        ChairTerm(committee=committee, turn_id=one.body_id, **asdict(one)) for one in plan
    )
    after_facts = [f"{one.number}: {one.body_id} {one.starts_on}–{one.ends_on}" for one in plan]
    record(actor, "meetings.terms_laid_out", committee, after={"terms": after_facts})
    return list(made)


@action("meetings.withdraw_terms")
def withdraw_terms(*, actor: Actor, term_id: Any, reason: str) -> int:
    """Take back a term that has not begun and all that follow, to lay them out anew.

    What was agreed among them falls with them and stays on record.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if the term has begun, a change of one of them waits for an answer, or one
        was swapped with a term that stays
    """
    term = held_term(actor, term_id)
    require(actor, "meetings.withdraw_terms", term)
    _must_lie_ahead(term)
    those = [one for one in queries.terms(term.committee) if one.number >= term.number]
    _must_be_answered(*those)
    if queries.is_swapped_out(those):
        raise WrongState(_("One of them was swapped with a term that stays."))
    facts = [f"{one.number}: {one.body_id} {one.starts_on}–{one.ends_on}" for one in those]
    rows = ChairTerm.objects.unscoped("of a committee held")
    rows.filter(pk__in=[one.pk for one in those]).delete()
    record(actor, "meetings.terms_withdrawn", term.committee, before={"terms": facts},
           reason=reason)  # fmt: skip
    return len(those)


@action("meetings.propose_swap")
def propose_swap(*, actor: Actor, term_id: Any, other_id: Any, reason: str) -> ChairChange:
    """Ask the body of another term to swap; days stay, the bodies change places if it agrees.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor does not speak for the body that has the term
    :raises WrongState: if one of the two has begun, or waits for an answer already
    :raises Invalid: if the other is no term of another member body of the same committee
    """
    term = held_term(actor, term_id)
    require(actor, "meetings.propose_swap", term)
    other = queries.seen_term(actor, other_id)
    if other.committee_id != term.committee_id or other.body_id == term.body_id:
        raise Invalid({"other": _("Choose a term of another body.")})
    _must_lie_ahead(term, other)
    _must_be_answered(term, other)
    return _propose(actor, term, ChangeKind.SWAP, other.body_id, reason, other)


@action("meetings.propose_substitution")
def propose_substitution(*, actor: Actor, term_id: Any, body_id: int, reason: str) -> ChairChange:
    """Ask another member body to take the chair for a term, where one cannot be there.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor does not speak for the body that has the term
    :raises WrongState: if the term is over, or waits for an answer already
    :raises Invalid: if the other is no member, or the same body
    """
    term = held_term(actor, term_id)
    require(actor, "meetings.propose_substitution", term)
    if body_id == term.body_id or body_id not in member_ids(term.committee):
        raise Invalid({"body": _("Choose another member body.")})
    _must_go_on(term)
    _must_be_answered(term)
    return _propose(actor, term, ChangeKind.SUBSTITUTION, body_id, reason)


@action("meetings.agree_change")
def agree_change(*, actor: Actor, change_id: Any) -> ChairChange:
    """Agree, for the body that was asked: the chair changes with it.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if another body was asked
    :raises WrongState: if it was answered or withdrawn, or the term meanwhile began or is over
    """
    change = _held(actor, "meetings.agree_change", change_id)
    before = change.advance("agree")
    term, other = change.term, change.other
    if other:
        _must_lie_ahead(term, other)
        term.body_id, other.body_id = other.body_id, term.body_id
        other.save(update_fields=["body"])
    else:
        _must_go_on(term)
        term.body_id = change.asked_id
    term.save(update_fields=["body"])
    return _answer(actor, change, before)


@action("meetings.decline_change")
def decline_change(*, actor: Actor, change_id: Any, reason: str) -> ChairChange:
    """Decline, for the body that was asked, and say why; the chair stays as it is.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if another body was asked
    :raises WrongState: if it was answered or withdrawn
    """
    change = _held(actor, "meetings.decline_change", change_id)
    return _answer(actor, change, change.advance("decline"), reason)


@action("meetings.withdraw_change")
def withdraw_change(*, actor: Actor, change_id: Any) -> ChairChange:
    """Ask no more.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if another body asked
    :raises WrongState: if it was answered or withdrawn
    """
    change = _held(actor, "meetings.withdraw_change", change_id)
    return _answer(actor, change, change.advance("withdraw"))


def held_term(actor: Actor, term_id: Any) -> ChairTerm:
    """Return a term, its committee held until the transaction ends.

    :raises NotVisible: if the actor may not know of it
    """
    found = queries.seen_term(actor, term_id)
    locked(queries.committee_model(), actor, found.committee_id)
    # Read again under the lock: somebody else may have been first.
    return queries.seen_term(actor, term_id)


def _held(actor: Actor, permit: str, change_id: Any) -> ChairChange:
    """Return a change, its committee held until the transaction ends."""
    found = queries.seen_change(actor, change_id)
    locked(queries.committee_model(), actor, found.term.committee_id)
    change = queries.seen_change(actor, change_id)
    require(actor, permit, change)
    return change


def _must_lie_ahead(*terms: ChairTerm) -> None:
    """Pass if none of the terms has begun.

    :raises WrongState: otherwise
    """
    if any(one.has_begun for one in terms):
        raise WrongState(_("A term that has begun stays where it is."))


def _must_go_on(term: ChairTerm) -> None:
    """Pass if a term is not over, and nothing of it was handed over.

    :raises WrongState: otherwise
    """
    if term.is_settled:
        raise WrongState(_("This term is over, or is being handed over: its chair stays."))


def _must_be_answered(*terms: ChairTerm) -> None:
    """Pass if no change of one of the terms waits for an answer.

    :raises WrongState: otherwise
    """
    if any(one.is_busy for one in terms):
        raise WrongState(_("A change of this chair waits for an answer already."))


def _propose(
    actor: Actor,
    term: ChairTerm,
    how: ChangeKind,
    asked_id: int,
    reason: str,
    other: ChairTerm | None = None,
) -> ChairChange:
    """Write a proposal down."""
    term.committee.must_work()
    made: ChairChange = ChairChange.objects.create(
        term=term, other=other, kind=how.value, asker_id=term.body_id, asked_id=asked_id,
        reason=reason.strip(), proposed_at=timezone.now(), proposed_by_id=actor.person_id,
    )  # fmt: skip
    record(actor, "meetings.change_proposed", term.committee, reason=made.reason,
           note=_note(made), after=_facts(made))  # fmt: skip
    return made


def _answer(
    actor: Actor, change: ChairChange, before: dict[str, str], reason: str = ""
) -> ChairChange:
    """Keep what became of a proposal, and put it on record."""
    change.answer, change.answered_at = reason.strip(), timezone.now()
    change.answered_by_id = actor.person_id
    change.save()
    record(
        actor, f"meetings.change_{change.state}", change.term.committee, before=before,
        reason=change.answer, note=_note(change), after=_facts(change),
    )  # fmt: skip
    return change


def _facts(change: ChairChange) -> dict[str, Any]:
    """Return what the record keeps of a change."""
    return {
        "kind": change.kind, "term": change.term.number, "asker": change.asker_id,
        "asked": change.asked_id, "other": change.other.number if change.other else None,
        "state": change.state,
    }  # fmt: skip


def _note(change: ChairChange) -> str:
    """Return a change in words, as the history shows it."""
    return f"{change.get_kind_display()} · {change.asker} → {change.asked}"
