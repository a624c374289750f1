"""The areas that projects are grouped by."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.programme import queries
from liandu.programme.models import ProgrammeArea

kind("programme.area_added", gettext_lazy("added an area of supervision"), "plus")
kind("programme.area_edited", gettext_lazy("changed an area of supervision"), "pencil")


@action("programme.add_area")
def add_area(*, actor: Actor, name: str, name_en: str = "") -> ProgrammeArea:
    """Add an area behind the others.

    :raises NotAllowed: if the actor is of no central office
    :raises Invalid: if there is one of this name
    """
    require(actor, "programme.add_area")
    _check(name)
    last = ProgrammeArea.objects.aggregate(last=Max("position"))["last"] or 0
    made = ProgrammeArea.objects.create(name=name.strip(), name_en=name_en, position=last + 1)
    record(actor, "programme.area_added", made, after={"name": made.name})
    return made


@action("programme.edit_area")
def edit_area(
    *, actor: Actor, area_id: Any, name: str, position: int, is_in_use: bool, name_en: str = ""
) -> ProgrammeArea:
    """Rename an area, move it, or take it out of use; projects that have it keep it.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor is of no central office
    :raises Invalid: if there is another of this name
    """
    kept = queries.seen_area(area_id)
    require(actor, "programme.edit_area", kept)
    _check(name, kept)
    before = {"name": kept.name, "position": kept.position, "is_in_use": kept.is_in_use}
    kept.name, kept.name_en, kept.position, kept.is_in_use = (
        name.strip(), name_en, position, is_in_use,
    )  # fmt: skip
    kept.save()
    after = {"name": kept.name, "position": position, "is_in_use": is_in_use}
    record(actor, "programme.area_edited", kept, before=before, after=after)
    return kept


def _check(name: str, kept: ProgrammeArea | None = None) -> None:
    """Pass if no other area has this name.

    :raises Invalid: otherwise
    """
    others = ProgrammeArea.objects.filter(name=name.strip()).exclude(pk=kept.pk if kept else 0)
    if others.exists():
        raise Invalid({"name": _("There is an area of this name.")})
