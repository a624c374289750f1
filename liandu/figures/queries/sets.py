"""What is counted: each set of records as the list of it, within what the actor may know of."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from liandu.figures.rules import Period
from liandu.findings import queries as findings
from liandu.inspections import queries as inspections
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body
from liandu.orgs.queries import with_parts
from liandu.works import queries as works

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Sets:
    """The records of a period, of one place or of all, up to one label or all in sight."""

    actor: Actor
    period: Period
    place_id: int | None = None
    most: int | None = None

    @cached_property
    def places(self) -> Collection[int]:
        """Return the place and its parts."""
        return with_parts([self.place_id]) if self.place_id else ()

    @property
    def days(self) -> tuple[Any, Any]:
        """Return the first and the last day."""
        return self.period.since, self.period.until

    def _kept(self, rows: Rows, path: str = "") -> Rows:
        """Return those of ``rows`` that lie there and may be told."""
        if self.places:
            rows = rows.filter(**{f"{path}jurisdiction__in": self.places})
        return self._told(rows, path)

    def _told(self, rows: Rows, path: str = "") -> Rows:
        return rows if self.most is None else rows.filter(**{f"{path}label__lte": self.most})

    def closed(self) -> Rows:
        """Return the findings closed in the period."""
        return self._kept(findings.rectified(self.actor, *self.days))

    def found(self) -> Rows:
        """Return the findings found in the period, less those withdrawn."""
        return self._kept(findings.found(self.actor, *self.days))

    def standing(self) -> Rows:
        """Return the findings that are open now."""
        return self._kept(findings.ledger(self.actor).open())

    def rules(self) -> Rows:
        """Return the rules that findings closed in the period led to."""
        return self._kept(findings.established_rules(self.actor, *self.days), "finding__")

    def visits(self) -> Rows:
        """Return the inspections that went on site in the period."""
        return self._told(inspections.visited(self.actor, *self.days, self.place_id))

    def visited_objects(self) -> Rows:
        """Return the objects in sight that were visited, each with how often as ``visits``."""
        return _visited(self._objects().filter(inspections__in=self._held()), "inspections")

    def _objects(self) -> Rows:
        """Return the objects in sight that lie there."""
        rows = self._told(works.objects(self.actor))
        if self.places:
            there = rows.model.jurisdictions.through.objects
            held = there.filter(supervisedobject=OuterRef("pk"), jurisdiction__in=self.places)
            rows = rows.filter(Exists(held))
        return rows

    def visited_bodies(self) -> Rows:
        """Return the bodies that answer for what was visited, each with how often."""
        path = "answers_for__inspections"
        # Tested, not followed: led by the inspections, SQLite tries each of them with each object.
        every: Any = Body.objects.select_related("jurisdiction").alias(
            held=F("answers_for"), visit=Coalesce(path, path)
        )
        objects = self._objects().order_by().values("pk")
        rows: Rows = every.filter(held__in=objects, visit__in=self._held())
        return _visited(rows, path)

    def _held(self) -> Rows:
        """Return the keys of the inspections of the period."""
        return self.visits().order_by().values("pk")


def _visited(rows: Rows, path: str) -> Rows:
    """Return ``rows``, joined to their inspections by ``path``, each with the number of these.

    Joined and grouped: asked row by row, ten thousand objects took a minute.
    """
    counted: Rows = rows.annotate(visits=Count(path, distinct=True))
    return counted
