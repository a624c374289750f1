"""Bodies and people that most tests need: two cities, their offices, one builder."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.orgs.models import Body, Jurisdiction, Membership, Person, Post, Role
from liandu.orgs.queries import actor_for
from liandu.orgs.rules import path_of


def body(code: str, name: str, parent: Body | None = None, **fields: Any) -> Body:
    """Make a body under ``parent``."""
    made = Body.objects.create(
        code=code, name=name, short_name=fields.pop("short_name", name), parent=parent,
        kind=fields.pop("kind", "department"), **fields,
    )  # fmt: skip
    made.path = path_of(parent.path if parent else "", made.pk)
    made.save()
    return made


def person(username: str, post: str = "", at: Body | None = None, **fields: Any) -> Person:
    """Make a person, in a post with ``roles`` at a body if one is given."""
    roles, clearance = fields.pop("roles", ()), fields.pop("clearance", 2)
    made = Person.objects.create(username=username, name=fields.pop("name", username), **fields)
    if at is not None:
        seat, _ = Post.objects.get_or_create(body=at, name=post or username)
        seat.roles.set(Role.objects.filter(code__in=roles))
        Membership.objects.create(
            person=made,
            post=seat,
            clearance=clearance,
            starts_at=timezone.now() - timedelta(days=1),
        )
    return made


def acting(who: Person) -> Actor:
    """Return the actor that ``who`` is at this moment, read afresh."""
    return actor_for(who.pk, timezone.now(), admin=who.admin)


@cache
def handler(*, checks_csrf: bool) -> ClientHandler:
    """Return the site behind every browser of a test: its middleware takes long to make."""
    return ClientHandler(checks_csrf)


class Browser(Client):
    """A browser of somebody of their own, on one site that all of them share."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.handler = handler(checks_csrf=self.handler.enforce_csrf_checks)


def signed_in(who: Person, **options: Any) -> Client:
    """Return a browser in which ``who`` has signed in."""
    client = Browser(**options)
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def both(*calls: Callable[[], object]) -> list[str]:
    """Run calls at once, each in a transaction of its own, and return how each ended."""
    together = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        try:
            together.wait()
            call()
        except WrongState:
            return "late"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


NAMES = ("federation", "zigong", "zigong_audit", "zigong_water", "luzhou", "builder")
# name, post, body, roles, clearance
STAFF = (
    ("secretary", "综合岗", "federation", "secretariat", 2),
    ("zigong_officer", "综合岗", "zigong", "secretariat", 2),
    ("zigong_inspector", "检查岗", "zigong", "inspector", 2),
    ("zigong_head", "负责人", "zigong", "head", 2),
    ("zigong_auditor", "审计岗", "zigong_audit", "liaison", 2),
    ("water_officer", "联络员", "zigong_water", "liaison head", 2),
    ("luzhou_officer", "综合岗", "luzhou", "secretariat", 2),
    ("builder_liaison", "联络员", "builder", "liaison", 2),
    ("builder_head", "负责人", "builder", "head", 2),
    ("leader", "领导", "federation", "leader", 3),
)
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")


@dataclass
class World:
    """Two cities under a federation office; each office watches its own; a builder is watched."""

    federation: Body
    zigong: Body
    zigong_audit: Body
    zigong_water: Body
    luzhou: Body
    builder: Body
    secretary: Person
    zigong_officer: Person
    zigong_inspector: Person
    zigong_head: Person
    zigong_auditor: Person
    water_officer: Person
    luzhou_officer: Person
    builder_liaison: Person
    builder_head: Person
    leader: Person
    system_admin: Person
    security_admin: Person
    audit_admin: Person


def reference_data() -> None:
    """Load again what migrations load, unless it is there."""
    if Role.objects.exists():
        return
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("0*.py")):
            migration = import_module(f"{app.name}.migrations.{path.stem}")
            if hasattr(migration, "load"):
                migration.load(apps, None)


@pytest.fixture
def world(db: None) -> World:
    """Return the small world; a person's name says what they are."""
    zg = Jurisdiction.objects.create(code="510300", name="自贡市", short_name="自贡", tone="chuan")
    lz = Jurisdiction.objects.create(code="510500", name="泸州市", short_name="泸州", tone="chuan")
    federation = body("FED", "川南渝西监督协作办公室", kind="secretariat")
    zigong = body("ZG", "自贡市监督办", federation, jurisdiction=zg, kind="discipline")
    audit = body("ZG-SJ", "自贡市审计局", zigong, jurisdiction=zg, kind="audit")
    water = body("ZG-SL", "自贡市水利局", None, jurisdiction=zg)
    luzhou = body("LZ", "泸州市监督办", federation, jurisdiction=lz, kind="discipline")
    builder = body("GQ", "灌区公司", None, jurisdiction=zg, kind="enterprise")
    bodies = federation, zigong, audit, water, luzhou, builder
    return World(*bodies, **_staff(dict(zip(NAMES, bodies, strict=True))))


def _staff(bodies: dict[str, Body]) -> dict[str, Person]:
    """Make everybody of the small world, a statement for each table: nearly every test needs them.

    Return them by name.
    """
    administrators = [Person(username=name, name=name, admin=name) for name in ADMINISTRATORS]
    made = [Person(username=name, name=name) for name, *_ in STAFF]
    people = {one.username: one for one in Person.objects.bulk_create([*made, *administrators])}
    role = {one.code: one for one in Role.objects.all()}
    posts = Post.objects.bulk_create(Post(body=bodies[at], name=post) for _, post, at, *_ in STAFF)
    Post.roles.through.objects.bulk_create(
        Post.roles.through(post=post, role=role[code])
        for post, (_, _, _, roles, _) in zip(posts, STAFF, strict=True)
        for code in roles.split()
    )
    since = timezone.now() - timedelta(days=1)
    Membership.objects.bulk_create(
        Membership(person=people[name], post=post, clearance=clearance, starts_at=since)
        for post, (name, _, _, _, clearance) in zip(posts, STAFF, strict=True)
    )
    return people
