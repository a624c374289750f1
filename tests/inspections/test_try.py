from tests.inspections import build
from tests.people import World


def test_road(world: World) -> None:
    site = build.issued(world)
    assert site.again().state == "issued"
