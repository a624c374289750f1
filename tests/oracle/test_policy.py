"""The read rule of the site is the rule of the policy, in every one of a thousand worlds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, seed, settings

from liandu.access import queries, reasons, sight
from liandu.access.queries import guarded_models
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.whom import asking_for
from liandu.search.queries import find, hits, holding
from tests.oracle import policy
from tests.oracle.tables import Loaded
from tests.oracle.worlds import KINDS, World, worlds
from tests.plugin import IS_POSTGRES

WORLDS, PARTS, FULL = 1000, 4, 8
LEAST_VISIBLE, LEAST_WALLED = 0.20, 0.05

WORD = "标段"

Ask = Callable[[Loaded, Actor, int], Any]


@dataclass(frozen=True)
class Surface:
    """A question to the site, the form of its answer, and the rule that the answer follows."""

    ask: Ask
    shape: Callable[[World, set[int]], Any] = lambda _world, seen: seen
    rule: policy.Rule = policy.visible


def every(count: int, check: Callable[[World], None], start: int = 0) -> None:
    """Run ``check`` over that many worlds, for one ``start`` the same ones each time."""
    run = settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        report_multiple_bugs=False, suppress_health_check=list(HealthCheck),
    )(given(worlds)(check))  # fmt: skip
    seed(start)(run)()


def loaded(world: World, check: Callable[[Loaded], None]) -> None:
    """Run ``check`` with the world in the tables, and take it out again."""
    block = transaction.atomic()
    # As Django's own test cases do: actions inside take it for the outermost, and it is undone.
    block._from_testcase = True  # type: ignore[attr-defined]  # noqa: SLF001
    with block:
        check(Loaded(world))
        transaction.set_rollback(True)


def listed(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return what the list shows."""
    numbers = there.ids(kind)
    rows = guarded_models()[kind].objects.visible_to(actor).values_list("pk", flat=True)
    return {numbers[pk] for pk in rows if pk in numbers}


