"""A scene: an office lays the ledger of a body beside its own and says why they differ."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from liandu.demo.bodies import Cast
from liandu.demo.play import Scene, as_now
from liandu.figures import actions
from liandu.figures.queries import pairs
from liandu.figures.rules import Account, Verdict
from liandu.findings.models import Finding
from liandu.kernel.actor import Actor

OFFICER, BODY = "zg-jd-1", "ZG-CT"
DAYS, EVERY = 180, 4
OWN = {"number": "CT-自查-07", "name": "围挡破损未及时修复", "state": "整改中"}
WHY = "对方按收到整改通知之日登记，我方按发现之日登记，以我方为准。"


def compare(cast: Cast, moment: datetime) -> Scene:
    """Play a comparison: most lines agree, some dates differ, each side has one of its own."""
    yield moment
    actor, body = as_now(cast, OFFICER), cast.bodies[BODY]
    until = timezone.localdate()
    since = until - timedelta(days=DAYS)
    account = Account(
        body.pk, since, until, 1, f"{body} {since:%Y-%m-%d}–{until:%Y-%m-%d}", "整改台账.xlsx"
    )
    found = Finding.objects.visible_to(actor).filter(
        responsible_body=body, found_on__range=(since, until)
    )
    lines = [_line(row, one) for row, one in enumerate(found.order_by("found_on", "number")[1:], 2)]
    lines.append({"row": len(lines) + 2, "values": OWN})
    held = actions.begin_reconciliation(actor=actor, account=account, lines=lines)
    yield moment + timedelta(hours=1)
    _explain(as_now(cast, OFFICER), held)


def _line(row: int, finding: Finding) -> dict[str, Any]:
    """Return a row of the other ledger: every fourth was entered there three days later."""
    late = timedelta(days=0 if row % EVERY else 3)
    return {
        "row": row,
        "values": {
            "number": finding.number, "name": finding.title,
            "state": str(finding.get_state_display()),
            "found_on": (finding.found_on + late).isoformat(),
        },
    }  # fmt: skip


def _explain(actor: Actor, held: Any) -> None:
    """Say why the first line differs that does."""
    differing = (pair for pair in pairs(actor, held) if pair.verdict is Verdict.DIFFERS)
    if pair := next(differing, None):
        actions.explain_difference(actor=actor, reconciliation_id=held.pk, line=pair.key, text=WHY)
