"""The pages of the annual programme, as people use them."""

from typing import Any

import pytest
from django.urls import reverse

from liandu.access.actions import declare_recusal
from liandu.meetings.rules import Outcome
from liandu.programme import actions
from liandu.programme.models import SupervisionProject
from tests.meetings import build as meeting
from tests.people import World, acting, signed_in
from tests.programme import build
from tests.works import lists


def text(who: Any, url: str) -> str:
    """Return a page."""
    return signed_in(who).get(url).content.decode()


def filled(**changes: Any) -> dict[str, Any]:
    """Return what is filled in about a project."""
    usual = {
        "name": "北总干渠联合监督", "year": build.YEAR, "area": build.area().pk, "first_month": 3,
        "last_month": 6, "subject": "招标", "expected": "查清", "targets": "", "objects": "",
    }  # fmt: skip
    return usual | changes


def test_a_project_is_proposed_on_its_page_with_objects_of_the_list(world: World) -> None:
    of = meeting.committee(world)
    thing = lists.entered(world, number="XM-9")
    url, who = reverse("programme:propose", args=[of.pk]), signed_in(world.zigong_officer)
    assert str(of) in text(world.zigong_officer, reverse("programme:year"))
    bad = who.post(url, filled(objects="XM-9\n不存在"))
    assert (bad.status_code, "不在您的清单内：不存在" in bad.content.decode()) == (422, True)
    done = who.post(url, filled(objects="XM-9\n北干渠\nXM-9", links=["tender"]))
    made = SupervisionProject.objects.unscoped("test").get()
    assert done.headers["Location"] == made.get_absolute_url()
    page = text(world.zigong_officer, made.get_absolute_url())
    assert thing.get_absolute_url() in page
    edit = text(world.zigong_officer, reverse("programme:edit", args=[made.pk]))
    assert "XM-9</textarea>" in edit


def test_a_name_that_two_objects_have_wants_the_number(world: World) -> None:
    of = meeting.committee(world)
    for number in ("XM-1", "XM-2"):
        lists.entered(world, number=number)
    url, who = reverse("programme:propose", args=[of.pk]), signed_in(world.zigong_officer)
    assert "多个同名对象" in who.post(url, filled(objects="北干渠")).content.decode()
    many = "\n".join(f"n{n}" for n in range(201))
    assert "最多填写 200" in who.post(url, filled(objects=many)).content.decode()
    assert "请写明监督对象" in who.post(url, filled()).content.decode()


def test_the_whole_road_is_walked_with_the_buttons_of_the_page(world: World) -> None:
    made = build.proposed(world)
    page = made.get_absolute_url()
    at = build.collecting(world, made)

    def press(name: str, who: Any, **said: Any) -> None:
        url = reverse(f"programme:{name}", args=[made.pk])
        assert url in text(who, page)
        answer = signed_in(who).post(url, said)
        assert answer.status_code == 302, answer.content.decode()

    press("submit", world.zigong_head)
    press("screen", world.secretary)
    press("table", world.secretary, meeting_id=str(at.pk))
    found = text(world.secretary, page)
    assert at.get_absolute_url() in found
    topic = build.topic_of(made).get_absolute_url()
    assert page in text(world.luzhou_officer, topic)
    declare_recusal(actor=acting(world.water_officer), record=made, reason="亲属")
    assert page not in text(world.water_officer, topic)
    assert reverse("programme:approve", args=[made.pk]) not in found
    build.held(world, made)
    assert build.topic_of(made).resolution.get_absolute_url() in text(world.luzhou_officer, page)
    press("approve", world.secretary)
    assert "已通过" in text(world.zigong_officer, page)
    assert "列入年度计划" in text(world.zigong_officer, page + "?tab=record")


def test_a_meeting_that_resolved_nothing_hands_it_back(world: World) -> None:
    made = build.tabled(world, build.submitted(world))
    url = reverse("programme:take_back", args=[made.pk])
    assert url not in text(world.secretary, made.get_absolute_url())
    build.held(world, made, Outcome.INFORMATION)
    assert url in text(world.secretary, made.get_absolute_url())


