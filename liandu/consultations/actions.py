"""The writers of consultations: asked, answered, summed up, taken to a meeting."""

import hashlib
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import sync_parties
from liandu.access.queries import locked
from liandu.access.rules import PartyRole
from liandu.committees.queries import member_ids
from liandu.consultations import queries
from liandu.consultations.models import AskedBody, Consultation, Opinion
from liandu.consultations.rules import EXPLAINED, Question, Stance, may_give
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings.actions import Proposal, propose_topic
from liandu.meetings.queries import is_pending
from liandu.orgs.models import Body

kind("consultations.consultation_begun", gettext_lazy("began a consultation"), "messages")
kind("consultations.consultation_edited", gettext_lazy("changed the consultation"), "pencil")
kind("consultations.consultation_put", gettext_lazy("asked the member bodies"), "send")
kind("consultations.opinion_given", gettext_lazy("gave an opinion"), "message")
kind("consultations.consultation_extended", gettext_lazy("gave more time for opinions"),
     "calendar-plus")  # fmt: skip
kind("consultations.consultation_summed_up", gettext_lazy("summed the consultation up"), "checks")
kind("consultations.consultation_tabled", gettext_lazy("took the summary to a meeting"), "gavel")
kind("consultations.consultation_withdrawn", gettext_lazy("withdrew the consultation"), "x")
kind("consultations.consultations_exported", gettext_lazy("exported the consultations"),
     "download", is_read=True)  # fmt: skip

FAULTS = {
    "due_on": gettext_lazy("Choose a day to come."),
    "asked": gettext_lazy("Choose at least one other member body."),
}
TOPIC, TEXT = 120, 4000
"""So many letters have the title of a topic, and its text."""


@action("consultations.begin_consultation")
def begin_consultation(*, actor: Actor, committee_id: Any, question: Question) -> Consultation:
    """Write down what is to be asked; until it is put, the body that asks has it alone.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor speaks for no member body and not for the secretariat
    :raises WrongState: if the committee was dissolved
    :raises Invalid: if nobody is asked, or the day is past
    """
    committee: Any = locked(queries.committee_model(), actor, committee_id)
    require(actor, "consultations.begin_consultation", committee)
    committee.must_work()
    made = Consultation(
        committee=committee, owner_body_id=actor.body_id or 0, label=committee.label
    )
    _set(made, question)
    record(actor, "consultations.consultation_begun", made, after=question.facts())
    return made


@action("consultations.edit_consultation")
def edit_consultation(*, actor: Actor, consultation_id: Any, question: Question) -> Consultation:
    """Change what is to be asked, of whom and until when.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that asks
    :raises WrongState: if it was put already
    :raises Invalid: if nobody is asked, or the day is past
    """
    found = _held(actor, "edit", consultation_id)
    before = found.advance("edit")
    _set(found, question)
    record(actor, "consultations.consultation_edited", found, before=before,
           after=question.facts())  # fmt: skip
    return found


@action("consultations.put_consultation")
def put_consultation(*, actor: Actor, consultation_id: Any) -> Consultation:
    """Put the question: those that are asked and the secretariat see it from now on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that asks
    :raises WrongState: if it was put already, its day is past, or a body is no member any more
    """
    found = _held(actor, "put", consultation_id)
    before = found.advance("put")
    committee = found.committee
    committee.must_work()
    bodies = [one.body_id for one in queries.asked_of(found)]
    if found.is_past or not set(bodies) <= member_ids(committee):
        raise WrongState(_("Its day is past, or a body is no member any more. Change it first."))
    found.put_at = timezone.now()
    found.save(update_fields=["state", "put_at"])
    parties: dict[int, str] = {committee.owner_body_id: PartyRole.TAKES_PART}
    parties |= dict.fromkeys(bodies, PartyRole.MEMBER)
    parties.pop(found.owner_body_id, None)
    sync_parties(actor=actor, record=found, bodies=parties)
    record(actor, "consultations.consultation_put", found, before=before,
           after={"asked": sorted(bodies), "due_at": found.due_at.isoformat()})  # fmt: skip
    return found


@action("consultations.give_opinion")
def give_opinion(*, actor: Actor, consultation_id: Any, stance: str, text: str = "") -> Opinion:
    """Say where the actor's body stands; what it said before stays beside it.

    Neither stance nor words go into the event: those who have not answered read events too.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor's body is not asked, or the actor does not represent it
    :raises WrongState: if it is not put, or its day is past and the body has said its own
    :raises Invalid: if conditions or a refusal have no words
    """
    found = locked(Consultation, actor, consultation_id)
    require(actor, "consultations.give_opinion", found)
    found.advance("answer")
    last, now = queries.own_opinion(actor, found), timezone.now()
    if not may_give(now, found.due_at, has_given=last is not None):
        raise WrongState(_("The day is past: what your body said stays as it is."))
    words = text.strip()
    if Stance(stance) in EXPLAINED and not words:
        raise Invalid({"text": _("Say under which conditions, or why not.")})
    made: Opinion = Opinion.objects.create(
        consultation=found, body_id=actor.body_id or 0, version=last.version + 1 if last else 1,
        stance=Stance(stance).value, text=words, by_id=actor.person_id or 0, at=now,
        is_late=now > found.due_at,
    )  # fmt: skip
    if last is None:
        rows: Any = AskedBody.objects.unscoped("of a consultation held")
        rows.filter(consultation=found, body=made.body_id).update(answered_at=now)
    digest = hashlib.sha256(f"{made.stance}\n{made.text}".encode()).hexdigest()
    record(
        actor, "consultations.opinion_given", found, quiet=True,
        after={"body": made.body_id, "version": made.version, "hash": digest},
    )  # fmt: skip
    return made


