"""Pages of objects and links, as a browser without JavaScript meets them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liandu.orgs.models import Jurisdiction
from liandu.works import queries
from liandu.works.models import SupervisedObject
from tests.people import World, acting, signed_in
from tests.works.lists import entered, finding_at, link_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(world: World) -> Client:
    """Return a browser in which Zigong's officer has signed in."""
    return signed_in(world.zigong_officer)


def text_of(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


FORM = {
    "name": "南干渠", "number": "", "object_type": "works_project", "status": "implementation",
    "label": "1", "investment_fen": "864000", "starts_on": "2023-05", "ends_on": "2026",
}  # fmt: skip


def test_an_object_is_entered_with_a_form(world: World, browser: Client) -> None:
    place = Jurisdiction.objects.get(code="510300")
    sent = {
        **FORM, "jurisdictions": [place.pk], "lead_body": world.zigong_water.pk,
        "responsible_bodies": [world.builder.pk],
    }  # fmt: skip
    answer = browser.post(reverse("works:new"), sent)
    made = SupervisedObject.objects.unscoped("test").get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.investment_fen, made.starts_text, made.ends_text) == (
        864_000_000_000, "2023-05", "2026",
    )  # fmt: skip
    assert list(made.jurisdictions.all()) == [place]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"starts_on": "不知道"}, "不是日期"),
        ({"starts_on": "2027", "ends_on": "2026"}, "结束早于开始"),
        ({"name": ""}, "fld--err"),
    ],
)
def test_what_was_typed_is_kept_beside_what_is_wrong(
    browser: Client, wrong: dict[str, str], words: str
) -> None:
    answer = browser.post(reverse("works:new"), {**FORM, "content": "打过的字", **wrong})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "打过的字" in text_of(answer)
    assert not SupervisedObject.objects.unscoped("test").exists()


def test_the_form_shows_an_object_as_it_is_kept(world: World, browser: Client) -> None:
    browser.post(reverse("works:new"), FORM)
    made = SupervisedObject.objects.unscoped("test").get()
    url = reverse("works:edit", args=[made.pk])
    form = browser.get(url).context["form"]
    assert form["investment_fen"].value() == "864000"
    assert form["starts_on"].value() == "2023-05"
    sent = {**FORM, "name": "改名", "number": made.number, "starts_on": ""}
    assert browser.post(url, sent)["Location"] == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.name, made.investment_fen) == ("改名", 864_000_000_000)
    assert made.starts_on is None


def test_the_page_of_an_object_shows_links_lights_and_why(world: World, browser: Client) -> None:
    made = entered(world, lead_body_id=world.zigong_water.pk)
    link = link_of(made, "tender")
    link.state, link.planned_end_on = "in_progress", timezone.localdate() - timedelta(days=5)
    link.save()
    finding_at(world, made, "tender", found_on=timezone.localdate() - timedelta(days=20))
    page = browser.get(made.get_absolute_url())
    assert page.context["chosen"].found.link == link
    text = text_of(page)
    assert "存在未销号问题且超过 7 天" in text
    assert "1 项未销号" in text
    assert "投标时间不少于 20 日" in text
    other = browser.get(made.get_absolute_url(), {"link": link_of(made).pk})
    assert other.context["chosen"].number == 1
    assert other.context["chosen"].previous_url == ""
    assert browser.get(made.get_absolute_url(), {"link": "x"}).context["chosen"].number == 4


def test_an_object_without_links_says_so(world: World, browser: Client) -> None:
    made = entered(world)
    made.links.all().delete()
    assert "还没有环节" in text_of(browser.get(made.get_absolute_url()))


@pytest.mark.parametrize("tab", ["setup", "documents", "record", "nonsense"])
def test_every_tab_answers(world: World, browser: Client, tab: str) -> None:
    made = entered(world, starts_on=timezone.localdate(), ends_on=timezone.localdate())
    assert browser.get(made.get_absolute_url(), {"tab": tab}).status_code == 200


def test_a_hidden_object_is_not_found_on_any_of_its_pages(world: World) -> None:
    made = entered(world)
    stranger, link = signed_in(world.luzhou_officer), link_of(made)
    for name, args in [
        ("object", [made.pk]), ("edit", [made.pk]), ("tiers", [made.pk]),
        ("plan_link", [link.pk]), ("link_step", [link.pk, "begin"]),
        ("checkpoint", [link.pk, 1]),
    ]:  # fmt: skip
        assert stranger.get(reverse(f"works:{name}", args=args)).status_code == 404


