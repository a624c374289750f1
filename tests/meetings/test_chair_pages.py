"""The rotating chair on its pages: laid out, asked for and answered, handed over and printed."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from liandu.access.actions import declare_recusal
from liandu.meetings.models import ChairHandover
from tests.meetings import build
from tests.meetings.test_pages import OK, WANTED, WRONG, only, send, text
from tests.meetings.test_rotation import FIRST, bodies, chaired, drawn, term
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db


def calendar(who: Any, of: Any, code: int = OK) -> str:
    """Return the calendar of the chair as somebody reads it."""
    return text(signed_in(who).get(reverse("meetings:chair", args=[of.pk])), code)


def test_the_calendar_is_laid_out_and_stands_on_the_page_of_the_committee(world: World) -> None:
    of, office = build.committee(world), signed_in(world.secretary)
    assert "尚未安排任期" in calendar(world.luzhou_officer, of)
    send(office, "lay_out_terms", of, WANTED, months=6, count=2)
    send(office, "lay_out_terms", of, starts_on=FIRST, months=6, count=2)
    assert "starts_on" not in text(office.get(reverse("meetings:lay_out_terms", args=[of.pk])))
    send(office, "lay_out_terms", of, months=6, count=1)
    page = calendar(world.luzhou_officer, of)
    assert [page.count(str(body)) > 0 for body in build.members(world)] == [True] * 3
    assert "本期" in page
    build.planned(world, of)
    assert "第一次联席会议" in calendar(world.luzhou_officer, of)
    form = text(office.get(reverse("meetings:plan", args=[of.pk])))
    assert f'value="{world.zigong.pk}" selected' in form


def test_a_swap_is_asked_for_and_answered_from_the_desk(world: World) -> None:
    of = chaired(world)
    luzhou, water = signed_in(world.luzhou_officer), signed_in(world.water_officer)
    asked = {"other": term(of, 3).pk, "reason": "换届"}
    send(luzhou, "propose_swap", term(of, 2), WANTED, other=term(of, 5).pk, reason="x")
    send(luzhou, "propose_swap", term(of, 2), **asked)
    assert "轮值变更待答复" in text(water.get(reverse("portal:desk")))
    assert "轮值变更待答复" not in text(luzhou.get(reverse("portal:desk")))
    [change] = term(of, 2).changes.all()
    agree = reverse("meetings:agree_change", args=[change.pk])
    assert agree in calendar(world.water_officer, of)
    assert agree not in calendar(world.luzhou_officer, of)
    send(water, "agree_change", change)
    assert bodies(of)[1:3] == [world.zigong_water, world.luzhou]
    assert "按次序应为泸州" in calendar(world.secretary, of)
    assert water.get(agree).status_code == WRONG


def test_a_substitute_is_asked_for_and_declines(world: World) -> None:
    of = chaired(world)
    zigong, luzhou = signed_in(world.zigong_officer), signed_in(world.luzhou_officer)
    form = text(zigong.get(reverse("meetings:propose_substitution", args=[term(of, 1).pk])))
    assert f'value="{world.luzhou.pk}"' in form
    assert f'value="{world.zigong.pk}"' not in form
    send(zigong, "propose_substitution", term(of, 1), body=world.luzhou.pk, reason="防汛")
    [change] = term(of, 1).changes.all()
    send(luzhou, "decline_change", change, reason="时间冲突")
    assert "时间冲突" in calendar(world.zigong_officer, of)
    send(zigong, "propose_substitution", term(of, 1), body=world.luzhou.pk, reason="防汛")
    send(zigong, "withdraw_change", term(of, 1).changes.first())
    send(signed_in(world.secretary), "withdraw_terms", term(of, 3), reason="成员调整")
    assert len(bodies(of)) == 2


def test_the_hand_over_is_drawn_up_read_signed_and_printed(
    world: World, time_machine: TimeMachineFixture
) -> None:
    of = chaired(world)
    build.issued(world, build.closed(world, of=of))
    build.proposed(world, build.collecting(world, of, title="第二次联席会议"), "禁渔")
    draw = reverse("meetings:draw_handover", args=[term(of, 1).pk])
    assert signed_in(world.zigong_officer).get(draw).status_code == WRONG
    time_machine.move_to(build.NOW + timedelta(days=44), tick=False)
    zigong, luzhou = signed_in(world.zigong_officer), signed_in(world.luzhou_officer)
    assert "待拟制交接清单" in text(zigong.get(reverse("portal:desk")))
    answer = zigong.post(draw)
    found = only(ChairHandover)
    assert answer.url == found.get_absolute_url()
    assert "待会签" in text(luzhou.get(reverse("portal:desk")))
    for client in (zigong, luzhou):
        page = text(client.get(found.get_absolute_url()))
        for words in ("1-1", "开展三地联合监督", "禁渔", found.text_hash[:8]):
            assert words in page
        send(client, "sign_handover", found, text_hash=found.text_hash)
    assert "双方已会签" in calendar(world.secretary, of)
    sheet = text(luzhou.get(reverse("meetings:print_handover", args=[found.pk])))
    assert str(world.luzhou_officer) in sheet
    assert reverse("meetings:sign_handover", args=[found.pk]) not in sheet


def test_who_may_not_know_of_a_meeting_reads_nothing_of_it_on_the_list(
    world: World, time_machine: TimeMachineFixture
) -> None:
    of = chaired(world)
    meeting = build.issued(world, build.closed(world, of=of))
    time_machine.move_to(build.NOW + timedelta(days=44), tick=False)
    found = drawn(world, of)
    declare_recusal(actor=acting(world.luzhou_officer), record=meeting, reason="亲属")
    page = text(signed_in(world.luzhou_officer).get(found.get_absolute_url()))
    assert "开展三地联合监督" not in page
    assert reverse("meetings:sign_handover", args=[found.pk]) not in page
