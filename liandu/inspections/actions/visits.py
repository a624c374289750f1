"""The notice, the days on site, the workpapers and who signed them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.files.actions import attach_all
from liandu.files.rules import Purpose
from liandu.inspections import queries
from liandu.inspections.actions.parties import sync
from liandu.inspections.models import Inspection, Workpaper
from liandu.inspections.rules import (
    Answer,
    Conclusion,
    InspectionState,
    Notice,
    Seen,
    Signature,
    entering_step,
)
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions import take_number

kind("inspections.notified", gettext_lazy("Gave notice of the inspection"), "send")
kind("inspections.entered", gettext_lazy("Went on site"), "map-pin")
kind("inspections.workpaper_recorded", gettext_lazy("Wrote a workpaper"), "clipboard-text")
kind("inspections.workpaper_reviewed", gettext_lazy("Reviewed a workpaper"), "eye-check")
kind("inspections.workpaper_confirmed", gettext_lazy("Reviewed a workpaper again"), "checks")
kind("inspections.workpaper_returned", gettext_lazy("Returned a workpaper"), "arrow-back-up")
kind("inspections.workpapers_signed", gettext_lazy("Workpapers signed"), "writing-sign")
kind("inspections.signature_refused", gettext_lazy("Signature refused"), "writing-off")
kind("inspections.visit_finished", gettext_lazy("Left the site"), "logout")

NOTICE_PREFIX, DIGITS = "JCTZ", 3
REVIEW_FIELDS = (
    "review_note", "reviewer", "reviewed_at", "second_reviewer", "second_reviewed_at",
)  # fmt: skip


@action("inspections.issue_notice")
def issue_notice(*, actor: Actor, inspection_id: Any, notice: Notice) -> Inspection:
    """Tell the inspected: what is looked at, what to prepare, whom to ask. They see it from now on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor neither leads the team nor speaks for the planning office
    :raises WrongState: if it is unannounced, the team is not complete, or notice was given
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.issue_notice", inspection)
    if inspection.is_unannounced:
        raise WrongState(_("An unannounced inspection is told at the door, not before."))
    before = inspection.advance("notify")
    now = timezone.now()
    inspection.notice_number = take_number(
        body_id=inspection.owner_body_id, prefix=NOTICE_PREFIX,
        year=timezone.localdate(now).year, width=DIGITS,
    )  # fmt: skip
    inspection.notice_text, inspection.notice_documents = notice.text, notice.documents
    inspection.notice_contact = notice.contact
    inspection.notice_issued_at, inspection.notice_issued_by_id = now, actor.person_id
    inspection.save()
    sync(actor, inspection)
    record(
        actor, "inspections.notified", inspection, before=before, after=inspection.state,
        note=inspection.notice_number,
    )  # fmt: skip
    return inspection


@action("inspections.enter_site")
def enter_site(*, actor: Actor, inspection_id: Any, on: date) -> Inspection:
    """Begin the visit; from now on workpapers are written, and the inspected know.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not lead the team
    :raises WrongState: without a notice, unless it is unannounced; or if it was begun already
    :raises Invalid: for a day to come
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.enter_site", inspection)
    before = inspection.advance(entering_step(inspection.mode))
    _require_past("on", on)
    inspection.visited_from = on
    inspection.save(update_fields=["state", "visited_from"])
    sync(actor, inspection)
    record(actor, "inspections.entered", inspection, before=before, after=inspection.state)
    return inspection


@action("inspections.record_workpaper")
def record_workpaper(
    *, actor: Actor, inspection_id: Any, item_id: int, object_id: Any, seen: Seen,
    photos: Sequence[UploadedFile[bytes]] = (),
) -> Workpaper:  # fmt: skip
    """Write down what was seen about one item at one object, or change it until it is reviewed.

    :raises NotVisible: if the actor may not know of the inspection, or of the object
    :raises NotAllowed: if the actor is not in the team
    :raises WrongState: if the team is not on site, or the workpaper was reviewed
    :raises Invalid: without a conclusion, without a fact where one is due, or for a refused file
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.record_workpaper", inspection)
    _require_on_site(inspection)
    item, chosen = queries.place_of(actor, inspection, item_id, object_id)
    _check(seen)
    paper = inspection.workpapers.filter(item=item, supervised_object=chosen).first()
    if paper is None:
        paper = Workpaper(inspection=inspection, item=item, supervised_object=chosen)
    elif paper.reviewed_at is not None:
        raise WrongState(_("This workpaper was reviewed; it can no longer be changed."))
    for name in Seen.__slots__:
        setattr(paper, name, getattr(seen, name))
    paper.author_id = actor.person_id or 0
    paper.link = chosen.links.filter(code=item.link_code).first() if item.link_code else None
    paper.save()
    if photos:
        attach_all(
            actor=actor, record=inspection, uploads=photos, purpose=Purpose.PHOTO,
            subject=paper.subject, taken_at=seen.at, place=seen.place,
        )  # fmt: skip
    record(
        actor, "inspections.workpaper_recorded", inspection, note=item.text, quiet=True,
        after={"workpaper": str(paper.pk), "conclusion": seen.conclusion},
    )  # fmt: skip
    return paper


