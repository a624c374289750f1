"""Reading the checklists that the central office sets up."""

from django.db.models import Q, QuerySet

from liandu.inspections.models import ChecklistTemplate
from liandu.kernel.models import one
from liandu.kernel.versions import TemplateState
from liandu.works.queries import link_names


def checklist_versions() -> QuerySet[ChecklistTemplate]:
    """Return every version of every checklist, newest version first."""
    return ChecklistTemplate.objects.prefetch_related("items")


def checklists(kept: int | None = None) -> QuerySet[ChecklistTemplate]:
    """Return the checklists in use, and the version that a plan has already."""
    return checklist_versions().filter(Q(state=TemplateState.PUBLISHED) | Q(pk=kept))


def checklist(pk: int) -> ChecklistTemplate:
    """Return one version of a checklist.

    :raises NotVisible: if there is none
    """
    return one(checklist_versions(), pk)


def links_for(template: ChecklistTemplate) -> list[tuple[str, str]]:
    """Return the links that items may be tied to; a link that is gone stays with its items."""
    names = link_names()
    known = {code for code, _name in names}
    gone = {item.link_code for item in template.items.all()} - known - {""}
    return [*names, *((code, code) for code in sorted(gone))]
