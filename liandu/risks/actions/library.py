"""The library in versions: copied, changed, put into use; what was taken over stays as it is."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.risks.models import RiskLibrary, RiskLibraryItem
from liandu.risks.rules import TEXTS, ItemDraft, PointDraft

kind("risks.library_copied", gettext_lazy("copied a risk library"), "copy")
kind("risks.library_edited", gettext_lazy("changed a risk library"), "pencil")
kind("risks.library_published", gettext_lazy("put a risk library into use"), "check")
kind("risks.library_discarded", gettext_lazy("discarded a draft risk library"), "trash")


@action("risks.copy_library")
def copy_library(*, actor: Actor, library_id: int) -> RiskLibrary:
    """Copy a version of a library as the next draft.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if there is a draft already
    """
    old = RiskLibrary.held(library_id)
    require(actor, "risks.copy_library", old)
    code, version = old.place_of_copy(as_new=False)
    made = RiskLibrary.objects.create(
        code=code, version=version, object_type=old.object_type,
        name=old.name, name_en=old.name_en,
    )  # fmt: skip
    _write(made, [_draft(item) for item in old.items.all()])
    record(actor, "risks.library_copied", made, before=old.pk)
    return made


@action("risks.edit_library")
def edit_library(
    *, actor: Actor, library_id: int, name: str, name_en: str, items: Iterable[ItemDraft]
) -> RiskLibrary:
    """Change a draft of a library: its names, and its risk points in their order.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if the version is in use or was replaced
    :raises Invalid: if it has no risk point, or one has no link, or one stands there twice
    """
    kept = RiskLibrary.held(library_id)
    require(actor, "risks.edit_library", kept)
    kept.must_be_draft()
    wanted = [item for item in items if item.point.name.strip()]
    if not wanted:
        raise Invalid(_("A library needs at least one risk point."))
    if not all(item.link_code for item in wanted):
        raise Invalid(_("Every risk point needs its link."))
    if len({(item.link_code, item.point.name.strip()) for item in wanted}) < len(wanted):
        raise Invalid(_("A risk point stands at the same link twice. Take one of them out."))
    kept.name, kept.name_en = name.strip(), name_en.strip()
    kept.save(update_fields=["name", "name_en"])
    kept.items.all().delete()
    _write(kept, wanted)
    record(actor, "risks.library_edited", kept, after=[item.point.name for item in wanted])
    return kept


@action("risks.publish_library")
def publish_library(*, actor: Actor, library_id: int) -> RiskLibrary:
    """Put a draft into use; what was taken over from the version before it stays as it is.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = RiskLibrary.held(library_id)
    require(actor, "risks.publish_library", kept)
    kept.must_be_draft()
    kept.put_into_use()
    record(actor, "risks.library_published", kept)
    return kept


@action("risks.discard_library")
def discard_library(*, actor: Actor, library_id: int) -> None:
    """Discard a draft.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = RiskLibrary.held(library_id)
    require(actor, "risks.discard_library", kept)
    kept.must_be_draft()
    record(actor, "risks.library_discarded", kept, before=kept.name)
    kept.delete()


def _draft(item: RiskLibraryItem) -> ItemDraft:
    """Return a risk point of a library as a draft says it."""
    texts = {name: getattr(item, name) for name in TEXTS}
    point = PointDraft(**texts, level=item.level, frequency=item.frequency)
    return ItemDraft(item.link_code, point)


def _write(library: RiskLibrary, items: Iterable[ItemDraft]) -> None:
    """Write the risk points of a library that has none."""
    RiskLibraryItem.objects.bulk_create(
        RiskLibraryItem(
            library=library, position=position, link_code=link_code,
            level=point.level, frequency=point.frequency,
            **{name: getattr(point, name).strip() for name in TEXTS},
        )
        for position, (link_code, point) in enumerate(
            ((item.link_code, item.point) for item in items), 1
        )
    )  # fmt: skip