@action("inspections.review_workpaper")
def review_workpaper(*, actor: Actor, workpaper_id: Any, passes: bool, note: str = "") -> Workpaper:
    """Say that a workpaper stands, or what has to be mended first; two do so, one after the other.

    What the second returns is reviewed by both again.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor wrote or reviewed it, or is neither of the team nor its head
    :raises WrongState: if it was reviewed twice or signed already, or the visit is over
    :raises Invalid: if it is returned without a word
    """
    inspection = locked(
        Inspection, actor, queries.seen_workpaper(actor, workpaper_id).inspection_id
    )
    paper = queries.seen_workpaper(actor, workpaper_id)
    require(actor, "inspections.review_workpaper", paper)
    _require_on_site(inspection)
    if paper.is_reviewed or (paper.is_signed_or_refused and not passes):
        raise WrongState(_("This workpaper was reviewed already."))
    if not passes and not note.strip():
        raise Invalid({"note": _("Say what has to be mended.")})
    paper.review_note = note.strip()
    name = _reviewed(actor, paper) if passes else _returned(paper)
    paper.save(update_fields=[*REVIEW_FIELDS])
    record(
        actor, name, inspection, note=paper.item.text, reason=paper.review_note, quiet=True,
        after={"workpaper": str(paper.pk)},
    )  # fmt: skip
    return paper


def _reviewed(actor: Actor, paper: Workpaper) -> str:
    """Note who reviewed the workpaper, first or second; return what is recorded."""
    if paper.reviewed_at is None:
        paper.reviewer_id, paper.reviewed_at = actor.person_id, timezone.now()
        return "inspections.workpaper_reviewed"
    paper.second_reviewer_id, paper.second_reviewed_at = actor.person_id, timezone.now()
    return "inspections.workpaper_confirmed"


def _returned(paper: Workpaper) -> str:
    """Open the workpaper to be written again; return what is recorded."""
    paper.reviewer = paper.reviewed_at = None
    return "inspections.workpaper_returned"


@action("inspections.record_signature")
def record_signature(*, actor: Actor, inspection_id: Any, answer: Answer) -> int:
    """Record that the inspected signed all reviewed workpapers that wait for it, or refused to.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the team
    :raises WrongState: if the team is not on site, or no reviewed workpaper waits
    :raises Invalid: if a refusal has not its two witnesses, or a signature has some
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.record_signature", inspection)
    _require_on_site(inspection)
    _require_witnesses(answer)
    waiting = inspection.workpapers.exclude(second_reviewed_at=None)
    count: int = waiting.filter(signature=Signature.PENDING).update(
        signature=Signature.REFUSED if answer.is_refused else Signature.SIGNED,
        signed_at=timezone.now(), **asdict(answer),
    )  # fmt: skip
    if not count:
        raise WrongState(_("No workpaper that was reviewed twice waits for a signature."))
    name = "inspections.signature_refused" if answer.is_refused else "inspections.workpapers_signed"
    record(
        actor, name, inspection, note=str(count), reason=answer.refusal_reason, quiet=True,
        after={"witnesses": list(answer.witnesses)} if answer.is_refused else {},
    )  # fmt: skip
    return count


@action("inspections.finish_visit")
def finish_visit(*, actor: Actor, inspection_id: Any, on: date) -> Inspection:
    """End the visit, once every workpaper is reviewed twice and signed, or its signature refused.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not lead the team
    :raises WrongState: if the team is not on site
    :raises Invalid: if workpapers are missing, unreviewed or unsigned, or for an impossible day
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.finish_visit", inspection)
    before = inspection.advance("sign")
    _require_past("on", on)
    if inspection.visited_from and on < inspection.visited_from:
        raise Invalid({"on": _("The visit cannot end before it began.")})
    papers = list(inspection.workpapers.all())
    open_papers = [p for p in papers if not (p.is_reviewed and p.is_signed_or_refused)]
    if not papers:
        raise Invalid(_("Nothing was written down yet. Write at least one workpaper."))
    if open_papers:
        words = _("%(count)s workpapers are not reviewed twice or not signed yet.")
        raise Invalid(words % {"count": len(open_papers)})
    inspection.visited_until = on
    inspection.save(update_fields=["state", "visited_until"])
    record(actor, "inspections.visit_finished", inspection, before=before, after=inspection.state)
    return inspection


def _require_on_site(inspection: Inspection) -> None:
    """Pass while the team is on site.

    :raises WrongState: otherwise
    """
    if inspection.state != InspectionState.ON_SITE:
        raise WrongState(_("Workpapers are written while the team is on site."))


def _require_witnesses(answer: Answer) -> None:
    """Pass if two people saw a refusal.

    :raises Invalid: otherwise, and if a signature has witnesses
    """
    if answer.is_witnessed:
        return
    if answer.is_refused:
        raise Invalid({"first_witness": _("Name two different witnesses of the refusal.")})
    raise Invalid({"refusal_reason": _("Say why they refused, or leave the witnesses empty.")})


def _require_past(name: str, day: date) -> None:
    """Pass for today and days gone by.

    :raises Invalid: otherwise
    """
    if day > timezone.localdate():
        raise Invalid({name: _("This day is still to come. Enter the day it really was.")})


def _check(seen: Seen) -> None:
    """Pass if a workpaper says enough.

    :raises Invalid: otherwise
    """
    if seen.conclusion not in set(Conclusion):
        raise Invalid({"conclusion": _("Choose: in order, not in order, or does not apply.")})
    if seen.conclusion == Conclusion.NOT_CONFORM and not seen.fact.strip():
        raise Invalid({"fact": _("Say what is not in order: what, where, how much.")})
