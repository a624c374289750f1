"""Setting up a committee, saying what it is, its members in order, its terms; dissolving it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import sync_parties
from liandu.access.queries import locked
from liandu.access.rules import PartyRole
from liandu.committees.models import Committee, CommitteeMember, CommitteeTerm
from liandu.committees.rules import FEWEST_MEMBERS, Constitution, Place, doubled, next_number
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body

kind("committees.committee_created", gettext_lazy("set the committee up"), "users-group")
kind("committees.committee_edited", gettext_lazy("changed what is said of the committee"), "pencil")
kind("committees.members_set", gettext_lazy("changed the members or their order"), "users")
kind("committees.term_begun", gettext_lazy("began a new term"), "calendar")
kind("committees.committee_dissolved", gettext_lazy("dissolved the committee"), "ban")
kind("committees.committees_exported", gettext_lazy("exported the committees"), "download",
     is_read=True)  # fmt: skip


@action("committees.create_committee")
def create_committee(
    *, actor: Actor, shape: str, constitution: Constitution, label: int, members: Sequence[Place]
) -> Committee:
    """Set up a committee or a joint meeting; the actor's body becomes its secretariat.

    :raises NotAllowed: if the actor is of no central office
    :raises Invalid: if something said of it cannot stand, it has fewer than two members, or the
        label is beyond the actor's clearance
    """
    require(actor, "committees.create_committee")
    _check(constitution, shape, actor.body_id or 0)
    made: Committee = Committee.objects.create(
        owner_body_id=actor.body_id or 0, label=label, shape=shape, **_columns(constitution)
    )
    if not Committee.objects.visible_to(actor).filter(pk=made.pk).exists():
        raise Invalid({"label": _("This is beyond your own clearance.")})
    _place(made, members)
    _let_in(actor, made)
    record(
        actor, "committees.committee_created", made,
        after={"shape": shape, **asdict(constitution), "members": [one.body_id for one in members]},
    )  # fmt: skip
    return made


@action("committees.edit_committee")
def edit_committee(*, actor: Actor, committee_id: Any, constitution: Constitution) -> Committee:
    """Change what is said of a committee; its shape stays.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it was dissolved
    :raises Invalid: if something said of it cannot stand
    """
    kept = locked(Committee, actor, committee_id)
    require(actor, "committees.edit_committee", kept)
    kept.must_work()
    _check(constitution, kept.shape, kept.owner_body_id, kept)
    before = {name: getattr(kept, name) for name in asdict(constitution)}
    for name, value in _columns(constitution).items():
        setattr(kept, name, value)
    kept.save()
    _let_in(actor, kept)
    after = asdict(constitution)
    changed = [name for name in after if after[name] != before[name]]
    record(
        actor, "committees.committee_edited", kept,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )  # fmt: skip
    return kept


@action("committees.set_members")
def set_members(*, actor: Actor, committee_id: Any, members: Sequence[Place]) -> Committee:
    """Make these bodies the members, in this order; who is not named any more leaves today.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it was dissolved
    :raises Invalid: if a body is named twice or closed, or fewer than two are left
    """
    kept = locked(Committee, actor, committee_id)
    require(actor, "committees.set_members", kept)
    kept.must_work()
    before = _places(kept)
    _place(kept, members)
    _let_in(actor, kept)
    record(actor, "committees.members_set", kept, before=before, after=_places(kept))
    return kept


@action("committees.begin_term")
def begin_term(
    *, actor: Actor, committee_id: Any, starts_on: date, ends_on: date | None
) -> CommitteeTerm:
    """Begin the next term; the one before it ends the day before at the latest.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it was dissolved
    :raises Invalid: if it would not begin after the term before, or end before it begins
    """
    kept = locked(Committee, actor, committee_id)
    require(actor, "committees.begin_term", kept)
    kept.must_work()
    if ends_on is not None and ends_on < starts_on:
        raise Invalid({"ends_on": _("Choose a day after the first one, or leave it empty.")})
    last = kept.terms.first()
    if last is not None:
        if starts_on <= last.starts_on:
            raise Invalid({"starts_on": _("Choose a day after the last term began.")})
        until = starts_on - timedelta(days=1)
        last.ends_on = min(last.ends_on or until, until)
        last.save(update_fields=["ends_on"])
    number = next_number(list(kept.terms.values_list("number", flat=True)))
    made: CommitteeTerm = CommitteeTerm.objects.create(
        committee=kept, number=number, starts_on=starts_on, ends_on=ends_on
    )
    record(
        actor, "committees.term_begun", kept,
        after={"number": number, "starts_on": str(starts_on), "ends_on": ends_on and str(ends_on)},
    )  # fmt: skip
    return made


@action("committees.dissolve_committee")
def dissolve_committee(*, actor: Actor, committee_id: Any, reason: str) -> Committee:
    """Dissolve a committee today; it stays to be read with all it did.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if that has happened already
    """
    kept = locked(Committee, actor, committee_id)
    require(actor, "committees.dissolve_committee", kept)
    kept.must_work()
    kept.dissolved_on = timezone.localdate()
    kept.save(update_fields=["dissolved_on"])
    record(
        actor, "committees.committee_dissolved", kept,
        after={"dissolved_on": str(kept.dissolved_on)}, reason=reason,
    )  # fmt: skip
    return kept


@action("committees.export_committees")
def export_committees(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of a list away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "committees.export_committees")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "committees.committees_exported", body, after={"count": count, "query": query})


def _columns(constitution: Constitution) -> dict[str, Any]:
    """Return what is written of it."""
    values = asdict(constitution)
    return values | {"name": constitution.name.strip(), "basis": constitution.basis.strip()}


def _check(
    constitution: Constitution, shape: str, host_id: int, kept: Committee | None = None
) -> None:
    """Pass if what is said of a committee can stand.

    :raises Invalid: otherwise
    """
    says = {
        "shape": _("Choose what applies."),
        "name": _("Enter a name."),
        "superior": _("A committee has one superior body, a joint meeting has none."),
        "quorum": _("Choose what applies."),
        "vote": _("Choose what applies."),
        "vote_of": _("Choose what applies."),
    }
    faults = {name: says[name] for name in sorted(constitution.faults(shape))}
    every: Any = Committee.objects.unscoped("names of its host's own committees")
    same = every.filter(owner_body=host_id, name=constitution.name.strip())
    if (same.exclude(pk=kept.pk) if kept else same).exists():
        faults["name"] = _("Your body hosts one of this name already. Choose another name.")
    superior = constitution.superior_id
    if superior and not Body.objects.filter(pk=superior, closed_on=None).exists():
        faults["superior"] = _("This body does not exist any more. Choose another.")
    if faults:
        raise Invalid(faults)


def _present(committee: Committee) -> Any:
    return committee.members.filter(ends_on=None)


def _places(committee: Committee) -> list[Any]:
    """Return what the record keeps of the members in their order."""
    rows = _present(committee).order_by("position")
    return [[one.body_id, one.is_voting, str(one.starts_on)] for one in rows]


def _place(committee: Committee, members: Sequence[Place]) -> None:
    """Write the members in their order; those not named any more leave.

    :raises Invalid: if a body is named twice or closed, or fewer than two are left
    """
    named = {one.body_id for one in members}
    if doubled(members):
        raise Invalid(_("A body is named twice."))
    if len(members) < FEWEST_MEMBERS:
        raise Invalid(_("Name two member bodies at least."))
    if Body.objects.filter(pk__in=named, closed_on=None).count() != len(named):
        raise Invalid(_("A body that is named does not exist any more."))
    today = timezone.localdate()
    _present(committee).exclude(body__in=named).update(ends_on=today)
    there = {one.body_id: one for one in _present(committee)}
    for position, place in enumerate(members, 1):
        row = there.get(place.body_id) or CommitteeMember(
            committee=committee, body_id=place.body_id, starts_on=today
        )
        row.position, row.is_voting = position, place.is_voting
        row.starts_on = place.since or row.starts_on
        if row.starts_on > today:
            raise Invalid(_("A body is a member from today or an earlier day on."))
        row.save()


def _let_in(actor: Actor, committee: Committee) -> None:
    """Let the members and the superior know of the committee, and nobody who has left."""
    bodies: dict[int, str] = {}
    if committee.superior_id is not None:
        bodies[committee.superior_id] = PartyRole.SUPERIOR
    ids = _present(committee).values_list("body_id", flat=True)
    bodies |= dict.fromkeys(ids, PartyRole.MEMBER)
    bodies.pop(committee.owner_body_id, None)
    sync_parties(actor=actor, record=committee, bodies=bodies)
