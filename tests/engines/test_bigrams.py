"""Words of a text: what it is found by, what a question asks for, what of it is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.bigrams import LONGEST, MOST_TERMS, Term, excerpt, marked, terms, tokens

TITLE = "3 标设计变更未报批先实施"
SOME = st.text(st.sampled_from("工资专户渠WT-2023/.a 《》ＡÅ〇é'\"*&|!()\\\0§¶"), max_size=30)


def holds(text: str, question: str) -> bool:
    """Test whether a text answers a question, as both databases do."""
    kept, asked = tokens(text), terms(question)
    return bool(asked) and all(
        any(token.startswith(term.token) for token in kept) if term.is_start else term.token in kept
        for term in asked
    )


@pytest.mark.parametrize(
    "question",
    ["设计", "变更", "实施", "设计变更", "3", "标", "施", "３标", "未报批 设计", "3标设计", "设"],
)
def test_every_word_of_a_title_finds_it(question: str) -> None:
    assert holds(TITLE, question)


@pytest.mark.parametrize(
    "question", ["设变", "资金", "4", "更设", "设计 资金", "", " ", "！-", "§1"]
)
def test_other_words_do_not(question: str) -> None:
    assert not holds(TITLE, question)


@pytest.mark.parametrize(
    "question",
    [
        "WT-2023-0418",
        "wt-2023-04",
        "wt",
        "W",
        "2023",
        "2023-0418",
        "0418",
        "041",
        "wt20230418",
        "wt 0418",
    ],
)
def test_a_number_is_found_by_its_beginning_and_by_its_parts(question: str) -> None:
    assert holds("WT-2023-0418", question)


@pytest.mark.parametrize("question", ["WT-2024", "418", "T-2023", "wt-2023-0419"])
def test_not_by_what_it_does_not_say(question: str) -> None:
    assert not holds("WT-2023-0418", question)


def test_scripts_that_came_late_are_found_too() -> None:
    assert holds("𰻞𰻞面馆", "𰻞面")
    assert holds("Überprüfung der Straße", "strasse überp")


def test_only_the_beginning_of_a_long_question_is_asked() -> None:
    assert len(terms("一二三四五六七八九十" * 10)) <= MOST_TERMS
    assert len(terms(" ".join(map(str, range(100))))) == MOST_TERMS
    assert terms("a" * 200) == [Term("a" * LONGEST, is_start=True)]
    assert holds("a" * 200, "a" * 200)


@given(SOME, SOME)
def test_tokens_hold_nothing_that_a_database_could_misread(text: str, question: str) -> None:
    assert all(token.isalnum() for token in tokens(text))
    assert all(term.token.isalnum() for term in terms(question))


@given(SOME, SOME, SOME)
def test_a_text_is_found_by_each_of_its_stretches(before: str, middle: str, after: str) -> None:
    asked = terms(middle)
    text = f"{before} {middle} {after}"
    assert holds(text, middle) == bool(asked)


@given(SOME, SOME)
def test_marking_changes_no_letter(text: str, question: str) -> None:
    assert "".join(piece for piece, _hit in marked(text, question)) == text


def test_what_was_asked_for_is_marked() -> None:
    assert marked("WT-2023-0418 设计变更", "变更 wt-2023") == [
        ("WT-2023", True), ("-0418 设计", False), ("变更", True),
    ]  # fmt: skip
    assert marked("AT 2023", "t") == [("AT 2023", False)]
    assert marked("标t", "t") == [("标", False), ("t", True)]
    assert marked("", "设计") == []


def test_an_excerpt_is_the_piece_about_the_first_place() -> None:
    text = "前" * 30 + "监理签字" + "后" * 60
    assert excerpt(text, "监理") == "…" + "前" * 20 + "监理签字" + "后" * 38 + "…"
    assert excerpt("监理签字", "签字") == "监理签字"
    assert excerpt(text, "资金") == ""
