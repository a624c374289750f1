"""Where it is hottest: what stands open, or is at risk, by link and jurisdiction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from liandu.findings import queries as findings
from liandu.kernel.actor import Actor
from liandu.orgs.models import Jurisdiction
from liandu.portal.queries.figures import Table, shown_of
from liandu.portal.rules import Heating
from liandu.risks import queries as risks
from liandu.works import queries as works
from liandu.works.rules import ObjectType


@dataclass(frozen=True, slots=True)
class Heat:
    """A number for every place and link: ``counts`` by place and code of the link."""

    links: Sequence[tuple[str, str]]
    places: Sequence[Jurisdiction]
    counts: Counter[tuple[int, str]]

    def of_place(self, place: Jurisdiction) -> int:
        """Return the number of a place over all links."""
        return sum(self.counts[place.pk, code] for code, _name in self.links)

    def of_link(self, code: str) -> int:
        """Return the number of a link over all places."""
        return sum(self.counts[place.pk, code] for place in self.places)


COUNTING = {
    Heating.FINDINGS: findings.open_by_link_and_place,
    Heating.RISKS: risks.by_link_and_place,
}


def heat(actor: Actor, heating: Heating, table: Table) -> Heat:
    """Return how it stands now at the links of works, place by place as in ``table``."""
    lines = COUNTING[heating](actor, is_whole=table.place is None)
    counts: Counter[tuple[int, str]] = Counter()
    for code, place, count in lines:
        if place is not None:
            counts[place, code] += count
    links = works.links_of(ObjectType.WORKS_PROJECT)
    codes = {code for code, _name in links}
    warm = {place for (place, code), count in counts.items() if code in codes and count}
    rows = [
        one
        for one in shown_of(table.every, table.place)
        if one.tile_row is not None or one.pk in warm
    ]
    return Heat(links, rows, counts)
