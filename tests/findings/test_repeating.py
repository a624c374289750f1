"""The same found again: asked about when it is registered, linked, or reopened instead."""

import pytest
from django.utils import timezone

from liandu.access.actions import declare_recusal
from liandu.findings import actions, queries
from liandu.findings.models import Finding
from liandu.findings.rules import same_rule
from liandu.kernel.errors import Invalid
from liandu.works.models import SupervisedObject
from tests.findings.road import STEPS, draft, in_days, registered, take
from tests.inspections import build
from tests.people import World, acting, signed_in
from tests.works import lists

NEW = {
    "title": "又未报批", "fact": "x", "demand": "y", "source": "self", "severity": "general",
    "rectification_type": "phased", "rule_broken": "《变更办法》 第12条",
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("《变更办法》第12条", "变更办法 第１２条", True),
        ("《变更办法》第12条", "《变更办法》第13条", False),
        ("", "", True),
    ],
)
def test_a_rule_is_the_same_however_it_is_written(one: str, other: str, *, same: bool) -> None:
    assert same_rule(one, other) is same


@pytest.fixture
def canal(world: World) -> SupervisedObject:
    """Return an object on Zigong's list."""
    return lists.entered(world, number="XM-2026-009", lead_body_id=world.zigong_water.pk)


def earlier(world: World, canal: SupervisedObject, last: str = "close") -> Finding:
    """Return a finding made at the object before."""
    finding = registered(
        world, supervised_object_id=canal.pk, link_id=lists.link_of(canal).pk,
        rule_broken="《变更办法》第 12 条",
    )  # fmt: skip
    for step in STEPS[: STEPS.index(last) + 1]:
        take(world, finding, step)
    return finding


def typed(canal: SupervisedObject, **more: str) -> dict[str, str]:
    """Return a form that says the same was found again."""
    link = lists.link_of(canal)
    return NEW | {
        "found_on": str(timezone.localdate()), "object_number": canal.number,
        "link_code": link.code, **more,
    }  # fmt: skip


def test_the_same_found_again_is_asked_about_and_linked(
    world: World, canal: SupervisedObject
) -> None:
    first, client = earlier(world, canal), signed_in(world.zigong_officer)
    response = client.post("/findings/new/", typed(canal))
    page = response.content.decode()
    assert response.status_code == 422
    assert first.number in page
    assert f"{first.get_absolute_url()}reopen_finding/" in page
    assert NEW["title"] in page
    response = client.post("/findings/new/", typed(canal, repeats=str(first.pk)))
    assert response.status_code == 302
    second = Finding.objects.unscoped("test").get(title=NEW["title"])
    assert second.repeats == first
    for here, there in ((first, second), (second, first)):
        assert there.number in client.get(here.get_absolute_url()).content.decode()
    listed = client.get("/findings/?again=repeat").content.decode()
    assert second.get_absolute_url() in listed
    assert first.get_absolute_url() not in listed
    assert list(queries.repeated(acting(world.zigong_officer), in_days(0), in_days(0))) == [second]
    actions.edit_finding(
        actor=acting(world.zigong_officer), finding_id=second.pk,
        draft=draft(supervised_object_id=canal.pk),
    )  # fmt: skip
    second.refresh_from_db()
    assert second.repeats == first


def test_another_matter_is_no_repetition_and_what_is_open_is_not_reopened(
    world: World, canal: SupervisedObject
) -> None:
    first, client = earlier(world, canal, "assign"), signed_in(world.zigong_officer)
    page = client.post("/findings/new/", typed(canal)).content.decode()
    assert first.number in page
    assert "reopen_finding" not in page
    assert client.post("/findings/new/", typed(canal, repeats="x")).status_code == 422
    assert client.post("/findings/new/", typed(canal, repeats="none")).status_code == 302
    second = Finding.objects.unscoped("test").get(title=NEW["title"])
    assert second.repeats is None


@pytest.mark.parametrize("changes", [{"rule_broken": "另一规定"}, {"link_code": ""}])
def test_another_rule_or_link_is_not_asked_about(
    world: World, canal: SupervisedObject, changes: dict[str, str]
) -> None:
    earlier(world, canal)
    client = signed_in(world.zigong_officer)
    assert client.post("/findings/new/", typed(canal) | changes).status_code == 302


def test_what_one_may_not_know_of_is_no_earlier_finding(
    world: World, canal: SupervisedObject
) -> None:
    first = earlier(world, canal)
    declare_recusal(actor=acting(world.zigong_officer), record=first, reason="亲属")
    client = signed_in(world.zigong_officer)
    assert client.post("/findings/new/", typed(canal)).status_code == 302
    second = Finding.objects.unscoped("test").get(title=NEW["title"])
    Finding.objects.unscoped("test").filter(pk=second.pk).update(repeats=first)
    assert first.number not in client.get(second.get_absolute_url()).content.decode()
    assert second.get_absolute_url() not in client.get("/findings/?again=repeat").content.decode()
    with pytest.raises(Invalid):
        actions.register_finding(
            actor=acting(world.zigong_officer), draft=draft(repeats_id=first.pk)
        )


def test_a_finding_repeats_one_at_the_same_object(world: World, canal: SupervisedObject) -> None:
    first = earlier(world, canal)
    with pytest.raises(Invalid) as caught:
        actions.register_finding(
            actor=acting(world.zigong_officer), draft=draft(repeats_id=first.pk)
        )
    assert set(caught.value.fields) == {"repeats"}


def test_what_one_visit_finds_twice_is_not_found_again(
    world: World, canal: SupervisedObject
) -> None:
    first, site = earlier(world, canal, "assign"), build.on_site(world)
    Finding.objects.unscoped("test").filter(pk=first.pk).update(inspection=site.inspection)
    same = (acting(world.zigong_officer), canal.pk, first.link_id, NEW["rule_broken"])
    assert queries.same_issue(*same) == [first]
    assert queries.same_issue(*same, but_of=site.inspection.pk) == []
