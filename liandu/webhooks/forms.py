"""What people fill in to have another system told."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from liandu.interfaces.rules import LONGEST_TERM
from liandu.kernel.actor import Actor
from liandu.orgs.queries import seats_of
from liandu.web.forms import Form
from liandu.webhooks import queries
from liandu.webhooks.actions import Terms
from liandu.webhooks.models import AREAS
from liandu.webhooks.rules import ALL


class WebhookForm(Form):
    """What for, from which post, where to, of what, until when."""

    name = forms.CharField(
        label=_("What it is for"), max_length=60,
        help_text=_("The system that is told, so that you know it again."),
    )  # fmt: skip
    membership = forms.TypedChoiceField(
        label=_("Post"), coerce=int, choices=(),
        help_text=_("It is told of what you see from this post, and of nothing else."),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Address"), max_length=300, help_text=_("Such as https://example.org/hooks/liandu")
    )
    expires_on = forms.DateField(
        label=_("Holds until"), help_text=_("A year at most. It ends earlier if the post does.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts: Any = self.fields["membership"]
        posts.choices = [
            (seat.membership_id, f"{seat.body_name} · {seat.post_name}") for seat in seats_of(actor)
        ]
        offered = queries.offered()
        for area, words in AREAS.items():
            every = (f"{area}.{ALL}", _("All of these, also what is added later"))
            self.fields[area] = forms.MultipleChoiceField(
                label=words, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[every, *((name, capfirst(said)) for name, said in offered[area])],
            )  # fmt: skip
        self.sections = (
            (_("The other system"), "", ("name", "membership", "url", "expires_on")),
            (_("What it is told of"), _("Names of people and contents are never sent."),
             tuple(AREAS)),
        )  # fmt: skip
        today = timezone.localdate()
        self.initial.setdefault("expires_on", today + LONGEST_TERM - timedelta(days=1))
        # As they are drawn: after the last day of the longest term nothing can be picked.
        self.fields["expires_on"].widget.attrs |= {
            "min": str(today + timedelta(days=1)),
            "max": str(today + LONGEST_TERM - timedelta(days=1)),
        }

    def terms(self) -> Terms:
        """Return what was entered; a term lasts to the end of its day."""
        clean = self.cleaned_data
        ends = datetime.combine(clean["expires_on"], time.max, timezone.get_current_timezone())
        kinds = [kind for area in AREAS for kind in clean[area]]
        return Terms(clean["name"], clean["membership"], clean["url"].strip(), kinds, ends)
