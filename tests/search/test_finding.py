"""What is found for whom: all that is in sight, nothing else, the latest first."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.access.models import Grant
from liandu.findings.models import Finding
from liandu.findings.queries import findings
from liandu.kernel.models import new_id
from liandu.orgs.models import Person
from liandu.search import queries
from tests.findings.road import at, registered
from tests.people import World, acting


def of(who: Person, question: str, kind: int | None = None) -> list[Any]:
    """Return the keys of what somebody finds."""
    return [pk for _kind, pk in queries.find(acting(who), question, kind)]


def copies(finding: Finding, count: int) -> list[Finding]:
    """Add copies of a finding, the last the latest."""
    stored = [f.attname for f in Finding._meta.concrete_fields if not f.generated]
    copy = {name: getattr(finding, name) for name in stored}
    rows = [Finding(**copy | {"id": new_id(), "number": f"WT-1999-{n}"}) for n in range(count)]
    return Finding.objects.bulk_create(rows)


def test_what_is_found_is_what_is_seen(world: World) -> None:
    finding = at(world, "assign")
    for who in (world.zigong_officer, world.builder_liaison, world.water_officer):
        assert of(who, "设计变更") == [finding.pk], who
    for who in (world.luzhou_officer, world.system_admin, world.security_admin):
        assert of(who, "设计变更") == [], who


def test_what_was_shared_one_by_one_is_found(world: World) -> None:
    finding = registered(world)
    Grant.objects.create(
        record_kind=finding.KIND, record_id=finding.pk, person=world.luzhou_officer,
        purpose="cooperation", level="read", basis="x",
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    assert of(world.luzhou_officer, "设计变更") == [finding.pk]
    assert of(world.luzhou_officer, "设") == [finding.pk]
    assert of(world.luzhou_officer, "资金") == []


def test_the_latest_comes_first_and_no_more_than_the_cap_is_counted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [registered(world), *copies(registered(world), 4)]
    wanted = [row.pk for row in reversed(rows)]
    assert of(world.zigong_officer, "设计变更")[:4] == wanted[:4]
    monkeypatch.setattr(queries, "CAP", 2)
    assert of(world.zigong_officer, "设计变更") == wanted[:3]


def test_from_many_bodies_the_same_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = at(world, "assign")
    people = (world.zigong_officer, world.luzhou_officer, world.builder_liaison)
    before = [of(who, "设计变更") for who in people]
    monkeypatch.setattr(queries, "MANY_BODIES", 0)
    assert [of(who, "设计变更") for who in people] == before
    monkeypatch.setattr("liandu.access.sight.MANY", 0)
    assert [of(who, "设计变更") for who in people] == before == [[finding.pk], [], [finding.pk]]


def test_one_kind_is_asked_for_alone(world: World) -> None:
    finding = registered(world)
    assert of(world.zigong_officer, "设计", 2) == [finding.pk]
    assert of(world.zigong_officer, "设计", 0) == []
    assert of(world.zigong_officer, "设计", 3) == []


def test_a_list_is_narrowed_alike_by_few_candidates_and_by_many(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = registered(world)
    registered(world, title="隧道渗水", fact="渗水")

    def listed(question: str) -> list[Any]:
        actor = acting(world.zigong_officer)
        return [one.pk for one in queries.holding(actor, findings(actor), question)]

    assert listed("设计变更") == [finding.pk]
    assert listed("！") == []
    monkeypatch.setattr(queries, "FEW", 0)
    assert listed("设计变更") == listed("设") == listed(finding.number) == [finding.pk]
    assert listed("没有") == []
