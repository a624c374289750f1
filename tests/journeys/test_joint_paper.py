"""One paper of two bodies: drawn up by one, countersigned by the other, signed for by a third."""

import io
import re

import pytest
from django.urls import reverse
from docx import Document

from liandu.orgs.models import Person
from tests.journeys.conftest import Enter
from tests.papers.build import NOTICE, assigned
from tests.people import World, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390


def test_a_notice_is_issued_by_two_bodies_and_signed_for(world: World, enter: Enter) -> None:
    finding = assigned(world)
    office, head = enter(world.zigong_officer), enter(world.zigong_head)
    water, phone = enter(world.water_officer), enter(world.builder_liaison, width=PHONE)

    office.open(finding.get_absolute_url())
    office.step(
        "papers:draft", NOTICE, finding.pk, recipients=world.builder.name,
        joint=world.zigong_water.name,
    )  # fmt: skip
    paper, address = office.pk, office.path
    office.step("papers:submit", paper)

    head.open(address)
    assert not head.hrefs(f'main a[href="{reverse("papers:approve", args=[paper])}"]')
    water.open(reverse("portal:desk"))
    water.push(f'main a[href="{address}"]')
    water.step("papers:countersign", paper)
    head.open(address)
    head.step("papers:approve", paper)
    office.open(address)
    office.step("papers:issue", paper)
    assert "整〔" in office.words

    said = words_of(world.zigong_officer, paper)
    assert all(body.name in said for body in (world.zigong, world.zigong_water, world.builder))

    phone.open(reverse("portal:desk"))
    phone.push(f'main a[href="{address}"]')
    assert phone.look(lambda page: page.evaluate("document.documentElement.scrollWidth")) <= PHONE
    phone.step("papers:sign_for", paper)
    office.open(address)
    assert re.search(r"灌区公司\s+联络员\s+builder_liaison\s+\S+\s+\S+\s+签收", office.words)


def words_of(who: Person, paper: str) -> str:
    """Return what the document says that somebody downloads."""
    client = signed_in(Person.objects.get(pk=who.pk))  # their password is another by now
    file = client.get(reverse("papers:docx", args=[paper]))
    return "".join(Document(io.BytesIO(file.content)).element.body.itertext())