def test_who_may_only_look_is_told_so(world: World) -> None:
    made = entered(world, lead_body_id=world.luzhou.pk)
    guest = signed_in(world.secretary)
    assert guest.get(reverse("works:edit", args=[made.pk])).status_code == 403
    assert guest.get(reverse("works:tiers", args=[made.pk])).status_code == 403
    page = text_of(guest.get(made.get_absolute_url()))
    assert reverse("works:edit", args=[made.pk]) not in page
    assert reverse("works:plan_link", args=[link_of(made).pk]) not in page


def test_the_page_of_an_object_costs_the_same_with_more_findings(world: World) -> None:
    made, browser = entered(world), signed_in(world.zigong_officer)
    url = made.get_absolute_url()

    def cost() -> int:
        browser.get(url)
        with CaptureQueriesContext(connection) as made_queries:
            browser.get(url)
        return len(made_queries)

    finding_at(world, made, "tender")
    few = cost()
    for _ in range(20):
        finding_at(world, made, "tender")
    assert cost() == few


def test_a_link_is_planned_moved_and_checked_on_pages(world: World, browser: Client) -> None:
    made = entered(world)
    link, today = link_of(made), timezone.localdate().isoformat()
    back = f"{made.get_absolute_url()}?link={link.pk}"
    plan = reverse("works:plan_link", args=[link.pk])
    sent = {
        "planned_start_on": today, "planned_end_on": today,
        "responsible_body": world.builder.pk, "supervising_body": world.zigong.pk,
    }  # fmt: skip
    assert browser.post(plan, sent)["Location"] == back
    assert browser.get(plan).context["form"]["responsible_body"].value() == world.builder.pk
    assert browser.post(plan, {})["Location"] == back
    for step in ("begin", "finish", "check"):
        url = reverse("works:link_step", args=[link.pk, step])
        assert browser.get(url).status_code == 200
        assert browser.post(url, {"on": today})["Location"] == back
    link.refresh_from_db()
    assert link.state == "checked"
    assert browser.get(reverse("works:link_step", args=[link.pk, "begin"])).status_code == 409
    assert browser.get(reverse("works:link_step", args=[link.pk, "fly"])).status_code == 404


def test_a_day_ahead_is_refused_at_its_field(world: World, browser: Client) -> None:
    url = reverse("works:link_step", args=[link_of(entered(world)).pk, "begin"])
    answer = browser.post(url, {"on": (timezone.localdate() + timedelta(days=2)).isoformat()})
    assert answer.status_code == 422
    assert "这一天还没到" in text_of(answer)


def test_a_checkpoint_is_checked_on_a_page(world: World, browser: Client) -> None:
    link = link_of(entered(world))
    url = reverse("works:checkpoint", args=[link.pk, 2])
    assert "概算超估算" in text_of(browser.get(url))
    assert browser.post(url, {"state": "failed", "note": ""}).status_code == 422
    assert browser.post(url, {"state": "failed", "note": "缺报告"}).status_code == 302
    assert queries.checkpoints(link)[1].note == "缺报告"
    assert browser.get(reverse("works:checkpoint", args=[link.pk, 99])).status_code == 404


def test_tiers_are_set_on_a_page(world: World, browser: Client) -> None:
    made = entered(world)
    url = reverse("works:tiers", args=[made.pk])
    sent = {
        "rhythm-task_force": "跟进 · 每周调度", "row-0-tier": "task_force",
        "row-0-body": world.builder.pk, "row-0-post": "专班长", "row-1-tier": "task_force",
    }  # fmt: skip
    assert browser.post(url, sent).status_code == 302
    form = browser.get(url).context["form"]
    assert form["rhythm-task_force"].value() == "跟进 · 每周调度"
    assert (form["row-0-body"].value(), form["row-0-post"].value()) == (world.builder.pk, "专班长")
    assert "专班长" in text_of(browser.get(made.get_absolute_url()))


def test_several_lines_get_a_lead_body_after_a_look(world: World, browser: Client) -> None:
    made = [entered(world), entered(world)]
    url, keys = reverse("works:assign"), [str(one.pk) for one in made]
    page = browser.get(url, {"pk": keys})
    assert "已选 2 个项目" in text_of(page)
    assert all(key in text_of(page) for key in keys)
    answer = browser.post(url, {"pk": keys, "lead_body": world.zigong_water.pk})
    assert answer["Location"] == reverse("works:objects")
    assert {one.lead_body for one in queries.objects(acting(world.zigong_officer))} == {
        world.zigong_water
    }
    assert browser.post(url, {"pk": ["made up"], "lead_body": world.builder.pk}).status_code == 422


def test_several_lines_get_a_template_after_a_look(world: World, browser: Client) -> None:
    made, waters = entered(world), queries.template_in_use("waters")
    assert waters
    url = reverse("works:set_template")
    assert "已选 1 个项目" in text_of(browser.get(url, {"pk": str(made.pk)}))
    browser.post(url, {"pk": str(made.pk), "template": waters.pk})
    assert made.links.count() == 6
