"""Whatever is sent, every operation answers as its description says, and never breaks.

Bounded here to what fits into some minutes; ``LIANDU_API_CASES`` says how many are sent in all, as
``LIANDU_API_CASES=nightly python -m pytest tests/interfaces/test_description.py``: 100 000.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.cache import cache
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from liandu.config.wsgi import application
from liandu.dispatch.rules import key_of, week_of
from liandu.interfaces.api import schema
from tests.access_table.scene import Scene
from tests.access_table.scene import made as scene_of
from tests.inspections import build
from tests.interfaces.programs import ROOT, program
from tests.people import World

pytestmark = pytest.mark.once
NIGHTLY, USUAL = 100_000, 5_000
ASKED = os.environ.get("LIANDU_API_CASES") or str(USUAL)
CASES = NIGHTLY if ASKED == "nightly" else int(ASKED)
OPERATIONS = sorted(
    (path, method.upper()) for path, methods in schema()["paths"].items() for method in methods
)
CHECKS = [
    content_type_conformance, negative_data_rejection, response_headers_conformance,
    response_schema_conformance, status_code_conformance,
]  # fmt: skip
CHECKS_OF_WELL_FORMED = [check for check in CHECKS if check is not negative_data_rejection]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
BROKEN = 500


@pytest.fixture
def scene(world: World) -> Iterator[Scene]:
    """Return one record of each kind; no limit to how often is asked.

    The site is called as a server calls it, but keeps the connection of the test.
    """
    cache.clear()
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    with override_settings(LIANDU_API_PER_MINUTE=10**9):
        yield scene_of(world)
    for end in ends:
        end.connect(close_old_connections)
    cache.clear()


def served(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """Return what the site answers, read to its end and closed, as by a server."""
    answer = application(environ, start)
    with closing(answer):
        return [b"".join(answer)]


def places(scene: Scene, path: str) -> dict[str, Any]:
    """Return what stands in an address of what there is."""
    every = {
        "project_id": str(scene.object.pk), "inspection_id": str(scene.inspection.pk),
        "finding_id": str(scene.finding.pk), "paper_id": str(scene.letter.pk),
        "week": key_of(week_of(build.today())), "body_id": scene.world.builder.pk,
        "risk_id": scene.args("risks:point")["pk"], "kind": int(scene.finding.KIND),
        "record_id": str(scene.finding.pk), "file_id": str(scene.args("files:preview")["pk"]),
    }  # fmt: skip
    return {name: value for name, value in every.items() if f"{{{name}}}" in path}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_operation_answers_as_described(scene: Scene, method: str) -> None:
    described = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", served)
    who = scene.people["secretariat" if method == "GET" else "resp head"]
    assert who is not None
    headers = program(who).headers()
    wrong: list[str] = []

    count = 0

    def check(case: schemathesis.Case[Any]) -> None:
        nonlocal count
        count += 1
        answer = case.call(headers=headers)
        if answer.status_code >= BROKEN:
            wrong.append(f"{method} {case.path}: {answer.text[:300]}")
            return
        checks = CHECKS if is_sent(case) else CHECKS_OF_WELL_FORMED
        try:
            case.validate_response(answer, checks=checks, headers=headers)
        except FailureGroup as faults:
            wrong.append(f"{method} {case.path}: {faults.exceptions}")

    strategies = [
        described[path][method].as_strategy(generation_mode=mode, **known)
        for path, of in OPERATIONS
        if of == method
        for here in (places(scene, path),)
        for mode in MODES
        for known in ({}, {"path_parameters": here})[: 2 if here else 1]
    ]
    wanted, turn = CASES // 2, 7
    # What has no parameters is soon asked in every way: the others are asked again, otherwise.
    while count < wanted:
        for strategy in strategies:
            send(strategy, check, at_most=wanted // len(strategies) + 1, turn=turn)
        turn += 1
    assert wrong == []


def is_sent(case: schemathesis.Case[Any]) -> bool:
    """Test whether all that a case asks is sent: clients leave out what is empty."""
    return all(value not in (None, [], {}) for value in (case.query or {}).values())


def send(
    strategy: Any, check: Callable[[schemathesis.Case[Any]], None], *, at_most: int, turn: int
) -> None:
    """Send so many cases, the same ones at each turn of that number."""
    run = settings(
        max_examples=at_most, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(strategy)(check))  # fmt: skip
    seed(turn)(run)()
