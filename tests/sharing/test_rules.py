"""What may be shared and for how long, whatever is asked."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from liandu.kernel.errors import WrongState
from liandu.sharing.rules import ISSUED, ITEM, LONGEST, ItemDraft, ItemState, Stand, stand

TODAY = date(2026, 11, 18)
days = st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=800))


def draft(
    sign_by: date, expires_on: date, *, named: bool = True, circle: bool = False
) -> ItemDraft:
    """Return a draft with these days."""
    return ItemDraft(
        "notice", "题", "文", "用途", 1, sign_by, expires_on, (1,) if named else (),
        uuid4() if circle else None,
    )  # fmt: skip


@given(days, days)
def test_days_that_stand_are_ahead_in_order_and_within_a_year(first: date, last: date) -> None:
    faults = draft(first, last).faults(TODAY)
    assert (not faults) == (TODAY <= first <= last <= TODAY + LONGEST)


def test_it_goes_to_named_bodies_or_to_a_circle_and_not_to_both() -> None:
    for named in (True, False):
        for circle in (True, False):
            faults = draft(TODAY, TODAY, named=named, circle=circle).faults(TODAY)
            assert ("body_ids" in faults) == (named == circle)


def test_the_record_of_an_item_does_not_tell_whom_it_went_to() -> None:
    assert "body_ids" not in draft(TODAY, TODAY).facts()


@given(st.sampled_from(sorted(ItemState)), days, days, days, st.booleans())
def test_a_receipt_is_asked_for_only_while_its_item_lasts(
    state: ItemState, first: date, last: date, today: date, is_signed: bool
) -> None:
    found = stand(state, first, last, today, is_signed=is_signed)
    asked = found in {Stand.WAITING, Stand.LATE}
    assert asked == (not is_signed and state == ItemState.PUBLISHED and today <= last)
    assert (found == Stand.LATE) == (asked and today > first)
    assert (found == Stand.SIGNED) == is_signed


@given(st.lists(st.sampled_from(sorted(ITEM.steps))))
def test_what_others_were_told_of_never_becomes_a_draft_again(steps: list[str]) -> None:
    state: str = ITEM.start
    for name in steps:
        before = state
        try:
            state = ITEM.after(name, state)
        except WrongState:
            continue
        assert before not in ISSUED or state in ISSUED
