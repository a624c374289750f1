"""How a link lives, and what becomes of a line of a list."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.tabular import CODES, WORKS_FIELDS
from liandu.kernel.errors import WrongState
from liandu.works.models import LABELS
from liandu.works.models.problems import SENTENCES
from liandu.works.rules import LINK_LIFE, Choices, Doing, LinkState, Match, ObjectDraft, decided

ROAD = {
    ("not_started", "begin"): "in_progress",
    ("in_progress", "finish"): "done",
    ("done", "check"): "checked",
    ("done", "reopen"): "in_progress",
    ("checked", "reopen"): "in_progress",
}


@pytest.mark.parametrize("state", list(LinkState))
@pytest.mark.parametrize("step", list(LINK_LIFE.steps))
def test_a_link_goes_only_the_steps_of_its_life(state: LinkState, step: str) -> None:
    if (state.value, step) in ROAD:
        assert LINK_LIFE.after(step, state) == ROAD[state.value, step]
    else:
        with pytest.raises(WrongState):
            LINK_LIFE.after(step, state)


def test_an_end_before_the_start_is_not_in_order() -> None:
    early, late = date(2025, 1, 1), date(2026, 1, 1)
    assert ObjectDraft("x", starts_on=early, ends_on=late).is_in_order
    assert not ObjectDraft("x", starts_on=late, ends_on=early).is_in_order
    assert ObjectDraft("x", starts_on=late).is_in_order
    assert ObjectDraft("x", ends_on=early).is_in_order


@pytest.mark.parametrize(
    ("match", "options"),
    [
        (Match(by_number=True, count=1, is_editable=True), {"skip", "update"}),
        (Match(by_number=False, count=1, is_editable=True), {"skip", "update", "new"}),
        (Match(by_number=False, count=2, is_editable=True), {"skip", "new"}),
        (Match(by_number=True, count=1, is_editable=False), {"skip", "new"}),
    ],
)
def test_what_may_be_done_with_a_known_line(match: Match, options: set[str]) -> None:
    assert {one.value for one in match.options} == options


KNOWN = Match(by_number=False, count=1, is_editable=True)


@pytest.mark.parametrize(
    ("verdict", "match", "choices", "doing"),
    [
        ("good", None, Choices(), Doing.NEW),
        ("good", None, Choices(lines={"7": "skip"}), Doing.SKIP),
        ("good", None, Choices(lines={"7": "update"}), Doing.SKIP),
        ("good", None, Choices(for_all="update"), Doing.NEW),
        ("good", KNOWN, Choices(), Doing.SKIP),
        ("good", KNOWN, Choices(for_all="update"), Doing.UPDATE),
        ("good", KNOWN, Choices(for_all="update", lines={"7": "new"}), Doing.NEW),
        ("good", Match(by_number=True, count=1, is_editable=True), Choices(for_all="new"),
         Doing.SKIP),
        ("wrong", None, Choices(all_seen=True), Doing.WRONG),
        ("doubtful", None, Choices(), Doing.UNSEEN),
        ("doubtful", None, Choices(seen=(7,)), Doing.NEW),
        ("doubtful", None, Choices(seen=(8,)), Doing.UNSEEN),
        ("doubtful", KNOWN, Choices(all_seen=True, for_all="update"), Doing.UPDATE),
    ],
)  # fmt: skip
def test_what_becomes_of_a_line(
    verdict: str, match: Match | None, choices: Choices, doing: Doing
) -> None:
    assert decided(verdict, 7, match, choices) is doing


@given(st.dictionaries(st.text(), st.sampled_from(["new", "skip"])), st.lists(st.integers()))
def test_choices_are_kept_as_plain_data(lines: dict[str, str], seen: list[int]) -> None:
    choices = Choices(lines=lines, seen=tuple(seen), for_all="update", list_year=2023)
    assert Choices.of({**choices.as_dict(), "seen": list(choices.seen)}) == choices


def test_the_words_of_the_reader_are_those_of_the_engine() -> None:
    with translation.override("en"):
        ours = {code: str(text) for code, text in SENTENCES.items()}
        labels = {key: str(label) for key, label in LABELS.items()}
    assert ours == {code: text for code, (_severity, text) in CODES.items()}
    assert labels == {one.label: one.label for one in WORKS_FIELDS}
