"""What people fill in about weekly dispatch: who files, the sheet, what the meeting decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.dispatch.models import KINDS, DispatchItem
from liandu.dispatch.rules import ItemKind, Line
from liandu.web.forms import Form, SelectionForm
from liandu.web.rows import RowsForm

BLANK = 3
"""Empty rows of each kind, so that no script is needed; all but the first stay folded."""

Rows = Sequence[Mapping[str, forms.BoundField]]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind: those to see, and the empty ones that are folded."""

    title: Any
    rows: Rows
    more: Rows
    is_owned: bool


TITLES: Mapping[ItemKind, Any] = {
    ItemKind.OBSTACLE: _("Obstacles"),
    ItemKind.PROMISE: _("Promises"),
    ItemKind.DECISION: _("Decisions"),
}


class FirstWeekForm(SelectionForm):
    """From which week on the chosen objects are dispatched."""

    first_week = forms.DateField(
        label=_("From the week of"), initial=timezone.localdate,
        help_text=_("Any day of the first week."),
    )  # fmt: skip


class StartForm(Form):
    """Who files, and from which week on."""

    body: Any = forms.ModelChoiceField(
        label=_("Responsible side"), queryset=None,
        help_text=_("Its liaison or head files the sheet each week."),
    )  # fmt: skip
    first_week = forms.DateField(
        label=_("From the week of"), initial=timezone.localdate,
        help_text=_("Any day of the first week."),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.queryset = bodies


class LinesForm(RowsForm):
    """Lines of a sheet in rows; a row without words is left out. Subclasses say which kinds."""

    kinds: ClassVar[tuple[ItemKind, ...]] = ()
    blank = 0

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        # Read once, not once for each row.
        self.bodies = [("", "—"), *((body.pk, str(body)) for body in bodies)]
        initial = dict(kwargs.pop("initial", None) or {})
        initial["rows"] = self.laid_out(initial.get("items", ()))
        super().__init__(*args, initial=initial, **kwargs)

    @classmethod
    def laid_out(cls, items: Iterable[DispatchItem]) -> list[dict[str, Any]]:
        """Return the rows of each kind: those there are, and some to write in."""
        every = list(items)
        return [
            row
            for kind in cls.kinds
            for row in (
                *(values_of(one) for one in every if one.kind == kind),
                *({"kind": kind.value} for _ in range(BLANK)),
            )
        ]

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the fields of one line."""
        return {
            "kind": forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput, required=False),
            "text": forms.CharField(label=_("What"), max_length=200, required=False),
            "owner_body": forms.TypedChoiceField(
                label=pgettext_lazy("dispatch", "Body"),
                choices=self.bodies,
                coerce=int,
                empty_value=None,
                required=False,
            ),
            "owner_post": forms.CharField(
                label=_("Post, or a body not in the list"), max_length=80, required=False
            ),
            "due_on": forms.DateField(label=pgettext_lazy("dispatch", "Until"), required=False),
        }

    def of(self, kind: str) -> list[dict[str, forms.BoundField]]:
        """Return the rows of one kind for the template."""
        return [row for row in self.rows if row["kind"].value() == kind]

    @property
    def groups(self) -> list[Group]:
        """Return the rows by kind for the template; with something written or amiss, unfolded."""
        return [self._group(kind) for kind in self.kinds]

    def _group(self, kind: ItemKind) -> Group:
        rows = self.of(kind)
        used = [any(one.errors or (name != "kind" and one.value()) for name, one in row.items())
                for row in rows]  # fmt: skip
        shown = max((at for at, is_used in enumerate(used, 1) if is_used), default=0) + 1
        return Group(TITLES[kind], rows[:shown], rows[shown:], kind != ItemKind.PROMISE)

    def clean(self) -> dict[str, Any]:
        """Ask for owner and day where a line has words."""
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(self.count):
            row = {name: clean.get(f"row-{number}-{name}") for name in self.row_fields()}
            if not row["text"]:
                continue
            sent = f"row-{number}-due_on"
            if row["due_on"] is None and sent not in self.errors:
                self.add_error(sent, gettext("Enter until when."))
            is_owned = row["kind"] == ItemKind.PROMISE or row["owner_body"] or row["owner_post"]
            if not is_owned:
                self.add_error(f"row-{number}-owner_body", gettext("Name a body or a post."))
        return clean

    @classmethod
    def lines(cls, clean: Mapping[str, Any], own_body_id: int) -> list[Line]:
        """Return the lines that were filled in; what is promised is promised by who files."""
        found = []
        for row in cls.rows_of(clean):
            if row["text"]:
                owner, post = row["owner_body"], row["owner_post"]
                if owner is None and not post:
                    owner = own_body_id
                found.append(Line(row["kind"], row["text"], row["due_on"], owner, post))
        return found


class SheetForm(LinesForm):
    """The sheet as the responsible side files it, in under a minute."""

    kinds = (ItemKind.OBSTACLE, ItemKind.PROMISE)
    kept = forms.TypedMultipleChoiceField(
        label=_("Done since"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    progress = forms.CharField(
        label=_("Progress of the week"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line for each link under way. What moved is written here already."),
    )  # fmt: skip

    def __init__(self, *args: Any, carried: Sequence[DispatchItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kept"]
        field.choices = [(item.pk, item.text) for item in carried if item.settled_at is None]
        if not field.choices:
            del self.fields["kept"]


class DiscussForm(LinesForm):
    """What the meeting decided about one object."""

    kinds = (ItemKind.DECISION,)


class KeepForm(Form):
    """How a line was settled."""

    note = forms.CharField(
        label=_("How"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def values_of(item: DispatchItem) -> dict[str, Any]:
    """Return a line as the form shows it."""
    same = ("kind", "text", "owner_post", "due_on")
    return {"owner_body": item.owner_body_id, **{name: getattr(item, name) for name in same}}
