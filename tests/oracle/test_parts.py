"""Parts of a record are shown to just those who may know of it: risk points, contracts, prompts.

The surfaces that exist: list, count, search, file of a list, page.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandu.contracts.models import Contract, Prompt
from liandu.risks.models import RiskPoint
from liandu.works.models import SupervisedObject, SupervisionLink
from tests.oracle import policy
from tests.oracle.tables import NAMES, Loaded
from tests.oracle.test_pages import OK, WORLDS, read, shown
from tests.oracle.test_policy import every, loaded
from tests.people import signed_in

pytestmark = pytest.mark.once

LISTS = {
    RiskPoint: "risks:points", Contract: "contracts:contracts", Prompt: "contracts:prompts",
}  # fmt: skip
START = 31


def parts_of(there: Loaded) -> dict[int, list[Any]]:
    """Return the parts of each object, by its number; every part is named like its object."""
    today, found = timezone.localdate(), {}
    for number, record in enumerate(there.records):
        if not isinstance(record, SupervisedObject):
            continue
        name = f"标段{NAMES[number]}"
        link = SupervisionLink.objects.create(
            supervised_object=record, position=1, code="tender", name="招标"
        )
        made = Contract.objects.create(
            supervised_object=record, number="HT", name=name, contractor=name
        )
        found[number] = [
            RiskPoint.objects.create(link=link, name=name, due_on=today),
            made,
            Prompt.objects.create(
                supervised_object=record, contract=made, check_code="sum_differs", about="1:",
                digest="0", since=today, facts={"contractor": name},
            ),
        ]  # fmt: skip
    return found


def lists(browser: Client, numbers: set[int], seen: set[int]) -> None:
    """Check every list with its counts, its files and its search."""
    for name in LISTS.values():
        url = reverse(name)
        page = read(browser.get(url))
        assert shown(page) == seen, name
        for word in ("", *(f"标段{NAMES[number]}" for number in numbers)):
            wanted = {n for n in seen if word in f"标段{NAMES[n]}"}
            answer = browser.get(url, {"q": word, "export": "csv"})
            assert answer.status_code in {OK, 403}
            assert shown(read(answer)) == (wanted if answer.status_code == OK else set()), name


def test_parts_are_shown_with_their_record_and_to_nobody_else(db: None) -> None:
    def check(there: Loaded) -> None:
        parts = parts_of(there)
        for user, person in enumerate(there.people):
            browser = signed_in(person)
            if not person.is_active:
                continue
            made = there.world.records
            seen = {n for n in parts if policy.visible(there.world, user, made[n])}
            lists(browser, set(parts), seen)
            for number, rows in parts.items():
                for row in rows:
                    answer = browser.get(row.get_absolute_url())
                    assert answer.status_code == (OK if number in seen else 404), row

    def at_the_moment_asked(there: Loaded) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", lambda: there.at)
            check(there)

    every(WORLDS, lambda world: loaded(world, at_the_moment_asked), start=START)
