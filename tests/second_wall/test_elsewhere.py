"""What the commands do where there is no second wall, and as whom they connect where there is."""

import os

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from liandu.access import second_wall
from liandu.config import command
from liandu.kernel.whom import whom
from liandu.operation.checks import look_at_wall


@pytest.mark.once
def test_without_postgresql_there_is_none(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "sqlite")
    assert not look_at_wall(True).advice
    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("second_wall", "raise", "liandu_app")
    second_wall.step_aside()
    second_wall.renew()


def test_what_changes_tables_connects_as_their_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(words: list[str]) -> None:
        there = whom()
        assert there
        assert there.why
        seen.append((words[1], os.environ["LIANDU_DATABASE"], "LIANDU_OWNER" in os.environ))

    monkeypatch.setattr(command, "execute_from_command_line", run)
    for name in ("upgrade", "worker"):
        monkeypatch.setenv("LIANDU_DATABASE", "lesser")
        monkeypatch.setenv("LIANDU_OWNER", "owner")
        command.manage([name])
    assert seen == [("upgrade", "owner", False), ("worker", "lesser", False)]
