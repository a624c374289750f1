"""The console helps when no security administrator can sign in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from liandu.keys import queries
from tests.keys.hands import with_app
from tests.people import World


def run(account: str) -> str:
    said = StringIO()
    call_command("second_factor", account, "--reason", "手机遗失，机房核实", stdout=said)
    return said.getvalue()


def test_the_console_takes_a_second_factor_away(world: World) -> None:
    with_app(world.security_admin)
    assert "本人下次登录时" in run("security_admin")
    assert queries.factor_of(world.security_admin.pk) is None
    last = queries.last_reset(world.security_admin.pk)
    assert last is not None
    assert last.reason == "手机遗失，机房核实"
    for account in ("security_admin", "nobody-at-all"):
        with pytest.raises(CommandError):
            run(account)
