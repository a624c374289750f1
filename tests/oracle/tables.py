"""Putting a made-up world into the tables: recusal by the actions themselves, the rest as rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from liandu.access import actions
from liandu.access.models import Emergency, Grant, Guarded, Team, TeamMember, Wall
from liandu.access.queries import guarded_models
from liandu.committees.models import Committee
from liandu.consultations.models import Consultation
from liandu.figures.models import Reconciliation, Snapshot
from liandu.findings.models import Finding
from liandu.inspections.models import Inspection
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.models import new_id
from liandu.meetings.models import Meeting
from liandu.orgs.models import Body, Membership, Person, Post, Role
from liandu.orgs.queries import actor_for
from liandu.orgs.rules import path_of
from liandu.papers.models import Paper
from liandu.papers.queries import template_in_use
from liandu.programme.models import ProgrammeArea, SupervisionProject
from liandu.works.models import SupervisedObject
from tests.oracle.cooperating import COOPERATION, cooperating
from tests.oracle.policy import about
from tests.oracle.sharing import SHARING, sharing
from tests.oracle.worlds import ROLES, Made, World

# Ids far from those of the defaults, so that rows can be written without reading their ids back.
BASE = 9000
DAY = timedelta(days=1)
NAMES = ("甲", "乙", "丙", "丁", "戊", "己")


class Loaded:
    """A world in the tables: its records, and the actor that each user is at the moment asked."""

    def __init__(self, world: World) -> None:
        self.world = world
        # Ends are told ahead of time: what is over when asked was still to come when written.
        self.at = timezone.now() + 10 * DAY
        self.records: list[Guarded] = []
        self.people = [
            Person(
                pk=BASE + n, username=f"user{n}", name=f"人员{n}", is_active=user.is_active,
                admin=user.admin,
            )
            for n, user in enumerate(world.users)
        ]  # fmt: skip
        self.bodies = _bodies(world)
        Body.objects.bulk_create(self.bodies)
        Person.objects.bulk_create(self.people)
        self._seats()
        self._teams()
        self._records()
        self._recusal()

    def moment(self, days: int) -> datetime:
        """Return the moment that many days from the one asked."""
        return self.at + days * DAY

    def actor(self, user: int) -> Actor:
        """Return the actor that a user is at the moment asked, read afresh."""
        person = self.people[user]
        return actor_for(person.pk, self.at, admin=person.admin)

    def ids(self, kind: int) -> dict[UUID, int]:
        """Return the records of a kind: id to number in the world."""
        numbered = enumerate(self.records)
        return {record.pk: n for n, record in numbered if kind == record.KIND}

    def _seats(self) -> None:
        role_ids = dict(Role.objects.values_list("code", "pk"))
        narrow = Role(pk=BASE, code="narrow", name="专岗", scope_kinds=list(ROLES["narrow"]))
        if "narrow" not in role_ids:
            narrow.save(force_insert=True)
            role_ids["narrow"] = narrow.pk
        held = [(n, seat) for n, user in enumerate(self.world.users) for seat in user.seats]
        posts = [
            Post(pk=BASE + n, body_id=BASE + seat.body, name=f"岗位{n}")
            for n, (_user, seat) in enumerate(held)
        ]
        Post.objects.bulk_create(posts)
        Post.roles.through.objects.bulk_create(
            Post.roles.through(post_id=BASE + n, role_id=role_ids[role])
            for n, (_user, seat) in enumerate(held)
            for role in seat.roles
        )
        Membership.objects.bulk_create(
            Membership(
                person_id=BASE + user, post_id=BASE + n, clearance=seat.clearance,
                starts_at=self.moment(seat.starts),
                ends_at=self.moment(seat.ends),
            )
            for n, (user, seat) in enumerate(held)
        )  # fmt: skip

    def _teams(self) -> None:
        groups = list(enumerate(self.world.teams))
        Team.objects.bulk_create(
            Team(pk=BASE + n, name=f"专班{n}", ends_at=self.moment(group.ends))
            for n, group in groups
        )
        TeamMember.objects.bulk_create(
            TeamMember(
                team_id=BASE + n, person_id=BASE + member.person,
                starts_at=self.moment(member.starts), ends_at=self.moment(member.ends),
            )
            for n, group in groups
            for member in group.members
        )  # fmt: skip

    def _records(self) -> None:
        self.records = [_record(n, made) for n, made in enumerate(self.world.records)]
        for model in guarded_models().values():
            rows = [record for record in self.records if type(record) is model]
            model.objects.unscoped("made for a test").bulk_create(rows)
        pairs = list(zip(self.records, self.world.records, strict=True))
        Grant.objects.bulk_create(
            Grant(
                record_kind=record.KIND, record_id=record.pk, purpose="cooperation", basis="函",
                expires_at=self.moment(given.ends),
                revoked_at=self.at - DAY if given.is_revoked else None,
                **{f"{given.to[0]}_id": BASE + given.to[1]},
            )
            for record, made in pairs
            for given in made.grants
        )  # fmt: skip
        for record, made in pairs:
            if made.parties:
                bodies = {BASE + body: "参与单位" for body in made.parties}
                actions.sync_parties(actor=SYSTEM, record=record, bodies=bodies)
        Emergency.objects.bulk_create(
            Emergency(
                record_kind=record.KIND, record_id=record.pk, body=self.bodies[made.owner],
                person_id=BASE + user, expires_at=self.moment(ends), asked="x", reason="x",
            )
            for record, made in pairs
            for user, ends in made.emergencies
        )  # fmt: skip

    def _recusal(self) -> None:
        steps = [self._tie_people, self._name_subjects]
        for step in steps if self.world.ties_first else steps[::-1]:
            step()
        for record, made in zip(self.records, self.world.records, strict=True):
            for ref in made.dropped - about(made):
                actions.drop_subject(actor=SYSTEM, record=record, subject=self._of(ref))
        Wall.objects.bulk_create(
            Wall(
                record_kind=record.KIND, record_id=record.pk, person_id=BASE + user,
                source="declared", reason="本人申请",
            )
            for record, made in zip(self.records, self.world.records, strict=True)
            for user in made.declared
        )  # fmt: skip

    def _tie_people(self) -> None:
        for tie in self.world.ties:
            actions.declare_tie(
                actor=Actor(BASE + tie.person), person=self.people[tie.person],
                other=self._of(tie.other), kind="kin", source="申报",
                ends_at=self.moment(tie.ends),
            )  # fmt: skip

    def _name_subjects(self) -> None:
        for record, made in zip(self.records, self.world.records, strict=True):
            kept = {("body", body) for body in made.kept}
            for ref in sorted(made.subjects | made.dropped | kept):
                actions.name_subject(
                    actor=SYSTEM, record=record, subject=self._of(ref), is_kept=ref in kept
                )

    def _of(self, ref: tuple[str, int]) -> Any:
        return (self.people if ref[0] == "person" else self.bodies)[ref[1]]


def _bodies(world: World) -> list[Body]:
    made: list[Body] = []
    for n, parent in enumerate(world.parents):
        above = made[parent] if parent is not None else None
        path = path_of(above.path if above else "", BASE + n)
        made.append(
            Body(
                pk=BASE + n, code=f"B{n}", name=f"单位{n}", short_name=f"单位{n}",
                kind="department", parent=above, path=path,
            )
        )  # fmt: skip
    return made


def _record(n: int, made: Made) -> Guarded:
    """Return a record that nothing but its number, owner, kind and label tells from others."""
    common: dict[str, Any] = {
        "owner_body_id": BASE + made.owner, "label": made.label, "number": f"NO-2023-{n:04}",
    }  # fmt: skip
    name, day = f"标段{NAMES[n]}", date(2023, 6, 1)
    if made.kind == SupervisedObject.KIND:
        return SupervisedObject(**common, name=name, normal_name=name)
    if made.kind == Inspection.KIND:
        return Inspection(
            **common, title=name, basis="年度计划", mode="joint", starts_on=day, ends_on=day
        )
    parties = [BASE + body for body in made.parties]
    if made.kind != Finding.KIND:
        return _told(n, made.kind, common, name, parties)
    return Finding(
        **common,
        **dict(zip(("responsible_body_id", "supervising_body_id"), parties, strict=False)),
        title=name,
        fact="事实",
        rule_broken="规定",
        demand="整改",
        found_on=day,
    )


def _project(common: dict[str, Any], name: str) -> Guarded:
    """Return a supervision project of a committee that nobody of the world may know of."""
    common.pop("number")
    of, _nowhere = _elsewhere()
    return SupervisionProject(
        **common, committee=of, name=name, year=2023, area=ProgrammeArea.objects.all()[0],
        first_month=1, last_month=6, subject="事项", expected="成果",
    )  # fmt: skip


def _consultation(common: dict[str, Any], name: str) -> Guarded:
    """Return a consultation in a committee that nobody of the world may know of."""
    common.pop("number")
    of, _nowhere = _elsewhere()
    return Consultation(
        **common, committee=of, title=name, question="是否同意", reason="事由",
        due_at=datetime(2023, 6, 1, 9, tzinfo=UTC),
    )  # fmt: skip


def _meeting(n: int, common: dict[str, Any], name: str) -> Guarded:
    """Return a meeting of a committee that nobody of the world may know of."""
    common.pop("number")
    of, nowhere = _elsewhere()
    at = datetime(2023, 6, 1, 9, tzinfo=UTC)
    return Meeting(
        **common, committee=of, ordinal=n, title=name, host=nowhere, place="别处", starts_at=at,
        ends_at=at + timedelta(hours=1),
    )  # fmt: skip


def _elsewhere() -> tuple[Committee, Body]:
    """Return a committee that nobody of the world may know of, and its body."""
    path = path_of("", BASE + len(NAMES))
    nowhere, _made = Body.objects.get_or_create(
        pk=BASE + len(NAMES),
        code="B-",
        name="别处",
        short_name="别处",
        kind="department",
        path=path,
    )
    every: Any = Committee.objects.unscoped("made for a test")
    of, _made = every.get_or_create(name="别处", shape="joint_meeting", owner_body=nowhere)
    return of, nowhere


def _told(n: int, kind: int, common: dict[str, Any], name: str, parties: list[int]) -> Guarded:
    """Return a record of one of the other kinds."""
    if kind in COOPERATION:
        return cooperating(kind, common, name, parties, _elsewhere()[1])
    if kind in SHARING:
        return sharing(kind, common, name, _elsewhere()[1])
    of_committee: dict[int, Callable[[], Guarded]] = {
        Meeting.KIND: lambda: _meeting(n, common, name),
        SupervisionProject.KIND: lambda: _project(common, name),
        Consultation.KIND: lambda: _consultation(common, name),
    }
    return of_committee[kind]() if kind in of_committee else _kept(kind, common, name)


def _kept(kind: int, common: dict[str, Any], name: str) -> Guarded:
    """Return a paper, frozen figures, ledgers compared, or a joint meeting."""
    if kind == Committee.KIND:
        common.pop("number")
        return Committee(**common, name=name, shape="joint_meeting")
    if kind == Snapshot.KIND:
        frozen = {"figures": {}, "members": {}, "definitions": []}
        return Snapshot(**common, title=name, period="2023", taken_by_id=BASE, **frozen)
    if kind == Reconciliation.KIND:
        day, of = date(2023, 6, 1), common["owner_body_id"]
        return Reconciliation(
            **common, title=name, other_body_id=of, since=day, until=day, lines=[], made_by_id=BASE
        )
    template = template_in_use("rectification_notice")
    return Paper(
        **common, title=name, kind=template.code, template=template, record_kind=Finding.KIND,
        record_id=new_id(),
    )  # fmt: skip
