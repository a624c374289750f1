"""What people fill in about shared information."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.words import LABEL_WORDS
from liandu.kernel.actor import Actor
from liandu.orgs.queries import open_bodies
from liandu.sharing import queries
from liandu.sharing.actions import Outcome
from liandu.sharing.models import EFFECTS, ITEM_KINDS, SharedItem
from liandu.sharing.rules import ItemDraft
from liandu.web.forms import Form

SIGN_WITHIN, LAST_WITHIN = timedelta(days=3), timedelta(days=90)
PLAIN = ("kind", "title", "text", "purpose", "label", "sign_by", "expires_on")


class ItemForm(Form):
    """What is shared, with whom and for how long."""

    sections = (
        (pgettext_lazy("shared item", "What is shared"), "", ("kind", "title", "text", "purpose")),
        (pgettext_lazy("shared item", "With whom"),
         _("Bodies that you name do not learn of each other. Members of a committee know who else"
           " received it, and its secretariat reads it, the receipts and the questions."),
         ("committee_id", "body_ids", "label")),
        (pgettext_lazy("shared item", "Until when"),
         _("After its last day only your body finds it."), ("sign_by", "expires_on")),
    )  # fmt: skip
    kind = forms.ChoiceField(label=pgettext_lazy("shared item", "Kind"), choices=ITEM_KINDS)
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=pgettext_lazy("shared item", "Text"), max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Files are attached to the draft once it is saved. Nothing that is a state"
                    " secret."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=pgettext_lazy("shared item", "Purpose"), max_length=200,
        help_text=_("What recipients may use it for."),
    )  # fmt: skip
    committee_id = forms.TypedChoiceField(
        label=pgettext_lazy("shared item", "To the members of"), required=False,
    )  # fmt: skip
    body_ids = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("shared item", "Or to these bodies"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    label = forms.TypedChoiceField(
        label=_("handling label"), choices=list(LABEL_WORDS.items()), coerce=int,
        help_text=_("Who is not cleared for it does not read it, in your body and in theirs."),
    )  # fmt: skip
    sign_by = forms.DateField(label=_("Sign by"), widget=forms.DateInput)
    expires_on = forms.DateField(
        label=pgettext_lazy("shared item", "Last day"), widget=forms.DateInput
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        circles = {each.pk: each for each in queries.circles(actor)}
        keys = {str(pk): pk for pk in circles}
        bodies = open_bodies().exclude(pk=actor.body_id or 0)
        circle: Any = self.fields["committee_id"]
        circle.choices = [("", "—"), *((str(pk), str(one)) for pk, one in circles.items())]
        circle.coerce, circle.empty_value = keys.__getitem__, None
        named: Any = self.fields["body_ids"]
        named.choices = [(body.pk, str(body)) for body in bodies]

    @staticmethod
    def draft(clean: dict[str, Any]) -> ItemDraft:
        """Return what was filled in."""
        return ItemDraft(
            **{name: clean[name] for name in PLAIN}, body_ids=tuple(clean["body_ids"]),
            committee_id=clean["committee_id"],
        )  # fmt: skip

    @staticmethod
    def usual() -> dict[str, Any]:
        """Return what the form begins with."""
        today = timezone.localdate()
        return {"label": 1, "sign_by": today + SIGN_WITHIN, "expires_on": today + LAST_WITHIN}

    @staticmethod
    def values_of(item: SharedItem) -> dict[str, Any]:
        """Return a draft as the form shows it."""
        return {
            **{name: getattr(item, name) for name in PLAIN}, "committee_id": item.committee_id,
            "body_ids": queries.named_in(item),
        }  # fmt: skip


class QuestionForm(Form):
    """A question."""

    text = forms.CharField(
        label=pgettext_lazy("sharing", "Question"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class AnswerForm(Form):
    """An answer."""

    answer = forms.CharField(
        label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class EffectForm(Form):
    """What came of it."""

    effect = forms.ChoiceField(
        label=pgettext_lazy("sharing", "What came of it"), choices=EFFECTS,
        widget=forms.RadioSelect,
    )  # fmt: skip
    number = forms.CharField(
        label=_("Number of the finding"), max_length=40, required=False,
        help_text=_("The publisher reads it only if the finding is open to them."),
    )  # fmt: skip
    note = forms.CharField(
        label=pgettext_lazy("effect", "In words"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Of a rule: what it is called."),
    )  # fmt: skip

    @staticmethod
    def outcome(clean: dict[str, Any]) -> Outcome:
        """Return what was filled in."""
        return Outcome(clean["effect"], clean["note"], clean["number"])
