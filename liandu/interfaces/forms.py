"""What people fill in to let a program act for them."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.interfaces.actions import Terms
from liandu.interfaces.models import AREA_WORDS, REACH_WORDS
from liandu.interfaces.rules import LONGEST_TERM, USUAL_TERM, WRITABLE, Reach
from liandu.kernel.actor import Actor
from liandu.orgs.queries import seats_of
from liandu.web.forms import Form


class TokenForm(Form):
    """What for, in which post, what it reaches, until when."""

    name = forms.CharField(
        label=_("What it is for"), max_length=60,
        help_text=_("The program and where it runs, so that you know it again."),
    )  # fmt: skip
    membership = forms.TypedChoiceField(
        label=_("Post"), coerce=int, choices=(),
        help_text=_("The program acts in this post alone and sees what you see from there."),
    )  # fmt: skip
    expires_on = forms.DateField(
        label=_("Holds until"), help_text=_("A year at most. It ends earlier if the post does.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts: Any = self.fields["membership"]
        posts.choices = [
            (seat.membership_id, f"{seat.body_name} · {seat.post_name}") for seat in seats_of(actor)
        ]
        for area, words in AREA_WORDS.items():
            self.fields[area] = forms.ChoiceField(
                label=words, choices=_reaches(area), required=False, widget=forms.RadioSelect,
                initial=Reach.NONE,
            )  # fmt: skip
        self.sections = (
            (_("The program"), "", ("name", "membership", "expires_on")),
            (_("What it may reach"), _("Give it no more than it needs."), tuple(AREA_WORDS)),
        )
        self.initial.setdefault("expires_on", timezone.localdate() + USUAL_TERM)
        # As they are drawn: after the last day of the longest term nothing can be picked.
        day = self.fields["expires_on"].widget
        day.attrs |= {
            "min": str(timezone.localdate() + timedelta(days=1)),
            "max": str(timezone.localdate() + LONGEST_TERM - timedelta(days=1)),
        }

    def terms(self) -> Terms:
        """Return what was entered; a term lasts to the end of its day."""
        clean = self.cleaned_data
        ends = datetime.combine(clean["expires_on"], time.max, timezone.get_current_timezone())
        scope = {area: clean[area] for area in AREA_WORDS}
        return Terms(clean["name"], clean["membership"], scope, ends)


def _reaches(area: str) -> list[tuple[str, Any]]:
    """Return what can be chosen for an area: where nothing can be written, reading is all."""
    return [
        (value, words)
        for value, words in REACH_WORDS.items()
        if value != Reach.WRITE or area in WRITABLE
    ]