def test_an_overlap_is_explained_and_answered_on_the_page(world: World) -> None:
    of = meeting.committee(world)
    thing = lists.entered(world)
    other = build.submitted(
        world, of, world.zigong_head, name="变更专项", object_ids=(thing.pk,), links=("change",)
    )
    made = build.screened(
        world, build.submitted(world, of, world.zigong_head, object_ids=(thing.pk,))
    )
    page = text(world.secretary, made.get_absolute_url())
    (hit,) = build.hits(made)
    for words in (
        other.get_absolute_url(), thing.get_absolute_url(), "北总干渠", "对象、时间、内容相同",
        "重合 122 天", reverse("programme:keep_hit", args=[hit.pk]),
        reverse("programme:merge_hit", args=[hit.pk]), reverse("programme:return", args=[made.pk]),
    ):  # fmt: skip
        assert words in page
    assert reverse("programme:keep_hit", args=[hit.pk]) not in text(
        world.zigong_officer, made.get_absolute_url()
    )
    signed_in(world.secretary).post(
        reverse("programme:keep_hit", args=[hit.pk]), {"reason": "分工不同"}
    )
    assert "已保留：分工不同" in text(world.zigong_officer, made.get_absolute_url())


def test_a_merged_project_leads_to_the_other(world: World) -> None:
    of = meeting.committee(world)
    other = build.submitted(world, of, name="另一项目")
    made = build.screened(world, build.submitted(world, of))
    actions.merge_project(
        actor=acting(world.secretary), hit_id=build.hits(made)[0].pk, reason="同一事项"
    )
    page = text(world.zigong_officer, made.get_absolute_url())
    assert other.get_absolute_url() in page
    assert "同一事项" in page


@pytest.mark.parametrize("by", ["area", "body", "nonsense"])
def test_the_year_shows_its_projects_beside_the_year_before(world: World, by: str) -> None:
    of = meeting.committee(world)
    now = build.proposed(world, of)
    build.proposed(world, of, name="去年项目", year=build.YEAR - 1)
    gone = build.proposed(world, of, name="撤回项目")
    actions.withdraw_project(actor=acting(world.zigong_officer), project_id=gone.pk, reason="不办")
    url = reverse("programme:year")
    page = text(world.zigong_officer, f"{url}?by={by}")
    assert now.name in page
    assert "上一年 1 个" in page
    assert "去年项目" not in page
    assert "撤回项目" not in page
    # From the beginning of March to the end of June.
    assert 'x="2.000" y="3" width="4.000"' in page
    before = text(world.zigong_officer, f"{url}?by={by}&year={build.YEAR - 1}")
    assert "去年项目" in before
    assert "本年度没有项目" in text(world.zigong_officer, f"{url}?year=2020")
    assert now.name in text(world.zigong_officer, f"{url}?year=9")
    assert now.name not in text(world.luzhou_officer, url)


def test_the_list_is_narrowed_and_taken_away(world: World) -> None:
    of = meeting.committee(world)
    build.submitted(world, of)
    build.submitted(world, of, name="入河排口整治", area_id=build.area("生态环境").pk)
    url = reverse("programme:project_list")
    for query in (f"area={build.area('生态环境').pk}", "q=排口", f"year={build.YEAR}&q=排口"):
        page = text(world.luzhou_officer, f"{url}?{query}")
        assert "入河排口整治" in page
        assert "北总干渠联合监督" not in page
    file = b"".join(signed_in(world.luzhou_officer).get(f"{url}?export=csv")).decode("utf-8-sig")
    assert "3–6 月" in file


def test_the_committee_shows_what_is_proposed_to_it(world: World) -> None:
    made = build.submitted(world)
    page = text(world.zigong_officer, made.committee.get_absolute_url())
    assert made.get_absolute_url() in page
    assert reverse("programme:propose", args=[made.committee_id]) in page


def test_areas_are_set_up_on_a_page(world: World) -> None:
    office = signed_in(world.secretary)
    office.post(reverse("programme:add_area"), {"name": "粮食安全"})
    page = text(world.secretary, reverse("programme:areas"))
    assert "粮食安全" in page
    assert reverse("programme:areas") in text(world.secretary, reverse("programme:year"))
    one = build.area("粮食安全")
    office.post(reverse("programme:edit_area", args=[one.pk]), {"name": "粮食购销", "position": 1})
    assert "已停用" in text(world.secretary, reverse("programme:areas"))


def test_a_year_with_more_than_a_page_draws_leads_to_the_list(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = meeting.committee(world)
    for name in ("甲项目", "乙项目", "丙项目"):
        build.submitted(world, of, name=name)
    url = f"{reverse('programme:year')}?year={build.YEAR}"
    assert "全部在清单中" not in text(world.secretary, url)
    monkeypatch.setattr("liandu.programme.queries.year.MOST", 2)
    page = text(world.secretary, url)
    assert [name in page for name in ("甲项目", "乙项目", "丙项目")] == [True, True, False]
    assert "3 个项目" in page
    assert "全部在清单中" in page
