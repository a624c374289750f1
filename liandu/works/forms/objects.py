"""What people fill in about objects, their links, tiers, templates and lists."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.access.words import LABEL_WORDS
from liandu.engines.tabular import dates
from liandu.web.forms import Form, SelectionForm
from liandu.works import queries
from liandu.works.models import (
    CHECKPOINT_STATES,
    OBJECT_TYPES,
    STATUSES,
    SupervisedObject,
    SupervisionLink,
)
from liandu.works.rules import ObjectDraft, date_shown

FEN_A_WAN = 1_000_000
LARGEST_UPLOAD = 20 * 1024 * 1024
Sections = tuple[tuple[Any, Any, tuple[str, ...]], ...]


class WanField(forms.DecimalField):
    """An amount typed in 万元, kept in fen."""

    def __init__(self, **options: Any) -> None:
        usual = {"min_value": 0, "max_digits": 17, "decimal_places": 6, "required": False}
        super().__init__(**(usual | options))

    def prepare_value(self, value: Any) -> Any:
        """Return an amount in fen as it is typed; what was typed stays as it is."""
        return f"{Decimal(value) / FEN_A_WAN:f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """Return the amount in fen."""
        wan = super().clean(value)
        return None if wan is None else int(wan * FEN_A_WAN)


class RoughDateField(forms.CharField):
    """A date as narrowly as it is known: a day, a month or a year."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Such as 2025, 2025-06 or 2025-06-30."))
        super().__init__(max_length=20, required=False, **options)

    def clean(self, value: Any) -> Any:
        """Return the first and the last day it may be, or nothing.

        :raises ValidationError: if it is no date
        """
        text = super().clean(value)
        read = dates.when(text) if text else None
        if read is None:
            return None
        if read.value is None:
            raise ValidationError(
                gettext("“%(text)s” is no date. Write 2025, 2025-06 or 2025-06-30.")
                % {"text": text}
            )
        return read.value


