"""The queue of mails: what waits to be put in one, what waits to be sent, what became of it."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from liandu.access.rules import Label
from liandu.kernel.models import one
from liandu.notices.models import Mail, Notice, NoticeChoice
from liandu.notices.queries.duties import REMINDERS
from liandu.notices.queries.telling import Told, told
from liandu.notices.rules import FRESH, MailState
from liandu.orgs.queries import actor_for

URGENT = ("notices.due_today", "notices.overdue")
MOST_LINES = 100
SHOWN = 100


def is_mail_on() -> bool:
    """Test whether the installation can send mail."""
    return bool(settings.LIANDU_MAIL)


def unmailed(now: datetime) -> QuerySet[Notice]:
    """Return what was told lately, is unread and in no mail yet, to people who want it by mail.

    Unless they said otherwise, these are the reminders.
    """
    said = NoticeChoice.objects.filter(person=OuterRef("person"), group=OuterRef("group"))
    wanted = Q(Exists(said.filter(by_mail=True))) | Q(~Exists(said), group=REMINDERS)
    rows = Notice.objects.filter(wanted, mail=None, read_at=None, at__gt=now - FRESH)
    return rows.filter(person__is_active=True).exclude(person__email="")


def people_to_mail(now: datetime) -> list[int]:
    """Return the people who are told something that is in no mail yet."""
    rows = unmailed(now).order_by("person").values_list("person", flat=True)
    return list(rows.distinct())


def due_mails(now: datetime) -> QuerySet[Mail]:
    """Return the mails to send now that nobody is sending."""
    free = Q(held_until=None) | Q(held_until__lt=now)
    rows = Mail.objects.filter(free, state=MailState.WAITING.value, next_at__lte=now)
    return rows.order_by("next_at", "pk")


def told_in(mail: Mail) -> list[Told]:
    """Return what a mail is to say: what its reader may know of at this moment."""
    actor = actor_for(mail.person_id, timezone.now(), admin=mail.person.admin)
    rows = mail.notices.select_related("body", "on_behalf_of").order_by("-id")[:MOST_LINES]
    return told(actor, rows)


def is_told_plainly(one: Told) -> bool:
    """Test whether a mail may say who did it: from sensitive on it gives a number alone."""
    return bool(one.record.label < Label.SENSITIVE)


def mails(state: str = "") -> QuerySet[Mail]:
    """Return the queue, the latest first; those of one state, or what is not sent yet."""
    rows = Mail.objects.select_related("person").order_by("-pk")
    if state:
        return rows.filter(state=state)
    return rows.filter(state__in=[MailState.WAITING.value, MailState.FAILED.value])


def mail_counts() -> dict[str, int]:
    """Return how many mails stand how."""
    return dict(Mail.objects.order_by().values_list("state").annotate(Count("pk")))


def held_mail(pk: int) -> Mail:
    """Return a mail, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    return one(Mail.objects.select_for_update(), pk)


def mail(pk: int) -> Mail:
    """Return a mail.

    :raises NotVisible: if there is none
    """
    return one(Mail.objects.select_related("person"), pk)
