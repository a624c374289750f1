"""Machines that watch over the site learn how it is, and nothing of what is in it."""

import json
import logging
import re
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from liandu.operation import queries, views
from liandu.operation.logs import JsonFormatter
from tests.people import World, signed_in

pytestmark = pytest.mark.django_db
NEVER = "Qiaoliang-4711-never-written"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    """Return what the log says so far, as it is written down."""
    for name in ("", "liandu.request", "django.request"):
        caplog.set_level(logging.DEBUG, name)
    return lambda: [JsonFormatter().format(record) for record in caplog.records]


def test_a_site_with_its_tables_is_live_and_ready(client: Client) -> None:
    assert client.get("/healthz/live").json() == {"status": "live"}
    assert client.get("/healthz/ready").json() == {"status": "ready"}
    assert client.get("/healthz").status_code == 200


def test_a_site_without_its_tables_is_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "pending_migrations", lambda: ["works.9999_later"])
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready"})


def test_a_site_without_its_database_is_live_and_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise DatabaseError(NEVER)

    monkeypatch.setattr(connection, "ensure_connection", gone)
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert NEVER not in answer.content.decode()


def test_the_figures_are_read_on_this_machine_alone(client: Client) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="::1").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="").status_code == 404
    for name in views.BEHIND:
        assert client.get("/metrics", **{name: "10.1.2.3"}).status_code == 404


def test_with_a_token_it_alone_counts(client: Client, settings: Settings) -> None:
    settings.LIANDU_METRICS_TOKEN = NEVER
    assert client.get("/metrics").status_code == 404
    wrong = client.get("/metrics", HTTP_AUTHORIZATION="Bearer another")
    assert wrong.status_code == 404
    right = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {NEVER}", REMOTE_ADDR="10.1.2.3")
    assert right.status_code == 200


def test_figures_tell_of_routes_and_of_nobody(world: World) -> None:
    browser = signed_in(world.zigong_officer)
    browser.get(f"/search/?q={NEVER}")
    browser.get(f"/{NEVER}/")
    text = browser.get("/metrics").content.decode()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert {"liandu_requests", "liandu_request_seconds", "liandu_unsealed_events"} <= set(families)
    labels = {name for f in families.values() for s in f.samples for name in s.labels}
    assert labels == {"method", "route", "status", "app", "le", "version"}
    assert NEVER not in text
    assert world.zigong_officer.username not in text


def test_each_request_is_a_line_with_its_number(world: World, lines: Any) -> None:
    answer = signed_in(world.zigong_officer).get("/desk/?week=2026-01-05")
    told = json.loads(lines()[-1])
    assert told["request"] == answer["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", told["request"])
    assert told["actor"] == world.zigong_officer.pk
    assert (told["method"], told["route"], told["status"]) == ("GET", "portal:desk", 200)
    assert told["ms"] > 0


def test_no_line_holds_what_was_typed_sent_or_shown(world: World, lines: Any) -> None:
    browser = signed_in(world.zigong_officer, raise_request_exception=False)
    cookie = browser.cookies["sessionid"].value
    browser.post("/sign-in/", {"username": NEVER, "password": NEVER})
    browser.get(f"/search/?q={NEVER}", HTTP_AUTHORIZATION=f"Bearer {NEVER}")
    browser.get(f"/findings/{NEVER}/")
    browser.get("/", HTTP_HOST=f"{NEVER}.example")
    browser.post("/views/save/", {"name": NEVER, "listing": NEVER, "query": NEVER})
    browser.generic("GET", "/", CONTENT_TYPE=NEVER, HTTP_USER_AGENT=NEVER, HTTP_COOKIE=NEVER)
    written = "\n".join(lines())
    assert "portal:home" in written
    for never in (NEVER, NEVER.lower(), cookie, world.zigong_officer.username):
        assert never not in written


def test_a_fault_is_told_by_its_kind_and_place_and_not_by_its_words() -> None:
    with pytest.raises(ValueError, match=NEVER) as fault:
        int(NEVER)
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "Broken: %s", (NEVER,),
        (fault.type, fault.value, fault.tb),
    )  # fmt: skip
    told = json.loads(JsonFormatter().format(record))
    assert NEVER not in json.dumps(told)
    assert (told["says"], told["fault"]) == ("Broken: %s", "ValueError")
    assert "test_watching.py" in told["where"][0]


def test_a_request_for_another_site_is_refused_and_is_no_fault(client: Client) -> None:
    answer = client.get("/", HTTP_HOST="elsewhere.example")
    assert (answer.status_code, answer.content) == (400, b"")


def test_a_strange_method_is_counted_as_one(client: Client, lines: Any) -> None:
    client.generic(NEVER.upper(), "/healthz")
    assert json.loads(lines()[-1])["method"] == "other"
