"""Material for named people until a day; and that the matter was reported to one's superior."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import follows_label, share
from liandu.access.models import Guarded
from liandu.access.queries import locked
from liandu.access.rules import LONGEST_GRANT, Purpose, RecordKind, Terms
from liandu.cooperation.models import CooperationMaterial, CooperationRequest, SuperiorReport
from liandu.cooperation.rules import SUPPLIED
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("cooperation.material_given", gettext_lazy("gave material to named people"), "files")
kind("cooperation.material_opened", gettext_lazy("gave you material to read"), "files")
kind("cooperation.reported_up", gettext_lazy("reported the matter to its own superior"),
     "flag")  # fmt: skip


@action("cooperation.give_material")
def give_material(
    *, actor: Actor, request_id: Any, title: str, recipient_ids: Collection[int],
    expires_on: date, note: str = "",
) -> CooperationMaterial:  # fmt: skip
    """Give material to named people of the asking body, who read it until the end of a day.

    Both sides see that material was given, to how many, and until when; only its readers see it.

    :raises NotVisible: if the actor may not know of the request
    :raises NotAllowed: if the actor does not speak for the asked body
    :raises WrongState: if the request is not being worked on or confirmed
    :raises Invalid: if the asking body did not name these people, or the day is none
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.give_material", kept)
    if kept.state not in SUPPLIED:
        raise WrongState(_("Material is given while a request is worked on or confirmed."))
    terms = Terms(
        Purpose.COOPERATION, kept.number, end_of(expires_on, timezone.get_default_timezone())
    )
    readers = _readers(kept, title, recipient_ids, terms)
    made = CooperationMaterial.objects.create(
        owner_body_id=actor.body_id or 0, label=kept.label, request=kept, title=title.strip(),
        note=note.strip(), expires_on=expires_on, given_by_id=actor.person_id,
    )  # fmt: skip
    for person in readers:
        share(actor=actor, record=made, to=person, terms=terms)
    kept.material_count += 1
    kept.save(update_fields=["material_count"])
    facts = {"readers": len(readers), "expires_on": expires_on.isoformat()}
    record(actor, "cooperation.material_given", kept, after=facts, quiet=True)
    record(actor, "cooperation.material_opened", made, after=facts,
           to=[person.pk for person in readers])  # fmt: skip
    return made


@action("cooperation.report_up")
def report_up(
    *, actor: Actor, request_id: Any, reported_on: date, to: str, word: str
) -> SuperiorReport:
    """Put down that one's own side reported the matter to its superior.

    The other side sees that it was done; day, addressee and words stay on one's own.

    :raises NotVisible: if the actor may not know of the request
    :raises NotAllowed: if the actor speaks for neither side
    :raises WrongState: if that was put down already
    :raises Invalid: if the day lies ahead, or words are missing
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.report_up", kept)
    column = _reported(kept, actor)
    if getattr(kept, column):
        raise WrongState(_("Your body has put this down already."))
    faults = {
        name: _("Fill this in.") for name, said in {"to": to, "word": word}.items()
        if not said.strip()
    }  # fmt: skip
    if reported_on > timezone.localdate():
        faults["reported_on"] = _("Choose today or a day before.")
    if faults:
        raise Invalid(faults)
    made: SuperiorReport = SuperiorReport.objects.create(
        request=kept, body_id=actor.body_id or 0, reported_on=reported_on, to=to.strip(),
        word=word.strip(), noted_by_id=actor.person_id,
    )  # fmt: skip
    setattr(kept, column, True)
    kept.save(update_fields=[column])
    record(actor, "cooperation.reported_up", kept, quiet=True)
    return made


@follows_label
def follow_label(actor: Actor, request: Guarded) -> None:
    """Raise the label of what was given with a request to that of the request."""
    if request.KIND == RecordKind.COOPERATION_REQUEST:
        rows = CooperationMaterial.objects.unscoped("given with a record in hand")
        for row in rows.filter(request=request.pk, label__lt=request.label):
            before, row.label = row.label, request.label
            row.save(update_fields=["label"])
            record(actor, "access.label_changed", row, before=before, after=row.label)


def _reported(request: CooperationRequest, actor: Actor) -> str:
    """Return the column that says that the actor's side has reported."""
    is_asking = actor.body_id == request.owner_body_id
    return "is_reported_by_asking" if is_asking else "is_reported_by_asked"


def _readers(
    request: CooperationRequest, title: str, chosen: Collection[int], terms: Terms
) -> list[Any]:
    """Return the people who are to read material given with a request in hand.

    :raises Invalid: if the asking body did not name them, or a term cannot stand
    """
    named = list(request.recipients.filter(pk__in=chosen, is_active=True))
    faults: dict[str, str] = {}
    if not title.strip():
        faults["title"] = _("Fill this in.")
    if not named or len(named) != len(set(chosen)):
        faults["recipient_ids"] = _("Choose among those whom the asking body named.")
    if "expires_at" in terms.faults(timezone.now()):
        words = _("Choose a day that is not past, at most %(days)s days ahead.")
        faults["expires_on"] = words % {"days": LONGEST_GRANT.days - 1}
    if faults:
        raise Invalid(faults)
    return named
