"""The registry of mechanisms: added, drawn up in versions, put into use, abolished."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.committees import queries
from liandu.committees.models import Committee, Mechanism, MechanismDefault, MechanismVersion
from liandu.committees.rules import MechanismText, may_begin, next_number
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.kernel.versions import TemplateState

kind("committees.mechanism_added", gettext_lazy("added a mechanism"), "books")
kind(
    "committees.mechanisms_adopted", gettext_lazy("took over mechanisms that are offered"), "books"
)
kind("committees.mechanism_drafted", gettext_lazy("began the next version of a mechanism"), "copy")
kind("committees.mechanism_edited", gettext_lazy("changed the draft of a mechanism"), "pencil")
kind("committees.mechanism_published", gettext_lazy("put a mechanism into use"), "check")
kind("committees.mechanism_discarded", gettext_lazy("discarded the draft of a mechanism"), "trash")
kind("committees.mechanism_retired", gettext_lazy("abolished a mechanism"), "ban")

CONTENT = ("text", "basis", "governs", "links", "papers", "review_on")


@action("committees.add_mechanism")
def add_mechanism(
    *, actor: Actor, committee_id: Any, name: str, is_master: bool = False
) -> Mechanism:
    """Add a mechanism to a committee, with a first draft of the host's to be written.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it was dissolved
    :raises Invalid: if there is one of the name, or another master rule
    """
    committee = locked(Committee, actor, committee_id)
    require(actor, "committees.add_mechanism", committee)
    committee.must_work()
    there, faults = queries.lasting(committee), {}
    if not name.strip():
        faults["name"] = _("Enter a name.")
    elif there.filter(name=name.strip()).exists():
        faults["name"] = _("There is a mechanism of this name. Choose another name.")
    if is_master and there.filter(is_master=True).exists():
        faults["is_master"] = _("There is a master rule already. Draw up its next version.")
    if faults:
        raise Invalid(faults)
    made = _made(committee, name.strip(), is_master=is_master)
    record(
        actor, "committees.mechanism_added", committee, note=made.name,
        after={"name": made.name, "is_master": is_master},
    )  # fmt: skip
    return made


@action("committees.adopt_mechanisms")
def adopt_mechanisms(
    *, actor: Actor, committee_id: Any, default_ids: Collection[int]
) -> list[Mechanism]:
    """Take over mechanisms that are offered to all, each with a first draft.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it was dissolved
    :raises Invalid: if nothing was chosen, or the committee has one of them already
    """
    committee = locked(Committee, actor, committee_id)
    require(actor, "committees.adopt_mechanisms", committee)
    committee.must_work()
    chosen = MechanismDefault.objects.filter(pk__in=queries.offered(committee))
    found = list(chosen.filter(pk__in=default_ids))
    if not found or len(found) != len(set(default_ids)):
        raise Invalid({"defaults": _("Choose among those that the committee has not yet.")})
    made = [_made(committee, one.name, governs=one.governs) for one in found]
    names = [one.name for one in made]
    record(actor, "committees.mechanisms_adopted", committee, after=names, note="、".join(names))
    return made


@action("committees.draft_mechanism")
def draft_mechanism(*, actor: Actor, mechanism_id: Any) -> MechanismVersion:
    """Begin the next version of a mechanism as a copy of the one in use.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if there is a draft already, or it was abolished
    """
    mechanism = _held(actor, mechanism_id)
    require(actor, "committees.draft_mechanism", mechanism.committee)
    _must_last(mechanism)
    rows = mechanism.versions.all()
    if rows.filter(state=TemplateState.DRAFT).exists():
        raise WrongState(_("There is a draft already. Go on with that one."))
    last = rows[0]
    made: MechanismVersion = MechanismVersion.objects.create(
        mechanism=mechanism, owner_id=last.owner_id,
        version=next_number([one.version for one in rows]),
        **{name: getattr(last, name) for name in CONTENT},
    )  # fmt: skip
    record(actor, "committees.mechanism_drafted", made, after={"version": made.version})
    return made


@action("committees.edit_mechanism")
def edit_mechanism(*, actor: Actor, version_id: Any, content: MechanismText) -> MechanismVersion:
    """Change a draft: its text, on what it rests, whose it is and what it governs.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if the version is in use or was replaced
    :raises Invalid: if it would govern what is not known, or be of a body outside
    """
    version = _held_version(actor, version_id)
    committee = version.mechanism.committee
    require(actor, "committees.edit_mechanism", committee)
    _must_last(version.mechanism)
    version.must_be_draft()
    if content.owner_id not in queries.member_ids(committee) | {committee.owner_body_id}:
        raise Invalid({"owner": _("Choose the host or a member body.")})
    known = queries.known_codes()
    for name in ("governs", "links", "papers"):
        if not set(getattr(content, name)) <= known[name]:
            raise Invalid({name: _("Choose what applies.")})
    before = {name: getattr(version, name) for name in (*CONTENT, "owner_id")}
    for name in before:
        value = getattr(content, name)
        setattr(version, name, list(value) if isinstance(value, tuple) else value)
    version.save()
    # Told of the draft, not of the committee: its members learn of a version once it is in use.
    changed = [name for name in before if getattr(version, name) != before[name]]
    record(
        actor, "committees.mechanism_edited", version,
        before={name: _plain(before[name]) for name in changed},
        after={"version": version.version}
        | {name: _plain(getattr(version, name)) for name in changed},
    )  # fmt: skip
    return version


@action("committees.publish_mechanism")
def publish_mechanism(*, actor: Actor, version_id: Any, effective_on: date) -> MechanismVersion:
    """Put a draft into use from a day on; the one before is in force until the day before.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it is no draft any more, or says nothing yet
    :raises Invalid: if the day is not after that on which the one before came into force
    """
    version = _held_version(actor, version_id)
    mechanism = version.mechanism
    require(actor, "committees.publish_mechanism", mechanism.committee)
    _must_last(mechanism)
    version.must_be_draft()
    if not version.text.strip():
        raise WrongState(_("It has no text yet. Write it first."))
    before = mechanism.versions.filter(state=TemplateState.PUBLISHED).first()
    if not may_begin(effective_on, before.effective_on if before else None):
        raise Invalid({"effective_on": _("Choose a day after the version before came into force.")})
    if before is not None:
        before.state = TemplateState.RETIRED
        before.effective_until = effective_on - timedelta(days=1)
        before.save(update_fields=["state", "effective_until"])
    version.state, version.effective_on = TemplateState.PUBLISHED, effective_on
    version.save(update_fields=["state", "effective_on"])
    record(
        actor, "committees.mechanism_published", mechanism.committee, note=_note(version),
        after={"version": version.version, "effective_on": str(effective_on)},
    )  # fmt: skip
    return version


@action("committees.discard_mechanism")
def discard_mechanism(*, actor: Actor, version_id: Any) -> Mechanism:
    """Discard a draft; a mechanism that never was in use goes with it.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it is no draft any more, or the committee was dissolved
    """
    version = _held_version(actor, version_id)
    mechanism = version.mechanism
    require(actor, "committees.discard_mechanism", mechanism.committee)
    mechanism.committee.must_work()
    version.must_be_draft()
    record(
        actor, "committees.mechanism_discarded", version,
        before={"version": version.version, "text": version.text},
    )  # fmt: skip
    version.delete()
    if not mechanism.versions.exists():
        mechanism.delete()
    return mechanism


@action("committees.retire_mechanism")
def retire_mechanism(*, actor: Actor, mechanism_id: Any, reason: str) -> Mechanism:
    """Abolish a mechanism today; it stays to be read, and a draft of it goes.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if that has happened already
    """
    mechanism = _held(actor, mechanism_id)
    require(actor, "committees.retire_mechanism", mechanism.committee)
    _must_last(mechanism)
    today = timezone.localdate()
    mechanism.versions.filter(state=TemplateState.DRAFT).delete()
    # One that was to come into force later never does: its last day lies before its first.
    lasting = Q(effective_until=None) | Q(effective_until__gt=today)
    mechanism.versions.filter(lasting).update(state=TemplateState.RETIRED, effective_until=today)
    mechanism.retired_on = today
    mechanism.save(update_fields=["retired_on"])
    record(
        actor, "committees.mechanism_retired", mechanism.committee, note=mechanism.name,
        reason=reason,
    )  # fmt: skip
    return mechanism


def _made(
    committee: Committee, name: str, *, is_master: bool = False, governs: Collection[str] = ()
) -> Mechanism:
    """Return a new mechanism with a first draft of the host's."""
    made: Mechanism = Mechanism.objects.create(committee=committee, name=name, is_master=is_master)
    MechanismVersion.objects.create(
        mechanism=made, owner_id=committee.owner_body_id, governs=list(governs)
    )
    return made


def _held(actor: Actor, mechanism_id: Any) -> Mechanism:
    """Return a mechanism, its committee held until the transaction ends.

    :raises NotVisible: if the actor may not know of it
    """
    locked(Committee, actor, queries.seen_mechanism(actor, mechanism_id).committee_id)
    return queries.seen_mechanism(actor, mechanism_id)


def _held_version(actor: Actor, version_id: Any) -> MechanismVersion:
    """Return a version of a mechanism, its committee held until the transaction ends.

    :raises NotVisible: if the actor may not know of it
    """
    _held(actor, queries.seen_version(actor, version_id).mechanism_id)
    return queries.seen_version(actor, version_id)


def _must_last(mechanism: Mechanism) -> None:
    """Pass if the mechanism may still change.

    :raises WrongState: if it was abolished, or its committee dissolved
    """
    mechanism.committee.must_work()
    mechanism.must_last()


def _plain(value: Any) -> Any:
    """Return a value as the record keeps it."""
    return str(value) if isinstance(value, date) else value


def _note(version: MechanismVersion) -> str:
    """Return a version in words, as the history shows it."""
    return f"{version.mechanism.name} v{version.version}"
