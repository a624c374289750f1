"""A body says what it shares, with whom and for how long; publishes it, or takes it back."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import sync_parties
from liandu.access.queries import locked
from liandu.access.rules import Label, PartyRole
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions import take_number
from liandu.orgs.models import Body
from liandu.orgs.queries import open_bodies, seats_of
from liandu.sharing import queries
from liandu.sharing.models import SharedItem, SharingReceipt
from liandu.sharing.rules import SERIES, ItemDraft

kind("sharing.item_drafted", gettext_lazy("began to share information"), "pencil")
kind("sharing.item_edited", gettext_lazy("changed what is to be shared"), "pencil")
kind("sharing.item_published", gettext_lazy("shared information"), "share")
kind("sharing.item_discarded", gettext_lazy("discarded the draft"), "x")
kind("sharing.item_withdrawn", gettext_lazy("withdrew what was shared"), "arrow-back-up")
kind("sharing.receipt_closed", gettext_lazy("withdrew what was shared"), "arrow-back-up")
kind("sharing.items_exported", gettext_lazy("exported what is shared"), "download",
     is_read=True)  # fmt: skip

FAULTS = {
    "past": gettext_lazy("Choose today or a day to come."),
    "expires": gettext_lazy("Choose a day not before that of signing, within a year."),
    "whom": gettext_lazy("Name bodies, or choose a committee: one of the two."),
}


@action("sharing.draft_item")
def draft_item(*, actor: Actor, draft: ItemDraft) -> SharedItem:
    """Begin to share something; until it is published only the actor's body knows of it.

    :raises NotAllowed: if the actor does not speak for their body
    :raises Invalid: if something said of it cannot stand
    """
    require(actor, "sharing.draft_item")
    made = SharedItem(owner_body_id=actor.body_id or 0)
    _set(actor, made, draft)
    record(actor, "sharing.item_drafted", made, after=draft.facts(), quiet=True)
    return made


@action("sharing.edit_item")
def edit_item(*, actor: Actor, item_id: Any, draft: ItemDraft) -> SharedItem:
    """Change a draft.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is another body's
    :raises WrongState: if it was published or discarded
    :raises Invalid: if something said of it cannot stand
    """
    kept = locked(SharedItem, actor, item_id)
    require(actor, "sharing.edit_item", kept)
    before = kept.advance("edit")
    _set(actor, kept, draft)
    record(actor, "sharing.item_edited", kept, before=before, after=draft.facts(), quiet=True)
    return kept


@action("sharing.discard_item")
def discard_item(*, actor: Actor, item_id: Any) -> SharedItem:
    """Put a draft aside for good.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is another body's
    :raises WrongState: if it was published or discarded
    """
    kept = locked(SharedItem, actor, item_id)
    require(actor, "sharing.discard_item", kept)
    before = kept.advance("discard")
    kept.save(update_fields=["state"])
    record(actor, "sharing.item_discarded", kept, before=before, quiet=True)
    return kept


@action("sharing.publish_item")
def publish_item(*, actor: Actor, item_id: Any) -> SharedItem:
    """Let the recipients know of an item until its last day; each gets a receipt to sign.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is another body's
    :raises WrongState: if it was published or discarded
    :raises Invalid: if its days are past, it would reach nobody, or nobody there could sign
    """
    kept = locked(SharedItem, actor, item_id)
    require(actor, "sharing.publish_item", kept)
    before = kept.advance("publish")
    bodies = queries.recipients(kept)
    _check_days(kept)
    _check_reach(kept, bodies)
    now = timezone.now()
    year = timezone.localdate(now).year
    kept.number = take_number(body_id=kept.owner_body_id, prefix=SERIES, year=year)
    kept.published_at = now
    kept.save(update_fields=["state", "number", "published_at"])
    kept.addressed.clear()
    _let_in(actor, kept, bodies)
    record(actor, "sharing.item_published", kept, before=before, after={"number": kept.number})
    return kept


@action("sharing.withdraw_item")
def withdraw_item(*, actor: Actor, item_id: Any, reason: str) -> SharedItem:
    """Take back what was shared: recipients read no more of it but that it was, and why.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is another body's
    :raises WrongState: if it is not shared
    """
    kept = locked(SharedItem, actor, item_id)
    require(actor, "sharing.withdraw_item", kept)
    before = kept.advance("withdraw")
    kept.withdrawn_at, kept.reason = timezone.now(), reason.strip()
    kept.save(update_fields=["state", "withdrawn_at", "reason"])
    sync_parties(actor=actor, record=kept, bodies={}, is_told=False)
    record(actor, "sharing.item_withdrawn", kept, before=before, reason=kept.reason)
    rows = SharingReceipt.objects.unscoped("whoever received it is told").filter(item=kept)
    for row in rows:
        record(actor, "sharing.receipt_closed", row, reason=kept.reason, to=queries.people_of(row))
    return kept


@action("sharing.export_items")
def export_items(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of the list away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "sharing.export_items")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "sharing.items_exported", body, after={"count": count, "query": query})


def _set(actor: Actor, item: SharedItem, draft: ItemDraft) -> None:
    """Write what is said of an item in hand.

    :raises Invalid: if something of it cannot stand
    """
    faults = {name: str(FAULTS[code]) for name, code in draft.faults(timezone.localdate()).items()}
    cleared = max((seat.clearance for seat in seats_of(actor)), default=-1)
    if draft.label not in set(Label) or draft.label > cleared:
        faults["label"] = _("Your own clearance does not reach this label.")
    others = open_bodies().exclude(pk=item.owner_body_id).filter(pk__in=draft.body_ids)
    if others.count() != len(set(draft.body_ids)):
        faults["body_ids"] = _("Choose other bodies that are open.")
    if draft.committee_id and draft.committee_id not in {c.pk for c in queries.circles(actor)}:
        faults["committee_id"] = _("Choose a committee that your body belongs to.")
    if faults:
        raise Invalid(faults)
    for name, value in draft.columns().items():
        setattr(item, name, value)
    item.save()
    item.addressed.set(draft.body_ids)


def _check_days(item: SharedItem) -> None:
    """Pass if a draft may be published today.

    :raises Invalid: if its days are past
    """
    today = timezone.localdate()
    if item.sign_by < today or item.expires_on < today:
        raise Invalid(_("The days of the draft are past. Change them first."))


def _check_reach(item: SharedItem, bodies: list[int]) -> None:
    """Pass if there is somebody who can sign at each of ``bodies``.

    :raises Invalid: otherwise
    """
    if not bodies:
        raise Invalid(_("It would reach nobody. Choose whom it goes to."))
    if missed := queries.uncleared(bodies, item.label):
        names = "、".join(str(body) for body in missed[:5])
        raise Invalid(_("Nobody who could sign is cleared for this label at: %s.") % names)


def _let_in(actor: Actor, item: SharedItem, bodies: list[int]) -> None:
    """Let the recipients, and the host of a circle, know of an item until its end."""
    host = item.committee.owner_body_id if item.committee else item.owner_body_id
    watching = {} if host == item.owner_body_id else {host: PartyRole.SUPERVISING_BODY.value}
    theirs = dict.fromkeys(bodies, PartyRole.RECIPIENT.value)
    sync_parties(
        actor=actor, record=item, bodies={**watching, **theirs}, until=item.ends_at, is_told=False
    )
    for body in bodies:
        receipt = SharingReceipt.objects.create(
            owner_body_id=item.owner_body_id, label=item.label, item=item, body_id=body
        )
        sync_parties(
            actor=actor, record=receipt, bodies={**watching, body: PartyRole.RECIPIENT.value},
            until=item.ends_at, is_told=False,
        )  # fmt: skip
