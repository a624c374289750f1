"""Forms about who may know of a record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.access import queries
from liandu.access.models import Team
from liandu.access.rules import BY_HAND, LONGEST_EMERGENCY, LONGEST_GRANT
from liandu.access.words import LABEL_WORDS, LEVEL_WORDS, PURPOSE_WORDS, TIE_WORDS
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.orgs.models import Body
from liandu.orgs.queries import open_bodies, person_of
from liandu.orgs.rules import AdminKind
from liandu.web.forms import Form

HOURS = LONGEST_EMERGENCY.total_seconds() // 3600


class ShareForm(Form):
    """With whom a record is shared, what for, how far and until when."""

    body = forms.ModelChoiceField(label=_("body"), queryset=Body.objects.none(), required=False)
    account = forms.CharField(label=_("or one person, by account"), max_length=60, required=False)
    team = forms.ModelChoiceField(
        label=_("or a team"), queryset=Team.objects.none(), required=False
    )
    level = forms.ChoiceField(label=_("They may"), choices=list(LEVEL_WORDS.items()))
    purpose = forms.ChoiceField(
        label=_("purpose"), choices=[(k, w) for k, w in PURPOSE_WORDS.items() if k in BY_HAND]
    )
    basis = forms.CharField(
        label=_("basis"), max_length=200, help_text=_("The letter, plan or decision it rests on.")
    )
    expires_on = forms.DateField(
        label=_("Last day"), help_text=_("At most %(days)s days.") % {"days": LONGEST_GRANT.days}
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("body", open_bodies()), ("team", queries.teams_known_to(actor))):
            field: Any = self.fields[name]
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Return the values with the one grantee as ``to``.

        :raises ValidationError: if none or several are named, or the account is unknown
        """
        clean = super().clean() or {}
        account = clean.get("account")
        person = person_of(account) if account else None
        if account and person is None:
            raise ValidationError({"account": gettext("There is no such account.")})
        named = [one for one in (clean.get("body"), person, clean.get("team")) if one]
        if len(named) != 1:
            raise ValidationError(gettext("Choose one of the three: a body, a person or a team."))
        clean["to"] = named[0]
        return clean


class LabelForm(Form):
    """Another label, and why."""

    label = forms.TypedChoiceField(
        label=_("handling label"), choices=list(LABEL_WORDS.items()), coerce=int
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskForm(Form):
    """Which record somebody must see at once, and why."""

    body = forms.ModelChoiceField(label=_("Body that keeps it"), queryset=Body.objects.none())
    asked = forms.CharField(label=_("number"), max_length=60)
    reason = forms.CharField(
        label=_("Why it cannot wait"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.queryset = open_bodies()


class OpenForm(Form):
    """For how long a record is opened."""

    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=int(HOURS), initial=4)


class ReviewForm(Form):
    """What a third person found."""

    note = forms.CharField(
        label=_("What was looked at"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class TieForm(Form):
    """Who is tied to whom."""

    account = forms.CharField(
        label=_("account"), max_length=60, required=False,
        help_text=_("Of whom it is said; empty for yourself."),
    )  # fmt: skip
    other_account = forms.CharField(
        label=_("Tied to a person, by account"), max_length=60, required=False
    )
    other_body = forms.ModelChoiceField(
        label=_("or to a body"), queryset=Body.objects.none(), required=False
    )
    kind = forms.ChoiceField(label=_("kind of tie"), choices=list(TIE_WORDS.items()))
    source = forms.CharField(label=_("source"), max_length=120, help_text=_("How it is known."))
    ends_on = forms.DateField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other_body"]
        field.queryset = open_bodies()
        if actor.admin != AdminKind.SECURITY:
            del self.fields["account"]
        # Which accounts there are is told to those alone who may look through them.
        if not allowed(actor, "orgs.browse"):
            del self.fields["other_account"]
            field.required, field.label = True, _("Tied to a body")

    def clean(self) -> dict[str, Any]:
        """Return the values with ``person`` and ``other``.

        :raises ValidationError: if an account is unknown, or not exactly one other is named
        """
        clean = super().clean() or {}
        for name in ("account", "other_account"):
            account = clean.get(name)
            clean[name] = person_of(account) if account else None
            if account and clean[name] is None:
                raise ValidationError({name: gettext("There is no such account.")})
        named = [one for one in (clean["other_account"], clean.get("other_body")) if one]
        if len(named) != 1:
            raise ValidationError(gettext("Choose one of the two: a person or a body."))
        clean["other"] = named[0]
        return clean
