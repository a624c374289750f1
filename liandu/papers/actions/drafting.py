"""Drawing a paper up, until it is handed in for approval."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import sync_parties
from liandu.access.queries import locked
from liandu.access.rules import PartyRole
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.papers import queries
from liandu.papers.models import Paper, PaperIssuer, PaperRecipient
from liandu.papers.rules import Content, doubled

kind("papers.paper_drafted", gettext_lazy("Drew up a paper"), "file-plus")
kind("papers.paper_edited", gettext_lazy("Changed the draft of the paper"), "edit")
kind("papers.paper_submitted", gettext_lazy("Handed the paper in for approval"), "send")
kind("papers.papers_exported", gettext_lazy("Exported the papers"), "download", is_read=True)

WORDS = ("title", "text", "attachments", "note", "urgency")


@action("papers.draft_paper")
def draft_paper(*, actor: Actor, code: str, record_id: Any, content: Content) -> Paper:
    """Draw up a paper of the kind ``code`` about a record; it is as guarded as the record.

    :raises NotVisible: if there is no such kind, or the actor may not know of the record
    :raises NotAllowed: if it is not for the actor's body to issue
    :raises WrongState: if the record has not come so far, or no template is in use
    :raises Invalid: if a body is named twice, closed, or nobody is addressed
    """
    of, about = queries.seen_record(actor, code, record_id)
    require(actor, "papers.draft_paper", (of, about))
    template = queries.template_in_use(code)
    if template is None or not of.is_timely(actor, about):
        raise WrongState(_("It is not time for this paper yet, or no template of it is in use."))
    paper = Paper(
        owner_body_id=actor.body_id or 0, kind=code, template=template, form=template.form,
        record_kind=about.KIND, record_id=about.pk, label=about.label,
        drafted_by_id=actor.person_id,
    )  # fmt: skip
    _check(paper, content)
    _write(paper, content)
    paper.save(force_insert=True)
    _name_bodies(paper, content)
    record(actor, "papers.paper_drafted", paper, after={"kind": code, "title": paper.title})
    return paper


@action("papers.edit_paper")
def edit_paper(*, actor: Actor, paper_id: Any, content: Content) -> Paper:
    """Change a draft; whoever changed it last does not approve it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not the actor's to change
    :raises WrongState: if it is no draft any more
    :raises Invalid: as when it is drawn up
    """
    paper = locked(Paper, actor, paper_id)
    require(actor, "papers.edit_paper", paper)
    paper.advance("edit")
    _check(paper, content)
    before = {name: getattr(paper, name) for name in WORDS}
    _write(paper, content)
    paper.drafted_by_id = actor.person_id
    paper.save()
    paper.joint.all().delete()
    paper.recipients.all().delete()
    _name_bodies(paper, content)
    changed = [name for name in WORDS if getattr(paper, name) != before[name]]
    record(
        actor, "papers.paper_edited", paper, before={name: before[name] for name in changed},
        after={name: getattr(paper, name) for name in changed},
    )  # fmt: skip
    return paper


@action("papers.submit_paper")
def submit_paper(*, actor: Actor, paper_id: Any) -> Paper:
    """Hand a draft in for approval; bodies that issue it jointly see it from now on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not the actor's to hand in
    :raises WrongState: if it is no draft any more
    """
    paper = locked(Paper, actor, paper_id)
    require(actor, "papers.submit_paper", paper)
    before = paper.advance("submit")
    paper.save(update_fields=["state"])
    joint = paper.joint.values_list("body", flat=True)
    sync_parties(actor=actor, record=paper, bodies=dict.fromkeys(joint, PartyRole.ISSUER))
    record(actor, "papers.paper_submitted", paper, before=before)
    return paper


@action("papers.export_papers")
def export_papers(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of the list away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "papers.export_papers")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "papers.papers_exported", body, after={"count": count, "query": query})


def _check(paper: Paper, content: Content) -> None:
    """Pass if the paper may be addressed and issued as the draft says.

    :raises Invalid: otherwise
    """
    faults = {}
    named = {*content.recipients, *content.copies, *content.joint}
    if not content.recipients:
        faults["recipients"] = _("Say to whom it goes.")
    elif doubled(content.recipients, content.copies):
        faults["recipients"] = _("A body is named twice, here or among the copies.")
    if doubled(content.joint, [paper.owner_body_id]):
        faults["joint"] = _("A body is named twice; your own issues it anyway.")
    if Body.objects.filter(pk__in=named, closed_on=None).count() != len(named):
        faults[""] = _("A body that is named does not exist any more.")
    if faults:
        raise Invalid(faults)


def _write(paper: Paper, content: Content) -> None:
    """Write the words of a draft."""
    for name in WORDS:
        setattr(paper, name, getattr(content, name))


def _name_bodies(paper: Paper, content: Content) -> None:
    """Write to whom a paper goes, and who issues it jointly, in their order."""
    PaperIssuer.objects.bulk_create(
        PaperIssuer(paper=paper, body_id=pk, position=at) for at, pk in enumerate(content.joint)
    )
    PaperRecipient.objects.bulk_create(
        PaperRecipient(paper=paper, body_id=pk, position=at, is_copy=is_copy)
        for is_copy, keys in ((False, content.recipients), (True, content.copies))
        for at, pk in enumerate(keys)
    )
