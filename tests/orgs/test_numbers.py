"""Numbers that bodies give out: no gaps, no doubles, each body and year for itself."""

from liandu.orgs.actions import take_number
from tests.people import World


def test_numbers_run_without_gaps_for_each_body_and_year(world: World) -> None:
    taken = [
        take_number(body_id=body.pk, prefix="WT", year=year)
        for body, year in (
            (world.zigong, 2023), (world.zigong, 2023), (world.luzhou, 2023), (world.zigong, 2024),
        )
    ]  # fmt: skip
    assert taken == ["WT-2023-0001", "WT-2023-0002", "WT-2023-0001", "WT-2024-0001"]
