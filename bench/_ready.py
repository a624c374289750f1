"""What must stand ready in a world before it is asked, made straight in its tables."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from liandu.audit import verifying
from liandu.audit.actions import seal_events
from liandu.files.models import Attachment, StoredFile
from liandu.findings.models import Finding, Submission
from liandu.findings.queries import findings, subject_of
from liandu.findings.rules import FindingState
from liandu.inspections.models import Inspection
from liandu.kernel import events
from liandu.orgs.models import Body, Person
from liandu.orgs.queries import actor_for
from liandu.programme.models import SupervisionProject
from liandu.works import queries as works
from liandu.works.actions import start_import
from liandu.works.actions.importing import run_import
from liandu.works.models import ImportBatch, SupervisedObject

Took = dict[str, float]

_writers: list[Any] = []


def actor(who: str) -> Any:
    """Return the person of the account ``who`` as an actor."""
    return actor_for(Person.objects.get(username=who).pk, timezone.now())


def seen(who: str) -> int:
    """Return how many findings ``who`` may know of."""
    count: int = Finding.objects.visible_to(actor(who)).count()
    return count


def some_ids(who: str, count: int) -> list[str]:
    """Return the ids of the ``count`` findings registered last that ``who`` may know of."""
    rows = findings(actor(who)).order_by("-created_at").values_list("pk", flat=True)
    return [str(pk) for pk in rows[:count]]


def bodies(codes: list[str]) -> list[int]:
    """Return the ids of bodies by their codes."""
    found = dict(Body.objects.filter(code__in=codes).values_list("code", "pk"))
    return [found[code] for code in codes]


def closable(owner: str, by: list[str], count: int) -> list[str]:
    """Bring ``count`` findings of a body as far as closing, by two persons; return their ids."""
    submitter, reviewer = (Person.objects.get(username=who).pk for who in by)
    rows = Finding.objects.unscoped("made ready to be closed").filter(owner_body__code=owner)
    bare = rows.filter(
        closed_at=None, responsible_body__isnull=False, submissions=None,
        plans=None, item_count=0, reopen_count=0,
    )  # fmt: skip
    ids = list(bare.values_list("pk", flat=True)[:count])
    rows.filter(pk__in=ids).update(
        state=FindingState.SECOND_REVIEW, money_recovered_fen=0, is_without_rules=True,
        submitter=submitter, first_reviewer=reviewer, return_count=0,
        root_cause="execution", similar_cases="-",
    )  # fmt: skip
    stored = StoredFile.objects.earliest("pk")
    for finding in rows.filter(pk__in=ids):
        Attachment.objects.create(
            record_kind=finding.KIND, record_id=finding.pk, subject=subject_of(1), stored=stored,
            name="proof.jpg", purpose="evidence",
        )  # fmt: skip
        Submission.objects.create(
            finding=finding, round=1, statement="-", submitted_by_id=submitter
        )
    return [str(pk) for pk in ids]


def planned(visits: int, projects: int, count: int) -> dict[str, Any]:
    """Fill a year with plans over ``count`` objects, all of the office; return some projects."""
    chance, office = random.Random(1), Body.objects.get(code="LM")  # noqa: S311 - the same each time
    year = timezone.localdate().year
    places = _like(SupervisedObject, count, owner_body=office, lead_body=None)
    SupervisedObject.objects.bulk_create(places, batch_size=500)
    visited = _like(Inspection, visits, owner_body=office, team=None, visited_from=None)
    for one in visited:
        one.starts_on = date(year, 1, 1) + timedelta(chance.randrange(355))
        one.ends_on = one.starts_on + timedelta(chance.randint(1, 10))
    Inspection.objects.bulk_create(visited, batch_size=500)
    undertaken = _like(
        SupervisionProject, projects, owner_body=office, year=year, resolution=None,
        state="submitted", targets="", merged_into=None,
    )  # fmt: skip
    for each in undertaken:
        each.first_month = chance.randint(1, 11)
        each.last_month = min(12, each.first_month + chance.randrange(3))
        each.links = chance.sample(["tender", "change", "payment", "quality", "safety"], 3)
    SupervisionProject.objects.bulk_create(undertaken, batch_size=500)
    tied: list[tuple[list[Any], Any, str]] = [
        (visited, Inspection.supervised_objects.through, "inspection"),
        (undertaken, SupervisionProject.objects_named.through, "supervisionproject"),
    ]
    for rows, through, name in tied:
        through.objects.bulk_create([
            through(**{f"{name}_id": row.pk, "supervisedobject_id": place.pk})
            for row in rows for place in chance.sample(places, chance.randint(1, 3))
        ], batch_size=5000)  # fmt: skip
    return {"year": year, "projects": [str(row.pk) for row in undertaken]}


def _like(model: Any, count: int, **values: Any) -> list[Any]:
    """Return ``count`` rows like the latest one of a model, not written yet."""
    latest = model.objects.unscoped("copied for the bench").latest("created_at")
    fields = [one for one in model._meta.concrete_fields if not (one.generated or one.primary_key)]
    same = {one.attname: getattr(latest, one.attname) for one in fields}
    same |= {
        model._meta.get_field(name).attname: getattr(value, "pk", value)
        for name, value in values.items()
    }
    numbered = "number" in same
    return [model(**same | ({"number": f"CL-{n}"} if numbered else {})) for n in range(count)]


def keep_record(is_on: bool) -> None:
    """Write events from now on, or do not: to see what they cost."""
    _writers.extend(events._writers)  # noqa: SLF001 - nobody else may do without
    events._writers[:] = _writers[:1] if is_on else []  # noqa: SLF001


def upload(who: str, count: int) -> Took:
    """Send in a list of ``count`` works."""
    head = "项目名称,项目编号,总投资（万元）,开工时间,项目状态"
    rows = [f"测量用工程 {n},CL-{n:05},{1000 + n},2025-06,在建" for n in range(count)]
    content = "\n".join([head, *rows]).encode()
    with taking() as took:
        start_import(actor=actor(who), file_name="list.csv", content=content)
    return took


def look_through(who: str, count: int) -> Took:
    """Read the list that was sent in, as its preview does, and put it into the queue."""
    keeper, batch = actor(who), ImportBatch.objects.latest("created_at")
    with taking() as took:
        reading = works.reading(batch)
        took["count"] = works.tally(works.lines(keeper, batch, reading))["new"]
    confirmed = {"columns_seen": True}
    ImportBatch.objects.filter(pk=batch.pk).update(
        state="queued", choices=batch.choices | confirmed
    )
    if took["count"] != count:
        message = f"{took['count']} of {count} lines would come in"
        raise AssertionError(message)
    return took


def bring_in(who: str, count: int) -> Took:
    """Do what the worker does with the list."""
    batch = ImportBatch.objects.latest("created_at")
    with taking() as took:
        run_import(batch.pk)
    listed = SupervisedObject.objects.visible_to(actor(who)).filter(number__startswith="CL-")
    took["count"] = listed.count()
    if took["count"] != count:
        message = f"{took['count']} of {count} works are there"
        raise AssertionError(message)
    return took


def seal() -> Took:
    """Seal whatever was not sealed."""
    with taking() as took:
        took["count"] = seal_events()
    return took


def verify() -> Took:
    """Verify the whole record."""
    with taking() as took:
        report = verifying.verify()
        took["count"] = report.event_count
    if report.faults:
        raise AssertionError(report.faults)
    return took


@contextmanager
def taking() -> Iterator[Took]:
    """Yield what fills itself with the seconds that the block takes, by the clock and of CPU."""
    took: Took = {}
    wall, cpu = time.perf_counter(), time.process_time()
    yield took
    took |= {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
