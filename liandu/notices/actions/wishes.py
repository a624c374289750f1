"""How a person wants to be told, who stands in for them, and the address of their calendar."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.notices import queries
from liandu.notices.models import CalendarAddress, NoticeChoice, NoticeWish, StandIn
from liandu.notices.rules import Digest
from liandu.orgs.models import Person
from liandu.orgs.queries import locked_person

kind("notices.wish_set", gettext_lazy("changed how notices come"), icon="settings")
kind("notices.stand_in_named", gettext_lazy("named a stand-in"), icon="users")
kind("notices.stand_in_ended", gettext_lazy("ended a stand-in"), icon="user")
kind("notices.calendar_renewed", gettext_lazy("made a calendar address"), icon="calendar")
kind("notices.calendar_dropped", gettext_lazy("gave up the calendar address"), icon="calendar-off")

HOURS, WEEKDAYS = range(24), range(7)


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants to be told: which kinds where, how often by mail, and when not."""

    inbox: Collection[str]
    mail: Collection[str]
    digest: str = Digest.DAILY.value
    hour: int = 8
    weekday: int = 0
    quiet_from: int | None = None
    quiet_until: int | None = None
    breaks_through: bool = True


@action("notices.set_wish")
def set_wish(*, actor: Actor, wish: Wish) -> NoticeWish:
    """Say how one wants to be told.

    :raises NotAllowed: for somebody who holds no post
    :raises Invalid: if an hour or a day is none
    """
    require(actor, "notices.set_wish")
    faults = {}
    if wish.hour not in HOURS or wish.weekday not in WEEKDAYS or wish.digest not in set(Digest):
        faults["digest"] = _("Choose when mail comes.")
    if (wish.quiet_from is None) != (wish.quiet_until is None):
        faults["quiet_until"] = _("Say from when and until when, or neither.")
    if faults:
        raise Invalid(faults)
    person = locked_person(actor.person_id or 0)
    names = ("digest", "hour", "weekday", "quiet_from", "quiet_until", "breaks_through")
    values = {name: getattr(wish, name) for name in names}
    row, _made = NoticeWish.objects.update_or_create(person=person, defaults=values)
    NoticeChoice.objects.filter(person=person).delete()
    NoticeChoice.objects.bulk_create(
        NoticeChoice(
            person=person, group=group, in_inbox=group in wish.inbox, by_mail=group in wish.mail
        )
        for group in queries.groups()
    )
    after = values | {"inbox": sorted(wish.inbox), "mail": sorted(wish.mail)}
    record(actor, "notices.wish_set", row, after=after)
    return row


@action("notices.name_stand_in")
def name_stand_in(
    *, actor: Actor, stand_in_id: int, starts_at: datetime, ends_at: datetime
) -> StandIn:
    """Have somebody of the same body told besides while one is away.

    They are shown only what they may see themselves.

    :raises NotAllowed: for somebody who holds no post
    :raises Invalid: if it is nobody of the body, or the time is over or none
    """
    require(actor, "notices.name_stand_in")
    faults = {}
    if not queries.colleagues(actor).filter(pk=stand_in_id).exists():
        faults["stand_in"] = _("Choose somebody of your own body.")
    if ends_at <= max(starts_at, timezone.now()):
        faults["until"] = _("This is over before it begins.")
    if faults:
        raise Invalid(faults)
    row = StandIn.objects.create(
        person=locked_person(actor.person_id or 0), stand_in_id=stand_in_id,
        starts_at=starts_at, ends_at=ends_at,
    )  # fmt: skip
    after = {"stand_in": stand_in_id, "from": str(starts_at), "until": str(ends_at)}
    record(actor, "notices.stand_in_named", row, after=after)
    return row


@action("notices.end_stand_in")
def end_stand_in(*, actor: Actor, stand_in_id: int) -> None:
    """Be told alone again.

    :raises NotVisible: if it is not one's own stand-in, or is over
    :raises NotAllowed: for somebody who holds no post
    """
    row = queries.absence(actor, stand_in_id)
    require(actor, "notices.end_stand_in", row)
    record(actor, "notices.stand_in_ended", row, before={"stand_in": row.stand_in_id})
    row.delete()


@action("notices.renew_calendar")
def renew_calendar(*, actor: Actor) -> str:
    """Make the secret address of one's calendar anew and return it; the one before opens nothing.

    :raises NotAllowed: for somebody who holds no post
    """
    require(actor, "notices.renew_calendar")
    secret = token_urlsafe(32)
    row, _made = CalendarAddress.objects.update_or_create(
        person=Person(pk=actor.person_id),
        defaults={"digest": queries.digest_of(secret), "made_at": timezone.now()},
    )
    record(actor, "notices.calendar_renewed", row)
    return secret


@action("notices.drop_calendar")
def drop_calendar(*, actor: Actor) -> None:
    """Give up the address of one's calendar.

    :raises NotAllowed: for somebody who holds no post
    """
    require(actor, "notices.drop_calendar")
    for row in CalendarAddress.objects.filter(person=actor.person_id or 0):
        record(actor, "notices.calendar_dropped", row)
        row.delete()
