"""Meetings and resolutions for programs: what the page shows, and reported as on the page."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from liandu.meetings import actions
from liandu.meetings.models import Resolution
from tests.interfaces.programs import Program, program
from tests.meetings import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(world: World) -> Resolution:
    """Return a task that Luzhou is to carry out."""
    meeting = build.issued(world, build.closed(world))
    found: Resolution = Resolution.objects.unscoped("test").get(meeting=meeting)
    return found


def told(asking: Program, path: str, **asked: Any) -> Any:
    """Return what a program is told."""
    answer = asking.get(path, **asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(asking: Program, **asked: Any) -> list[str]:
    """Return the ids of the resolutions that a program lists."""
    return [row["id"] for row in told(asking, "/resolutions", **asked)["items"]]


def test_a_meeting_is_read_with_its_minutes(world: World, task: Resolution) -> None:
    asking = program(world.luzhou_officer)
    [row] = told(asking, "/meetings", state="issued")["items"]
    assert (row["resolutions"], row["open_resolutions"], row["number"]) == (1, 1, 1)
    whole = told(asking, f"/meetings/{row['id']}")
    assert whole["minutes"] == task.meeting.minutes
    assert whole["minutes_sha256"] == task.meeting.minutes_hash
    assert told(asking, "/meetings", q="没有这个词")["items"] == []
    assert told(asking, f"/meetings/{row['id']}/events")["items"]


def test_resolutions_are_listed_as_they_are_owed_and_late(
    world: World, task: Resolution, time_machine: TimeMachineFixture
) -> None:
    asking = program(world.zigong_officer, expires_at=build.NOW + timedelta(days=300))
    assert ids(asking) == ids(asking, standing="owed") == [str(task.pk)]
    assert ids(asking, standing="overdue") == ids(asking, state="closed") == []
    assert ids(asking, meeting=str(task.meeting_id)) == ids(asking, state="assigned")
    assert ids(asking, meeting=str(task.pk)) == []
    time_machine.move_to(build.NOW + timedelta(days=21), tick=False)
    assert ids(asking, standing="overdue") == [str(task.pk)]
    assert ids(program(world.builder_head)) == []
    assert program(world.builder_head).get(f"/resolutions/{task.pk}").status_code == 404


def test_the_lead_body_reports_progress_and_the_end(world: World, task: Resolution) -> None:
    url, luzhou = f"/resolutions/{task.pk}", program(world.luzhou_officer)
    assert program(world.zigong_officer).post(f"{url}/report", {"text": "x"}).status_code == 403
    assert program(world.builder_head).post(f"{url}/report", {"text": "x"}).status_code == 404
    assert luzhou.post(f"{url}/report", {"text": " "}).status_code == 422
    assert luzhou.post(f"{url}/report", {"text": "x", "progress": 100}).status_code == 422
    said = luzhou.post(f"{url}/report", {"text": "过半", "progress": 60}).json()
    assert (said["state"], said["progress"]) == ("in_progress", 60)
    said = luzhou.post(f"{url}/report", {"text": "完成"}).json()
    assert (said["state"], said["progress"]) == ("reported", 100)
    assert [(one["text"], one["is_final"]) for one in said["reports"]] == [
        ("完成", True), ("过半", False)
    ]  # fmt: skip
    assert luzhou.post(f"{url}/report", {"text": "完成"}).status_code == 409
    actions.verify_resolution(actor=acting(world.secretary), resolution_id=task.pk)
    assert told(luzhou, url)["state"] == "verified"
