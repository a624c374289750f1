"""Overlap of plans, held against looking at every pair."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.overlap import Claim, Grade, Hit, Plans, common

START = date(2026, 1, 1)
days = st.integers(0, 60)
some = st.frozensets(st.sampled_from("abcd"), max_size=3)


def claim(key: object, targets: str, first: int, last: int, subjects: str = "") -> Claim:
    """Return a claim; days are counted from the start of the year."""
    since, until = START + timedelta(first), START + timedelta(last)
    return Claim(str(key), frozenset(targets), since, until, frozenset(subjects))


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    count = draw(st.integers(0, 8))
    found = []
    for key in range(count):
        first, more = draw(days), draw(st.integers(0, 20))
        targets, subjects = "".join(draw(some)), "".join(draw(some))
        found.append(claim(key, targets, first, first + more, subjects))
    return found


def slow(one: Claim, other: Claim, near: int) -> Grade | None:
    """Return the grade of one pair, day by day."""
    if one.key == other.key or not one.targets & other.targets:
        return None
    about = not one.subjects or not other.subjects or bool(one.subjects & other.subjects)
    taken = [{each.first + timedelta(n) for n in range((each.last - each.first).days + 1)}
             for each in (one, other)]  # fmt: skip
    if taken[0] & taken[1]:
        return Grade.SAME if about else Grade.BESIDE
    gap = min(abs((a - b).days) for a in taken[0] for b in taken[1]) - 1
    return Grade.NEAR if about and gap < near else None


@given(claims(), st.integers(0, 10))
def test_every_pair_is_found_as_by_looking_at_each(plans: list[Claim], near: int) -> None:
    held = Plans(plans, near)
    for one in plans:
        found = {hit.key: hit.grade for hit in held.hits(one)}
        graded = {other.key: slow(one, other, near) for other in plans}
        assert found == {key: grade for key, grade in graded.items() if grade}


def test_a_hit_says_in_what() -> None:
    plans = Plans([claim("spring", "AB", 0, 30, "xy")])
    assert plans.hits(claim("mine", "BC", 20, 40, "yz")) == [
        Hit("spring", Grade.SAME, frozenset("B"), frozenset("y"), 11, 0)
    ]


def test_another_subject_in_the_same_days_stands_beside() -> None:
    plans = Plans([claim("spring", "A", 0, 30, "x")])
    assert plans.hits(claim("mine", "A", 30, 40, "z")) == [
        Hit("spring", Grade.BESIDE, frozenset("A"), frozenset(), 1, 0)
    ]


def test_soon_after_is_near_only_about_the_same() -> None:
    plans = Plans([claim("spring", "A", 0, 30, "x")], near=14)
    assert plans.hits(claim("mine", "A", 45, 50, "x")) == []
    assert plans.hits(claim("mine", "A", 44, 50, "z")) == []
    assert plans.hits(claim("mine", "A", 44, 50, "x")) == [
        Hit("spring", Grade.NEAR, frozenset("A"), frozenset("x"), 0, 13)
    ]


def test_the_worst_comes_first() -> None:
    plans = Plans(
        [
            claim("near", "A", 50, 60, "x"),
            claim("beside", "A", 0, 30, "z"),
            claim("one day", "A", 30, 30, "x"),
            claim("two targets", "AB", 30, 30, "x"),
        ],
        near=30,
    )
    found = [hit.key for hit in plans.hits(claim("mine", "AB", 20, 40, "x"))]
    assert found == ["two targets", "one day", "beside", "near"]


def test_a_long_plan_under_short_ones_is_not_passed_over() -> None:
    plans = Plans([claim("year", "A", 0, 300), *(claim(n, "A", n, n) for n in range(1, 50))])
    assert [hit.key for hit in plans.hits(claim("mine", "A", 200, 210))] == ["year"]


def test_no_subject_is_every_subject() -> None:
    assert common(frozenset(), frozenset()) == frozenset()
    assert common(frozenset(), frozenset("x")) == frozenset("x")
    assert common(frozenset("x"), frozenset("y")) is None
