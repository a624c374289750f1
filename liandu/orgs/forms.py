"""Forms about accounts, bodies, posts and people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.orgs import queries
from liandu.orgs.models import Body, Jurisdiction, Person, Post, SupervisionKind
from liandu.orgs.words import ADMIN_WORDS, BODY_WORDS
from liandu.web.forms import ConfirmForm, Form, SelectionForm

# The access app, which stands above, owns the labels; posts are cleared up to one of them.
CLEARANCES = [
    (0, pgettext_lazy("label", "public")), (1, pgettext_lazy("label", "internal")),
    (2, pgettext_lazy("label", "sensitive")), (3, pgettext_lazy("label", "core sensitive")),
]  # fmt: skip
RECORD_KINDS = [
    (0, pgettext_lazy("record", "supervised objects")), (1, pgettext_lazy("record", "inspections")),
    (2, pgettext_lazy("record", "findings")), (3, pgettext_lazy("record", "leads")),
    (4, pgettext_lazy("record", "papers")), (5, pgettext_lazy("record", "snapshots of figures")),
    (6, pgettext_lazy("record", "reconciliations of ledgers")),
    (7, pgettext_lazy("record", "committees")), (8, pgettext_lazy("record", "rules established")),
    (9, pgettext_lazy("record", "meetings")),
    (10, pgettext_lazy("record", "supervision projects")),
    (11, pgettext_lazy("record", "cooperation requests")),
    (12, pgettext_lazy("record", "cooperation material")),
    (13, pgettext_lazy("record", "shared information")),
    (14, pgettext_lazy("record", "receipts of shared information")),
    (15, pgettext_lazy("record", "consultations")),
]  # fmt: skip
TONES = [("", _("none")), ("chuan", _("Sichuan")), ("yu", _("Chongqing"))]


class SignInForm(Form):
    """Account and password. A second factor will be a field here."""

    username = forms.CharField(
        label=_("Account"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"), strip=False, max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class PasswordForm(Form):
    """The present password, and the new one twice."""

    old = forms.CharField(
        label=_("Present password"), strip=False, max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    new = forms.CharField(
        label=_("New password"), strip=False, max_length=128,
        help_text=_("Ten characters or more, letters together with digits or signs."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("New password again"), strip=False, max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Return the values, if the new password was typed the same twice."""
        clean = super().clean() or {}
        if clean.get("new") != clean.get("again"):
            self.add_error("again", _("The two new passwords differ. Type them again."))
        return clean


