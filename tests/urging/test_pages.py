"""Urging as its people use it: every page of the way, from what is late to what was done late."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liandu.urging.models import Instruction, LadderStep, SupervisionTicket
from tests.findings import road
from tests.meetings import build as meetings
from tests.people import World, signed_in
from tests.urging import build

pytestmark = pytest.mark.django_db
OK, FOUND, FORBIDDEN, GONE, WANTED = 200, 302, 403, 404, 422


def text(answer: Any, code: int = OK) -> str:
    """Return what a page says."""
    words: str = answer.content.decode()
    assert answer.status_code == code, words
    return words


def shows(words: str, answer: Any) -> bool:
    """Test whether a page says something."""
    return words in text(answer)


def hides(words: str, answer: Any) -> bool:
    """Test whether a page does not say something."""
    return words not in text(answer)


def send(client: Client, page: str, row: Any, code: int = FOUND, **values: Any) -> None:
    """Send the form of a step."""
    text(client.post(reverse(f"urging:{page}", args=[row.pk]), values), code)


def url_of_raising(finding: Any) -> str:
    """Return where a ticket on the late plan of a finding is raised."""
    return reverse("urging:raise", args=[build.FINDING, finding.pk, "findings", build.PLAN])


def test_a_ticket_goes_its_whole_way_by_its_pages(world: World) -> None:
    finding = build.late(world)
    office, builder = signed_in(world.zigong_officer), signed_in(world.builder_liaison)
    page = text(office.get(finding.get_absolute_url()))
    assert url_of_raising(finding) in page
    assert hides(url_of_raising(finding), builder.get(finding.get_absolute_url()))
    assert hides('name="level"', office.get(url_of_raising(finding)))
    text(office.post(url_of_raising(finding)), FOUND)
    ticket = SupervisionTicket.objects.get()
    assert hides(url_of_raising(finding), office.get(finding.get_absolute_url()))
    assert shows(ticket.get_absolute_url(), builder.get(reverse("portal:desk")))
    assert shows(
        reverse("urging:acknowledge_ticket", args=[ticket.pk]),
        builder.get(ticket.get_absolute_url()),
    )
    send(builder, "acknowledge_ticket", ticket)
    send(builder, "answer_ticket", ticket, WANTED, text="", new_due_on="")
    send(builder, "answer_ticket", ticket, text="等待批复", new_due_on=road.in_days(2))
    send(office, "cure_ticket", ticket, 409)
    road.take(world, finding, "file_plan")
    assert shows(
        reverse("urging:cure_ticket", args=[ticket.pk]), office.get(ticket.get_absolute_url())
    )
    send(office, "cure_ticket", ticket)
    send(office, "close_ticket", ticket, text="已补报")
    history = text(office.get(ticket.get_absolute_url()))
    assert "等待批复" in history
    assert "已补报" in history
    assert shows(ticket.get_absolute_url(), builder.get(finding.get_absolute_url()))


def test_a_leader_is_offered_the_levels_above_the_ladder(world: World) -> None:
    finding = build.late(world)
    head = signed_in(world.zigong_head)
    offered = text(head.get(url_of_raising(finding)))
    assert 'value="orange"' in offered
    assert 'value="blue"' not in offered
    text(head.post(url_of_raising(finding), {"level": "red"}), WANTED)
    text(head.post(url_of_raising(finding), {"level": "red", "reason": "汛期将至"}), FOUND)
    ticket = SupervisionTicket.objects.get()
    form = text(head.get(reverse("urging:step_up_ticket", args=[ticket.pk])))
    assert 'value="interview"' in form
    send(head, "step_up_ticket", ticket, level="interview", reason="仍未动作")
    send(head, "withdraw_ticket", ticket, reason="误发")


def test_the_ladder_names_the_paper_of_the_level(world: World) -> None:
    finding = build.late(world, 20)
    ticket = build.raised(world, finding)
    office = signed_in(world.zigong_officer)
    url = reverse("papers:draft", args=["reminder_letter", finding.pk])
    assert shows(url, office.get(ticket.get_absolute_url()))
    assert shows("历次督办", office.get(url))
    builder = signed_in(world.builder_liaison)
    assert hides(url, builder.get(ticket.get_absolute_url()))


def test_the_list_is_narrowed_and_exported(world: World) -> None:
    finding = build.late(world)
    ticket = build.raised(world, finding)
    office, url = signed_in(world.zigong_officer), reverse("urging:ticket_list")
    for query in ("", "?level=yellow", "?state=raised", "?duty=findings", "?q=设计变更"):
        assert shows(ticket.get_absolute_url(), office.get(url + query))
    for query in ("?level=red", "?state=closed", "?duty=dispatch", "?q=没有"):
        assert hides(ticket.get_absolute_url(), office.get(url + query))
    export = office.get(f"{url}?export=csv")
    assert finding.title in b"".join(export).decode("utf-8-sig")
    stranger = signed_in(world.luzhou_officer)
    assert hides(ticket.get_absolute_url(), stranger.get(url))
    text(stranger.get(ticket.get_absolute_url()), GONE)


def test_an_instruction_goes_its_whole_way_by_its_pages(world: World) -> None:
    finding = road.at(world, "accept")
    head, officer = signed_in(world.zigong_head), signed_in(world.zigong_officer)
    url = reverse("urging:instruct", args=[build.FINDING, finding.pk])
    assert shows(url, head.get(finding.get_absolute_url()))
    assert hides(url, officer.get(finding.get_absolute_url()))
    text(officer.get(url), FORBIDDEN)
    values = {"text": "请查明", "seat": build.seat(world.zigong_officer), "due_on": road.in_days(3)}
    text(head.post(url, values | {"seat": ""}), WANTED)
    text(head.post(url, values), FOUND)
    made = Instruction.objects.get()
    assert shows(made.get_absolute_url(), officer.get(reverse("portal:desk")))
    send(officer, "report_instruction", made, text="已查明")
    send(head, "return_instruction", made, reason="再查")
    send(officer, "report_instruction", made, text="再查清楚")
    send(head, "close_instruction", made)
    page = text(officer.get(made.get_absolute_url()))
    assert "再查清楚" in page
    listed = reverse("urging:instruction_list")
    assert shows(made.get_absolute_url(), officer.get(f"{listed}?mine=true"))
    assert hides(made.get_absolute_url(), officer.get(f"{listed}?mine=false"))
    assert hides(made.get_absolute_url(), signed_in(world.luzhou_officer).get(listed))


def test_a_resolution_has_its_instructions_on_its_own_page(world: World) -> None:
    meeting = meetings.closed(world)
    resolution = meeting.resolutions.get()
    leader = signed_in(world.leader)
    url = reverse("urging:instruct_part", args=[int(meeting.KIND), meeting.pk, resolution.pk])
    assert shows(url, leader.get(resolution.get_absolute_url()))
    values = {"text": "请盯紧", "seat": build.seat(world.zigong_officer), "due_on": "2030-01-01"}
    text(leader.post(url, values), FOUND)
    made = Instruction.objects.get()
    for page in (resolution, meeting):
        assert shows(made.get_absolute_url(), leader.get(page.get_absolute_url()))
    assert shows(resolution.get_absolute_url(), leader.get(made.get_absolute_url()))
    assert hides(url, signed_in(world.luzhou_officer).get(resolution.get_absolute_url()))


def test_the_ladder_is_changed_on_its_page(world: World) -> None:
    office = signed_in(world.secretary)
    assert shows(
        reverse("urging:ladder_set", args=["findings"]), office.get(reverse("urging:ladder_list"))
    )
    url = reverse("urging:ladder_set", args=["findings"])
    form = office.get(url)
    assert shows("row-6-level", form)
    values = {"row-0-level": "blue", "row-0-offset": "-2", "row-0-unit": "working_day",
              "row-0-liaison": "on", "row-1-level": "red", "row-1-offset": ""}  # fmt: skip
    text(office.post(url, values), FOUND)
    row = LadderStep.objects.get(duty="findings")
    assert (row.level, row.offset, row.unit, row.receivers) == (
        "blue", -2, "working_day", ["liaison"],
    )  # fmt: skip
    text(office.post(url, {"row-0-level": "", "row-0-offset": "2"}), WANTED)
    reset = reverse("urging:ladder_reset", args=["findings"])
    assert shows(reset, office.get(reverse("urging:ladder_list")))
    text(office.post(reset), FOUND)
    assert not LadderStep.objects.filter(duty="findings").exists()
    other = signed_in(world.zigong_officer)
    assert hides(url, other.get(reverse("urging:ladder_list")))
    text(other.get(url), FORBIDDEN)
