"""Deriving lights for a page of objects at once, and finding objects by their light.

Findings belong to an app above; it registers how to count them, always for one actor, so that a
light never betrays a finding that the actor may not know of.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, Q, QuerySet

from liandu.kernel.actor import Actor
from liandu.works.models import Checkpoint, LightRule, SupervisionLink
from liandu.works.rules import (
    FINISHED,
    NO_FINDINGS,
    CheckpointState,
    Light,
    LinkFacts,
    LinkState,
    Metric,
    OpenFindings,
    Shown,
    current,
    least,
    light,
    overall,
)

Place = tuple[UUID, int | None]
Counting = Callable[[Actor, Sequence[UUID]], Mapping[Place, OpenFindings]]
# From actor, metric, least value and day to the condition for objects where a link has that much.
Finding = Callable[[Actor, Metric, int, date], Exists]

OF_FINDINGS = {Metric.OPEN_FINDINGS, Metric.OVERDUE_FINDINGS, Metric.OLDEST_OPEN_DAYS}
COUNTED = {Metric.OPEN_FINDINGS, Metric.OVERDUE_FINDINGS, Metric.FAILED_CHECKPOINTS}
LETTERS = {
    Light.RED: "r",
    Light.YELLOW: "a",
    Light.GREEN: "g",
    Light.DOING: "b",
    Light.NONE: "n",
}

_counting: list[Counting] = []
_finding: list[Finding] = []


def provide_open_findings(counting: Counting, finding: Finding) -> None:
    """Make ``counting`` count open findings, and ``finding`` find objects by them.

    ``counting(actor, object_ids)`` maps (object, link or None) to what is open there.
    ``finding(actor, metric, least, today)`` returns the condition for objects where the findings at
    one link (or at none) reach ``least``.
    """
    _counting[:] = [counting]
    _finding[:] = [finding]


def light_rules(actor: Actor) -> list[LightRule]:
    """Return the light rules in use, read once for a request."""
    if "light rules" not in actor.memo:
        actor.memo["light rules"] = list(LightRule.objects.filter(is_active=True))
    found: list[LightRule] = actor.memo["light rules"]
    return found


def every_light_rule() -> QuerySet[LightRule]:
    """Return the light rules, also those not in use."""
    return LightRule.objects.all()


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link with its light and what is open there."""

    link: SupervisionLink
    shown: Shown
    findings: OpenFindings

    @property
    def letter(self) -> str:
        """Return the light as the page draws it."""
        return LETTERS[self.shown.light]


@dataclass(frozen=True, slots=True)
class Overview:
    """How an object stands: its light, its links, what is open."""

    shown: Shown
    links: list[LinkShown] = field(default_factory=list)
    findings: OpenFindings = NO_FINDINGS

    @property
    def letter(self) -> str:
        """Return the light as the page draws it."""
        return LETTERS[self.shown.light]

    @property
    def strip(self) -> str:
        """Return the links as one letter each."""
        return "".join(one.letter for one in self.links)

    @property
    def current(self) -> LinkShown | None:
        """Return the link the object stands at: the first that is under way."""
        at = current(one.link.state for one in self.links)
        return None if at is None else self.links[at]

    @property
    def place(self) -> int:
        """Return the place of that link, from 1; 0 if none is under way."""
        at = current(one.link.state for one in self.links)
        return 0 if at is None else at + 1


