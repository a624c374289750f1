"""Papers for an actor, the record that one is about, templates."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from liandu.access.models import Guarded
from liandu.access.queries import model_of, seen
from liandu.engines.papers import Kind, kind_of
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.kernel.versions import TemplateState
from liandu.orgs.models import Body
from liandu.papers.models import Paper, PaperRecipient, PaperTemplate


def papers(actor: Actor) -> QuerySet[Paper]:
    """Return the papers the actor may know of, with what a row of the list shows."""
    rows: QuerySet[Paper] = Paper.objects.visible_to(actor)
    to = PaperRecipient.objects.select_related("body").unscoped("recipients of papers in sight")
    counted = rows.annotate(
        recipient_count=Count("recipients"),
        signed_count=Count("recipients", filter=Q(recipients__signed_at__isnull=False)),
    )
    return counted.select_related("owner_body").prefetch_related(Prefetch("recipients", to))


def papers_of(actor: Actor, record: Guarded) -> QuerySet[Paper]:
    """Return the papers about a record in hand that the actor may know of, latest first."""
    rows = papers(actor).filter(record_kind=record.KIND, record_id=record.pk)
    return rows.order_by("-created_at", "-pk")


def seen_paper(actor: Actor, pk: Any) -> Paper:
    """Return one paper with what its page shows.

    :raises NotVisible: if there is none, or the actor may not know
    """
    rows: QuerySet[Paper] = Paper.objects.visible_to(actor)
    people = ("drafted_by", "approved_by", "issued_by")
    return one(rows.select_related("owner_body", "template", *people), pk)


def record_of(actor: Actor, paper: Paper) -> Any:
    """Return the record that a paper is about, or None if the actor may not know of it."""
    try:
        return seen(model_of(paper.record_kind), actor, paper.record_id)
    except NotVisible:
        return None


def seen_record(actor: Actor, code: str, pk: Any) -> tuple[Kind, Any]:
    """Return the kind of paper of this code, and the record it is to be about.

    :raises NotVisible: if there is no such kind, or no such record for the actor
    """
    kind = kind_of(code)
    if kind is None:
        raise NotVisible
    return kind, seen(model_of(kind.about), actor, pk)


def received(actor: Actor) -> QuerySet[PaperRecipient]:
    """Return what went to the actor's body, as far as they may know of it."""
    rows: QuerySet[PaperRecipient] = PaperRecipient.objects.visible_to(actor)
    return rows.filter(body=actor.body_id or 0)


def bodies_named(names: list[str]) -> tuple[list[Body], list[str]]:
    """Return the open bodies of these names, in order, and the names that no one body has."""
    rows = list(Body.objects.filter(Q(name__in=names) | Q(short_name__in=names), closed_on=None))
    found, lost = [], []
    for name in names:
        fits = [row for row in rows if row.name == name] or [
            row for row in rows if row.short_name == name
        ]
        if len(fits) == 1:
            found.append(fits[0])
        else:
            lost.append(name)
    return found, lost


def templates() -> QuerySet[PaperTemplate]:
    """Return every version of every template."""
    return PaperTemplate.every()


def template(pk: Any) -> PaperTemplate:
    """Return one version of a template.

    :raises NotVisible: if there is none
    """
    return one(templates(), pk)


def template_in_use(code: str) -> PaperTemplate | None:
    """Return the version in use of the template for a kind of paper."""
    return templates().filter(code=code, state=TemplateState.PUBLISHED).first()
