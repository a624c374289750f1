"""Requests as tests need them: Zigong's office asks the water bureau, which nobody stands above."""

from datetime import date, timedelta
from typing import Any

from liandu.cooperation import actions, queries
from liandu.cooperation.models import (
    CooperationDispute,
    CooperationMaterial,
    CooperationQuestion,
    CooperationRequest,
)
from liandu.cooperation.rules import RequestDraft
from liandu.orgs.models import Person
from tests.meetings.build import NOW, TODAY
from tests.people import World, acting

LATER = TODAY + timedelta(days=30)


def draft(world: World, **changes: Any) -> RequestDraft:
    """Return what is said in a request: an enquiry about payments, for one reader."""
    usual: dict[str, Any] = {
        "kind": "enquiry", "to_body_id": world.zigong_water.pk, "title": "干渠变更资金协查",
        "matter": "核实工程变更价款", "basis": "年度监督项目清单第三项",
        "questions": "变更价款几次支付？\n由谁审批？",
        "recipient_ids": (world.zigong_officer.pk,), "wanted_until": LATER,
    }  # fmt: skip
    return RequestDraft(**(usual | changes))


def drafted(world: World, who: Person | None = None, **changes: Any) -> CooperationRequest:
    """Return a draft of Zigong's, or of somebody else's."""
    actor = acting(who or world.zigong_officer)
    return actions.draft_request(actor=actor, draft=draft(world, **changes))


def sent(world: World, **changes: Any) -> CooperationRequest:
    """Return a request that Zigong's head approved out."""
    made = drafted(world, **changes)
    return actions.approve_request(actor=acting(world.zigong_head), request_id=made.pk)


def received(world: World, **changes: Any) -> CooperationRequest:
    """Return a request that the water bureau received."""
    made = sent(world, **changes)
    return actions.acknowledge_request(actor=acting(world.water_officer), request_id=made.pk)


def working(world: World, **changes: Any) -> CooperationRequest:
    """Return a request that the water bureau accepted."""
    made = received(world, **changes)
    return actions.accept_request(actor=acting(world.water_officer), request_id=made.pk)


def replied(world: World, **changes: Any) -> CooperationRequest:
    """Return a request with a complete reply."""
    made = working(world, **changes)
    reply(world, made, is_complete=True)
    return again(made)


def reply(world: World, made: CooperationRequest, *, is_complete: bool) -> Any:
    """Reply to a request."""
    return actions.give_reply(
        actor=acting(world.water_officer), request_id=made.pk, text="两次支付，局长办公会审批",
        is_complete=is_complete,
    )  # fmt: skip


def asked(made: CooperationRequest, who: Person, text: str = "指哪一年？") -> CooperationQuestion:
    """Return a question of somebody's side."""
    return actions.ask_question(actor=acting(who), request_id=made.pk, text=text)


def answered(question: CooperationQuestion, who: Person) -> CooperationQuestion:
    """Answer a question."""
    return actions.answer_question(actor=acting(who), question_id=question.pk, text="今年")


def material(
    world: World, made: CooperationRequest, until: date = LATER, **said: Any
) -> CooperationMaterial:
    """Return material for Zigong's officer."""
    said.setdefault("recipient_ids", [world.zigong_officer.pk])
    return actions.give_material(
        actor=acting(world.water_officer), request_id=made.pk, title="支付凭证", expires_on=until,
        **said,
    )  # fmt: skip


def disputed(made: CooperationRequest, who: Person, committee_id: Any = None) -> CooperationDispute:
    """Return the dispute that the head of a side raised."""
    actions.dispute_request(
        actor=acting(who), request_id=made.pk, reason="超出职责", committee_id=committee_id
    )
    found: CooperationDispute = CooperationDispute.objects.unscoped("test").get(
        request=made, settled_at=None
    )
    return found


def parts(world: World, made: CooperationRequest) -> None:
    """Put down what else there can be of a request: a reply, somebody lent, a dispute."""
    made.replies.create(ordinal=1, text="已复", given_at=NOW)
    made.lent.create(person=world.water_officer, first_on=TODAY, last_on=LATER)
    made.disputes.create(body=world.zigong, reason="超期", raised_at=NOW)


def again(made: CooperationRequest) -> CooperationRequest:
    """Return a request as it stands now."""
    found: CooperationRequest = CooperationRequest.objects.unscoped("test").get(pk=made.pk)
    return found


def sees(who: Person, made: CooperationRequest) -> bool:
    """Test whether somebody may know of a request."""
    return bool(queries.requests(acting(who)).filter(pk=made.pk).exists())


def reads(who: Person, made: CooperationMaterial) -> bool:
    """Test whether somebody may know of material."""
    return bool(queries.materials(acting(who)).filter(pk=made.pk).exists())


__all__ = ["NOW", "TODAY"]
