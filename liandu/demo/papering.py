"""Scenes: official papers on the way from one office to the other."""

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime
from typing import Any

from liandu.demo.bodies import Cast
from liandu.demo.play import as_now, later
from liandu.engines.papers import Kind
from liandu.kernel.actor import Actor
from liandu.papers import actions, queries
from liandu.papers.rules import Content

Who = Callable[[int], Actor]
SENT, JOINT = 3, 2
"""One in so many records has its paper, and one in so many of those is issued jointly."""
OFFICER, LIAISON, HEAD_OF_OFFICE, HEAD = 1, 1, 4, 2


def is_sent(seed: int) -> bool:
    """Test whether a record is one of those that have a paper."""
    return seed % SENT == 0


def send(
    code: str, record_id: Any, office: Who, moment: datetime,
    joint: tuple[int, Who] | None = None, to: tuple[int, ...] = (),
) -> Generator[datetime, None, datetime]:  # fmt: skip
    """Play a paper from its draft to its issue; return when it goes on.

    ``joint`` is a body that issues it too, and whoever countersigns there; ``to`` are the bodies
    it goes to, unless the kind of paper says whom.
    """
    paper = _draft(office(OFFICER), code, record_id, joint, to)
    actions.submit_paper(actor=office(OFFICER), paper_id=paper.pk)
    yield (moment := later(moment, 0.1))
    if joint:
        actions.countersign_paper(actor=joint[1](HEAD), paper_id=paper.pk)
        yield (moment := later(moment, 0.1))
    actions.approve_paper(actor=office(HEAD_OF_OFFICE), paper_id=paper.pk)
    yield (moment := later(moment, 0.1))
    actions.issue_paper(actor=office(OFFICER), paper_id=paper.pk)
    return moment


def notice(
    cast: Cast, inspection_id: Any, office: str, seed: int, moment: datetime
) -> Generator[datetime, None, datetime]:
    """Play the notice of an inspection as a paper, if it has one; return when it goes on."""
    if not is_sent(seed):
        return moment

    def by(post: int) -> Actor:
        return as_now(cast, f"{office}-{post}")

    return (yield from send("inspection_notice", inspection_id, by, moment))


def sign_all(record: Any, by: Actor) -> None:
    """Have somebody sign for the papers about a record that came to their body."""
    for paper in queries.papers_of(by, record).filter(queries.is_waiting_for(by)):
        actions.sign_for_paper(actor=by, paper_id=paper.pk)


def _draft(
    actor: Actor, code: str, record_id: Any, joint: tuple[int, Who] | None, to: tuple[int, ...]
) -> Any:
    kind, about = queries.seen_record(actor, code, record_id)
    content = _content(kind, actor, about, to)
    if joint:
        content = replace(content, joint=(joint[0],))
    return actions.draft_paper(actor=actor, code=code, record_id=record_id, content=content)


def _content(kind: Kind, actor: Actor, about: Any, to: tuple[int, ...]) -> Content:
    template: Any = queries.template_in_use(kind.code)
    words: dict[str, Any] = dict(queries.first_words(template, kind, actor, about))
    return Content(recipients=to or tuple(kind.recipients(about)), **words)
