"""Templates in versions: copied, changed, put into use; and the mark a body issues under."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.engines.papers import fields_in, kind_of
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.papers.models import Letterhead, PaperTemplate
from liandu.papers.rules import Wording, is_known_form

kind("papers.template_copied", gettext_lazy("Copied a template of papers"), "copy")
kind("papers.template_edited", gettext_lazy("Changed a template of papers"), "pencil")
kind("papers.template_published", gettext_lazy("Put a template of papers into use"), "check")
kind("papers.template_discarded", gettext_lazy("Discarded a draft template of papers"), "trash")
kind("papers.letterhead_set", gettext_lazy("Set the mark of its papers"), "rubber-stamp")

WORDS = ("name", "name_en", "form", "series", "title", "text", "attachments", "note")
FILLED = ("title", "text", "attachments", "note")


@action("papers.copy_template")
def copy_template(*, actor: Actor, template_id: int) -> PaperTemplate:
    """Copy a version of a template as the next draft.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if there is a draft already
    """
    old = PaperTemplate.held(template_id)
    require(actor, "papers.copy_template", old)
    code, version = old.place_of_copy(as_new=False)
    words = {name: getattr(old, name) for name in WORDS}
    made = PaperTemplate.objects.create(code=code, version=version, position=old.position, **words)
    record(actor, "papers.template_copied", made, before=old.pk)
    return made


@action("papers.edit_template")
def edit_template(*, actor: Actor, template_id: int, wording: Wording) -> PaperTemplate:
    """Change a draft of a template.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if the version is in use or was replaced
    :raises Invalid: if it names a field that this kind of paper has not, or the form is unknown
    """
    kept = PaperTemplate.held(template_id)
    require(actor, "papers.edit_template", kept)
    kept.must_be_draft()
    _check(kept, wording)
    for name in WORDS:
        setattr(kept, name, getattr(wording, name))
    kept.save()
    record(actor, "papers.template_edited", kept, after={"title": kept.title})
    return kept


@action("papers.publish_template")
def publish_template(*, actor: Actor, template_id: int) -> PaperTemplate:
    """Put a draft into use; papers drawn up by the version before it keep their words.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = PaperTemplate.held(template_id)
    require(actor, "papers.publish_template", kept)
    kept.must_be_draft()
    kept.put_into_use()
    record(actor, "papers.template_published", kept)
    return kept


@action("papers.discard_template")
def discard_template(*, actor: Actor, template_id: int) -> None:
    """Discard a draft.

    :raises NotVisible: if there is no such version
    :raises NotAllowed: if the actor does not speak for the node's central office
    :raises WrongState: if it is no draft any more
    """
    kept = PaperTemplate.held(template_id)
    require(actor, "papers.discard_template", kept)
    kept.must_be_draft()
    record(actor, "papers.template_discarded", kept, before=kept.name)
    kept.delete()


@action("papers.set_letterhead")
def set_letterhead(*, actor: Actor, mark: str, word: str) -> Letterhead:
    """Set the mark over the papers of the actor's body, and the word in their numbers.

    :raises NotAllowed: if the actor's post does not draw up papers
    """
    require(actor, "papers.set_letterhead")
    body = Body.objects.select_for_update().get(pk=actor.body_id or 0)
    kept = Letterhead.objects.filter(body=body).first() or Letterhead(body=body)
    before = {"mark": kept.mark, "word": kept.word}
    kept.mark, kept.word = mark.strip(), word.strip()
    kept.save()
    after = {"mark": kept.mark, "word": kept.word}
    record(actor, "papers.letterhead_set", kept, before=before, after=after)
    return kept


def _check(kept: PaperTemplate, wording: Wording) -> None:
    """Pass if the kind of paper can fill what the words ask for.

    :raises Invalid: otherwise
    """
    of = kind_of(kept.code)
    known = of.fields if of else {}
    faults = {}
    for name in FILLED:
        lost = [field for field in fields_in(getattr(wording, name)) if field not in known]
        if lost:
            said = _("There is no field of this name: %(names)s") % {"names": "、".join(lost)}
            faults[name] = said
    if not is_known_form(wording.form):
        faults["form"] = _("Choose one of the forms offered.")
    if faults:
        raise Invalid(faults)
