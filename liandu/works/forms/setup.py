"""What the central office fills in, and who supervises an object."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.web.rows import RowsForm, VersionForm
from liandu.works import queries
from liandu.works.models import (
    COMPARISONS,
    METRICS,
    TIERS,
    WARNINGS,
    LightRule,
    SupervisionTier,
)
from liandu.works.rules import ItemDraft, Member, RuleDraft, TierKind

Tiers = dict[str, tuple[str, list[Member]]]


class TiersForm(RowsForm):
    """Who sits in each of the three tiers, and in what rhythm each meets."""

    blank = 6

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._bodies = queries.bodies()
        super().__init__(*args, **kwargs)
        for kind, label in TIERS:
            self.fields[f"rhythm-{kind}"] = forms.CharField(
                label=label, max_length=80, required=False,
                help_text=_("Duty and rhythm, such as: follows up, meets weekly."),
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )  # fmt: skip

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the tier, the body and the post of a member."""
        return {
            "tier": forms.ChoiceField(label=_("Tier"), choices=TIERS, required=False),
            "body": forms.ModelChoiceField(label=_("Body"), queryset=self._bodies, required=False),
            "post": forms.CharField(label=_("Post"), max_length=80, required=False),
        }

    @staticmethod
    def values_of(tiers: Iterable[SupervisionTier]) -> dict[str, Any]:
        """Return the tiers as the form shows them."""
        kept = list(tiers)
        values: dict[str, Any] = {f"rhythm-{one.tier}": one.rhythm for one in kept}
        values["rows"] = [
            {"tier": one.tier, "body": member.body_id, "post": member.post}
            for one in kept
            for member in one.people
        ]
        return values

    @classmethod
    def tiers(cls, clean: Mapping[str, Any]) -> Tiers:
        """Return what was filled in, by tier."""
        found: Tiers = {kind: (clean[f"rhythm-{kind}"], []) for kind in TierKind}
        for row in cls.rows_of(clean):
            if row["tier"] and (row["body"] or row["post"]):
                body = row["body"].pk if row["body"] else None
                found[row["tier"]][1].append(Member(body, row["post"]))
        return found


class TemplateForm(VersionForm):
    """A link template: its names and its links in order; a row without a name goes."""

    columns = ("name", "name_en", "checkpoints", "code")

    def item_fields(self) -> dict[str, forms.Field]:
        """Return the fields of one link."""
        return {
            "name": forms.CharField(label=_("Link"), max_length=120, required=False),
            "name_en": forms.CharField(label=_("English name"), max_length=120, required=False),
            "checkpoints": forms.CharField(
                label=_("Checkpoints, one a line"), max_length=4000, required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
            "code": forms.SlugField(widget=forms.HiddenInput, max_length=40, required=False),
        }  # fmt: skip

    @classmethod
    def items(cls, clean: Mapping[str, Any]) -> list[ItemDraft]:
        """Return the links in the order of their places; those without one come last."""
        return [
            ItemDraft(row["name"], row["name_en"], row["code"], row["checkpoints"])
            for row in cls.placed(clean)
            if row["name"]
        ]


class LightRulesForm(RowsForm):
    """The light rules; a row without a sentence goes."""

    blank = 2

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the fields of one rule."""
        return {
            "light": forms.ChoiceField(label=_("Light"), choices=WARNINGS, required=False),
            "metric": forms.ChoiceField(label=_("Measure"), choices=METRICS, required=False),
            "comparison": forms.ChoiceField(
                label=_("Comparison"), choices=COMPARISONS, required=False
            ),
            "amount": forms.IntegerField(
                label=pgettext_lazy("light rule", "Amount"),
                min_value=0,
                max_value=10_000,
                required=False,
            ),
            "sentence": forms.CharField(
                label=_("Sentence on hover"), max_length=120, required=False
            ),
            "sentence_en": forms.CharField(
                label=_("English sentence"), max_length=120, required=False
            ),
            "is_active": forms.BooleanField(label=_("In use"), required=False, initial=True),
        }

    @staticmethod
    def values_of(rules: Iterable[LightRule]) -> dict[str, Any]:
        """Return the rules as the form shows them."""
        names = ("light", "metric", "comparison", "amount", "sentence", "sentence_en", "is_active")
        return {"rows": [{name: getattr(one, name) for name in names} for one in rules]}

    @classmethod
    def rules(cls, clean: Mapping[str, Any]) -> list[RuleDraft]:
        """Return what was filled in."""
        return [
            RuleDraft(**{**row, "amount": row["amount"] or 0})
            for row in cls.rows_of(clean)
            if row["sentence"]
        ]
