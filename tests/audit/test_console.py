"""``liandu audit`` at the console."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from liandu.audit import keys
from liandu.audit.models import Event
from liandu.audit.rules import Claim, Entry, Fault, Wrong, check_proof, examine, sealed_hash
from liandu.engines.merkle.checkpoints import read_key
from liandu.orgs.models import Body
from tests.audit.conftest import ids, write

pytestmark = pytest.mark.django_db(transaction=True)
Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return how to run ``liandu audit`` and read what it prints."""

    def command(*words: str) -> str:
        call_command("audit", *words)
        return capsys.readouterr().out

    return command


def test_the_console_seals_and_verifies(zigong: Body, run: Run) -> None:
    write(1)
    with translation.override("en"):
        assert run("seal") == "1 event sealed\n"
        write(1)
        assert run("verify") == "9 events, 4 signed heads in 2 logs: no fault\n"
        assert run("verify", "--body", "ZG", "--since", "2020-01-01").startswith("7 events")


@pytest.mark.parametrize(
    "words", [["verify", "--body", "none"], ["prove", "0"], ["verify", "--since", "x"], []]
)
def test_the_console_says_what_it_cannot_do(words: Sequence[str]) -> None:
    with pytest.raises(CommandError):
        call_command("audit", *words)


def test_the_console_tells_why_something_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    event_id = write(1).pk
    # Somebody else's long transaction holds up the seal.
    monkeypatch.setattr("liandu.audit.management.commands.audit.seal_events", lambda: 0)
    with translation.override("en"), pytest.raises(CommandError, match="not sealed yet"):
        call_command("audit", "prove", str(event_id))


def test_the_console_proves(zigong: Body, run: Run) -> None:
    event_id = write(1).pk
    proof = json.loads(run("prove", str(event_id)))
    assert check_proof(proof, keys.public_key_text())["id"] == event_id
    assert json.loads(run("prove", str(event_id), "--content"))["content"]["facts"]


def test_an_export_can_be_verified_without_the_database(
    zigong: Body, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "record.jsonl"
    with translation.override("en"):
        assert run("export", str(file)) == "7 events written\n"
    head, log, *rest = map(json.loads, file.read_text().splitlines())
    leaves = [line for line in rest if "leaf" in line]
    texts = [line["checkpoint"] for line in rest if "checkpoint" in line]
    assert reexamined(head, log, leaves, texts) == []
    leaves[3]["content"]["facts"] = "{}"
    assert [fault.wrong for fault in reexamined(head, log, leaves, texts)] == [Wrong.CONTENT]
    assert Event.objects.latest("pk").kind == "audit.record_exported"
    assert Event.objects.latest("pk").facts == {"count": 7, "what": "record.jsonl"}


def reexamined(
    head: dict[str, Any], log: dict[str, Any], leaves: list[dict[str, Any]], texts: list[str]
) -> list[Fault]:
    """Verify an export with the plain rules alone."""
    name, key = read_key(head["key"])
    entries = [
        Entry(
            line["leaf"]["id"],
            line["position"],
            sealed_hash(line["leaf"], "sha256").hex(),
            line["leaf"],
            line["content"]["salt"],
            line["content"]["facts"],
        )
        for line in leaves
    ]
    heads = [(int(text.split("\n")[1]), text) for text in texts]
    return list(examine(Claim(log["log"], log["state"], heads, {name: key}), entries))


def test_an_export_since_a_day_holds_what_came_later(
    zigong: Body, run: Run, tmp_path: Path
) -> None:
    Event.objects.filter(pk__in=ids()[:4]).update(at=timezone.now() - timedelta(days=9))
    since = f"{timezone.localdate() - timedelta(days=1)}"
    run("export", "--since", since, "--body", "ZG", str(tmp_path / "a"))
    lines = [json.loads(line) for line in (tmp_path / "a").read_text().splitlines()]
    assert [line["position"] for line in lines if "leaf" in line] == [4, 5, 6]
    assert lines[1]["first"] == 4
    assert sum("checkpoint" in line for line in lines) == 1
