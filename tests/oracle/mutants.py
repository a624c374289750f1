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
from liandu.search import queries as search


@dataclass(frozen=True)
class Mutant:
    """A function, the words exchanged in it, and whether it works already while a world is told.

    ``asked`` names the surfaces that show it; by default those that tell every clause of the rule.
    """

    name: str
    place: Any
    function: str
    old: str
    new: str
    is_told: bool = False
    asked: tuple[str, ...] = ()

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


def _search(name: str, function: str, old: str, new: str) -> Mutant:
    return Mutant(name, search, function, old, new, asked=("words", "words of any kind"))


CONDITION = sight.Sight
MUTANTS = (
    _sight("administrators see", "_sights", "actor.person_id is None or actor.admin", "False"),
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
    _sight("revoked grants hold", "_granted", "g.revoked_at IS NULL AND ", ""),
    _sight("grants never end", "_granted", " AND g.expires_at > %(at)s", ""),
    _sight("grants end a moment late", "_granted", "g.expires_at >", "g.expires_at >="),
    _sight("grants to persons do not count", "_granted", "g.person_id = %(person)s", "1 = 0"),
    _sight("grants to persons count for all", "_granted", " AND g.person_id = %(person)s", " AND g.person_id IS NOT NULL"),
    _sight("grants to teams do not count", "_granted", "g.team_id IN ({team})", "1 = 0"),
    _sight("grants to bodies do not count", "_granted", "{to_body} AND g.purpose <> '{Purpose.PARTY}'", "1 = 0"),
    _sight("grants to bodies count for all", "_granted", "{to_body} AND g.purpose <> '{Purpose.PARTY}'", "g.purpose <> '{Purpose.PARTY}'"),
    _sight("grants work without a post", "_named", "if cleared else", "if True else"),
    _sight("parties in grants are passed over", "_granted", "{to_body} AND g.purpose = '{Purpose.PARTY}'", "1 = 0"),
    _sight("closed accounts see in an emergency", "_let_in", " AND p.is_active", ""),
    _sight("emergencies never end", "_let_in", " AND e.expires_at > %(at)s", ""),
    _sight("emergencies end a moment late", "_let_in", "e.expires_at >", "e.expires_at >="),
    _sight("emergencies open to everybody", "_let_in", "e.person_id = %(person)s AND ", ""),
    _sight("walls never end", "_let_in", " AND (w.ends_at IS NULL OR w.ends_at > %(at)s)", ""),
    _sight("walls end a moment late", "_let_in", "w.ends_at >", "w.ends_at >="),
    _sight("walls without an end do not stand", "_let_in", "w.ends_at IS NULL OR ", ""),
    _sight("walls stand around others", "_let_in", "w.person_id = %(person)s AND ", ""),
    _sight("what is not told yet is told", "_let_in", "[opened, walls, kept]", "[opened, walls]"),
    _sight("what is told by now stays untold", "_let_in", "s.is_kept AND ", ""),
    _sight("what is not told yet is kept from all", "_let_in", " AND {_one_of('s.body_id', 'bodies')}", ""),
    _sight("who left a team stays in", "_granted", " AND (m.ends_at IS NULL OR m.ends_at > %(at)s)", ""),
    _sight("who left a team leaves a moment late", "_granted", "m.ends_at >", "m.ends_at >="),
    _sight("who will join a team is in", "_granted", " AND m.starts_at <= %(at)s", ""),
    _sight("a team that is over still sees", "_granted", " AND (t.ends_at IS NULL OR t.ends_at > %(at)s)", ""),
    _sight("everybody is in every team", "_granted", "m.person_id = %(person)s AND ", ""),
    _sight("every label is named", "named_to", "label__lte\": cleared", "label__gte\": 0"),
    _sight("the lowest post names", "named_to", "max(", "min("),
    _sight("nothing is named to who holds no post but for label 0", "named_to", "default=-1", "default=0"),
    _sight("emergencies name nothing", "named_to", "if one.opened:", "if False:"),
    _sight("walls are named across", "named_to", "if one.walls else named", "if False else named"),
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
    _search("what is found is shown to anybody", "_seen", "rows.visible_to(actor, leads=False)", "rows.unscoped('mutant')"),
    _search("what was granted is not found", "_candidates", "*one.granted.values(), ", "*(), "),
    _search("what was opened is not found", "_candidates", ", one.opened)", ",)"),
    _search("scopes are not found", "_candidates", "(*one.keys, *one.party_keys)", "one.party_keys"),
    _search("parties do not find", "_candidates", "(*one.keys, *one.party_keys)", "one.keys"),
    _walls("whom it is about is not walled off", "_raise_walls", "if row.person and not own.exists()", "if False"),
    _walls("ties raise no wall", "_raise_walls", "for tie in ties", "for tie in ()"),
    _walls("walls of ties have no end", "_raise_walls", "ends_at=tie.ends_at", "ends_at=None"),
    _walls("ties told first raise no wall", "_ties_to", "return Tie.objects.filter(", "return Tie.objects.none().filter("),
    _walls("ties to persons count for bodies alone", "_ties_to", "if subject.person else", "if False else"),
    _walls("ties told last raise no wall", "_subjects_of", "RecordSubject.objects", "RecordSubject.objects.none()"),
)  # fmt: skip