def overviews(actor: Actor, ids: Sequence[UUID], today: date) -> dict[UUID, Overview]:
    """Return how each of the objects stands, in as many queries for a thousand as for one.

    The caller has found the objects visible.
    """
    links: dict[UUID, list[SupervisionLink]] = defaultdict(list)
    parts = SupervisionLink.objects.unscoped("of objects found visible")
    for link in parts.filter(supervised_object_id__in=ids):
        links[link.supervised_object_id].append(link)
    failed = _failed(ids)
    open_at = dict(_counting[0](actor, ids)) if _counting else {}
    rules = light_rules(actor)

    def shown(link: SupervisionLink) -> LinkShown:
        findings = open_at.get((link.supervised_object_id, link.pk), NO_FINDINGS)
        facts = LinkFacts(
            link.state, link.planned_start_on, link.planned_end_on, link.ended_on,
            failed.get(link.pk, 0), findings,
        )  # fmt: skip
        return LinkShown(link, light(facts, rules, today), findings)

    found: dict[UUID, Overview] = {}
    for pk in ids:
        each = [shown(link) for link in links[pk]]
        beside = open_at.get((pk, None), NO_FINDINGS)
        lights = [one.shown for one in each]
        of_object = light(LinkFacts(LinkState.DONE, findings=beside), rules, today)
        if of_object.rule:
            lights.append(of_object)
        total = beside
        for one in each:
            total = total.plus(one.findings)
        found[pk] = Overview(overall(lights), each, total)
    return found


def is_showing(actor: Actor, asked: Light, today: date, *, for_days: int = 0) -> Q:
    """Return the condition for objects that show ``asked``.

    ``for_days`` asks for objects that did so that many days ago already, as far as dates tell.
    """
    red = _warned(actor, Light.RED, today)
    if asked == Light.RED:
        return red
    yellow = _warned(actor, Light.YELLOW, today)
    if asked == Light.YELLOW:
        long = _warned(actor, Light.YELLOW, today - timedelta(days=for_days), is_dated=True)
        return yellow & ~red & (long if for_days else Q())
    begun = Q(pk__in=_objects(~Q(state=LinkState.NOT_STARTED)))
    return ~red & ~yellow & (begun if asked == Light.GREEN else ~begun)


def _warned(actor: Actor, asked: Light, today: date, *, is_dated: bool = False) -> Q:
    """Return the condition for objects with a link that meets some rule for this light."""
    met = Q(pk__in=[])
    for rule in light_rules(actor):
        metric = Metric(rule.metric)
        if rule.light != asked or (is_dated and metric in COUNTED):
            continue
        needed = least(rule.comparison, rule.amount)
        if metric not in OF_FINDINGS:
            met |= Q(pk__in=_objects(_measured(metric, needed, today)))
        elif _finding:
            met |= Q(_finding[0](actor, metric, needed, today))
    return met


def _measured(metric: Metric, needed: int, today: date) -> Q:
    """Return the condition for links that have at least ``needed`` of a metric."""
    reached = today - timedelta(days=needed)
    if metric == Metric.DAYS_LATE:
        return ~Q(state__in=FINISHED) & Q(planned_end_on__lte=reached)
    if metric == Metric.DAYS_START_LATE:
        return Q(state=LinkState.NOT_STARTED, planned_start_on__lte=reached)
    if metric == Metric.DAYS_FINISHED_LATE:
        planned = F("planned_end_on") + timedelta(days=needed)
        return Q(state__in=FINISHED, ended_on__gte=planned)
    failed = Checkpoint.objects.unscoped("within objects of a visible list").filter(
        state=CheckpointState.FAILED
    )
    groups = failed.order_by().values("link_id").annotate(n=Count("pk")).filter(n__gte=needed)
    return Q(pk__in=groups.values("link_id"))


def _objects(condition: Q) -> QuerySet[SupervisionLink]:
    """Return the ids of objects with a link that meets ``condition``."""
    parts = SupervisionLink.objects.unscoped("within objects of a visible list")
    found: QuerySet[SupervisionLink] = parts.filter(condition).order_by()
    return found.values("supervised_object_id")  # type: ignore[return-value]


def _failed(ids: Sequence[UUID]) -> dict[int, int]:
    """Return how many checkpoints are not in order, by link."""
    rows = Checkpoint.objects.unscoped("of objects found visible").filter(
        link__supervised_object_id__in=ids, state=CheckpointState.FAILED
    )
    return dict(rows.order_by().values_list("link_id").annotate(n=Count("pk")))
