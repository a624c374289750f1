"""Checklists in versions: copied, changed, put into use; what was planned keeps its items."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.inspections.models import ChecklistItem, ChecklistTemplate
from liandu.inspections.rules import ItemDraft
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("inspections.checklist_copied", gettext_lazy("Copied a checklist"), "copy")
kind("inspections.checklist_edited", gettext_lazy("Changed a checklist"), "pencil")
kind("inspections.checklist_published", gettext_lazy("Put a checklist into use"), "check")
kind("inspections.checklist_discarded", gettext_lazy("Discarded a draft checklist"), "trash")


@action("inspections.copy_checklist")
def copy_checklist(*, actor: Actor, template_id: int, as_new: bool = False) -> ChecklistTemplate:
    """Copy a version of a checklist as the next draft, or as the first of a new checklist.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if there is a draft already
    """
    old = ChecklistTemplate.held(template_id)
    require(actor, "inspections.copy_checklist", old)
    code, version = old.place_of_copy(as_new=as_new)
    made = ChecklistTemplate.objects.create(
        code=code, version=version, position=old.position, name=old.name, name_en=old.name_en
    )
    _write(
        made,
        [ItemDraft(i.section, i.text, i.basis, i.link_code) for i in old.items.all()],
    )
    record(actor, "inspections.checklist_copied", made, before=old.pk)
    return made


@action("inspections.edit_checklist")
def edit_checklist(
    *, actor: Actor, template_id: int, name: str, name_en: str, items: Iterable[ItemDraft]
) -> ChecklistTemplate:
    """Change a draft of a checklist: its names, and its items in their order.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if the version is in use or was replaced
    :raises Invalid: if it has no item, or an item has no section
    """
    kept = ChecklistTemplate.held(template_id)
    require(actor, "inspections.edit_checklist", kept)
    kept.must_be_draft()
    wanted = [item for item in items if item.text.strip()]
    if not wanted:
        raise Invalid(_("A checklist needs at least one item."))
    if not all(item.section.strip() for item in wanted):
        raise Invalid(_("Every item needs its section."))
    kept.name, kept.name_en = name.strip(), name_en.strip()
    kept.save(update_fields=["name", "name_en"])
    kept.items.all().delete()
    _write(kept, wanted)
    record(actor, "inspections.checklist_edited", kept, after=[item.text for item in wanted])
    return kept


@action("inspections.publish_checklist")
def publish_checklist(*, actor: Actor, template_id: int) -> ChecklistTemplate:
    """Put a draft into use; the version before it stays with the plans that have it.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = ChecklistTemplate.held(template_id)
    require(actor, "inspections.publish_checklist", kept)
    kept.must_be_draft()
    kept.put_into_use()
    record(actor, "inspections.checklist_published", kept)
    return kept


@action("inspections.discard_checklist")
def discard_checklist(*, actor: Actor, template_id: int) -> None:
    """Discard a draft.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = ChecklistTemplate.held(template_id)
    require(actor, "inspections.discard_checklist", kept)
    kept.must_be_draft()
    record(actor, "inspections.checklist_discarded", kept, before=kept.name)
    kept.delete()


def _write(template: ChecklistTemplate, items: Iterable[ItemDraft]) -> None:
    """Write the items of a template that has none."""
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            template=template, position=position, section=item.section.strip(),
            text=item.text.strip(), basis=item.basis.strip(), link_code=item.link_code,
        )
        for position, item in enumerate(items, 1)
    )  # fmt: skip
