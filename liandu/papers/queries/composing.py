"""A paper as it is laid out: from its columns while it is drawn up, as it was kept once issued."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from liandu.engines import papers as engine
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body
from liandu.papers.models import Letterhead, Paper, PaperTemplate
from liandu.papers.rules import URGENCY_ON_PAPER, PaperState, Urgency, lines

WITHDRAWN_ON_PAPER = "已撤回"
NO_NUMBER = "　"


def letterhead_of(body: Body) -> Letterhead:
    """Return the mark and word of a body; one that set none goes by its names."""
    kept = Letterhead.objects.filter(body=body).first()
    return kept or Letterhead(body=body, mark=body.name, word=str(body))


def first_words(
    template: PaperTemplate, kind: engine.Kind, actor: Actor, record: Any
) -> dict[str, str]:
    """Return what a draft says at first: the words of the template with the record's values.

    :raises Unfilled: if the template names a field that this kind of paper has not
    """
    values = kind.values(actor, record)
    return {
        name: engine.filled(getattr(template, name), values)
        for name in ("title", "text", "attachments", "note")
    }


def composed(paper: Paper) -> engine.Paper:
    """Return a paper in hand part by part, as it was issued or as it stands."""
    if paper.document is None:
        return drawn_up(paper, number=None, on=None)
    found = engine.Paper.of(paper.document)
    is_void = paper.state == PaperState.WITHDRAWN
    return replace(found, urgency=WITHDRAWN_ON_PAPER) if is_void else found


def drawn_up(paper: Paper, number: int | None, on: date | None) -> engine.Paper:
    """Return a paper of its columns, with this number of its year and this day, if it has them."""
    head = letterhead_of(paper.owner_body)
    joint = [row.body for row in paper.joint.select_related("body")]
    heads = [head, *map(letterhead_of, joint)]
    to = list(paper.recipients.select_related("body"))
    year = (on or timezone.localdate()).year
    word = f"{head.word}{paper.template.series}"
    return engine.Paper(
        form=paper.form,
        title=paper.title,
        text=paper.text,
        marks=tuple(each.mark for each in heads),
        signed_by=(paper.owner_body.name, *(body.name for body in joint)),
        number=engine.number_of(word, year, NO_NUMBER if number is None else str(number)),
        urgency=URGENCY_ON_PAPER[Urgency(paper.urgency)],
        recipients=tuple(row.body.name for row in to if not row.is_copy),
        copies=tuple(row.body.name for row in to if row.is_copy),
        attachments=lines(paper.attachments),
        issued_on=on,
        note=paper.note,
        printer=paper.owner_body.name if paper.form == engine.Form.STANDARD else "",
    )
