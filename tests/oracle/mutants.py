# ruff: noqa: E501 - one mutant a line
"""The read rule with one clause taken out or bent at a time. Each must be found out by some world.

A mutant is a function of the product rewritten by exchanging some words of its source; if the
words are not there any more, the mutant says so rather than passing for killed.
"""

import inspect
import textwrap
from dataclasses import dataclass
from typing import Any

import pytest

from liandu.access import sight
from liandu.access.actions import walls
from liandu.orgs import queries as orgs


@dataclass(frozen=True)
class Mutant:
    """A function, the words exchanged in it, and whether it works already while a world is told."""

    name: str
    place: Any
    function: str
    old: str
    new: str
    is_told: bool = False

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Put the bent function in the place of the good one."""
        source = textwrap.dedent(inspect.getsource(getattr(self.place, self.function)))
        assert source.count(self.old), f"{self.name}: no {self.old!r} in {self.function}"
        module = inspect.getmodule(self.place) or self.place
        names = dict(vars(module))
        exec(source.replace(self.old, self.new), names)  # noqa: S102 - our own source
        patch.setattr(self.place, self.function, names[self.function])


def _sight(name: str, function: str, old: str, new: str) -> Mutant:
    return Mutant(name, sight, function, old, new)


def _seats(name: str, function: str, old: str, new: str) -> Mutant:
    return Mutant(name, orgs, function, old, new)


def _walls(name: str, function: str, old: str, new: str) -> Mutant:
    return Mutant(name, walls, function, old, new, is_told=True)


CONDITION = sight.Sight
MUTANTS = (
    _sight("administrators see", "_sights", "actor.person_id is None or actor.admin", "False"),
    _sight("closed accounts see in an emergency", "_named", ", person__is_active=True", ""),
    _sight("clearance of scopes is forgotten", "_keys", "min(clearance, LABELS - 1)", "LABELS - 1"),
    _sight("clearance one too high", "_keys", "range(first, first + min(", "range(first, first + 1 + min("),
    _sight("clearance one too low", "_keys", "+ 1)", ")"),
    _sight("every body is in scope", "_add_scopes", "path.startswith(seat.body_path)", "True"),
    _sight("bodies below are not in scope", "_add_scopes", "path.startswith(seat.body_path)", "path == seat.body_path"),
    _sight("bodies above are in scope", "_add_scopes", "path.startswith(seat.body_path)", "seat.body_path.startswith(path)"),
    _sight("every kind is in scope", "_add_scopes", "for kind in seat.kinds", "for kind in range(4)"),
    _sight("the last post decides the clearance", "_add_scopes", "max(seat.clearance, best.get((pk, kind), 0))", "seat.clearance"),
    _sight("the last post decides for grants", "_sights", "max(seat.clearance, cleared.get(seat.body_id, 0))", "seat.clearance"),
    _sight("a grant to a body counts with any post", "_sights", "cleared[body_id] if body_id else max", "max"),
    _sight("a grant to a person counts with the lowest post", "_sights", "else max(cleared", "else min(cleared"),
    _sight("parties need no clearance", "_sights", "_keys(pk, kind, best)", "_keys(pk, kind, 3)"),
    _sight("revoked grants hold", "_named", "revoked_at=None, ", ""),
    _sight("grants never end", "_named", "revoked_at=None, expires_at__gt=actor.at", "revoked_at=None"),
    _sight("grants end a moment late", "_named", "revoked_at=None, expires_at__gt", "revoked_at=None, expires_at__gte"),
    _sight("grants to persons do not count", "_named", "Q(person_id=actor.person_id),\n", ""),
    _sight("grants to teams do not count", "_named", "Q(team_id__in=_teams(actor)),\n", ""),
    _sight("grants to bodies do not count", "_named", "Q(body_id__in=cleared, purpose__in=by_hand),\n", ""),
    _sight("grants work without a post", "_named", "if cleared:", "if True:"),
    _sight("parties in grants are passed over", "_named", "Q(body_id__in=cleared, purpose=Purpose.PARTY, record_kind__in=_parties_by_grant()),\n", ""),
    _sight("emergencies never end", "_named", "objects.filter(mine, expires_at__gt=actor.at)", "objects.filter(mine)"),
    _sight("emergencies end a moment late", "_named", "(mine, expires_at__gt=", "(mine, expires_at__gte="),
    _sight("emergencies open to everybody", "_named", "objects.filter(mine, expires", "objects.filter(expires"),
    _sight("walls never end", "_named", "filter(mine, lasting)", "filter(mine)"),
    _sight("walls end a moment late", "_named", "Q(ends_at__gt=actor.at)", "Q(ends_at__gte=actor.at)"),
    _sight("walls without an end do not stand", "_named", "Q(ends_at=None) | ", ""),
    _sight("walls stand around others", "_named", "filter(mine, lasting)", "filter(lasting)"),
    _sight("who left a team stays in", "_teams", "Q(ends_at=None) | Q(ends_at__gt=at), ", ""),
    _sight("who left a team leaves a moment late", "_teams", "(Q(ends_at=None) | Q(ends_at__gt=", "(Q(ends_at=None) | Q(ends_at__gte="),
    _sight("who will join a team is in", "_teams", ", starts_at__lte=at", ""),
    _sight("a team that is over still sees", "_teams", "Q(team__ends_at=None) | Q(team__ends_at__gt=at), ", ""),
    _sight("everybody is in every team", "_teams", ", person_id=actor.person_id or 0", ""),
    Mutant("walls do not stand", CONDITION, "condition", "return seen & ~Q(Among(F(\"pk\"), self.walls)) if self.walls else seen", "return seen"),
    Mutant("an emergency beats walls", CONDITION, "condition", "return seen & ~Q(Among(F(\"pk\"), self.walls)) if self.walls else seen", "return (seen & ~Q(Among(F(\"pk\"), self.walls))) | Q(Among(F(\"pk\"), self.opened))"),
    Mutant("labels of granted records do not count", CONDITION, "condition", ", label__lte=clearance", ""),
    Mutant("labels below the clearance alone", CONDITION, "condition", "label__lte", "label__lt"),
    Mutant("grants open nothing", CONDITION, "condition", "self.granted.items()", "()"),
    Mutant("emergencies open nothing", CONDITION, "condition", "if self.opened:", "if False:"),
    Mutant("parties see nothing", CONDITION, "columns", "in party_columns(model)", "in ()"),
    _seats("closed accounts hold posts", "seats", ", person__is_active=True", ""),
    _seats("one role of a post counts", "seats", "(old.kinds if old else frozenset()) | ", ""),
    _seats("posts never end", "live", " & (Q(ends_at=None) | Q(ends_at__gt=at))", ""),
    _seats("posts end a moment late", "live", "ends_at__gt", "ends_at__gte"),
    _seats("posts have always begun", "live", "Q(starts_at__lte=at) & ", ""),
    _seats("posts begin a moment late", "live", "starts_at__lte", "starts_at__lt"),
    _walls("whom it is about is not walled off", "_raise_walls", "if row.person and not own.exists()", "if False"),
    _walls("ties raise no wall", "_raise_walls", "for tie in ties", "for tie in ()"),
    _walls("walls of ties have no end", "_raise_walls", "ends_at=tie.ends_at", "ends_at=None"),
    _walls("ties told first raise no wall", "_ties_to", "return Tie.objects.filter(", "return Tie.objects.none().filter("),
    _walls("ties to persons count for bodies alone", "_ties_to", "if subject.person else", "if False else"),
    _walls("ties told last raise no wall", "_subjects_of", "RecordSubject.objects", "RecordSubject.objects.none()"),
)  # fmt: skip
