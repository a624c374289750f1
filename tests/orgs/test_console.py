"""What the console makes of an empty site: the first administrators."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from liandu.audit.models import Event
from liandu.kernel.errors import NotAllowed
from liandu.orgs.actions.people import Particulars, open_administrator
from liandu.orgs.models import Person
from tests.people import World, acting

pytestmark = pytest.mark.django_db


def test_the_console_opens_the_first_administrators() -> None:
    said = StringIO()
    call_command("administrator", "security_admin", "anquan", "安全员", reason="启用", stdout=said)
    person = Person.objects.get(username="anquan")
    assert (person.admin, person.name, person.must_change_password) == (
        "security_admin", "安全员", True,
    )  # fmt: skip
    assert person.check_password(said.getvalue().rpartition("：")[2].strip())
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"orgs.person_added", "orgs.admin_set"} <= kinds
    with pytest.raises(CommandError):
        call_command("administrator", "audit_admin", "anquan", "审计员", reason="启用")
    assert Person.objects.count() == 1


def test_nobody_at_a_page_opens_and_appoints_at_once(world: World) -> None:
    for admin in (world.system_admin, world.security_admin):
        with pytest.raises(NotAllowed):
            open_administrator(
                actor=acting(admin), particulars=Particulars("x", "某"),
                admin="audit_admin", reason="启用",
            )  # fmt: skip
