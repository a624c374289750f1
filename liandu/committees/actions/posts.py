"""Who is what in a committee: appointed, changed with what is open, ended."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.committees import queries
from liandu.committees.models import Committee, CommitteePost
from liandu.committees.rules import ONLY_ONE, PostKind
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Membership

kind("committees.post_filled", gettext_lazy("filled a post in the committee"), "user-plus")
kind("committees.post_changed", gettext_lazy("gave a post in the committee to another"),
     "arrows-exchange")  # fmt: skip
kind("committees.post_ended", gettext_lazy("ended a post in the committee"), "user-minus")

Handing = Callable[[Actor, Committee, int, int], int]
"""Moves what is open in a committee with one person to another; returns how many things moved."""

HANDINGS: dict[str, Handing] = {}
"""What goes over with a post in a committee, by name: upper apps add theirs."""


@action("committees.appoint")
def appoint(
    *, actor: Actor, committee_id: Any, kind: str, seat_id: int, since: date
) -> CommitteePost:
    """Make the holder of a seat in a body of the committee something in it.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it was dissolved
    :raises Invalid: if the post is taken, or the seat is of no body of the committee
    """
    committee = locked(Committee, actor, committee_id)
    require(actor, "committees.appoint", committee)
    committee.must_work()
    seat = _seat(committee, seat_id)
    _check(committee, kind, seat, since)
    made: CommitteePost = CommitteePost.objects.create(
        committee=committee, kind=kind, seat=seat, starts_on=since
    )
    record(actor, "committees.post_filled", committee, after=_facts(made), note=_note(made))
    return made


@action("committees.change_post")
def change_post(*, actor: Actor, post_id: Any, seat_id: int, reason: str) -> CommitteePost:
    """Give a post to the holder of another seat, and what is open in the committee with it.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if the post has ended, or the committee was dissolved
    :raises Invalid: if the seat is of no body of the committee, or holds the post already
    """
    old, committee = _held(actor, post_id)
    require(actor, "committees.change_post", committee)
    _must_last(old, committee)
    seat = _seat(committee, seat_id)
    if _present(committee).filter(kind=old.kind, seat=seat).exists():
        raise Invalid({"seat": _("They hold this post already. Choose somebody else.")})
    return _hand(actor, committee, old, seat, reason)


@action("committees.end_post")
def end_post(*, actor: Actor, post_id: Any, reason: str) -> CommitteePost:
    """End a post today without a successor; it stays on record.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if it has ended, or the committee was dissolved
    """
    old, committee = _held(actor, post_id)
    require(actor, "committees.end_post", committee)
    _must_last(old, committee)
    _end(old)
    record(
        actor, "committees.post_ended", committee, before=_facts(old), reason=reason,
        note=_note(old),
    )  # fmt: skip
    return old


@action("committees.give_posts")
def give_posts(*, actor: Actor, leaving: int, successor: int) -> int:
    """Give the posts that one person holds from a body to another of it; return how many.

    A post stays where the actor does not hand over for the body it is held from, where the
    successor holds no seat in that body, or the same post already, and in what was dissolved.

    :raises NotVisible: if a committee goes out of the actor's sight meanwhile
    """
    count = 0
    for each in queries.posts_of_person(actor, leaving):
        body = each.seat.post.body
        try:
            require(actor, "committees.give_posts", body)
        except NotAllowed:
            continue
        old, committee = _held(actor, each.pk)
        seats = queries.seats_for(committee).filter(person=successor, post__body=body)
        seat = seats.first()
        is_open = committee.dissolved_on is None and old.ends_on is None
        if is_open and seat and not _present(committee).filter(kind=old.kind, seat=seat).exists():
            _hand(actor, committee, old, seat, "")
            count += 1
    return count


def _hand(
    actor: Actor, committee: Committee, old: CommitteePost, seat: Membership, reason: str
) -> CommitteePost:
    """Give a post of a committee that is held to another seat, with what is open there."""
    _end(old)
    made: CommitteePost = CommitteePost.objects.create(
        committee=committee, kind=old.kind, seat=seat, starts_on=timezone.localdate()
    )
    leaving, successor = old.seat.person_id, seat.person_id
    counts = {name: hand(actor, committee, leaving, successor) for name, hand in HANDINGS.items()}
    record(
        actor, "committees.post_changed", committee, before=_facts(old),
        after={**_facts(made), "handed": counts}, reason=reason, note=_note(made),
    )  # fmt: skip
    return made


def _held(actor: Actor, post_id: Any) -> tuple[CommitteePost, Committee]:
    """Return a post and its committee, held until the transaction ends.

    :raises NotVisible: if the actor may not know of the committee
    """
    committee = locked(Committee, actor, queries.seen_post(actor, post_id).committee_id)
    return queries.seen_post(actor, post_id), committee


def _must_last(post: CommitteePost, committee: Committee) -> None:
    """Pass if somebody still holds the post.

    :raises WrongState: if it has ended, or the committee was dissolved
    """
    committee.must_work()
    if post.ends_on is not None:
        raise WrongState(_("This post has ended or was given to another already."))


def _end(post: CommitteePost) -> None:
    # One that was to begin later never does.
    today = timezone.localdate()
    post.starts_on, post.ends_on = min(post.starts_on, today), today
    post.save(update_fields=["starts_on", "ends_on"])


def _seat(committee: Committee, seat_id: int) -> Membership:
    """Return a live seat in a body of the committee.

    :raises Invalid: if it is none
    """
    seat = queries.seats_for(committee).filter(pk=seat_id).first()
    if seat is None:
        raise Invalid({"seat": _("Choose somebody of the host, the superior or a member body.")})
    return seat


def _check(committee: Committee, kind: str, seat: Membership, since: date) -> None:
    """Pass if the post may be filled from that seat.

    :raises Invalid: otherwise
    """
    faults = {}
    there = _present(committee).filter(kind=kind)
    if kind not in set(PostKind):
        faults["kind"] = _("Choose what applies.")
    elif kind in ONLY_ONE and there.exists():
        faults["kind"] = _("Somebody holds this post. Give that one to a successor instead.")
    elif there.filter(seat=seat).exists():
        faults["seat"] = _("They hold this post already. Choose somebody else.")
    if since > timezone.localdate():
        faults["since"] = _("Choose today or an earlier day.")
    if faults:
        raise Invalid(faults)


def _present(committee: Committee) -> Any:
    return committee.posts.filter(ends_on=None)


def _facts(post: CommitteePost) -> dict[str, Any]:
    """Return what the record keeps of a post."""
    return {"kind": post.kind, "seat": post.seat_id, "person": post.seat.person_id}


def _note(post: CommitteePost) -> str:
    """Return a post in words, as the history shows it."""
    return f"{post.get_kind_display()} · {post.seat.post.body} {post.seat.post.name}"
