"""What people fill in about mechanisms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.committees import queries
from liandu.committees.models import Committee, MechanismVersion
from liandu.committees.rules import MechanismText
from liandu.orgs.queries import open_bodies
from liandu.web.forms import Form, dress

LISTS = ("governs", "links", "papers")


class NewMechanismForm(Form):
    """A mechanism to add."""

    name = forms.CharField(label=_("Name"), max_length=120)
    is_master = forms.BooleanField(
        label=_("This is the master rule"), required=False,
        help_text=_("One of a committee; all mechanisms rest on it."),
    )  # fmt: skip


class AdoptForm(Form):
    """Which of the mechanisms that are offered a committee takes over."""

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = queries.choices_of_default(committee)
        field = forms.TypedMultipleChoiceField(
            label=_("Mechanisms"), choices=choices, coerce=int,
            initial=[key for key, _name in choices], widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.fields["defaults"] = field
        dress(field)


class MechanismForm(Form):
    """A draft of a mechanism."""

    text = forms.CharField(
        label=pgettext_lazy("mechanism", "Text"), max_length=20000, required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )  # fmt: skip
    basis = forms.CharField(label=_("Basis"), max_length=400, required=False)
    review_on = forms.DateField(label=_("Review on"), required=False)

    sections = (
        (pgettext_lazy("mechanism", "What it says"), "", ("text", "basis", "owner", "review_on")),
        (pgettext_lazy("mechanism", "What it governs"),
         _("How often it was used is counted from the work ticked here."), LISTS),
    )  # fmt: skip

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = queries.member_ids(committee) | {committee.owner_body_id}
        self.fields["owner"] = forms.ModelChoiceField(
            label=_("Responsible body"), queryset=open_bodies().filter(pk__in=bodies)
        )
        for name, label, choices in (
            ("governs", _("Work"), queries.choices_of_work()),
            ("links", _("Supervision links"), queries.choices_of_link()),
            ("papers", _("Papers"), queries.choices_of_paper()),
        ):
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        for name in ("owner", *LISTS):
            dress(self.fields[name])

    @staticmethod
    def content(clean: Mapping[str, Any]) -> MechanismText:
        """Return what was filled in."""
        return MechanismText(
            text=clean["text"].strip(), basis=clean["basis"].strip(), owner_id=clean["owner"].pk,
            review_on=clean["review_on"], **{name: tuple(clean[name]) for name in LISTS},
        )  # fmt: skip

    @staticmethod
    def values_of(version: MechanismVersion) -> dict[str, Any]:
        """Return a draft as the form shows it."""
        names = ("text", "basis", "owner", "review_on", *LISTS)
        return {name: getattr(version, name) for name in names}


class PublishForm(Form):
    """From which day a draft is in force."""

    effective_on = forms.DateField(label=_("In force from"))
