"""Two ledgers are compared line by line; each difference has its reason, and none is guessed."""

from liandu.figures.rules import Ours, Said, Theirs, Verdict, compared


def ours(key: int, number: str, name: str, **said: str) -> Ours:
    """Return a line of ours that the other ledger should have."""
    is_expected = bool(said.pop("expected", "yes"))
    is_theirs = bool(said.pop("theirs", "yes"))
    values = {"number": number, "name": name, **said}
    told = {key: Said.of(text) for key, text in values.items()}
    return Ours(key, told, is_expected=is_expected, is_theirs=is_theirs)


def theirs(row: int, number: str, name: str = "", **said: str) -> Theirs:
    return Theirs(row, {"number": number, "name": name, **said})


def seen(here: list[Ours], there: list[Theirs]) -> list[tuple[str, Verdict, list[str]]]:
    return [
        (pair.key, pair.verdict, [one.column for one in pair.differences])
        for pair in compared(here, there)
    ]


def test_lines_of_the_same_number_are_about_the_same() -> None:
    here = [ours(1, "WT-1", "未批先建", state="整改中"), ours(2, "WT-2", "超付", state="已销号")]
    there = [
        theirs(2, "ＷＴ-1", "未批 先建", state="整改中"),
        theirs(3, "WT-2", "超付", state="整改中"),
    ]
    assert seen(here, there) == [("r2", Verdict.AGREES, []), ("r3", Verdict.DIFFERS, ["state"])]


def test_what_only_one_has_is_said() -> None:
    found = seen([ours(1, "WT-1", "甲")], [theirs(2, "WT-9", "乙")])
    assert found == [("r2", Verdict.ONLY_THERE, []), ("f1", Verdict.ONLY_HERE, [])]


def test_what_they_need_not_have_is_no_difference_but_is_compared_if_they_have_it() -> None:
    here = [ours(1, "WT-1", "甲", expected="", theirs="", responsible="住建局")]
    assert seen(here, []) == []
    there = [theirs(2, "WT-1", "甲", responsible="水利局")]
    assert seen(here, there) == [("r2", Verdict.DIFFERS, ["responsible"])]


def test_a_number_alone_does_not_join_what_has_nothing_else_in_common() -> None:
    here = [ours(1, "WT-1", "甲", expected="", theirs="")]
    assert seen(here, [theirs(2, "WT-1", "乙")]) == [("r2", Verdict.ONLY_THERE, [])]


def test_of_two_with_the_number_the_one_with_more_in_common_is_taken() -> None:
    here = [ours(1, "WT-1", "甲", finder="自贡"), ours(2, "WT-1", "乙", finder="泸州")]
    there = [theirs(2, "WT-1", "乙", finder="泸州")]
    assert seen(here, there) == [("r2", Verdict.AGREES, []), ("f1", Verdict.ONLY_HERE, [])]
    unclear = [theirs(2, "WT-1")]
    assert [verdict for _key, verdict, _why in seen(here, unclear)] == [
        Verdict.ONLY_THERE, Verdict.ONLY_HERE, Verdict.ONLY_HERE,
    ]  # fmt: skip


def test_without_the_number_the_title_joins_them_if_only_one_has_it() -> None:
    here = [ours(1, "WT-1", "甲"), ours(2, "WT-2", "乙"), ours(3, "WT-3", "乙")]
    there = [theirs(2, "", "甲"), theirs(3, "A-7", "甲"), theirs(4, "", "乙")]
    assert seen(here, there) == [
        ("r2", Verdict.AGREES, []), ("r3", Verdict.ONLY_THERE, []), ("r4", Verdict.ONLY_THERE, []),
        ("f2", Verdict.ONLY_HERE, []), ("f3", Verdict.ONLY_HERE, []),
    ]  # fmt: skip


def test_a_title_joins_numbers_that_differ_and_says_so() -> None:
    found = seen([ours(1, "WT-1", "甲")], [theirs(2, "A-7", "甲")])
    assert found == [("r2", Verdict.DIFFERS, ["number"])]


def test_empty_cells_and_columns_that_may_not_be_told_state_nothing() -> None:
    here = [ours(1, "WT-1", "甲", state="整改中")]
    there = [theirs(2, "WT-1", "甲", state="", object="某项目")]
    assert seen(here, there) == [("r2", Verdict.AGREES, [])]


def test_a_line_of_ours_is_met_once() -> None:
    there = [theirs(2, "WT-1", "甲"), theirs(3, "WT-1", "甲")]
    assert seen([ours(1, "WT-1", "甲")], there) == [
        ("r2", Verdict.AGREES, []), ("r3", Verdict.ONLY_THERE, []),
    ]  # fmt: skip
