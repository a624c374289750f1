"""Opening records to bodies, people and teams, taking that back, and their labels."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access import queries
from liandu.access.models import Grant, Guarded, Team, TeamMember
from liandu.access.rules import FOR_GOOD, LONGEST_GRANT, Purpose, Terms
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.models import one
from liandu.kernel.permits import require
from liandu.orgs.models import Body, Person

events.kind("access.parties_changed", gettext_lazy("changed which bodies take part"), "users")
events.kind("access.team_granted", gettext_lazy("opened it to a team"), "users-group")
events.kind("access.shared", gettext_lazy("shared it"), "share")
events.kind("access.grant_revoked", gettext_lazy("ended a sharing"), "lock")
events.kind("access.team_made", gettext_lazy("formed a team"), "users-group")
events.kind("access.team_changed", gettext_lazy("changed a team"), "users-group")

Grantee = Person | Body | Team


@action("access.sync_parties")
def sync_parties(
    *, actor: Actor, record: Guarded, bodies: Mapping[int, str], until: datetime = FOR_GOOD,
    is_told: bool = True,
) -> None:  # fmt: skip
    """Make exactly ``bodies`` the parties of the record, each let in on the basis given.

    ``until`` is when they know of it no more; they stay as long as it names them unless told so.
    Without ``is_told`` nobody is told: the step that it follows from tells of itself. Who they are
    goes into the event only where they may read of each other, as all of them read the event.

    :raises NotAllowed: if an administrator acts
    """
    require(actor, "access.sync_parties", record)
    parties = queries.live_grants(record).filter(purpose=Purpose.PARTY)
    held = parties.select_for_update().values_list("body_id", "basis", "expires_at")
    before = {pk: (basis, end) for pk, basis, end in held}
    wanted = {pk: (basis, until) for pk, basis in bodies.items()}
    if before == wanted:
        return
    stays = {pk for pk, terms in wanted.items() if before.get(pk) == terms}
    parties.exclude(body_id__in=stays).update(revoked_at=timezone.now())
    Grant.objects.bulk_create(
        Grant(
            record_kind=record.KIND, record_id=record.pk, body_id=pk, purpose=Purpose.PARTY,
            basis=basis, granted_by_id=actor.person_id, expires_at=until,
        )
        for pk, basis in bodies.items() if pk not in stays
    )  # fmt: skip
    facts: dict[str, object] = {} if is_told else {"quiet": True}
    if record.parties_know_each_other():
        facts |= {"before": sorted(before), "after": sorted(bodies)}
    events.record(actor, "access.parties_changed", record, **facts)


@action("access.grant_team")
def grant_team(*, actor: Actor, record: Guarded, team: Team, until: datetime) -> Grant:
    """Open the record to the members of ``team`` until a moment, or move that moment.

    :raises NotAllowed: if an administrator acts
    """
    require(actor, "access.grant_team", record)
    grant, _made = Grant.objects.update_or_create(
        record_kind=record.KIND, record_id=record.pk, team=team, purpose=Purpose.TEAM,
        revoked_at=None,
        defaults={"basis": team.name, "granted_by_id": actor.person_id, "expires_at": until},
    )  # fmt: skip
    events.record(actor, "access.team_granted", grant, after=facts_of(grant))
    return grant


@action("access.share")
def share(*, actor: Actor, record: Guarded, to: Grantee, terms: Terms) -> Grant:
    """Open the record to somebody by hand; what is said last about the same grantee holds.

    :raises NotVisible: if the actor may not know of the record
    :raises NotAllowed: if the actor does not answer for who knows of it
    :raises Invalid: if a term cannot stand, or the grantee is gone
    """
    record = queries.locked(type(record), actor, record.pk)
    require(actor, "access.share", record)
    now = timezone.now()
    _check(to, terms, now)
    name = {Person: "person", Body: "body", Team: "team"}[type(to)]
    earlier = queries.live_grants(record).filter(**{name: to})
    earlier.exclude(purpose__in=[Purpose.PARTY, Purpose.TEAM]).update(revoked_at=now)
    grant = Grant.objects.create(
        record_kind=record.KIND, record_id=record.pk, granted_by_id=actor.person_id,
        level=terms.level, purpose=terms.purpose, basis=terms.basis.strip(),
        expires_at=terms.expires_at, **{name: to},
    )  # fmt: skip
    # Told of the grant, not of the record: those who were let in are not to see each other.
    events.record(actor, "access.shared", grant, after=facts_of(grant))
    return grant


@action("access.revoke_grant")
def revoke_grant(*, actor: Actor, grant_id: int) -> Grant:
    """Close the record again to those whom a grant by hand let in.

    :raises NotVisible: if there is no such grant, or the actor may not know of its record
    :raises NotAllowed: if the actor does not answer for who knows of the record
    :raises WrongState: if it has ended, or follows from the record itself
    """
    grant = one(Grant.objects.select_for_update(), grant_id)
    require(actor, "access.revoke_grant", queries.record_of(actor, grant))
    if grant.purpose in {Purpose.PARTY, Purpose.TEAM}:
        raise WrongState(_("It follows from the record itself. Change who takes part there."))
    if grant.revoked_at is not None:
        raise WrongState(_("This sharing has been ended already."))
    grant.revoked_at = timezone.now()
    grant.save(update_fields=["revoked_at"])
    events.record(actor, "access.grant_revoked", grant, before=facts_of(grant))
    return grant


@action("access.make_team")
def make_team(
    *, actor: Actor, name: str, members: Collection[int], leader: int, until: datetime | None
) -> Team:
    """Form a team of people; they see what is opened to the team for as long as it lasts.

    :raises NotAllowed: if an administrator acts
    """
    require(actor, "access.make_team")
    team = Team.objects.create(name=name, ends_at=until)
    _add(team, members, leader)
    events.record(actor, "access.team_made", team, after=sorted(members))
    return team


@action("access.set_team")
def set_team(
    *, actor: Actor, team: Team, members: Collection[int], leader: int, until: datetime | None
) -> Team:
    """Make exactly ``members`` the team from now on; those who left keep what they did.

    :raises NotAllowed: if an administrator acts
    """
    require(actor, "access.set_team", team)
    now = timezone.now()
    live = team.members.select_for_update().filter(ends_at=None)
    before = set(live.values_list("person_id", flat=True))
    live.exclude(person_id__in=members).update(ends_at=now)
    live.update(is_leader=False)
    live.filter(person_id=leader).update(is_leader=True)
    _add(team, set(members) - before, leader)
    team.ends_at = until
    team.save(update_fields=["ends_at"])
    events.record(actor, "access.team_changed", team, before=sorted(before), after=sorted(members))
    return team


def facts_of(grant: Grant) -> dict[str, object]:
    """Return what the record keeps of a grant."""
    return {
        "record": str(grant.record_id), "person": grant.person_id, "body": grant.body_id,
        "team": grant.team_id, "level": grant.level, "purpose": grant.purpose,
        "basis": grant.basis, "expires_at": grant.expires_at.isoformat(),
    }  # fmt: skip


def _add(team: Team, people: Collection[int], leader: int) -> None:
    TeamMember.objects.bulk_create(
        TeamMember(team=team, person_id=pk, is_leader=pk == leader, starts_at=timezone.now())
        for pk in sorted(people)
    )


def _check(to: Grantee, terms: Terms, now: datetime) -> None:
    """Pass if the record may be opened to ``to`` on these terms.

    :raises Invalid: otherwise
    """
    says = {
        "purpose": _("Choose what it is shared for."),
        "basis": _("Name the document or decision it rests on."),
        "expires_at": _("Choose a day after today, at most %(days)s days ahead.")
        % {"days": LONGEST_GRANT.days},
        "level": _("Choose what they may do."),
    }
    faults = {name: says[name] for name in sorted(terms.faults(now))}
    if not _is_there(to, now):
        faults["to"] = _("The account, body or team is closed. Choose another.")
    if faults:
        raise Invalid(faults)


def _is_there(to: Grantee, now: datetime) -> bool:
    if isinstance(to, Person):
        return to.is_active and not to.admin
    if isinstance(to, Body):
        return to.closed_on is None
    return to.ends_at is None or to.ends_at > now
