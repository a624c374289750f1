"""The pages of cooperation, as the people concerned use them."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from time_machine import TimeMachineFixture

from liandu.access.actions import declare_recusal
from liandu.cooperation import actions
from liandu.cooperation.models import CooperationMaterial, CooperationRequest
from tests.committees.build import joint_meeting
from tests.cooperation import build
from tests.people import World, acting, person, signed_in

LIST = "/cooperation/"


def text(who: Any, url: str) -> str:
    """Return a page."""
    return signed_in(who).get(url).content.decode()


def filled(world: World, **changes: Any) -> dict[str, Any]:
    """Return what is filled in about a request."""
    usual = {
        "kind": "enquiry", "to_body": world.zigong_water.pk, "title": "干渠变更资金协查",
        "urgency": "normal", "matter": "核实变更价款", "basis": "年度清单",
        "questions": "几次支付？", "recipients": [world.zigong_officer.pk],
        "wanted_until": str(build.LATER),
    }  # fmt: skip
    return usual | changes


def pressed(made: CooperationRequest, name: str, who: Any, key: Any = None, **said: Any) -> None:
    """Press a button of the page and send what it asks for."""
    url = reverse(f"cooperation:{name}", args=[key or made.pk])
    assert url in text(who, made.get_absolute_url()), name
    answer = signed_in(who).post(url, said)
    assert answer.status_code == 302, answer.content.decode()


def written(world: World) -> CooperationRequest:
    """Return a draft that a liaison filled in and changed on the pages."""
    liaison = signed_in(world.zigong_officer)
    bad = liaison.post(reverse("cooperation:draft"), filled(world, questions=""))
    assert (bad.status_code, "协查须写明协查问题" in bad.content.decode()) == (422, True)
    done = liaison.post(reverse("cooperation:draft"), filled(world))
    made: CooperationRequest = CooperationRequest.objects.unscoped("test").get()
    assert done.headers["Location"] == made.get_absolute_url()
    assert signed_in(world.water_officer).get(made.get_absolute_url()).status_code == 404
    liaison.post(reverse("cooperation:edit", args=[made.pk]), filled(world, urgency="urgent"))
    return made


def test_from_the_draft_to_the_end_with_the_buttons_of_the_pages(world: World) -> None:
    """Walk the whole road as the people concerned: liaison, head, the other side, a reader."""
    made, water, officer = written(world), world.water_officer, world.zigong_officer
    pressed(made, "approve", world.zigong_head)
    pressed(made, "acknowledge", water)
    pressed(made, "ask", water, text="指哪一年？")
    pressed(made, "answer", officer, made.clarifications.get().pk, text="今年")
    pressed(made, "accept", water, word="同意")
    pressed(made, "report_up", water, reported_on=str(build.TODAY), to="市政府", word="重大事项")
    pressed(made, "reply", water, text="先复第一项")
    given = {"title": "支付凭证", "note": "两份", "expires_on": str(build.LATER)}
    pressed(made, "give_material", water, recipient_ids=[officer.pk], **given)
    pressed(made, "reply", water, text="两次支付", is_complete="on")
    pressed(made, "say_missing", officer, reason="缺审批会议")
    pressed(made, "reply", water, text="局长办公会", is_complete="on")
    pressed(made, "confirm", officer)
    found = text(officer, made.get_absolute_url())
    for words in (
        "已办结", "XZ-2026-0001", "紧急", "指哪一年？", "先复第一项", "缺审批会议", "局长办公会",
        "支付凭证", "共提供 1 份",
    ):  # fmt: skip
        assert words in found, words
    (material,) = CooperationMaterial.objects.unscoped("test").all()
    url = material.get_absolute_url()
    assert url in found
    assert url not in text(world.zigong_head, made.get_absolute_url())
    assert signed_in(world.zigong_head).get(url).status_code == 404
    assert "两份" in text(officer, url)


def test_what_was_reported_up_is_read_on_its_own_side_alone(world: World) -> None:
    made = build.sent(world)
    actions.report_up(
        actor=acting(world.zigong_officer), request_id=made.pk, reported_on=build.TODAY,
        to="市委办公室", word="涉及重大项目",
    )  # fmt: skip
    own, others = (
        text(who, made.get_absolute_url()) for who in (world.zigong_head, world.water_officer)
    )
    assert "市委办公室" in own
    assert "市委办公室" not in others
    assert "涉及重大项目" not in others
    assert others.count("已报备") == own.count("已报备") == 1
    assert "登记报备" not in text(world.zigong_head, made.get_absolute_url())


def test_how_it_was_drafted_is_not_in_the_record_of_the_other_side(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.drafted(world)
    time_machine.move_to(build.NOW + timedelta(minutes=5))
    actions.approve_request(actor=acting(world.zigong_head), request_id=made.pk)
    page = f"{made.get_absolute_url()}?tab=record"
    assert "起草了协作请求" in text(world.zigong_officer, page)
    theirs = text(world.water_officer, page)
    assert "起草了协作请求" not in theirs
    assert "审批并发出了协作请求" in theirs
    assert "起草了协作请求" in text(world.zigong_officer, build.drafted(world).get_absolute_url()
                                    + "?tab=record")  # fmt: skip


def test_the_list_tells_incoming_from_outgoing_and_is_taken_away(world: World) -> None:
    build.sent(world)
    build.drafted(world, title="草拟中的协查")
    head = person("lz-4", "负责人", world.luzhou, roles=["head"])
    mine = actions.draft_request(
        actor=acting(head), draft=build.draft(
            world, to_body_id=world.zigong.pk, title="泸州来函", recipient_ids=()
        ),
    )  # fmt: skip
    actions.approve_request(actor=acting(head), request_id=mine.pk)
    who = world.zigong_officer
    for query, there in (
        ("", {"干渠变更资金协查", "草拟中的协查", "泸州来函"}),
        ("way=in", {"泸州来函"}),
        ("way=out", {"干渠变更资金协查", "草拟中的协查"}),
        ("state=draft", {"草拟中的协查"}),
        ("q=来函", {"泸州来函"}),
        (f"with_body={world.luzhou.pk}", {"泸州来函"}),
        ("kind=lend", set()),
        ("urgency=normal&way=in", {"泸州来函"}),
    ):
        page = text(who, f"{LIST}?{query}")
        found = {name for name in ("干渠变更资金协查", "草拟中的协查", "泸州来函") if name in page}
        assert found == there, query
    assert "草拟中的协查" not in text(world.water_officer, LIST)
    assert reverse("cooperation:draft") in text(who, LIST)
    assert reverse("cooperation:draft") not in text(world.zigong_inspector, LIST)
    file = b"".join(signed_in(who).get(f"{LIST}?export=csv")).decode("utf-8-sig")
    assert "XZ-2026-0001" in file


def test_a_term_that_is_over_is_said_in_the_list(
    world: World, time_machine: TimeMachineFixture
) -> None:
    build.sent(world)
    assert "11月19日" in text(world.water_officer, LIST)
    time_machine.move_to(build.NOW + timedelta(days=4))
    assert "11月19日，已逾期" in text(world.water_officer, LIST)


def test_people_lent_stand_on_the_page_and_in_the_form(world: World) -> None:
    made = build.received(world, kind="lend", questions="")
    url = reverse("cooperation:accept", args=[made.pk])
    assert world.water_officer.name in text(world.water_officer, url)
    days = {"first_on": str(build.TODAY), "last_on": str(build.LATER)}
    bad = signed_in(world.water_officer).post(url, days)
    assert bad.status_code == 422
    signed_in(world.water_officer).post(url, {"people": [world.water_officer.pk], **days})
    page = text(world.zigong_officer, made.get_absolute_url())
    assert world.water_officer.name in page
    lend = reverse("cooperation:lend", args=[made.pk])
    assert lend in text(world.water_officer, made.get_absolute_url())
    signed_in(world.water_officer).post(lend, {"people": [world.water_officer.pk], **days})
    assert made.lent.count() == 1
    assert lend not in text(world.zigong_head, made.get_absolute_url())


def test_a_dispute_is_raised_and_settled_on_the_pages(world: World) -> None:
    of = joint_meeting(world, world.zigong, world.zigong_water)
    made = build.working(world)
    url = reverse("cooperation:dispute", args=[made.pk])
    assert of.name in text(world.water_officer, url)
    signed_in(world.water_officer).post(url, {"reason": "超出职责", "committee_id": str(of.pk)})
    page = text(world.zigong_officer, made.get_absolute_url())
    assert of.name in page
    assert of.get_absolute_url() in page
    declare_recusal(actor=acting(world.zigong_officer), record=of, reason="亲属")
    page = text(world.zigong_officer, made.get_absolute_url())
    assert of.get_absolute_url() not in page
    assert world.federation.name in page
    settle = reverse("cooperation:settle", args=[made.pk])
    assert settle in text(world.secretary, made.get_absolute_url())
    signed_in(world.secretary).post(settle, {"outcome": "end", "words": "另行商定"})
    page = text(world.zigong_head, made.get_absolute_url())
    assert "终止办理：另行商定" in page


def test_two_heads_settle_a_dispute_on_the_pages(world: World) -> None:
    made = build.working(world)
    build.disputed(made, world.water_officer)
    page = made.get_absolute_url()
    assert "双方负责人" in text(world.zigong_head, page)
    propose = reverse("cooperation:propose", args=[made.pk])
    agree = reverse("cooperation:agree", args=[made.pk])
    assert agree not in text(world.zigong_head, page)
    signed_in(world.water_officer).post(propose, {"outcome": "carry_on", "words": "先办一项"})
    assert f"{world.zigong_water}提出" in text(world.zigong_head, page)
    assert agree in text(world.zigong_head, page)
    assert agree not in text(world.water_officer, page)
    signed_in(world.zigong_head).post(agree, {})
    assert "办理中" in text(world.zigong_head, page)


def test_without_named_readers_the_form_of_material_says_so(world: World) -> None:
    made = build.working(world, recipient_ids=())
    url = reverse("cooperation:give_material", args=[made.pk])
    assert "请求单位未指定接收人" in text(world.water_officer, url)


def test_material_shows_its_readers_to_who_gave_it(world: World) -> None:
    made = build.material(world, build.working(world))
    url = made.get_absolute_url()
    mine = text(world.water_officer, url)
    assert world.zigong_officer.name in mine
    assert reverse("files:attach", args=[int(made.KIND), made.pk]) in mine
    theirs = text(world.zigong_officer, url)
    assert reverse("files:attach", args=[int(made.KIND), made.pk]) not in theirs
    for tab, words in (("record", "向您提供了材料"), ("sharing", "谁能看")):
        assert words in text(world.water_officer, f"{url}?tab={tab}"), tab
    declare_recusal(actor=acting(world.zigong_officer), record=made.request, reason="亲属")
    assert made.request.title not in text(world.zigong_officer, url)


def test_it_is_found_by_its_words(world: World) -> None:
    made = build.working(world)
    material = build.material(world, made)
    found = text(world.zigong_officer, "/search/?q=干渠变更")
    assert made.get_absolute_url() in found
    assert material.get_absolute_url() in text(world.zigong_officer, "/search/?q=支付凭证")
    assert material.get_absolute_url() not in text(world.zigong_head, "/search/?q=支付凭证")


def test_the_asking_body_attaches_to_what_it_asks(world: World) -> None:
    made = build.sent(world)
    url = reverse("files:attach", args=[int(made.KIND), made.pk])
    assert url in text(world.zigong_officer, made.get_absolute_url())
    assert url not in text(world.water_officer, made.get_absolute_url())
    assert signed_in(world.water_officer).get(url).status_code == 403
