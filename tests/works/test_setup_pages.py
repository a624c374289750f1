"""Pages on which the central office sets up templates and light rules."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liandu.works import queries
from liandu.works.models import LightRule, LinkTemplate
from tests.people import World, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(world: World) -> Client:
    """Return a browser in which Zigong's officer has signed in."""
    return signed_in(world.zigong_officer)


def text_of(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


def test_the_central_office_works_on_templates_with_pages(world: World) -> None:
    office = signed_in(world.secretary)
    assert "工程项目 13 环节" in text_of(office.get(reverse("works:setup")))
    old = queries.template_in_use("idle_land")
    assert old
    answer = office.post(reverse("works:copy_template", args=[old.pk]))
    draft = LinkTemplate.objects.get(code="idle_land", version=2)
    edit = reverse("works:edit_template", args=[draft.pk])
    assert answer["Location"] == edit
    assert office.get(edit).context["form"]["row-0-name"].value() == "摸底认定"
    sent = {
        "name": "盘活", "row-0-name": "后", "row-0-position": "2", "row-0-code": "b",
        "row-1-name": "前", "row-1-position": "1", "row-7-name": "末",
    }  # fmt: skip
    assert office.post(edit, sent)["Location"] == reverse("works:setup")
    assert [item.name for item in draft.items.all()] == ["前", "后", "末"]
    office.post(reverse("works:publish_template", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "published"
    office.post(reverse("works:copy_template", args=[draft.pk]), {"as_new": "1"})
    copy = LinkTemplate.objects.get(code="idle_land-2")
    office.post(reverse("works:discard_template", args=[copy.pk]))
    assert not LinkTemplate.objects.filter(pk=copy.pk).exists()


def test_the_central_office_changes_light_rules_with_a_page(world: World) -> None:
    office, url = signed_in(world.secretary), reverse("works:light_rules")
    assert office.get(url).context["form"]["row-0-sentence"].value() == "存在超期未整改问题"
    sent = {
        "row-0-light": "red", "row-0-metric": "days_late", "row-0-comparison": "above",
        "row-0-amount": "5", "row-0-sentence": "晚了 5 天", "row-0-is_active": "on",
        "row-x-sentence": "?",
    }  # fmt: skip
    assert office.post(url, sent)["Location"] == reverse("works:setup")
    assert [(one.sentence, one.amount) for one in LightRule.objects.all()] == [("晚了 5 天", 5)]


def test_others_do_not_reach_the_set_up(world: World, browser: Client) -> None:
    for name in ("setup", "light_rules"):
        assert browser.get(reverse(f"works:{name}")).status_code == 403