@action("consultations.extend_consultation")
def extend_consultation(
    *, actor: Actor, consultation_id: Any, due_on: date, reason: str
) -> Consultation:
    """Give more time, before the time is up: what others read then is not hidden again.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that asks
    :raises WrongState: if it is not put, or its day is past
    :raises Invalid: if the new day is no later
    """
    found = _held(actor, "extend", consultation_id)
    found.advance("extend")
    if found.is_past:
        raise WrongState(_("The day is past. Those that are missing still answer, marked as late."))
    due_at = end_of(due_on, timezone.get_default_timezone())
    if due_at <= found.due_at:
        raise Invalid({"due_on": _("Choose a later day than now.")})
    before, found.due_at = {"due_at": found.due_at.isoformat()}, due_at
    found.save(update_fields=["due_at"])
    record(
        actor, "consultations.consultation_extended", found, before=before, reason=reason.strip(),
        after={"due_at": due_at.isoformat()},
    )  # fmt: skip
    return found


@action("consultations.sum_up_consultation")
def sum_up_consultation(*, actor: Actor, consultation_id: Any, summary: str) -> Consultation:
    """Write what came of it, once nobody is waited for any more; no opinion is given after it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that asks
    :raises WrongState: if it is not put, or a body has time left to answer
    """
    found = _held(actor, "sum_up", consultation_id)
    asked = queries.asked_of(found)
    has_ended = queries.has_ended(found, asked)
    before = found.advance("sum_up")
    if not has_ended:
        names = "、".join(str(one) for one in asked if one.answered_at is None)
        raise WrongState(_("%(names)s have time left to answer.") % {"names": names})
    found.summary, found.summed_up_at = summary.strip(), timezone.now()
    found.save()
    missing = [one.body_id for one in asked if one.answered_at is None]
    record(actor, "consultations.consultation_summed_up", found, before=before,
           after={"summary": found.summary, "missing": missing})  # fmt: skip
    return found


@action("consultations.table_consultation")
def table_consultation(*, actor: Actor, consultation_id: Any, meeting_id: Any) -> Consultation:
    """Take the summary to a meeting of the committee, as a topic of that.

    :raises NotVisible: if the actor may not know of it, or of the meeting
    :raises NotAllowed: if the actor neither asked nor is the secretariat
    :raises WrongState: if it is not summed up, is before a meeting already, or the meeting takes
        no topics or is of another committee
    """
    found = _held(actor, "table", consultation_id)
    found.advance("table")
    if is_pending(found):
        raise WrongState(_("It is before a meeting already."))
    if str(meeting_id) not in {str(one.pk) for one in queries.meetings_to_come(actor, found)}:
        raise WrongState(_("No such meeting of the committee takes topics now."))
    topic = propose_topic(
        actor=actor, meeting_id=meeting_id, subject=(found._meta.label_lower, found.pk),
        proposal=Proposal(found.title[:TOPIC], found.summary[:TEXT]),
    )  # fmt: skip
    record(actor, "consultations.consultation_tabled", found, after={"topic": str(topic.pk)})
    return found


@action("consultations.withdraw_consultation")
def withdraw_consultation(*, actor: Actor, consultation_id: Any, reason: str) -> Consultation:
    """Take the question back; what was said so far stays with it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that asks
    :raises WrongState: if it was summed up, or taken back already
    """
    found = _held(actor, "withdraw", consultation_id)
    before = found.advance("withdraw")
    found.save(update_fields=["state"])
    record(actor, "consultations.consultation_withdrawn", found, before=before,
           reason=reason.strip())  # fmt: skip
    return found


@action("consultations.export_consultations")
def export_consultations(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of the list away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "consultations.export_consultations")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "consultations.consultations_exported", body,
           after={"count": count, "query": query})  # fmt: skip


def _held(actor: Actor, verb: str, consultation_id: Any) -> Consultation:
    """Return a consultation, held until the transaction ends, if the step is the actor's."""
    found = locked(Consultation, actor, consultation_id)
    require(actor, f"consultations.{verb}_consultation", found)
    return found


def _set(consultation: Consultation, question: Question) -> None:
    """Write what is asked into a consultation in hand, and of whom.

    :raises Invalid: if it cannot stand
    """
    others = member_ids(consultation.committee) - {consultation.owner_body_id}
    if faults := question.faults(timezone.localdate(), others):
        raise Invalid({name: str(FAULTS[name]) for name in faults})
    consultation.title, consultation.question = question.title, question.question
    consultation.reason = question.reason
    consultation.due_at = end_of(question.due_on, timezone.get_default_timezone())
    consultation.save()
    consultation.asked.all().delete()
    AskedBody.objects.bulk_create(
        AskedBody(consultation=consultation, body_id=pk) for pk in sorted(set(question.asked_ids))
    )
