"""Two people press the same button at the same moment: one acts, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from tests.findings.road import at, kinds
from tests.people import World, signed_in

# Each of the two needs a transaction of its own.
pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_press_at_once_one_acts_and_one_is_told_so(world: World) -> None:
    finding = at(world, "submit")
    together = Barrier(2)

    def press(browser: Client) -> tuple[int, str]:
        try:
            together.wait()
            answer = browser.post(f"/findings/{finding.pk}/start_first_review/")
            return answer.status_code, answer.content.decode()
        finally:
            connection.close()

    browsers = [signed_in(world.water_officer) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        (done, _), (refused, words) = sorted(pool.map(press, browsers))
    assert (done, refused) == (302, 409)
    assert "有人先办了" in words
    assert kinds(finding).count("first_review_started") == 1
