"""Votes: open ones are kept body by body, secret ones in totals alone."""

import pytest

from liandu.kernel.errors import Invalid, WrongState
from liandu.meetings import actions
from liandu.meetings.models import Resolution
from liandu.meetings.rules import Outcome
from tests.meetings import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db


def test_an_open_vote_is_kept_body_by_body_with_who_spoke_by_proxy(world: World) -> None:
    [topic] = build.items(build.in_session(world, "open"))
    secretary = acting(world.secretary)
    with pytest.raises(Invalid):
        actions.record_votes(
            actor=secretary, topic_id=topic.pk, choices={world.zigong.pk: "for"}
        )  # fmt: skip
    actions.record_votes(
        actor=secretary, topic_id=topic.pk, choices=build.votes(world, "for", "against", "for")
    )
    kept = {vote.body_id: (vote.choice, vote.proxy_name) for vote in topic.votes.all()}
    assert kept[world.luzhou.pk] == ("against", "")
    assert kept[world.zigong_water.pk] == ("for", "副职代表")
    build.concluded(world, topic, Outcome.DECISION)


def test_what_the_vote_did_not_carry_can_only_be_taken_note_of(world: World) -> None:
    [topic] = build.items(build.in_session(world, "open"))
    with pytest.raises(WrongState):
        build.concluded(world, topic, Outcome.DECISION)
    for choices in (("for", "for", "against"), ("for", "abstain", "against")):
        # Corrected before the item has ended: what was said last counts.
        actions.record_votes(
            actor=acting(world.secretary), topic_id=topic.pk, choices=build.votes(world, *choices)
        )
    with pytest.raises(WrongState):
        build.concluded(world, topic, Outcome.DECISION)
    assert build.concluded(world, topic, Outcome.INFORMATION).outcome == Outcome.INFORMATION
    assert not Resolution.objects.unscoped("test").exists()


def test_an_item_is_voted_on_in_the_way_that_was_said(world: World) -> None:
    [topic] = build.items(build.in_session(world))
    with pytest.raises(WrongState):
        actions.record_votes(
            actor=acting(world.secretary), topic_id=topic.pk,
            choices=build.votes(world, "for", "for", "for"),
        )  # fmt: skip
