"""Kinds of event, and who hears of them."""

from types import SimpleNamespace
from typing import Any

import pytest

from liandu.kernel import events
from liandu.kernel.actor import SYSTEM


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KINDS", {})
    monkeypatch.setattr(events, "_writers", [])
    monkeypatch.setattr(events, "_listeners", [])


SUBJECT = SimpleNamespace(pk=1, _meta=None)


def test_an_event_is_written_once_and_then_told() -> None:
    heard: list[tuple[str, Any]] = []
    events.write_with(lambda *_: heard.append(("old writer", None)))
    events.write_with(lambda _actor, kind, _subject, facts: heard.append((kind, facts)))
    events.tell_with(lambda _actor, kind, _subject, _facts: heard.append(("told", kind)))
    events.kind("test.done", "Done")

    events.record(SYSTEM, "test.done", SUBJECT, reason="because")

    assert heard == [("test.done", {"reason": "because"}), ("told", "test.done")]


def test_a_kind_that_is_not_registered_cannot_happen() -> None:
    with pytest.raises(KeyError):
        events.record(SYSTEM, "test.unknown", SUBJECT)


def test_a_kind_has_one_sentence() -> None:
    events.kind("test.twice", "Once", is_read=True)
    assert events.KINDS["test.twice"].is_read
    with pytest.raises(ValueError, match=r"two event kinds test\.twice"):
        events.kind("test.twice", "Twice")
