"""Taking bodies, people, posts and their holders from a list: all of it, or nothing.

A trial runs the very same writes and undoes them, so that what it promises is what happens.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, Refusal
from liandu.kernel.permits import require
from liandu.orgs.actions.bodies import BodyFacts, add_body
from liandu.orgs.actions.people import Particulars, add_person
from liandu.orgs.actions.seats import add_membership, add_post
from liandu.orgs.models import Body, Jurisdiction, Person, Post, Role, SupervisionKind
from liandu.orgs.words import BODY_WORDS

events.kind("orgs.bodies_imported", gettext_lazy("imported bodies"), "table-import")
events.kind("orgs.people_imported", gettext_lazy("imported accounts"), "table-import")
events.kind("orgs.posts_imported", gettext_lazy("imported posts"), "table-import")
events.kind("orgs.memberships_imported", gettext_lazy("imported holders of posts"), "table-import")

Cells = Mapping[str, str]
Rows = Sequence[tuple[int, Cells]]
SEPARATORS = str.maketrans({"，": ",", "、": ",", "；": ",", ";": ","})


@dataclass
class Outcome:
    """What came of a list: how many rows are in, and what each row gave to be told just once."""

    count: int = 0
    told: list[Any] = field(default_factory=list)


class BadRows(Refusal):
    """Some rows cannot be used; ``rows`` says which, and for each column why."""

    status = 422

    def __init__(self, rows: Mapping[int, Mapping[str, str]]) -> None:
        self.rows = dict(rows)
        super().__init__(_("%(count)s rows cannot be used.") % {"count": len(rows)})


class Tried(Exception):
    """A trial went well; ``outcome`` is what would have been."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__()


@action("orgs.import_bodies")
def import_bodies(*, actor: Actor, rows: Rows, is_trial: bool) -> Outcome:
    """Add the bodies of a list; one may stand below another of the same list, further up.

    :raises NotAllowed: if the actor does not keep bodies
    :raises BadRows: if any row cannot be used
    :raises Tried: if it was a trial, and went well
    """
    require(actor, "orgs.import_bodies")

    def take(cells: Cells) -> Body:
        kinds = {str(word): code for code, word in BODY_WORDS.items()}
        facts = BodyFacts(
            code=cells["code"], name=cells["name"], short_name=cells["short_name"],
            kind=kinds.get(cells["kind"], cells["kind"]),
            jurisdiction=_one(Jurisdiction, "jurisdiction", cells),
            parent=_one(Body, "parent", cells),
            supervision_kinds=_many(SupervisionKind, "supervision_kinds", cells),
        )  # fmt: skip
        return add_body(actor=actor, facts=facts)

    return _take_all(actor, "orgs.bodies_imported", rows, take, is_trial=is_trial)


@action("orgs.import_people")
def import_people(*, actor: Actor, rows: Rows, is_trial: bool) -> Outcome:
    """Open the accounts of a list; ``told`` holds each with its password for the first use.

    :raises NotAllowed: if the actor does not keep accounts
    :raises BadRows: if any row cannot be used
    :raises Tried: if it was a trial, and went well
    """
    require(actor, "orgs.import_people")

    def take(cells: Cells) -> tuple[str, str, str]:
        person, password = add_person(actor=actor, particulars=Particulars(**cells))
        return person.username, person.name, password

    return _take_all(actor, "orgs.people_imported", rows, take, is_trial=is_trial)


@action("orgs.import_posts")
def import_posts(*, actor: Actor, rows: Rows, is_trial: bool) -> Outcome:
    """Set up the posts of a list with their roles.

    :raises NotAllowed: if the actor does not give rights
    :raises BadRows: if any row cannot be used
    :raises Tried: if it was a trial, and went well
    """
    require(actor, "orgs.import_posts")

    def take(cells: Cells) -> Post:
        roles = [role.code for role in _many(Role, "roles", cells)]
        return add_post(
            actor=actor, body=_needed(Body, "body", cells), name=cells["name"], roles=roles
        )

    return _take_all(actor, "orgs.posts_imported", rows, take, is_trial=is_trial)


@action("orgs.import_memberships")
def import_memberships(*, actor: Actor, rows: Rows, is_trial: bool) -> Outcome:
    """Put the people of a list in their posts.

    :raises NotAllowed: if the actor does not give rights
    :raises BadRows: if any row cannot be used
    :raises Tried: if it was a trial, and went well
    """
    require(actor, "orgs.import_memberships")

    def take(cells: Cells) -> Any:
        person = _needed(Person, "username", cells, by="username")
        body = _needed(Body, "body", cells)
        post = body.posts.filter(name=cells["post"]).first()
        if post is None:
            raise Invalid({"post": _("The body has no such post.")})
        labels = {"公开": 0, "内部": 1, "敏感": 2, "核心敏感": 3, "0": 0, "1": 1, "2": 2, "3": 3}
        if cells["clearance"] not in labels:
            raise Invalid({"clearance": _("Write one of the labels, or 0 to 3.")})
        clearance = labels[cells["clearance"]]
        return add_membership(
            actor=actor, person=person, post=post, clearance=clearance, reason=cells["reason"]
        )

    return _take_all(actor, "orgs.memberships_imported", rows, take, is_trial=is_trial)


def _take_all(
    actor: Actor, kind: str, rows: Rows, take: Callable[[Cells], Any], *, is_trial: bool
) -> Outcome:
    """Take every row, or say of every bad one what is wrong with it."""
    outcome = Outcome()
    bad: dict[int, Mapping[str, str]] = {}
    for number, cells in rows:
        try:
            with transaction.atomic():
                outcome.told.append(take(cells))
        except Invalid as fault:
            bad[number] = fault.fields
    if bad:
        raise BadRows(bad)
    outcome.count = len(outcome.told)
    if is_trial:
        raise Tried(outcome)
    person = Person.objects.filter(pk=actor.person_id or 0).first() or Person(pk=0)
    events.record(actor, kind, person, after=outcome.count)
    return outcome


def _one(model: Any, column: str, cells: Cells, by: str = "code") -> Any:
    """Return the row that a cell names, or None for an empty cell.

    :raises Invalid: if there is none
    """
    if not cells[column]:
        return None
    found = model.objects.filter(**{by: cells[column]}).first()
    if found is None:
        raise Invalid({column: _("There is none with this code.")})
    return found


def _needed(model: Any, column: str, cells: Cells, by: str = "code") -> Any:
    """Return the row that a cell names.

    :raises Invalid: if the cell is empty, or there is none
    """
    if not cells[column]:
        raise Invalid({column: _("This is needed.")})
    return _one(model, column, cells, by)


def _many(model: Any, column: str, cells: Cells) -> list[Any]:
    """Return the rows that a cell names by code or name, separated by commas.

    :raises Invalid: if one is not there
    """
    words = [w.strip() for w in cells[column].translate(SEPARATORS).split(",") if w.strip()]
    by_word = {word: row for row in model.objects.all() for word in (row.code, row.name)}
    unknown = [word for word in words if word not in by_word]
    if unknown:
        raise Invalid({column: _("Not known: %(words)s.") % {"words": "、".join(unknown)}})
    return [by_word[word] for word in words]