class PersonForm(Form):
    """What an account says of a person."""

    username = forms.CharField(
        label=_("account"), max_length=60, help_text=_("It cannot be changed later.")
    )
    name = forms.CharField(label=_("name"), max_length=60)
    phone = forms.CharField(label=_("phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("e-mail"), required=False)


class PersonEditForm(Form):
    """What may be corrected of it."""

    name = forms.CharField(label=_("name"), max_length=60)
    phone = forms.CharField(label=_("phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("e-mail"), required=False)


class AdminForm(Form):
    """Which of the three administrators a person is."""

    admin = forms.ChoiceField(
        label=_("Administrator"), required=False,
        choices=[("", _("none")), *ADMIN_WORDS.items()],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class MembershipForm(Form):
    """A post, how far it is cleared, and until when."""

    post = forms.ModelChoiceField(label=_("post"), queryset=Post.objects.none())
    clearance = forms.TypedChoiceField(
        label=_("clearance"), choices=CLEARANCES, coerce=int, initial=1
    )
    ends_on = forms.DateField(label=_("Last day"), required=False)
    reason = forms.CharField(
        label=_("Reason of the clearance"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Above internal it is needed: the post is held at internal until a second security"
            " administrator agrees."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["post"]
        field.queryset = queries.open_posts()
        field.label_from_instance = lambda post: f"{post.body} · {post}"


class ClearanceForm(ConfirmForm):
    """Another clearance for a post held."""

    clearance = forms.TypedChoiceField(label=_("clearance"), choices=CLEARANCES, coerce=int)
    field_order = ("clearance", "reason")


class AnswerForm(SelectionForm, ConfirmForm):
    """What is said to the proposals chosen."""


class PostForm(Form):
    """A post and its roles."""

    name = forms.CharField(label=_("post"), max_length=80)
    roles = forms.MultipleChoiceField(
        label=_("roles"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["roles"]
        field.choices = [(role.code, role) for role in queries.roles()]


class RoleForm(Form):
    """What a role is called and sees."""

    name = forms.CharField(label=_("name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    scope_kinds = forms.TypedMultipleChoiceField(
        label=_("kinds of record in sight"), choices=RECORD_KINDS, coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of its own body and of all below it, up to the clearance of the person."),
    )  # fmt: skip


class BodyForm(Form):
    """What is said of a body."""

    code = forms.CharField(label=_("code"), max_length=30)
    name = forms.CharField(label=_("name"), max_length=200)
    short_name = forms.CharField(label=_("short name"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=list(BODY_WORDS.items()))
    jurisdiction = forms.ModelChoiceField(
        label=_("jurisdiction"), queryset=Jurisdiction.objects.none(), required=False
    )
    parent = forms.ModelChoiceField(
        label=_("Body above"), queryset=Body.objects.none(), required=False
    )
    position = forms.IntegerField(label=_("position"), min_value=0, max_value=30_000, initial=0)
    supervision_kinds = forms.ModelMultipleChoiceField(
        label=_("kinds of supervision"), queryset=SupervisionKind.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "jurisdiction": queries.jurisdictions(),
            "parent": queries.open_bodies(),
            "supervision_kinds": queries.supervision_kinds(),
        }
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset = rows


class BodyEditForm(BodyForm):
    """The same of a body that is there; where it stands is for another page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["parent"]


class BodyMoveForm(ConfirmForm):
    """Where a body stands in the tree."""

    parent = forms.ModelChoiceField(
        label=_("Body above"), queryset=Body.objects.none(), required=False,
        help_text=_("Empty puts it at the root, below nobody."),
    )  # fmt: skip
    field_order = ("parent", "reason")

    def __init__(self, *args: Any, path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.queryset = queries.open_bodies().exclude(path__startswith=path)


class JurisdictionForm(Form):
    """What is said of a jurisdiction."""

    code = forms.CharField(label=_("GB/T 2260 code"), max_length=6)
    name = forms.CharField(label=_("name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    short_name = forms.CharField(label=_("short name"), max_length=20)
    parent = forms.ModelChoiceField(
        label=_("Part of"), queryset=Jurisdiction.objects.none(), required=False
    )
    tone = forms.ChoiceField(label=_("province colour"), choices=TONES, required=False)
    position = forms.IntegerField(label=_("position"), min_value=0, max_value=30_000, initial=0)
    tile_row = forms.IntegerField(label=_("tile row"), min_value=0, max_value=50, required=False)
    tile_column = forms.IntegerField(
        label=_("tile column"), min_value=0, max_value=50, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.queryset = queries.jurisdictions()


class SupervisionKindForm(Form):
    """What a kind of supervision is called."""

    code = forms.SlugField(label=_("code"), max_length=30)
    name = forms.CharField(label=_("name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    position = forms.IntegerField(label=_("position"), min_value=0, max_value=30_000, initial=0)


class HandOverForm(Form):
    """Who takes over."""

    successor = forms.ModelChoiceField(label=_("Successor"), queryset=Person.objects.none())

    def __init__(self, *args: Any, body_id: int, leaving: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["successor"]
        field.queryset = queries.people_of(body_id).exclude(pk=leaving)


class SheetForm(Form):
    """A file made from the template."""

    file = forms.FileField(label=_("File"), help_text=_("Excel or CSV, made from the template."))
