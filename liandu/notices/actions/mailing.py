"""Mail: put into a queue with what it is about, then sent, each by itself, until it is gone.

A mail is written at the moment it is sent, for what its reader may know of then. Killed at any
point, the worker loses none: the row stays. Killed between sending and writing that down, the
same mail goes once more after a while, under the same message id.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy, ngettext

from liandu.kernel.actions import action
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.models import new_id
from liandu.kernel.permits import require
from liandu.notices import queries
from liandu.notices.models import Mail, Notice, NoticeWish
from liandu.notices.queries import Told, job
from liandu.notices.rules import (
    MAIL_LEASE,
    MOST_MAIL_TRIES,
    Digest,
    MailState,
    backoff,
    is_quiet,
    last_digest,
)
from liandu.orgs.queries import locked_person

kind("notices.mail_queued", gettext_lazy("was sent notices by mail"), icon="mail")
kind("notices.mail_retried", gettext_lazy("had a mail sent again"), icon="mail-forward")
kind("notices.mail_cancelled", gettext_lazy("cancelled a mail"), icon="mail-off")

logger = logging.getLogger(__name__)

LONGEST_TROUBLE = 300


@action("notices.queue_mail")
def queue_mail(*, actor: Actor, person_id: int) -> int:
    """Put what a person was told into one mail, when they want it; return of how many notices.

    What is urgent goes at once, also in quiet hours, unless they said otherwise.

    :raises NotVisible: if there is no such person
    :raises NotAllowed: if it is not the worker that does so
    """
    require(actor, "notices.queue_mail")
    person = locked_person(person_id)
    now = timezone.now()
    wish = queries.wish_of(person.pk)
    rows = queries.unmailed(now).filter(person=person)
    if not _is_time(wish, now):
        rows = rows.filter(kind__in=queries.URGENT) if wish.breaks_through else rows.none()
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return 0
    mail = Mail.objects.create(
        person=person, made_at=now, next_at=now,
        message_id=f"<{new_id()}@{settings.NODE_NAME}>",
    )  # fmt: skip
    Notice.objects.filter(pk__in=ids).update(mail=mail)
    if _is_time(wish, now) and wish.digest != Digest.EACH:
        NoticeWish.objects.update_or_create(person=person, defaults={"digested_at": now})
    record(actor, "notices.mail_queued", person, after={"count": len(ids)})
    return len(ids)


def _is_time(wish: NoticeWish, now: datetime) -> bool:
    """Test whether the person is to have now whatever they were told."""
    zone = timezone.get_default_timezone()
    if is_quiet(now, wish.quiet_from, wish.quiet_until, zone):
        return False
    if wish.digest == Digest.EACH or wish.digested_at is None:
        return True
    return wish.digested_at < last_digest(now, wish.digest, wish.hour, wish.weekday, zone)


@job("notices.mail", gettext_lazy("Send mail"), timedelta(minutes=1))
def mail_all() -> None:
    """Queue what is to go by mail and send what is queued, unless the installation has no mail."""
    if not queries.is_mail_on():
        return
    for person_id in queries.people_to_mail(timezone.now()):
        queue_mail(actor=SYSTEM, person_id=person_id)
    while send_next():
        pass


def send_next() -> bool:
    """Send the next mail that is due, and return whether there was one.

    Not an action: that mail goes is on record since it was queued.
    """
    now = timezone.now()
    mail = queries.due_mails(now).select_related("person").first()
    if mail is None:
        return False
    mine = queries.due_mails(now).filter(pk=mail.pk).order_by()
    if mine.update(held_until=now + MAIL_LEASE, tries=mail.tries + 1):
        mail.tries += 1
        _send(mail)
    return True


def _send(mail: Mail) -> None:
    """Send a mail that this worker holds, and write down what came of it."""
    person, found = mail.person, queries.told_in(mail)
    held = Mail.objects.filter(pk=mail.pk, state=MailState.WAITING.value)
    if not found or not person.email or not person.is_active:
        held.update(state=MailState.DROPPED.value, held_until=None)
        return
    try:
        letter(mail, found).send()
    except Exception as error:
        logger.exception("mail %s", mail.pk)
        is_over = mail.tries >= MOST_MAIL_TRIES
        held.update(
            state=(MailState.FAILED if is_over else MailState.WAITING).value, held_until=None,
            next_at=timezone.now() + backoff(mail.tries),
            trouble=f"{type(error).__name__}: {error}"[:LONGEST_TROUBLE],
        )  # fmt: skip
    else:
        held.update(state=MailState.SENT.value, sent_at=timezone.now(), held_until=None, trouble="")


def letter(mail: Mail, found: list[Told]) -> EmailMultiAlternatives:
    """Return a mail in words: plain ones, and the same as a simple page."""
    with translation.override(settings.LANGUAGE_CODE):
        count = len(found)
        subject = ngettext("Liandu: %(count)s notice", "Liandu: %(count)s notices", count)
        lines = [(one, queries.is_told_plainly(one)) for one in found]
        context = {"lines": lines, "site": settings.LIANDU_URL, "person": mail.person}
        made = EmailMultiAlternatives(
            subject % {"count": count},
            render_to_string("notices/mail.txt", context),
            to=[mail.person.email],
            headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        )
        made.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
    return made


@action("notices.retry_mail")
def retry_mail(*, actor: Actor, mail_id: int) -> None:
    """Have a mail that failed, waits or was cancelled sent now.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep the installation
    :raises WrongState: if it is sent, or there is nothing left to send
    """
    mail = queries.held_mail(mail_id)
    require(actor, "notices.retry_mail", mail)
    if mail.state in {MailState.SENT, MailState.DROPPED}:
        raise WrongState(gettext_lazy("This mail is sent already, or has nothing left to tell."))
    mail.state, mail.tries, mail.next_at = MailState.WAITING.value, 0, timezone.now()
    mail.save(update_fields=["state", "tries", "next_at"])
    record(actor, "notices.mail_retried", mail)


@action("notices.cancel_mail")
def cancel_mail(*, actor: Actor, mail_id: int) -> None:
    """Have a mail not sent.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep the installation
    :raises WrongState: if it is sent, or being sent, or cancelled before
    """
    mail = queries.held_mail(mail_id)
    require(actor, "notices.cancel_mail", mail)
    is_held = mail.held_until is not None and mail.held_until > timezone.now()
    if is_held or mail.state not in {MailState.WAITING, MailState.FAILED}:
        raise WrongState(gettext_lazy("This mail is sent, or being sent, or cancelled before."))
    mail.state = MailState.CANCELLED.value
    mail.save(update_fields=["state"])
    record(actor, "notices.mail_cancelled", mail)