def followed(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return what a list shows that is found by its order and only tested by the sight."""
    numbers = there.ids(kind)
    rows = guarded_models()[kind].objects.visible_to(actor, leads=False)
    return {numbers[pk] for pk in rows.values_list("pk", flat=True) if pk in numbers}


def counted(there: Loaded, actor: Actor, kind: int) -> int:
    """Return the head-line figure."""
    found: int = guarded_models()[kind].objects.visible_to(actor).count()
    return found


def searched(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return what a search for one number finds, or for a name where records have no number."""
    model = guarded_models()[kind]
    rows, word = model.objects.visible_to(actor), model.WORDS[0]
    return {
        n
        for pk, n in there.ids(kind).items()
        if rows.filter(**{word: getattr(there.records[n], word)}, pk=pk).exists()
    }


def opened(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return the records whose page opens."""
    return {n for pk, n in there.ids(kind).items() if _opens(guarded_models()[kind], actor, pk)}


def _opens(model: Any, actor: Actor, pk: Any) -> bool:
    try:
        return queries.seen(model, actor, pk) is not None
    except NotVisible:
        return False


def faceted(there: Loaded, actor: Actor, kind: int) -> dict[int, int]:
    """Return the counts beside a filter."""
    rows = guarded_models()[kind].objects.visible_to(actor).order_by().values("label")
    return {row["label"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def explained(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return the records that the share panel says somebody sees."""
    person = next(one for one in there.people if one.pk == actor.person_id)
    return {
        n for n in there.ids(kind).values()
        if reasons.sees(reasons.explain(there.records[n], person, there.at))
    }  # fmt: skip


def named(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return the records that another one which is seen may name."""
    model: Any = guarded_models()[kind]
    rows = model.objects.unscoped("what may be named").filter(sight.named_to(actor, model))
    ids = there.ids(kind)
    return {ids[pk] for pk in rows.values_list("pk", flat=True) if pk in ids}


def worded(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return what the search finds by a word that all records hold."""
    return {there.ids(kind)[pk] for _kind, pk in find(actor, WORD, kind)}


def worded_anyhow(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return the same when it looks for all kinds of record at once, by one character."""
    return {there.ids(kind)[pk] for of, pk in find(actor, WORD[0]) if of == kind}


def holding_words(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return what a list shows that is narrowed to a word."""
    rows = guarded_models()[kind].objects.visible_to(actor)
    return {there.ids(kind)[one.pk] for one in holding(actor, rows, WORD)}


def remembered(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return what is shown of records whose keys somebody remembers, as of what they opened."""
    numbers = there.ids(kind)
    get_resolver().url_patterns  # noqa: B018 - apps put themselves on the shelves with their pages
    return {numbers[one.line.pk] for one in hits(actor, [(kind, pk) for pk in numbers])}


def behind_the_wall(there: Loaded, actor: Actor, kind: int) -> set[int]:
    """Return what the database lets through where a statement says nothing of who may know."""
    model: Any = guarded_models()[kind]
    rows = model.objects.unscoped("as if it were slipped in")
    ids = there.ids(kind)
    with asking_for(actor):
        return {ids[pk] for pk in rows.values_list("pk", flat=True) if pk in ids}


SURFACES = {
    "list": Surface(listed),
    "wide list": Surface(followed),
    "count": Surface(counted, lambda _world, seen: len(seen)),
    "search": Surface(searched),
    "words": Surface(worded),
    "words of any kind": Surface(worded_anyhow),
    "list of words": Surface(holding_words),
    "opened lately": Surface(remembered),
    "page": Surface(opened),
    "facets": Surface(
        faceted, lambda world, seen: dict(Counter(world.records[n].label for n in seen))
    ),
    "explained": Surface(explained),
    "named": Surface(named, rule=policy.named),
}
# Surfaces that find records by words: those without any, as receipts are, stand on none of them.
OF_WORDS = {"search", "words", "words of any kind", "list of words", "opened lately"}
# Which tell apart every clause of the rules; asked in every world.
TELLING: tuple[str, ...] = ("list", "named")
# What the site itself asks; the second wall does not hang on it.
OURS = sorted(SURFACES)
if IS_POSTGRES:
    SURFACES["second wall"] = Surface(behind_the_wall)
    TELLING = (*TELLING, "second wall")


def expected(world: World, user: int, kind: int, rule: policy.Rule) -> set[int]:
    """Return what the policy says a user may know of."""
    made = enumerate(world.records)
    return {n for n, one in made if one.kind == kind and rule(world, user, one)}


def mismatches(there: Loaded, names: Iterable[str]) -> Iterator[str]:
    """Yield every difference between the policy and the surfaces of that name."""
    for user in range(len(there.world.users)):
        actor = there.actor(user)
        for kind in KINDS:
            for name in names:
                if name in OF_WORDS and not guarded_models()[kind].WORDS:
                    continue
                surface = SURFACES[name]
                seen = expected(there.world, user, kind, surface.rule)
                got, wanted = surface.ask(there, actor, kind), surface.shape(there.world, seen)
                if got != wanted:
                    yield f"{name}: user {user}, kind {kind}: {got}, not {wanted}"


@pytest.mark.parametrize("start", range(PARTS))
def test_a_thousand_worlds_show_exactly_what_the_policy_allows(db: None, start: int) -> None:
    tally: Counter[str] = Counter()

    def check(there: Loaded) -> None:
        # Those that tell most in every world; the others, which ask more often, in some.
        is_full = tally["worlds"] % FULL == 0
        assert list(mismatches(there, SURFACES if is_full else TELLING)) == []
        world = there.world
        tally["worlds"] += 1
        for made in world.records:
            for user in range(len(world.users)):
                tally["pairs"] += 1
                tally["visible"] += policy.visible(world, user, made)
                tally["walled"] += policy.walled(world, user, made)

    every(WORLDS // PARTS, lambda world: loaded(world, check), start)
    assert tally["worlds"] >= WORLDS // PARTS
    # A rule that shows nothing would pass in worlds where nothing may be seen.
    assert tally["visible"] >= LEAST_VISIBLE * tally["pairs"], tally
    assert tally["walled"] >= LEAST_WALLED * tally["pairs"], tally


def test_the_share_panel_names_exactly_those_whose_post_reaches_the_record(db: None) -> None:
    def check(there: Loaded) -> None:
        world = there.world
        for record, made in zip(there.records, world.records, strict=True):
            shown = {
                one.membership.person_id - there.people[0].pk
                for one in reasons.in_scope(record, there.at)
                if one.is_cleared and not one.is_walled
            }
            assert shown == {
                user for user in range(len(world.users))
                if policy.in_scope(world, user, made) and policy.visible(world, user, made)
            }  # fmt: skip

    every(60, lambda world: loaded(world, check), start=PARTS)


@pytest.mark.parametrize("name", OURS)
def test_every_surface_would_show_a_leak(
    db: None, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the rule taken out altogether, each surface by itself differs from the policy."""
    from django.db.models import Q  # noqa: PLC0415

    from liandu.access import guarded  # noqa: PLC0415

    monkeypatch.setattr(guarded, "seen_by", lambda _actor, _model, **_form: Q())
    monkeypatch.setattr(reasons, "sees", lambda _reasons: True)
    monkeypatch.setattr(sight, "named_to", lambda _actor, _model: Q())
    found: list[str] = []

    def check(there: Loaded) -> None:
        found.extend(mismatches(there, [name]))

    every(5, lambda world: loaded(world, check))
    assert found
