"""Tickets and instructions are known of with their record alone, on each of their surfaces."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.orgs.models import Membership
from liandu.urging.models import Instruction, SupervisionTicket
from liandu.urging.queries import may_know
from tests.oracle import policy
from tests.oracle.tables import NAMES, Loaded
from tests.oracle.test_pages import read, shown
from tests.oracle.test_policy import every, loaded
from tests.people import signed_in

pytestmark = pytest.mark.once
WORLDS = 4


def urged(there: Loaded) -> list[tuple[SupervisionTicket, Instruction]]:
    """Return a ticket and an instruction on every record, each named as the record is."""
    body, who = there.bodies[0], there.people[0]
    seat = Membership.objects.order_by("pk").first()
    made = []
    for n, record in enumerate(there.records):
        about: dict[str, Any] = {
            "record_kind": record.KIND, "record_id": record.pk, "title": f"标段{NAMES[n]}",
        }  # fmt: skip
        ticket = SupervisionTicket.objects.create(
            duty="findings", key="accept", asked="findings.accept", body=body, owed_by=body,
            level="blue", due_at=there.at, raised_at=there.at, **about,
        )  # fmt: skip
        if seat is None:
            continue
        instruction = Instruction.objects.create(
            text=f"标段{NAMES[n]}", body=body, given_by=who, given_at=there.at, owner=body,
            seat=seat, due_at=there.at + timedelta(days=1), **about,
        )  # fmt: skip
        made.append((ticket, instruction))
    return made


def test_tickets_and_instructions_are_seen_with_their_record_alone(db: None) -> None:
    def check(there: Loaded) -> None:
        made = urged(there)
        for user, person in enumerate(there.people):
            rows = enumerate(there.world.records)
            seen = {n for n, one in rows if policy.visible(there.world, user, one)}
            if not person.is_active or not made:
                continue
            browser = signed_in(person)
            for name in ("ticket_list", "instruction_list"):
                url = reverse(f"urging:{name}")
                assert shown(read(browser.get(url))) == seen, name
            for n, pair in enumerate(made):
                # Whoever is told by the ladder, or is instructed, knows of the record already.
                assert n in seen or not may_know(there.records[n], person.pk)
                for one in pair:
                    answer = browser.get(one.get_absolute_url())
                    assert answer.status_code == (200 if n in seen else 404)

    def at_the_moment_asked(there: Loaded) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", lambda: there.at)
            check(there)

    every(WORLDS, lambda world: loaded(world, at_the_moment_asked), start=5)
