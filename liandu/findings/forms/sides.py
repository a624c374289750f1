"""What is filled in beside the straight road: objection, transfer, long term."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.deadlines.queries import due_from
from liandu.findings.forms.fields import text
from liandu.findings.models import LONG_TERM_WORDS, Finding
from liandu.findings.rules import LIMITS, RectificationType
from liandu.orgs.models import Body
from liandu.web.forms import Form
from liandu.web.say import day


class ObjectionForm(Form):
    """Why the responsible body holds the finding to be wrong."""

    reason = text(
        _("Reasons"), 5, max_length=1000, help_text=_("What is not so, and what shows it.")
    )


class AnswerForm(Form):
    """How an objection is answered."""

    opinion = text(_("What is to be changed"), 3, max_length=1000)


class TransferForm(Form):
    """Which body puts it right instead, until when, and why."""

    to_body = forms.ModelChoiceField(
        Body.objects.filter(closed_on=None), label=_("Responsible body from now on")
    )
    due_on = forms.DateField(label=_("Due on"), widget=forms.DateInput)
    reason = text(_("Reason"), 3, max_length=1000)


class LongTermForm(Form):
    """Why it cannot be put right in any usual time."""

    cause = forms.ChoiceField(
        label=_("Cause"), choices=list(LONG_TERM_WORDS.items()), widget=forms.RadioSelect
    )
    reason = text(
        _("Reason"), 4, max_length=1000, help_text=_("Name the case, the document or the policy.")
    )


class NextLookForm(Form):
    """When a long-term finding is looked at next."""

    review_on = forms.DateField(label=_("Next look on"), widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = due_from("finding_long_term", timezone.now()).at
        self.fields["review_on"].help_text = gettext("Not later than %(day)s.") % {
            "day": day(latest)
        }


class GrantLongTermForm(NextLookForm):
    """When it is looked at again, and an opinion that may be left out."""

    opinion = text(_("Opinion"), 3, max_length=1000, required=False)


class LookForm(NextLookForm):
    """How a long-term finding stands, and when it is looked at next."""

    note = text(_("How it stands"), 3, max_length=1000)


class ResumeForm(Form):
    """By when it is put right after all, and why."""

    due_on = forms.DateField(label=_("Due on"), widget=forms.DateInput)
    reason = text(_("Reason"), 3, max_length=1000)


def usual_due(finding: Finding) -> Any:
    """Return the last day of the usual time for the way the finding is put right."""
    code = LIMITS[RectificationType(finding.rectification_type)]
    return timezone.localdate(due_from(code, timezone.now()).at)


def usual_look() -> Any:
    """Return the latest day on which a long-term finding is looked at next."""
    return timezone.localdate(due_from("finding_long_term", timezone.now()).at)
