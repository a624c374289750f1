"""Programs are shown what the policy shows from their one post: the same worlds, by token."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone

from liandu.access.rules import RecordKind
from liandu.inspections.models import Inspection, Statement
from liandu.meetings.models import Meeting, Resolution, Topic
from liandu.meetings.rules import Outcome
from liandu.notices.models import Notice
from liandu.orgs.models import Membership
from tests.interfaces.programs import Program, stored
from tests.oracle import policy
from tests.oracle.tables import BASE, Loaded
from tests.oracle.test_pages import with_words
from tests.oracle.test_policy import every, loaded
from tests.oracle.worlds import Seat, World

pytestmark = pytest.mark.once

WORLDS = 4
NOWHERE = "01890000-0000-7000-8000-000000000000"
LISTS = {
    RecordKind.SUPERVISED_OBJECT: "projects", RecordKind.INSPECTION: "inspections",
    RecordKind.FINDING: "findings", RecordKind.PAPER: "papers",
    RecordKind.SNAPSHOT: "snapshots", RecordKind.RECONCILIATION: "reconciliations",
    RecordKind.MEETING: "meetings",
    RecordKind.SHARED_ITEM: "shared",
}  # fmt: skip


def held(world: World) -> list[tuple[int, Seat]]:
    """Return every post of every user, in the order in which the tables have them."""
    return [(n, seat) for n, user in enumerate(world.users) for seat in user.seats]


def seen_from(world: World, user: int, seat: Seat) -> set[int]:
    """Return the records that the policy shows to a user who holds this one post alone."""
    users = list(world.users)
    users[user] = replace(users[user], seats=(seat,))
    alone = replace(world, users=tuple(users))
    return {n for n, made in enumerate(world.records) if policy.visible(alone, user, made)}


def check(there: Loaded) -> None:
    """Ask with a token of every post, also of those that are over."""
    for record in there.records:
        if isinstance(record, Meeting):
            topic = Topic.objects.create(meeting=record, body_id=record.host_id, title="标段")
            Resolution.objects.create(
                meeting=record, topic=topic, ordinal=1, kind=Outcome.DECISION.value, text="x"
            )
    Notice.objects.bulk_create(
        Notice(record_kind=record.KIND, record_id=record.pk, person=person,
               kind="access.label_changed", at=there.at)
        for record in there.records
        for person in there.people
    )  # fmt: skip
    said = statements(there)
    for n, (user, seat) in enumerate(held(there.world)):
        asking = Program(stored(Membership.objects.get(post_id=BASE + n).pk))
        who = there.world.users[user]
        if not who.is_active or who.admin or not seat.starts <= 0 < seat.ends:
            assert asking.get("/findings").status_code == 401
            continue
        seen = seen_from(there.world, user, seat)
        shows(there, asking, seen)
        shows_statements(there, asking, seen, said)


def statements(there: Loaded) -> dict[int, str]:
    """Return what one body says of the report of each inspection, by the inspection's number.

    Nobody of these worlds is inspected, so all who may know of it read what is said.
    """
    found = {}
    for n, made in enumerate(there.records):
        if isinstance(made, Inspection):
            one = Statement.objects.create(
                inspection=made, body_id=BASE, standing="pending", reason=f"异议{n}",
                said_by_id=BASE, said_at=there.at,
            )  # fmt: skip
            found[n] = str(one.pk)
    return found


def shows_statements(
    there: Loaded, asking: Program, seen: set[int], said: dict[int, str]
) -> None:  # fmt: skip
    """Check what the inspected say of each report: with its inspection, and with no other."""
    for n, pk in said.items():
        here, nowhere = f"/inspections/{there.records[n].pk}/statements", f"/inspections/{NOWHERE}"
        answer = asking.get(here)
        if n in seen:
            assert [one["id"] for one in answer.json()["items"]] == [pk]
        else:
            assert answer.status_code == 404
            assert answer.content == asking.get(f"{nowhere}/statements").content
        for other, theirs in said.items():
            status = 200 if n == other and n in seen else 404
            assert asking.get(f"{here}/{theirs}").status_code == status
            wanted = 404 if status == 404 else 403
            words = {"standing": "upheld", "opinion": "更正"}
            assert asking.post(f"{here}/{theirs}/answer", words).status_code == wanted


def shows(there: Loaded, asking: Program, seen: set[int]) -> None:
    """Check every list, every record, the search and the inbox of a program."""
    numbers = {str(record.pk): n for n, record in enumerate(there.records)}
    for kind, path in LISTS.items():
        listed = {numbers[row["id"]] for row in asking.every(f"/{path}", limit=2)}
        assert listed == {n for n in seen if kind == there.records[n].KIND}, path
    for n, record in enumerate(there.records):
        status = 200 if n in seen else 404
        files = asking.get(f"/files/of/{record.KIND}/{record.pk}")
        assert files.status_code == status, record
        # Committees, projects and consultations have no address of their own for programs yet.
        if path := LISTS.get(RecordKind(record.KIND)):
            answer = asking.get(f"/{path}/{record.pk}")
            assert answer.status_code == status, record
            if n not in seen:
                assert answer.content == asking.get(f"/{path}/{NOWHERE}").content
    resolved = {numbers[row["meeting_id"]] for row in asking.every("/resolutions", limit=2)}
    assert resolved == {n for n in seen if isinstance(there.records[n], Meeting)}
    for n, record in enumerate(there.records):
        if isinstance(record, Meeting):
            answer = asking.get(f"/resolutions/{record.resolutions.get().pk}")
            assert answer.status_code == (200 if n in seen else 404), record
    found = asking.get("/search", q="标段").json()["items"]
    assert {numbers[row["id"]] for row in found} == with_words(there, seen)
    told = {numbers[row["record_id"]] for row in asking.every("/notices")}
    assert told == seen


def test_no_program_is_shown_what_the_policy_hides(db: None) -> None:
    def at_the_moment_asked(there: Loaded) -> None:
        cache.clear()
        with pytest.MonkeyPatch.context() as patch, override_settings(LIANDU_API_PER_MINUTE=10**9):
            patch.setattr(timezone, "now", lambda: there.at)
            check(there)

    every(WORLDS, lambda world: loaded(world, at_the_moment_asked), start=11)
