"""What people fill in: a draft, the words of a template, the mark of a body."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.orgs.models import Body
from liandu.papers import queries
from liandu.papers.models import FORM_WORDS, URGENCY_WORDS, PaperTemplate
from liandu.papers.rules import Content, Wording
from liandu.web.forms import Form

BETWEEN = re.compile(r"[、，,;；\n]+")
NAMES = _("Full or short names, separated by commas, in the order of the paper.")
LINES = _(
    "A line is a paragraph. Lines that begin with 一、 or （一） are headings; lines that begin "
    "with | are rows of a table, with | between the cells."
)


class BodiesField(forms.CharField):
    """Bodies by name, in their order."""

    def prepare_value(self, value: Any) -> Any:
        """Return bodies as they are typed; what was typed stays as it is."""
        return value if isinstance(value, str | None) else "、".join(str(one) for one in value)

    def clean(self, value: Any) -> Any:
        """Return the keys of the bodies.

        :raises ValidationError: if there is no such body, or more than one of the name
        """
        names = [name.strip() for name in BETWEEN.split(super().clean(value)) if name.strip()]
        found, lost = queries.bodies_named(names)
        if lost:
            said = gettext("No body, or more than one, is called: %s. Write the full name.")
            raise ValidationError(said % "、".join(lost))
        return tuple(body.pk for body in found)


def long_text(label: Any, rows: int, **options: Any) -> forms.CharField:
    """Return a field for several lines of text."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class PaperForm(Form):
    """A draft."""

    sections = (
        (
            _("Addressed to"), _("They see the paper once it is issued, and sign for it."),
            ("recipients", "copies", "joint"),
        ),
        (pgettext_lazy("paper", "Text"), LINES, ("title", "text", "attachments", "note")),
        (_("Handling"), "", ("urgency",)),
    )  # fmt: skip
    recipients = BodiesField(label=_("Main recipients"), max_length=1000, help_text=NAMES)
    copies = BodiesField(label=_("Copies to"), max_length=1000, required=False)
    joint = BodiesField(
        label=_("Issued jointly with"), max_length=1000, required=False,
        help_text=_("Each of them countersigns before your head approves."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("title"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = long_text(pgettext_lazy("paper", "text"), 18, max_length=20000)
    attachments = long_text(
        _("attachments"), 2, max_length=2000, required=False, help_text=_("One a line.")
    )
    note = forms.CharField(
        label=pgettext_lazy("paper", "note"), max_length=200, required=False,
        help_text=_("Stands in brackets below the date, such as whom to ask."),
    )  # fmt: skip
    urgency = forms.ChoiceField(label=_("urgency"), choices=URGENCY_WORDS, required=False)

    @staticmethod
    def content(clean: dict[str, Any]) -> Content:
        """Return the draft that was entered."""
        return Content(**clean)

    @staticmethod
    def of(paper: Any) -> dict[str, Any]:
        """Return what the form of an existing draft is filled with."""
        to = list(paper.recipients.select_related("body"))
        names = ("title", "text", "attachments", "note", "urgency")
        return {name: getattr(paper, name) for name in names} | {
            "recipients": [row.body for row in to if not row.is_copy],
            "copies": [row.body for row in to if row.is_copy],
            "joint": [row.body for row in paper.joint.select_related("body")],
        }


class TemplateForm(Form):
    """The words of a template."""

    name = forms.CharField(label=_("name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    form = forms.ChoiceField(label=_("form of the paper"), choices=FORM_WORDS)
    series = forms.CharField(
        label=_("word in the number"), max_length=6, required=False,
        help_text=_("Follows the word of the body; papers of each word are counted by themselves."),
    )  # fmt: skip
    title = forms.CharField(label=_("title"), max_length=200)
    text = long_text(pgettext_lazy("paper", "text"), 16, max_length=20000, help_text=LINES)
    attachments = long_text(_("attachments"), 2, max_length=2000, required=False)
    note = forms.CharField(label=pgettext_lazy("paper", "note"), max_length=200, required=False)

    @staticmethod
    def wording(clean: dict[str, Any]) -> Wording:
        """Return the words that were entered."""
        return Wording(**clean)

    @classmethod
    def of(cls, template: PaperTemplate) -> dict[str, Any]:
        """Return what the form is filled with."""
        return {name: getattr(template, name) for name in cls.base_fields}


class LetterheadForm(Form):
    """The mark of a body and the word in the numbers of its papers."""

    mark = forms.CharField(
        label=_("mark"), max_length=60,
        help_text=_("Stands in red over the papers; without the word for papers."),
    )  # fmt: skip
    word = forms.CharField(
        label=_("word of the body"), max_length=20,
        help_text=_("Begins the numbers of its papers."),
    )  # fmt: skip

    @staticmethod
    def of(body: Body) -> dict[str, Any]:
        """Return what the form is filled with."""
        kept = queries.letterhead_of(body)
        return {"mark": kept.mark, "word": kept.word}