class ObjectForm(Form):
    """What is known of an object."""

    name = forms.CharField(label=_("Name"), max_length=200)
    number = forms.CharField(
        label=_("Number"), max_length=64, required=False,
        help_text=_("Left empty, the next number of your body is given."),
    )  # fmt: skip
    object_type = forms.ChoiceField(label=_("Kind of object"), choices=OBJECT_TYPES)
    status = forms.ChoiceField(label=_("Status"), choices=STATUSES, initial="implementation")
    field: Any = forms.ModelChoiceField(label=_("Field"), queryset=None, required=False)
    sub_field = forms.CharField(label=_("Sub-field"), max_length=100, required=False)
    jurisdictions: Any = forms.ModelMultipleChoiceField(
        label=pgettext_lazy("works", "Jurisdictions"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    lead_body: Any = forms.ModelChoiceField(
        label=_("Lead body"), queryset=None, required=False,
        help_text=_("Lead and responsible bodies see the object as soon as they are named."),
    )  # fmt: skip
    responsible_bodies: Any = forms.ModelMultipleChoiceField(
        label=_("Responsible bodies"), queryset=None, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    developer = forms.CharField(label=_("Developer"), max_length=200, required=False)
    other_bodies = forms.CharField(
        label=_("Bodies not in this system"), max_length=400, required=False
    )
    investment_fen = WanField(label=_("Total investment (10 000 yuan)"))
    year_plan_fen = WanField(label=_("Planned for the year (10 000 yuan)"))
    list_year = forms.IntegerField(
        label=_("Year of the list"), min_value=1990, max_value=2100, required=False
    )
    starts_on = RoughDateField(label=pgettext_lazy("works", "Start"))
    ends_on = RoughDateField(label=pgettext_lazy("works", "End"))
    content = forms.CharField(
        label=_("Content"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000,
        required=False,
    )  # fmt: skip
    is_sample = forms.BooleanField(label=_("Sample, not real"), required=False)

    sections: Sections = (
        (pgettext_lazy("works", "Object"), _("What it is and where."),
         ("name", "number", "object_type", "status", "field", "sub_field", "jurisdictions",
          "content", "is_sample")),
        (_("Bodies"), _("Who leads, who answers for it."),
         ("lead_body", "responsible_bodies", "developer", "other_bodies")),
        (_("Money and dates"), _("As the list gives them."),
         ("investment_fen", "year_plan_fen", "list_year", "starts_on", "ends_on")),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "field", queries.fields())
        _choose(self, "jurisdictions", queries.jurisdictions())
        for name in ("lead_body", "responsible_bodies"):
            _choose(self, name, queries.bodies())

    @staticmethod
    def draft(clean: Mapping[str, Any], label: int = 1) -> ObjectDraft:
        """Return what was filled in."""
        starts, ends = clean["starts_on"], clean["ends_on"]
        same = ("name", "number", "object_type", "status", "sub_field", "developer",
                "other_bodies", "investment_fen", "year_plan_fen", "list_year", "content",
                "is_sample")  # fmt: skip
        return ObjectDraft(
            **{name: clean[name] for name in same},
            field_id=clean["field"].pk if clean["field"] else None,
            jurisdiction_ids=tuple(one.pk for one in clean["jurisdictions"]),
            lead_body_id=clean["lead_body"].pk if clean["lead_body"] else None,
            responsible_body_ids=tuple(one.pk for one in clean["responsible_bodies"]),
            starts_on=starts and starts.first,
            starts_precision=starts.precision if starts else "day",
            ends_on=ends and ends.last,
            ends_precision=ends.precision if ends else "day",
            label=int(clean.get("label", label)),
        )  # fmt: skip

    @staticmethod
    def values_of(kept: SupervisedObject) -> dict[str, Any]:
        """Return an object as the form shows it."""
        same = ("name", "number", "object_type", "status", "field", "sub_field", "lead_body",
                "developer", "other_bodies", "investment_fen", "year_plan_fen", "list_year",
                "content", "is_sample")  # fmt: skip
        return {name: getattr(kept, name) for name in same} | {
            "jurisdictions": [one.pk for one in kept.jurisdictions.all()],
            "responsible_bodies": [one.pk for one in kept.responsible_bodies.all()],
            "starts_on": date_shown(kept.starts_on, kept.starts_precision),
            "ends_on": date_shown(kept.ends_on, kept.ends_precision),
        }


class NewObjectForm(ObjectForm):
    """An object that is entered: also its label and its links."""

    label = forms.TypedChoiceField(
        label=_("Handling label"), choices=list(LABEL_WORDS.items()), coerce=int, initial=1,
        help_text=_("State secrets do not belong here: hand them over on paper."),
    )  # fmt: skip
    template: Any = forms.ModelChoiceField(
        label=_("Link template"), queryset=None, required=False,
        help_text=_("Left empty, the one for this kind of object."),
    )  # fmt: skip

    sections: Sections = (
        *ObjectForm.sections,
        (_("Supervision"), _("What is watched, and who may know."), ("template", "label")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "template", queries.templates_in_use())


class AssignForm(SelectionForm):
    """The lead body of several objects."""

    lead_body: Any = forms.ModelChoiceField(label=_("Lead body"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "lead_body", queries.bodies())


class TemplateChoiceForm(SelectionForm):
    """The link template of one or several objects."""

    template: Any = forms.ModelChoiceField(label=_("Link template"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "template", queries.templates_in_use())


class LinkPlanForm(Form):
    """When a link is to be done, and by whom."""

    planned_start_on = forms.DateField(label=_("Planned start"), required=False)
    planned_end_on = forms.DateField(label=_("Planned end"), required=False)
    responsible_body: Any = forms.ModelChoiceField(
        label=_("Responsible body"), queryset=None, required=False
    )
    supervising_body: Any = forms.ModelChoiceField(
        label=_("Supervising body"), queryset=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("responsible_body", "supervising_body"):
            _choose(self, name, queries.bodies())

    @staticmethod
    def values_of(link: SupervisionLink) -> dict[str, Any]:
        """Return a link as the form shows it."""
        names = ("planned_start_on", "planned_end_on", "responsible_body", "supervising_body")
        return {name: getattr(link, name) for name in names}


class LinkStepForm(Form):
    """The day on which a link went a step on."""

    on = forms.DateField(label=pgettext_lazy("step", "On"), initial=timezone.localdate)

    def clean_on(self) -> date:
        """Return the day.

        :raises ValidationError: if it is yet to come
        """
        found: date = self.cleaned_data["on"]
        if found > timezone.localdate():
            raise ValidationError(
                gettext("This day is yet to come. Enter today or an earlier day.")
            )
        return found


class CheckpointForm(Form):
    """What was found at a checkpoint."""

    state = forms.ChoiceField(
        label=pgettext_lazy("checkpoint", "Found"),
        choices=CHECKPOINT_STATES,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"), max_length=400, required=False,
        help_text=_("How it was checked, such as: 18 papers drawn, 2 not in order."),
    )  # fmt: skip


class UploadForm(Form):
    """A list on its way in."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx, .xls, .ods), CSV or OC4IDS JSON, up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.xlsm,.ods,.csv,.txt,.json"}),
    )

    def clean_file(self) -> Any:
        """Return the file.

        :raises ValidationError: if it is too large
        """
        found = self.cleaned_data["file"]
        if found.size > LARGEST_UPLOAD:
            raise ValidationError(gettext("The file is larger than 20 MB. Split the list."))
        return found


def _choose(form: forms.Form, name: str, rows: Any) -> None:
    """Offer ``rows`` in a field; read for each form, since bodies come and go."""
    field: Any = form.fields[name]
    field.queryset = rows
