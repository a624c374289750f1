"""What inspections take up, for who plans something else there."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F

from liandu.access.sight import Among
from liandu.engines.overlap import Claim
from liandu.inspections.models import InspectionItem
from liandu.inspections.queries.calendar import entries
from liandu.inspections.queries.naming import taken_up
from liandu.kernel.actor import Actor


def claims(actor: Actor, objects: Collection[Any], first: date, last: date) -> list[Claim]:
    """Return which of ``objects`` inspections in sight take up in these days, and what about them.

    Its links are those of its items; one that names none looks at all.
    """
    through = taken_up(actor).filter(supervisedobject__in=objects)
    pairs = list(through.values_list("inspection", "supervisedobject"))
    found = entries(actor, first, last, [inspection for inspection, _object in pairs])
    targets: dict[Any, set[Any]] = defaultdict(set)
    for inspection, pk in pairs:
        if inspection in found:
            targets[inspection].add(pk)
    items = InspectionItem.objects.unscoped("of inspections in sight").exclude(link_code="")
    links: dict[Any, set[Any]] = defaultdict(set)
    rows = items.filter(Among(F("inspection"), list(targets)))
    for inspection, code in rows.values_list("inspection", "link_code"):
        links[inspection].add(code)
    return [
        Claim(pk, frozenset(named), found[pk].days.first, found[pk].days.last,
              frozenset(links[pk]))
        for pk, named in targets.items()
    ]  # fmt: skip
