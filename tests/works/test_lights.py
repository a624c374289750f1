"""A light follows from dates and findings by rules that can be read and changed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.works.rules import (
    NO_FINDINGS,
    Comparison,
    Light,
    LinkFacts,
    LinkState,
    Measured,
    Metric,
    OpenFindings,
    Shown,
    current,
    date_shown,
    least,
    light,
    measured,
    overall,
)

TODAY = date(2026, 6, 9)
PAST = date(2026, 5, 31)


@dataclass(frozen=True)
class Rule:
    """A light rule as it is stored."""

    metric: str
    amount: int = 0
    light: str = "yellow"
    comparison: str = "above"


days = st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31))
facts = st.builds(
    LinkFacts,
    state=st.sampled_from(LinkState),
    planned_start_on=days,
    planned_end_on=days,
    ended_on=days,
    failed_checkpoints=st.integers(0, 5),
    findings=st.builds(OpenFindings, st.integers(0, 9), st.integers(0, 9), days, days),
)
rules = st.lists(
    st.builds(
        Rule,
        metric=st.sampled_from(Metric),
        amount=st.integers(0, 400),
        light=st.sampled_from(["red", "yellow"]),
        comparison=st.sampled_from(Comparison),
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("metric", "about", "expected"),
    [
        (Metric.DAYS_LATE, {"planned_end_on": PAST}, Measured(9, PAST)),
        (Metric.DAYS_LATE, {"planned_end_on": PAST, "state": "done"}, None),
        (Metric.DAYS_LATE, {}, None),
        (Metric.DAYS_START_LATE, {"planned_start_on": PAST}, Measured(9, PAST)),
        (Metric.DAYS_START_LATE, {"planned_start_on": PAST, "state": "in_progress"}, None),
        (
            Metric.DAYS_FINISHED_LATE,
            {"planned_end_on": PAST, "ended_on": TODAY, "state": "checked"},
            Measured(9, PAST),
        ),
        (Metric.DAYS_FINISHED_LATE, {"planned_end_on": PAST, "ended_on": TODAY}, None),
        (
            Metric.OLDEST_OPEN_DAYS,
            {"findings": OpenFindings(1, 0, PAST)},
            Measured(9, PAST),
        ),
        (Metric.OLDEST_OPEN_DAYS, {}, None),
        (Metric.OPEN_FINDINGS, {"findings": OpenFindings(3, 1, PAST)}, Measured(3)),
        (Metric.OVERDUE_FINDINGS, {"findings": OpenFindings(3, 1, PAST)}, Measured(1)),
        (Metric.FAILED_CHECKPOINTS, {"failed_checkpoints": 2}, Measured(2)),
    ],
)
def test_each_measure_counts_what_its_name_says(
    metric: Metric, about: dict[str, object], expected: Measured | None
) -> None:
    found = replace(LinkFacts(LinkState.NOT_STARTED), **about)
    assert measured(metric, found, TODAY) == expected


def test_above_needs_one_more_than_at_least() -> None:
    assert (least("above", 7), least("at_least", 7)) == (8, 7)


def test_without_a_warning_the_light_says_how_far_the_link_is() -> None:
    shown = [light(LinkFacts(state), (), TODAY).light for state in LinkState]
    assert shown == [Light.NONE, Light.DOING, Light.GREEN, Light.GREEN]


def test_a_warning_names_its_rule_and_the_day_it_began() -> None:
    rule = Rule(Metric.OLDEST_OPEN_DAYS, 7)
    found = LinkFacts(LinkState.IN_PROGRESS, findings=OpenFindings(1, 0, date(2026, 5, 23)))
    assert light(found, [rule], TODAY) == Shown(Light.YELLOW, rule, PAST)


def test_red_beats_yellow_wherever_it_stands_in_the_list() -> None:
    found = LinkFacts(LinkState.IN_PROGRESS, findings=OpenFindings(2, 1, PAST))
    yellow = Rule(Metric.OPEN_FINDINGS)
    red = Rule(Metric.OVERDUE_FINDINGS, light="red")
    assert light(found, [yellow, red], TODAY).rule is red
    assert light(found, [red, yellow], TODAY).rule is red


def test_of_two_rules_for_one_light_the_first_is_named() -> None:
    first, second = Rule(Metric.OPEN_FINDINGS), Rule(Metric.FAILED_CHECKPOINTS)
    found = LinkFacts("in_progress", failed_checkpoints=1, findings=OpenFindings(1, 0, PAST))
    assert light(found, [first, second], TODAY).rule is first


@given(facts, rules)
def test_a_light_warns_exactly_when_a_rule_is_met(found: LinkFacts, given: list[Rule]) -> None:
    shown = light(found, given, TODAY)
    met = {
        rule.light
        for rule in given
        if (much := measured(rule.metric, found, TODAY))
        and much.value >= least(rule.comparison, rule.amount)
    }
    expected = "red" if "red" in met else "yellow" if met else None
    assert (shown.light.value if shown.rule else None) == expected


@given(facts, rules)
def test_what_is_counted_in_days_was_not_met_the_day_before_it_began(
    found: LinkFacts, given: list[Rule]
) -> None:
    shown = light(found, given, TODAY)
    dated = shown.rule is not None and shown.rule.metric != Metric.DAYS_FINISHED_LATE
    if dated and shown.since and shown.rule:
        assert shown.since <= TODAY
        before = measured(shown.rule.metric, found, shown.since - timedelta(days=1))
        assert before
        assert before.value < least(shown.rule.comparison, shown.rule.amount)


@given(st.lists(st.sampled_from([Light.RED, Light.YELLOW, Light.GREEN, Light.DOING, Light.NONE])))
def test_an_object_shows_its_gravest_link(lights: list[Light]) -> None:
    shown = overall(Shown(one) for one in lights).light
    if Light.RED in lights:
        assert shown is Light.RED
    elif Light.YELLOW in lights:
        assert shown is Light.YELLOW
    elif Light.GREEN in lights or Light.DOING in lights:
        assert shown is Light.GREEN
    else:
        assert shown is Light.NONE


def test_of_two_yellow_links_the_longer_yellow_one_speaks() -> None:
    late, later = Shown(Light.YELLOW, Rule("a"), PAST), Shown(Light.YELLOW, Rule("b"), TODAY)
    undated = Shown(Light.YELLOW, Rule("c"))
    assert overall([undated, later, late]) is late


def test_the_current_link_is_the_first_under_way() -> None:
    assert current(["done", "not_started", "in_progress", "in_progress"]) == 2
    assert current(["done", "not_started"]) is None


def test_open_findings_add_up() -> None:
    together = OpenFindings(1, 0, TODAY, None).plus(OpenFindings(2, 1, PAST, TODAY))
    assert together == OpenFindings(3, 1, PAST, TODAY)
    assert NO_FINDINGS.plus(NO_FINDINGS) == NO_FINDINGS


def test_a_date_is_shown_as_narrowly_as_it_is_known() -> None:
    shown = [date_shown(TODAY, precision) for precision in ("year", "month", "day")]
    assert shown == ["2026", "2026-06", "2026-06-09"]
    assert date_shown(None, "day") == ""
