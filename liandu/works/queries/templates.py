"""Reading what an office sets up: fields and link templates."""

from django.db.models import QuerySet

from liandu.kernel.models import one
from liandu.works.models import Field, LinkTemplate, LinkTemplateItem
from liandu.works.rules import TemplateState


def fields() -> QuerySet[Field]:
    """Return the fields of work, in order."""
    return Field.objects.all()


def field_names() -> list[tuple[str, str]]:
    """Return key and name of every field of work."""
    return [(str(one.pk), str(one)) for one in fields()]


def templates() -> QuerySet[LinkTemplate]:
    """Return every version of every link template, newest version first."""
    return LinkTemplate.objects.prefetch_related("items")


def templates_in_use() -> QuerySet[LinkTemplate]:
    """Return the version in use of each link template."""
    return templates().filter(state=TemplateState.PUBLISHED)


def template_in_use(object_type: str) -> LinkTemplate | None:
    """Return the link template that objects of this kind get unless another is chosen."""
    return templates_in_use().filter(object_type=object_type).order_by("pk").first()


def template(pk: int) -> LinkTemplate:
    """Return one version of a template.

    :raises NotVisible: if there is none
    """
    return one(templates(), pk)


def links_of(object_type: str) -> list[tuple[str, str]]:
    """Return code and name of the links that objects of a kind usually have, in order."""
    return _named(LinkTemplateItem.objects.filter(template__object_type=object_type))


def link_names() -> list[tuple[str, str]]:
    """Return code and name of every link that a template in use holds, each code once."""
    return _named(LinkTemplateItem.objects.all())


def _named(items: QuerySet[LinkTemplateItem]) -> list[tuple[str, str]]:
    """Return code and name of those of ``items`` that are in use, each code once."""
    found: dict[str, str] = {}
    in_use = items.filter(template__state=TemplateState.PUBLISHED)
    for item in in_use.order_by("template_id", "position"):
        found.setdefault(item.code, str(item))
    return list(found.items())
