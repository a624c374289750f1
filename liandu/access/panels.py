"""The tab of every record that says who knows of it and why, and the entries of the navigation."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liandu.access import reasons
from liandu.access.models import Guarded
from liandu.access.permits import keeps, speaks_for
from liandu.access.rules import BY_HAND, FOR_GOOD
from liandu.access.words import WHY_WORDS
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.orgs.queries import person_of
from liandu.orgs.rules import AdminKind
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

PLACES = ("works.object", "findings.finding", "inspections.inspection", "committees.committee")
TEMPLATE = "access/parts/sharing.html"

Row = dict[str, Any]

nav(
    "access.emergency", _("Emergency access"), "alarm", "access:emergency_list",
    group="admin", order=70, sees=lambda actor: actor.post_id is not None,
)  # fmt: skip
nav(
    "access.ties", _("Ties and recusal"), "affiliate", "access:tie_list",
    group="admin", order=80,
    sees=lambda actor: actor.post_id is not None or actor.admin == AdminKind.SECURITY,
)  # fmt: skip


def sharing(request: HttpRequest, record: Guarded) -> dict[str, Any]:
    """Return who knows of a record and why, as far as the actor may know it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    is_keeper = keeps(actor, record)
    # Whoever belongs to the body that keeps the record sees whom it is shared with.
    is_inside = is_keeper or speaks_for(actor, record.owner_body)
    grants = reasons.grants_shown(record, actor, is_keeper=is_inside)
    seated = reasons.in_scope(record, actor.at) if is_inside else []
    return {
        "record": record,
        "kind": int(record.KIND),
        "is_keeper": is_keeper,
        "is_inside": is_inside,
        "for_good": FOR_GOOD,
        "grants": [{"row": g, "by_hand": g.purpose in BY_HAND} for g in grants],
        "seated": [one for one in seated if one.is_cleared and not one.is_walled],
        "uncleared": [one for one in seated if not one.is_cleared],
        "opened": reasons.opened(record, actor.at) if is_inside else [],
        "walls": reasons.lasting_walls(record, actor.at) if is_keeper else [],
        "kept_from": reasons.kept_from(record) if is_keeper else [],
        "may_share": allowed(actor, "access.share", record),
        "may_label": allowed(actor, "access.set_label", record),
        "asked": _asked(request, record, actor) if is_keeper else None,
    }


def _asked(request: HttpRequest, record: Guarded, actor: Actor) -> Row | None:
    """Return the verdict on one person whose account was typed in, each reason in words."""
    account = request.GET.get("account", "").strip()
    if not account:
        return None
    person = person_of(account)
    if person is None:
        return {"account": account, "person": None}
    found = reasons.explain(record, person, actor.at)
    told = [(WHY_WORDS[one.why], one.through, one.why in reasons.OPENS) for one in found]
    return {"account": account, "person": person, "sees": reasons.sees(found), "reasons": told}


for place in PLACES:
    tab(place, "sharing", _("Who sees it"), order=90)
    panel(place, title=_("Who sees it"), template=TEMPLATE, tab="sharing", order=10)(sharing)
