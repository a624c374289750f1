"""What the sides fill in while a finding is put right and reviewed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.files.forms import FilesField
from liandu.findings.forms.fields import NO_SECRETS, WanField, measure_of, text
from liandu.findings.models import HANDLING_WORDS, ROOT_CAUSE_WORDS, Finding
from liandu.findings.rules import LONGEST_EXTENSION, MadeRule, Plan, PlannedMeasure, Result
from liandu.web.forms import Form, dress
from liandu.web.say import day

RULE_ROWS, MOST_PERSONS = 3, 9999


class PlanForm(Form):
    """How the finding will be put right."""

    responsible_person = forms.CharField(
        label=_("Person responsible"),
        max_length=120,
        help_text=_("The post, such as: chief engineer."),
    )
    planned_end = forms.DateField(label=_("Planned end"), widget=forms.DateInput)
    measures = text(
        _("Measures"),
        6,
        help_text=_("One a line; a day may stand at the end, such as 2026-06-30."),
    )

    def clean_measures(self) -> tuple[PlannedMeasure, ...]:
        """Return the measures, one a line.

        :raises ValidationError: if a line is too long, or its day does not exist
        """
        lines = [line.strip() for line in self.cleaned_data["measures"].splitlines()]
        return tuple(measure_of(line) for line in lines if line)

    @staticmethod
    def plan(clean: dict[str, Any]) -> Plan:
        """Return the plan that was entered."""
        return Plan(clean["responsible_person"], clean["planned_end"], clean["measures"])


class ExtensionForm(Form):
    """Until when, and why."""

    until = forms.DateField(label=_("Until"), widget=forms.DateInput)
    reason = text(_("Reason"), 3, max_length=1000)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if finding.due_at and finding.first_due_at:
            self.fields["until"].help_text = gettext(
                "After %(due)s, when it is due now; not later than %(latest)s."
            ) % {
                "due": day(finding.due_at),
                "latest": day(finding.first_due_at + LONGEST_EXTENSION),
            }


class EvidenceForm(Form):
    """Files that prove what was done."""

    evidence = FilesField(label=_("Evidence"), help_text=NO_SECRETS)


class ItemForm(Form):
    """Files that prove that a place is put right."""

    evidence = FilesField(label=_("Evidence"), required=False, help_text=NO_SECRETS)


class SubmitForm(Form):
    """What was done, with proof; what was recovered; which rules were made, or that none was."""

    statement = text(_("What was done"), 5, max_length=4000)
    evidence = FilesField(label=_("Evidence"), required=False, help_text=NO_SECRETS)
    recovered_fen = WanField(
        label=_("Amount recovered (10 000 yuan)"), help_text=_("0 if nothing was to be recovered.")
    )
    root_cause = forms.ChoiceField(
        label=_("Root cause"), choices=[("", "—"), *ROOT_CAUSE_WORDS.items()]
    )
    similar_cases = text(
        _("Similar cases"), 3, max_length=1000,
        help_text=_("Where else it was looked for, and what was found there."),
    )  # fmt: skip
    is_without_rules = forms.BooleanField(label=_("No rule was made"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in HANDLING_WORDS.items():
            self.fields[f"handled_{name}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_PERSONS, required=False
            )
            dress(self.fields[f"handled_{name}"])
        for row in range(1, RULE_ROWS + 1):
            words = {"number": row}
            self.fields[f"rule_name_{row}"] = forms.CharField(
                label=gettext("Rule %(number)s: name") % words, max_length=200, required=False
            )
            self.fields[f"rule_number_{row}"] = forms.CharField(
                label=gettext("Rule %(number)s: document number") % words,
                max_length=80,
                required=False,
            )
            self.fields[f"rule_day_{row}"] = forms.DateField(
                label=gettext("Rule %(number)s: issued on") % words, required=False
            )
            for name in ("name", "number", "day"):
                dress(self.fields[f"rule_{name}_{row}"])
        made = [f"rule_{name}_{row}" for row in range(1, RULE_ROWS + 1)
                for name in ("name", "number", "day")]  # fmt: skip
        self.sections = (
            (_("Result"), "", ("statement", "evidence", "recovered_fen")),
            (_("Cause"), "", ("root_cause", "similar_cases")),
            (_("Persons handled"), _("How many in all; no names."),
             tuple(f"handled_{name}" for name in HANDLING_WORDS)),
            (_("Rules made"), "", (*made, "is_without_rules")),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Gather the rules; either some were made, or it is said that none was."""
        clean = super().clean() or self.cleaned_data
        clean["rules"] = [
            rule for row in range(1, RULE_ROWS + 1) if (rule := self._rule(clean, row))
        ]
        if not clean["rules"] and not clean.get("is_without_rules"):
            self.add_error(
                "is_without_rules", gettext("Enter the rules that were made, or tick this.")
            )
        if clean["rules"] and clean.get("is_without_rules"):
            self.add_error(
                "is_without_rules", gettext("Rules are entered below. Take this tick off.")
            )
        return clean

    def _rule(self, clean: dict[str, Any], row: int) -> MadeRule | None:
        name, issued_on = clean.get(f"rule_name_{row}"), clean.get(f"rule_day_{row}")
        number = clean.get(f"rule_number_{row}") or ""
        if not name and not number and not issued_on:
            return None
        if not name:
            self.add_error(f"rule_name_{row}", gettext("Enter the name of the rule."))
        if not issued_on:
            self.add_error(f"rule_day_{row}", gettext("Enter the day it was issued."))
        return MadeRule(name or "", issued_on or date.min, number)

    @staticmethod
    def result(clean: dict[str, Any]) -> Result:
        """Return what was entered."""
        return Result(
            clean["statement"], clean["recovered_fen"], tuple(clean["rules"]),
            root_cause=clean["root_cause"], similar_cases=clean["similar_cases"],
            handled={name: clean[f"handled_{name}"] or 0 for name in HANDLING_WORDS},
        )  # fmt: skip


class OpinionForm(Form):
    """An opinion that may be left out."""

    opinion = text(_("Opinion"), 3, max_length=1000, required=False)


class ReviewForm(Form):
    """What the first review found."""

    opinion = text(_("Opinion of the first review"), 3, max_length=1000)


class CloseForm(Form):
    """How the finding ends."""

    conclusion = text(_("Conclusion"), 3, max_length=2000)


class ReplyForm(Form):
    """Something said to the other side, or to the own body alone."""

    text = text(_("Reply"), 2, max_length=2000)
    is_internal = forms.BooleanField(label=_("Seen by my body only"), required=False)


class NoForm(Form):
    """Nothing to fill in: only a yes."""
