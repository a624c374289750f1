"""What people fill in about a committee, its members, its terms and who is what in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.rules import Label
from liandu.access.words import LABEL_WORDS
from liandu.committees import queries
from liandu.committees.models import (
    POSTS,
    SHAPES,
    SHARES,
    VOTES_OF,
    Committee,
    CommitteeMember,
)
from liandu.committees.rules import Constitution, Place, Share, VoteOf
from liandu.orgs.queries import open_bodies
from liandu.web.forms import Form, dress
from liandu.web.rows import LAST, RowsForm

LABELS = [(key, words) for key, words in LABEL_WORDS.items() if key != Label.RESTRICTED]
Sections = tuple[tuple[Any, Any, tuple[str, ...]], ...]
WHAT = ("name", "basis", "superior")
RULES = ("quorum", "vote", "vote_of")


class CommitteeForm(Form):
    """What is said of a committee."""

    name = forms.CharField(label=_("Name"), max_length=120)
    basis = forms.CharField(
        label=_("Basis"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The document that set it up."),
    )  # fmt: skip
    superior = forms.ModelChoiceField(
        label=_("Superior body"), queryset=open_bodies(), required=False,
        help_text=_("Of a committee; a joint meeting of jurisdictions has none."),
    )  # fmt: skip
    quorum = forms.ChoiceField(
        label=_("Quorum"), choices=SHARES, initial=Share.TWO_THIRDS.value,
        help_text=_("So many of the voting members must be there."),
    )  # fmt: skip
    vote = forms.ChoiceField(
        label=_("Majority"), choices=SHARES, initial=Share.MORE_THAN_HALF.value,
        help_text=_("So many must agree where it is voted."),
    )  # fmt: skip
    vote_of = forms.ChoiceField(
        label=_("Majority of whom"), choices=VOTES_OF, initial=VoteOf.PRESENT.value
    )

    sections: Sections = (
        (pgettext_lazy("committee", "What it is"), "", WHAT),
        (pgettext_lazy("committee", "How it decides"), "", RULES),
    )

    @staticmethod
    def constitution(clean: Mapping[str, Any]) -> Constitution:
        """Return what was filled in."""
        superior = clean["superior"]
        return Constitution(
            superior_id=superior.pk if superior else None,
            **{name: clean[name] for name in ("name", "basis", *RULES)},
        )

    @staticmethod
    def values_of(committee: Committee) -> dict[str, Any]:
        """Return a committee as the form shows it."""
        return {name: getattr(committee, name) for name in (*WHAT, *RULES)}


class NewCommitteeForm(CommitteeForm):
    """A committee to set up, with the members it begins with."""

    shape = forms.ChoiceField(
        label=pgettext_lazy("committee", "Shape"), choices=SHAPES, widget=forms.RadioSelect,
        initial=SHAPES[0][0],
    )  # fmt: skip
    members = forms.ModelMultipleChoiceField(
        label=_("Member bodies"), queryset=open_bodies(), widget=forms.CheckboxSelectMultiple,
        help_text=_("Their order, and who votes, is set on the page of the committee."),
    )  # fmt: skip
    label = forms.TypedChoiceField(
        label=_("Handling label"), choices=LABELS, coerce=int, initial=Label.INTERNAL.value
    )

    sections: Sections = (
        (pgettext_lazy("committee", "What it is"), "", ("shape", *WHAT, "label")),
        (_("Member bodies"), "", ("members",)),
        (pgettext_lazy("committee", "How it decides"), "", RULES),
    )

    @staticmethod
    def places(clean: Mapping[str, Any]) -> list[Place]:
        """Return the members that were ticked."""
        return [Place(body.pk) for body in clean["members"]]


class MembersForm(RowsForm):
    """The member bodies in their order; a row without a body goes."""

    blank = 4

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._bodies = [("", "—"), *queries.choices_of_body()]
        super().__init__(*args, **kwargs)

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the place, the body, whether it votes and since when it is a member."""
        return {
            "position": forms.IntegerField(
                label=pgettext_lazy("order", "Place"), min_value=1, max_value=999, required=False
            ),
            "body": forms.TypedChoiceField(
                label=_("Member body"), choices=self._bodies, coerce=int, required=False,
                empty_value=None,
            ),
            "is_voting": forms.BooleanField(label=_("Votes"), required=False, initial=True),
            "since": forms.DateField(label=_("Member since"), required=False),
        }  # fmt: skip

    @staticmethod
    def values_of(members: Iterable[CommitteeMember]) -> dict[str, Any]:
        """Return the members as the form shows them."""
        return {
            "rows": [
                {
                    "position": one.position, "body": one.body_id, "is_voting": one.is_voting,
                    "since": one.starts_on,
                }
                for one in members
            ]
        }  # fmt: skip

    @classmethod
    def places(cls, clean: Mapping[str, Any]) -> list[Place]:
        """Return the members in the order of their places; those without one come last."""
        rows = [row for row in cls.rows_of(clean) if row["body"]]
        ordered = sorted(rows, key=lambda row: row["position"] or LAST)
        return [Place(row["body"], row["is_voting"], row["since"]) for row in ordered]


class TermForm(Form):
    """The days of a term."""

    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(
        label=pgettext_lazy("term", "Until"),
        required=False,
        help_text=_("Left empty if it is not fixed yet."),
    )


class SeatedForm(Form):
    """A form in which somebody of a body of the committee is chosen, with their post there."""

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = forms.TypedChoiceField(
            label=pgettext_lazy("committee", "Holder"), coerce=int,
            choices=[("", "—"), *queries.choices_of_seat(committee)],
            help_text=_("Somebody of the host, the superior or a member body, in their post."),
        )  # fmt: skip
        self.fields = {"seat": seat, **self.fields}
        dress(seat)


class AppointForm(SeatedForm):
    """Who becomes what, and since when."""

    kind = forms.ChoiceField(label=pgettext_lazy("committee", "Post"), choices=POSTS)
    since = forms.DateField(label=_("From"))


class SuccessorForm(SeatedForm):
    """Who takes a post over, and why."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
