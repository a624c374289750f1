"""What people fill in about risk points, their checks, and the library."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.engines.tabular import Field, Reader
from liandu.risks import queries
from liandu.risks.models import FREQUENCIES, LEVELS, RESULTS, RiskPoint
from liandu.risks.rules import TEXTS, Frequency, ItemDraft, Level, PointDraft
from liandu.web.forms import Form, dress
from liandu.web.rows import VersionForm
from liandu.works.queries import Sheet, in_english, link_names, terms_of

AREA = {"rows": 2}


def _worded() -> dict[str, forms.Field]:
    """Return the fields of what a risk point says, made anew."""

    def text(label: Any, most: int, hint: Any = "", *, is_long: bool = False) -> forms.CharField:
        widget = forms.Textarea(attrs=AREA) if is_long else forms.TextInput()
        return forms.CharField(
            label=label, max_length=most, required=False, help_text=hint, widget=widget
        )

    return {
        "name": text(_("Risk point"), 120, _("What may go wrong, such as: bid rigging.")),
        "level": forms.TypedChoiceField(
            label=pgettext_lazy("risk", "Level"), choices=LEVELS, coerce=int,
            initial=Level.MEDIUM.value, required=False,
        ),
        "form": text(_("Form of expression"), 400, _("How it shows."), is_long=True),
        "power": text(_("Power or business"), 120, _("The power in which it lies.")),
        "measure": text(
            pgettext_lazy("risk", "Measure"), 400, _("What is done against it."), is_long=True
        ),
        "post": text(_("Responsible post"), 80),
        "basis": text(_("Basis"), 200, _("The rule, with its article.")),
        "frequency": forms.ChoiceField(
            label=pgettext_lazy("risk", "Check"), choices=FREQUENCIES,
            initial=Frequency.QUARTER.value, required=False,
        ),
    }  # fmt: skip


def _draft(values: Mapping[str, Any], **bodies: Any) -> PointDraft:
    """Return what the fields say of a risk point."""
    return PointDraft(
        **{name: values[name] for name in TEXTS},
        level=values["level"] or Level.MEDIUM.value,
        frequency=values["frequency"] or Frequency.QUARTER.value,
        **bodies,
    )


class PointForm(Form):
    """A risk point of an object: the link it is at, what it says, who answers for it."""

    sections = (
        (pgettext_lazy("risk", "Risk"), _("Where it lies and how it shows."),
         ("link", "name", "level", "power", "form")),
        (pgettext_lazy("risk", "Guard"), _("What is done against it, and by whom."),
         ("measure", "post", "responsible_body", "supervising_body", "frequency", "basis")),
    )  # fmt: skip

    def __init__(
        self, *args: Any, record: Any, kept: RiskPoint | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        worded = _worded()
        for name in ("name", "level", "frequency"):
            worded[name].required = True
        # A point stays at its link: its checks were made there.
        every = [kept.link] if kept else record.links.all()
        links = [(link.pk, f"{link.position} {link}") for link in every]
        bodies = queries.bodies_for(record, kept)
        self.fields |= {
            "link": forms.TypedChoiceField(label=_("Link"), choices=links, coerce=int),
            **worded,
            "responsible_body": forms.ModelChoiceField(
                label=_("Responsible body"), queryset=bodies, required=False,
                help_text=_("Left empty, the one of the link, else the lead body."),
            ),
            "supervising_body": forms.ModelChoiceField(
                label=_("Supervising body"), queryset=bodies, required=False,
                help_text=_("Left empty, the one of the link."),
            ),
        }  # fmt: skip
        for each in self.fields.values():
            dress(each)

    @staticmethod
    def draft(clean: Mapping[str, Any]) -> PointDraft:
        """Return what was filled in."""
        named = {name: clean[name] for name in ("responsible_body", "supervising_body")}
        bodies = {f"{name}_id": body.pk if body else None for name, body in named.items()}
        return _draft(clean, **bodies)

    @staticmethod
    def values_of(point: RiskPoint) -> dict[str, Any]:
        """Return a point as the form shows it."""
        names = (*TEXTS, "level", "frequency", "responsible_body", "supervising_body")
        return {name: getattr(point, name) for name in names} | {"link": point.link_id}


POINT_HEADS = {
    "link": "环节 监督环节 环节名称",
    "name": "风险点 廉政风险点 风险点名称",
    "level": "风险等级 等级",
    "power": "权力事项 业务事项 权力或业务",
    "form": "表现形式 风险表现",
    "measure": "防控措施 措施",
    "post": "责任岗位",
    "responsible_body": "责任单位 防控责任单位",
    "supervising_body": "监督单位",
    "frequency": "排查周期 排查频次 检查频次",
    "basis": "依据 法规依据",
}
"""What the columns of a list may be called; the first word heads the empty workbook."""
CLOSED: Mapping[str, Any] = {"level": LEVELS, "frequency": FREQUENCIES}


def point_sheet() -> Sheet:
    """Return the list of risk points that is taken in, with its columns as they are called now."""
    labels = {name: capfirst(_column(name).verbose_name) for name in POINT_HEADS}
    fields = tuple(
        Field(
            name, name, Reader.CHOICE if name in CLOSED else Reader.TEXT,
            (*heads.split(), in_english(labels[name])), required=name in {"link", "name"},
            limit=getattr(_column(name), "max_length", None) or 120,
        )
        for name, heads in POINT_HEADS.items()
    )  # fmt: skip
    words = {name: terms_of(choices) for name, choices in CLOSED.items()}
    return Sheet("points", _("Import risk points"), fields, labels, words)


def _column(name: str) -> Any:
    return RiskPoint._meta.get_field(name)


class CheckForm(Form):
    """What a check of a risk point came to."""

    result = forms.ChoiceField(
        label=pgettext_lazy("risk", "Result"), choices=RESULTS, widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("Checked on"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("Note"), max_length=400, required=False, widget=forms.Textarea(attrs=AREA),
        help_text=_("What was looked at, such as: 12 payments drawn, all with their papers."),
    )  # fmt: skip


class TakeOverForm(Form):
    """Which risk points of the library an object takes over; all of them unless unticked."""

    items = forms.MultipleChoiceField(
        label=_("Risk points"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, offers: Iterable[queries.Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = list(offers)
        field: Any = self.fields["items"]
        field.choices = [
            (one.item.pk, " · ".join(map(str, (one.link, one.item, one.item.get_level_display()))))
            for one in every
        ]
        field.initial = [one.item.pk for one in every]


class LibraryForm(VersionForm):
    """A library: its names and its risk points in order; a row without a name goes."""

    columns = ("link_code", *TEXTS, "level", "frequency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._links = [("", "—"), *link_names()]
        super().__init__(*args, **kwargs)

    def item_fields(self) -> dict[str, forms.Field]:
        """Return the fields of one risk point."""
        link = forms.ChoiceField(label=_("Link"), choices=self._links, required=False)
        return {"link_code": link, **_worded()}

    @classmethod
    def items(cls, clean: Mapping[str, Any]) -> list[ItemDraft]:
        """Return the risk points in the order of their places; those without one come last."""
        return [ItemDraft(row["link_code"], _draft(row)) for row in cls.placed(clean)]
