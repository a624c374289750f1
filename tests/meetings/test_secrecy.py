"""Of a secret ballot nothing leads from a body to what it chose: no table, page, event or order."""

import json
from itertools import permutations
from typing import Any

import pytest
from django.core import serializers
from django.urls import reverse

from liandu.audit.models import Event
from liandu.kernel.errors import NotAllowed, WrongState
from liandu.meetings import actions, queries
from liandu.meetings.models import Topic, Vote
from liandu.meetings.rules import Outcome
from liandu.notices.models import Notice
from tests.meetings import build
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db
KEPT_APART = ("id", "pk", "at", "created_at", "request")


def balloted(world: World, *choices: str) -> Topic:
    """Return an item on which the members cast these ballots in their order."""
    [topic] = build.items(build.in_session(world, "secret"))
    for who, choice in zip(build.speakers(world), choices, strict=False):
        actions.cast_ballot(actor=acting(who), topic_id=topic.pk, choice=choice)
    return topic


def again(topic: Topic) -> Topic:
    """Return an item as it stands now."""
    found: Topic = Topic.objects.unscoped("test").get(pk=topic.pk)
    return found


def told_of(topic: Topic) -> str:
    """Return all that tables, events and notices hold of a ballot, less keys, times and totals."""
    votes = Vote.objects.unscoped("test").filter(topic=topic).order_by("id")
    rows = json.loads(serializers.serialize("json", votes, fields=(
        "body", "is_secret", "choice", "proxy_name",
    )))  # fmt: skip
    events = [
        (event.kind, event.body_id, {k: v for k, v in event.facts.items() if k != "after"},
         {k: v for k, v in (event.facts.get("after") or {}).items() if k != "topic"})
        for event in Event.objects.filter(kind="meetings.ballot_cast").order_by("pk")
    ]  # fmt: skip
    notices = Notice.objects.filter(kind__startswith="meetings.ballot").count()
    plain: Any = [[row["fields"] for row in rows], events, notices]
    return json.dumps(plain, sort_keys=True, default=str)


def test_whoever_chose_what_everything_kept_is_the_same(world: World) -> None:
    from django.db import transaction  # noqa: PLC0415

    seen = set()
    for choices in set(permutations(("for", "for", "against"))):
        start = transaction.savepoint()
        topic = balloted(world, *choices)
        seen.add(told_of(topic))
        found = again(topic)
        assert (found.secret_for, found.secret_against, found.secret_abstain) == (2, 1, 0)
        transaction.savepoint_rollback(start)
    assert len(seen) == 1


def test_a_ballot_with_a_choice_cannot_be_kept(world: World) -> None:
    from django.db import IntegrityError, transaction  # noqa: PLC0415

    balloted(world, "for")
    votes = Vote.objects.unscoped("test").filter(is_secret=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        votes.update(choice="for")


def test_totals_are_shown_once_all_have_voted_and_are_as_many_as_the_ballots(
    world: World,
) -> None:
    topic, secretary = balloted(world, "for", "against"), acting(world.secretary)
    assert queries.tally_of(again(topic)).cast == 0
    with pytest.raises(WrongState, match="水利局"):
        actions.close_ballot(actor=secretary, topic_id=topic.pk)
    with pytest.raises(WrongState):
        build.concluded(world, topic, Outcome.DECISION)
    actions.cast_ballot(actor=acting(world.water_officer), topic_id=topic.pk, choice="for")
    closed = actions.close_ballot(actor=secretary, topic_id=topic.pk)
    found = queries.tally_of(again(closed))
    assert (found.agree, found.against, found.abstain) == (2, 1, 0)
    assert found.cast == closed.votes.count()
    with pytest.raises(WrongState):
        actions.close_ballot(actor=secretary, topic_id=topic.pk)
    build.concluded(world, topic, Outcome.DECISION)


def test_a_body_votes_once_and_for_itself(world: World) -> None:
    topic = balloted(world, "for")
    with pytest.raises(WrongState):
        actions.cast_ballot(actor=acting(world.zigong_officer), topic_id=topic.pk, choice="against")
    with pytest.raises(NotAllowed):
        actions.cast_ballot(actor=acting(world.secretary), topic_id=topic.pk, choice="for")


def test_who_is_away_casts_no_ballot(world: World) -> None:
    meeting = build.notified(world, "secret")
    build.opened(world, meeting, "in_person", "leave", "remote")
    [topic] = build.items(meeting)
    with pytest.raises(WrongState):
        actions.cast_ballot(actor=acting(world.luzhou_officer), topic_id=topic.pk, choice="for")


def test_bodies_stand_in_their_own_order_on_the_page_not_in_that_of_their_ballots(
    world: World,
) -> None:
    [topic] = build.items(build.in_session(world, "secret"))
    for who in reversed(build.speakers(world)):
        actions.cast_ballot(actor=acting(who), topic_id=topic.pk, choice="for")
    page = signed_in(world.secretary).get(topic.get_absolute_url()).content.decode()
    part = page[page.index('id="h-vote"') :]
    order = [part.index(str(body)) for body in sorted(build.members(world), key=lambda b: b.path)]
    assert order == sorted(order)


def test_what_is_sent_is_masked_in_reports_of_faults(world: World) -> None:
    [topic] = build.items(build.in_session(world, "secret"))
    answer = signed_in(world.luzhou_officer).post(
        reverse("meetings:cast_ballot", args=[topic.pk]), {"choice": "against"}
    )
    assert answer.wsgi_request.sensitive_post_parameters == ("choice",)
