"""What an entry needs, and how a share is read."""

from datetime import date, timedelta

from liandu.contracts.rules import SHAPES, Entry, Fault, faults, share_of
from tests.contracts.build import values

DAY = date(2026, 3, 1)


def test_an_entry_needs_what_tells_it_from_others() -> None:
    today = date(2026, 6, 1)
    for entry, shape in SHAPES.items():
        whole = values(entry)
        if "contract_id" in whole:
            whole["contract_id"] = 1
        assert faults(entry, whole, today) == {}
        for name in shape.needed:
            assert faults(entry, {**whole, name: None}, today)[name] == Fault.MISSING
        for name in shape.money:
            assert faults(entry, {**whole, name: -1}, today)[name] == Fault.NEGATIVE
        for name in shape.past:
            late = {**whole, name: today + timedelta(days=1)}
            assert faults(entry, late, today)[name] == Fault.YET_TO_COME
        for first, last in shape.spans:
            turned = {**whole, first: today, last: DAY}
            assert faults(entry, turned, today)[last] == Fault.REVERSED


def test_some_entries_need_more() -> None:
    today = date(2026, 6, 1)
    contract = values(Entry.CONTRACT, progress_permille=10)
    assert faults(Entry.CONTRACT, contract, today) == {"progress_on": Fault.MISSING}
    beyond = values(Entry.CONTRACT, progress_permille=1001, progress_on=today)
    assert faults(Entry.CONTRACT, beyond, today) == {"progress_permille": Fault.TOO_MUCH}
    other = values(Entry.MILESTONE, code="other")
    assert faults(Entry.MILESTONE, other, today) == {"name": Fault.MISSING}
    undated = values(Entry.MILESTONE, done_on=None)
    assert faults(Entry.MILESTONE, undated, today) == {"planned_on": Fault.MISSING}
    free = values(Entry.PAYMENT, contract_id=1, amount_fen=0)
    assert faults(Entry.PAYMENT, free, today) == {"amount_fen": Fault.NOTHING}


def test_a_share_is_read_only_if_it_says_that_it_is_per_cent() -> None:
    read = {"46.2%": 462, "46.2": 462, "100％": 1000, " 1% ": 10, "0": 0, "0.5%": 5}
    assert {text: share_of(text) for text in read} == read
    for text in ("0.462", "1", "101", "-1%", "半", "", "NaN%", "Infinity%"):
        assert share_of(text) is None, text
