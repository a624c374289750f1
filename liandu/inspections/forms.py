"""The forms of an inspection, from plan to signature."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as gettext_now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.files.forms import FilesField
from liandu.inspections.models import ChecklistTemplate, Inspection, InspectionMember
from liandu.inspections.models.words import CONCLUSIONS, MODES, SEVERITIES
from liandu.inspections.queries import checklists, links_for
from liandu.inspections.rules import Conclusion, ItemDraft, Notice, Plan, Seen
from liandu.web.forms import Form
from liandu.web.rows import VersionForm

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


class NoticeForm(Form):
    """What the inspected are told."""

    text = forms.CharField(
        label=_("Notice"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    documents = forms.CharField(
        label=_("Documents to prepare, one a line"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    contact = forms.CharField(label=_("Contact"), max_length=120)

    @staticmethod
    def notice(clean: dict[str, Any]) -> Notice:
        """Return what was entered."""
        return Notice(clean["text"], clean["documents"], clean["contact"])


class DayForm(Form):
    """The day on which something happened."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput)


class WorkpaperForm(Form):
    """What was seen about one item: made for a thumb."""

    conclusion = forms.ChoiceField(
        label=pgettext_lazy("workpaper", "Conclusion"),
        choices=CONCLUSIONS,
        widget=forms.RadioSelect,
    )
    fact = forms.CharField(
        label=pgettext_lazy("workpaper", "Fact"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    severity = forms.ChoiceField(
        label=pgettext_lazy("workpaper", "Severity"),
        choices=SEVERITIES,
        required=False,
        widget=forms.RadioSelect,
    )
    photos = FilesField(label=_("Photos and files"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    at = forms.DateTimeField(
        label=_("Seen at"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip
    persons_present = forms.CharField(label=_("Persons present"), max_length=300, required=False)
    words = forms.CharField(
        label=_("Words of the inspected"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    @staticmethod
    def seen(clean: dict[str, Any]) -> Seen:
        """Return what was entered; a fact and its severity only where something is wrong."""
        is_wanting = clean["conclusion"] == Conclusion.NOT_CONFORM
        at: datetime = clean["at"] or timezone.now()
        return Seen(
            conclusion=clean["conclusion"], at=at, fact=clean["fact"],
            severity=clean["severity"] if is_wanting else "", place=clean["place"],
            persons_present=clean["persons_present"], words=clean["words"],
        )  # fmt: skip


class ReviewForm(Form):
    """What the second member says of a workpaper."""

    passes = forms.ChoiceField(
        label=pgettext_lazy("workpaper", "Opinion"),
        choices=[
            ("yes", pgettext_lazy("workpaper", "It stands")),
            ("no", pgettext_lazy("workpaper", "It has to be mended")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class SignatureForm(Form):
    """Who signed for the inspected, or why they would not."""

    signed_by = forms.CharField(
        label=_("Name and post of who answered"), max_length=120,
    )  # fmt: skip
    refusal_reason = forms.CharField(
        label=_("Reason of refusal"), max_length=300, required=False,
        help_text=_("Leave empty if they signed. The scan of the signed paper can be attached."),
    )  # fmt: skip


class ReportForm(Form):
    """The report."""

    text = forms.CharField(
        label=_("Report"), max_length=20000, widget=forms.Textarea(attrs={"rows": 18})
    )


class ChecklistForm(VersionForm):
    """A checklist: its names and its items in order; a row without a text goes."""

    columns = ("section", "text", "basis", "link_code")

    def __init__(self, *args: Any, template: ChecklistTemplate, **kwargs: Any) -> None:
        self._links = [("", _("None")), *links_for(template)]
        super().__init__(*args, **kwargs)

    def item_fields(self) -> dict[str, forms.Field]:
        """Return the fields of one item."""
        return {
            "section": forms.CharField(label=_("Section"), max_length=60, required=False),
            "text": forms.CharField(
                label=_("What to look at"), max_length=300, required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            "basis": forms.CharField(
                label=pgettext_lazy("workpaper", "Rule"), max_length=200, required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            "link_code": forms.ChoiceField(label=_("Link"), choices=self._links, required=False),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Return what was filled in; what is to be looked at stands in a section."""
        clean = super().clean() or {}
        for number in range(self.count):
            key = f"row-{number}-section"
            if clean.get(f"row-{number}-text") and clean.get(key) == "":
                self.add_error(key, gettext_now("Every item needs its section."))
        return clean

    @classmethod
    def items(cls, clean: Mapping[str, Any]) -> list[ItemDraft]:
        """Return the items in the order of their places; those without one come last."""
        return [
            ItemDraft(row["section"], row["text"], row["basis"], row["link_code"])
            for row in cls.placed(clean)
            if row["text"]
        ]
