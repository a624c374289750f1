"""What requests go by: their life, what they must say, and terms that stand still."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.cooperation.rules import (
    LIMITS,
    REQUEST,
    UNDER_WAY,
    Loan,
    RequestDraft,
    RequestState,
    lengthened,
    limit_of,
    next_asked,
)
from liandu.deadlines.rules import BY_CODE
from liandu.kernel.deadlines import Unit, WorkCalendar, end_of

ZONE = ZoneInfo("Asia/Shanghai")
PLAIN = WorkCalendar()
MOMENTS = st.timedeltas(timedelta(), timedelta(days=330)).map(
    lambda after: datetime(2026, 1, 1, tzinfo=UTC) + after
)
SPANS = st.timedeltas(timedelta(), timedelta(days=40))
SAID: dict[str, Any] = {
    "kind": "enquiry", "to_body_id": 1, "title": "协查", "matter": "事项", "basis": "清单",
    "questions": "几次？",
}  # fmt: skip


@given(MOMENTS, SPANS, SPANS, st.sampled_from(list(Unit)))
def test_nobody_is_earlier_or_later_by_having_asked(
    begun: datetime, term: timedelta, wait: timedelta, unit: Unit
) -> None:
    last = end_of((begun + term).astimezone(ZONE).date(), ZONE)
    found = lengthened(last, begun, begun + wait, unit, PLAIN, ZONE)
    assert found >= last
    if unit is Unit.HOUR:
        assert found - last == wait
        return
    days = ((begun + wait).astimezone(ZONE).date() - begun.astimezone(ZONE).date()).days
    if unit is Unit.WORKING_DAY:
        first = begun.astimezone(ZONE).date()
        waited = PLAIN.between(first, (begun + wait).astimezone(ZONE).date())
        assert PLAIN.between(last.date(), found.date()) == waited
    else:
        assert (found.date() - last.date()).days == days


def test_an_answer_on_the_same_day_moves_no_day() -> None:
    last = end_of(date(2026, 6, 5), ZONE)
    at = datetime(2026, 6, 1, 9, tzinfo=ZONE)
    assert lengthened(last, at, at + timedelta(hours=8), Unit.WORKING_DAY, PLAIN, ZONE) == last
    # Clocks that were set back take nothing away.
    assert lengthened(last, at, at - timedelta(hours=1), Unit.HOUR, PLAIN, ZONE) == last


def test_every_timed_state_has_a_limit_among_those_delivered() -> None:
    for state in RequestState:
        code = limit_of(state, "normal")
        assert bool(code) == (state in LIMITS)
        assert not code or code in BY_CODE
    assert limit_of("working", "urgent") == "cooperation_reply_urgent"
    assert limit_of("received", "urgent") == "cooperation_accept"
    assert BY_CODE[limit_of("working", "urgent")].amount == 1


def test_whoever_is_under_way_is_to_be_moved_on_by_somebody() -> None:
    assert {s for s in RequestState if next_asked(s)} == UNDER_WAY | {RequestState.DRAFT}
    ends = {s for s in RequestState if not list(REQUEST.open_from(s))}
    assert ends == {RequestState.CLOSED, RequestState.WITHDRAWN}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"matter": ""}, "matter"),
        ({"basis": "\n"}, "basis"),
        ({"kind": "raid"}, "kind"),
        ({"urgency": "now"}, "urgency"),
        ({"questions": ""}, "questions"),
        ({"wanted_until": date(2026, 6, 1)}, "wanted_until"),
    ],
)
def test_what_cannot_stand_is_said_beside_its_field(said: dict[str, Any], field: str) -> None:
    assert set(RequestDraft(**{**SAID, **said}).faults(date(2026, 6, 1))) == {field}


def test_only_an_enquiry_needs_questions() -> None:
    said = {**SAID, "kind": "invite", "questions": "", "wanted_until": date(2026, 6, 2)}
    draft = RequestDraft(**said)
    assert not draft.faults(date(2026, 6, 1))
    assert draft.facts()["wanted_until"] == "2026-06-02"


def test_a_loan_names_people_and_days_in_their_order() -> None:
    first, last = date(2026, 6, 1), date(2026, 6, 5)
    assert not Loan((1,), first, last).faults()
    assert set(Loan((), first, last).faults()) == {"people"}
    for days in ((None, last), (first, None), (last, first)):
        assert set(Loan((1,), *days).faults()) == {"last_on"}
    assert Loan().facts() == {}
    assert Loan((1,), first, last).facts()["people"] == [1]
