"""Link templates, light rules, and fitting an object's links to its template."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.works import queries
from liandu.works.models import (
    LightRule,
    LinkTemplate,
    LinkTemplateItem,
    SupervisedObject,
    SupervisionLink,
)
from liandu.works.rules import ItemDraft, LinkState, RuleDraft, TemplateState

kind("works.template_copied", gettext_lazy("copied a link template"), "copy")
kind("works.template_edited", gettext_lazy("changed a link template"), "pencil")
kind("works.template_published", gettext_lazy("put a link template into use"), "check")
kind("works.template_discarded", gettext_lazy("discarded a draft template"), "trash")
kind("works.light_rules_set", gettext_lazy("changed the light rules"), "pencil")
kind("works.template_set", gettext_lazy("changed the link template"), "layout-list")


@action("works.set_template")
def set_template(*, actor: Actor, object_ids: Collection[UUID], template_id: int) -> int:
    """Give objects the links of another template; a link of the same code keeps all it has.

    :raises NotVisible: if the actor may not know of one of the objects
    :raises NotAllowed: if another body keeps one of them
    :raises Invalid: if nothing was chosen, or the template is not in use
    """
    if not object_ids:
        raise Invalid(_("Nothing was chosen. Tick at least one line."))
    chosen = [locked(SupervisedObject, actor, pk) for pk in sorted(set(object_ids))]
    for each in chosen:
        require(actor, "works.set_template", each)
    template = queries.template(template_id)
    if template.state != TemplateState.PUBLISHED:
        raise Invalid({"template": _("This version is not in use. Choose one that is.")})
    for each in chosen:
        before, each.template = each.template_id, template
        each.save(update_fields=["template"])
        fit(each)
        record(
            actor, "works.template_set", each,
            before=before, after=template.pk, note=f"{template.name} v{template.version}",
        )  # fmt: skip
    return len(chosen)


def fit(target: SupervisedObject) -> None:
    """Make the links those of the object's template, keeping what was done.

    A link that the template does not know goes if nothing was done there, else it stays at the end.
    """
    items = list(target.template.items.all()) if target.template else []
    kept = {link.code: link for link in target.links.all()}
    new = []
    for position, item in enumerate(items, 1):
        link = kept.pop(item.code, None) or SupervisionLink(
            supervised_object=target, code=item.code
        )
        link.position, link.name, link.name_en = position, item.name, item.name_en
        if link.pk:
            link.save(update_fields=["position", "name", "name_en"])
        else:
            new.append(link)
    SupervisionLink.objects.bulk_create(new)
    leftover = (link for link in kept.values() if not _gone(link))
    for position, link in enumerate(leftover, len(items) + 1):
        link.position = position
        link.save(update_fields=["position"])


def _gone(link: SupervisionLink) -> bool:
    """Delete a link where nothing was done yet; return whether it went."""
    if link.state != LinkState.NOT_STARTED or link.checkpoints.exists():
        return False
    try:
        link.delete()
    except ProtectedError:  # something above, such as a finding, hangs on it
        return False
    return True


@action("works.copy_template")
def copy_template(*, actor: Actor, template_id: int, as_new: bool = False) -> LinkTemplate:
    """Copy a version of a template as the next draft, or as the first of a new template.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if there is a draft already
    """
    old = LinkTemplate.held(template_id)
    require(actor, "works.copy_template", old)
    code, version = old.place_of_copy(as_new=as_new)
    made = LinkTemplate.objects.create(
        code=code, version=version, object_type=old.object_type,
        name=old.name, name_en=old.name_en,
    )  # fmt: skip
    LinkTemplateItem.objects.bulk_create(
        LinkTemplateItem(
            template=made, code=item.code, position=item.position, name=item.name,
            name_en=item.name_en, checkpoints=item.checkpoints,
        )
        for item in old.items.all()
    )  # fmt: skip
    record(actor, "works.template_copied", made, before=old.pk)
    return made


@action("works.edit_template")
def edit_template(
    *, actor: Actor, template_id: int, name: str, name_en: str, items: Iterable[ItemDraft]
) -> LinkTemplate:
    """Change a draft of a template: its names, and its links in their order.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if the version is in use or was replaced
    :raises Invalid: if it has no link
    """
    kept = LinkTemplate.held(template_id)
    require(actor, "works.edit_template", kept)
    kept.must_be_draft()
    wanted = [item for item in items if item.name.strip()]
    if not wanted:
        raise Invalid(_("A template needs at least one link."))
    kept.name, kept.name_en = name.strip(), name_en.strip()
    kept.save(update_fields=["name", "name_en"])
    kept.items.all().delete()
    LinkTemplateItem.objects.bulk_create(
        LinkTemplateItem(
            template=kept, code=code, position=position, name=item.name.strip(),
            name_en=item.name_en.strip(), checkpoints=item.checkpoints.strip(),
        )
        for position, (code, item) in enumerate(_coded(wanted), 1)
    )  # fmt: skip
    record(actor, "works.template_edited", kept, after=[item.name for item in wanted])
    return kept


@action("works.publish_template")
def publish_template(*, actor: Actor, template_id: int) -> LinkTemplate:
    """Put a draft into use; the version before it stays with the objects that have it.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = LinkTemplate.held(template_id)
    require(actor, "works.publish_template", kept)
    kept.must_be_draft()
    kept.put_into_use()
    record(actor, "works.template_published", kept)
    return kept


@action("works.discard_template")
def discard_template(*, actor: Actor, template_id: int) -> None:
    """Discard a draft.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = LinkTemplate.held(template_id)
    require(actor, "works.discard_template", kept)
    kept.must_be_draft()
    record(actor, "works.template_discarded", kept, before=kept.name)
    kept.delete()


@action("works.set_light_rules")
def set_light_rules(*, actor: Actor, rules: Iterable[RuleDraft]) -> None:
    """Replace the light rules; every light on every page follows at once.

    :raises NotAllowed: if the actor does not speak for the node's central office
    """
    require(actor, "works.set_light_rules")
    before = [_told(rule) for rule in LightRule.objects.select_for_update()]
    LightRule.objects.all().delete()
    made = LightRule.objects.bulk_create(
        LightRule(
            metric=rule.metric, comparison=rule.comparison, amount=rule.amount, light=rule.light,
            sentence=rule.sentence, sentence_en=rule.sentence_en, is_active=rule.is_active,
            position=position,
        )
        for position, rule in enumerate(rules, 1)
    )  # fmt: skip
    actor.memo.pop("light rules", None)
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "works.light_rules_set", body, before=before, after=[_told(r) for r in made])


def _told(rule: LightRule) -> str:
    """Return a rule as the record keeps it."""
    used = "" if rule.is_active else "off: "
    return f"{used}{rule.metric} {rule.comparison} {rule.amount} → {rule.light}: {rule.sentence}"


def _coded(items: Iterable[ItemDraft]) -> Iterable[tuple[str, ItemDraft]]:
    """Yield the links, each with a code that no other of them has."""
    taken: set[str] = set()
    for position, item in enumerate(items, 1):
        code = item.code or slugify(item.name_en)[:36] or f"link-{position}"
        while code in taken:
            code = f"{code[:36]}-{position}"
        taken.add(code)
        yield code, item
