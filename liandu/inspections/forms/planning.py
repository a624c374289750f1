"""The forms of a plan and of a team."""

from typing import Any

from django import forms
from django.utils.translation import gettext as gettext_now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.inspections.models import Inspection, InspectionMember
from liandu.inspections.models.words import MODES
from liandu.inspections.queries import checklists
from liandu.inspections.rules import Plan
from liandu.web.forms import Form

AREA = {"rows": 3}


class PlanForm(Form):
    """What is planned."""

    sections = (
        (
            _("What and why"),
            _("The title names object and matter."),
            ("title", "mode", "basis", "inspecting_power"),
        ),
        (
            _("When"),
            _("Another visit of the same object nearby is shown."),
            ("starts_on", "ends_on"),
        ),
        (
            _("What is looked at"),
            _("The items are copied; more can be added."),
            ("checklist",),
        ),
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    mode = forms.ChoiceField(label=_("Mode"), choices=MODES)
    basis = forms.CharField(
        label=_("Basis"), max_length=2000, widget=forms.Textarea(attrs=AREA),
        help_text=_("Yearly list, resolution or law on which it rests."),
    )  # fmt: skip
    inspecting_power = forms.CharField(
        label=_("Inspecting power"), max_length=400, required=False,
        help_text=_("Wanted if an enterprise is inspected: which member body holds the published "
                    "power, and which published item it is."),
    )  # fmt: skip
    starts_on = forms.DateField(label=pgettext_lazy("plan", "From"), widget=forms.DateInput)
    ends_on = forms.DateField(label=pgettext_lazy("plan", "Until"), widget=forms.DateInput)
    checklist = forms.TypedChoiceField(
        label=_("Checklist"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = (kwargs.get("initial") or {}).get("checklist")
        found = [(one.pk, f"{one} v{one.version}") for one in checklists(kept)]
        self.fields["checklist"].choices = [("", _("None")), *found]  # type: ignore[attr-defined]

    @staticmethod
    def plan(clean: dict[str, Any]) -> Plan:
        """Return what was entered."""
        return Plan(
            title=clean["title"], mode=clean["mode"], basis=clean["basis"],
            starts_on=clean["starts_on"], ends_on=clean["ends_on"],
            inspecting_power=clean["inspecting_power"], checklist_id=clean["checklist"],
        )  # fmt: skip

    @staticmethod
    def of(inspection: Inspection) -> dict[str, Any]:
        """Return what is entered in a plan already."""
        names = ("title", "mode", "basis", "starts_on", "ends_on", "inspecting_power")
        return {
            **{name: getattr(inspection, name) for name in names},
            "checklist": inspection.checklist_id,
        }


class ReasonForm(Form):
    """Why a step is taken."""

    reason = forms.CharField(label=_("Reason"), max_length=400, widget=forms.Textarea(attrs=AREA))


class LeaderForm(ReasonForm):
    """Who leads from now on, and why."""

    member = forms.TypedChoiceField(label=_("New leader"), coerce=int)
    field_order = ("member", "reason")

    def __init__(self, *args: Any, members: list[InspectionMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, f"{one.person} · {one.body}") for one in members]
        self.fields["member"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


class ConflictForm(Form):
    """Why an object is visited although another visit is near."""

    conflict_reason = forms.CharField(
        label=_("Why visit again"), max_length=400, required=False,
        widget=forms.Textarea(attrs=AREA),
        help_text=_("Wanted if the same object is visited nearby; kept with the record."),
    )  # fmt: skip


class ItemForm(Form):
    """One more thing to look at."""

    section = forms.CharField(label=_("Section"), max_length=60)
    text = forms.CharField(label=_("What to look at"), max_length=300)
    basis = forms.CharField(
        label=pgettext_lazy("workpaper", "Rule"), max_length=200, required=False
    )


class DeclarationForm(Form):
    """Whether something keeps somebody from inspecting."""

    answer = forms.ChoiceField(
        label=_("My declaration"),
        choices=[
            ("none", _("Nothing keeps me from taking part, and I keep what I learn to myself.")),
            ("ground", _("There is a ground to withdraw; I step back.")),
        ],
        widget=forms.RadioSelect,
    )
    ground = forms.CharField(
        label=_("Ground"), max_length=200, required=False,
        help_text=_("Near relative, witness, own interest, or another. You will see no more of "
                    "this inspection."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Return the declaration; stepping back needs its ground."""
        clean = super().clean() or {}
        if clean.get("answer") == "ground" and not clean.get("ground"):
            self.add_error("ground", gettext_now("Name the ground."))
        if clean.get("answer") == "none":
            clean["ground"] = ""
        return clean
