"""What a lead body says of a project, and before which meeting it comes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.committees.queries import members
from liandu.kernel.actor import Actor
from liandu.programme import queries
from liandu.programme.models import SupervisionProject
from liandu.programme.rules import MONTHS, ProjectDraft
from liandu.web.forms import Form
from liandu.works.queries import link_names, objects

MOST_OBJECTS = 200
PLAIN = ("name", "year", "area", "first_month", "last_month", "subject", "targets", "expected")


def text_field(label: Any, rows: int, **more: Any) -> forms.CharField:
    """Return a field for some lines of text."""
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def month_names() -> list[tuple[int, str]]:
    """Return the months of a year to choose from."""
    return [(n, gettext("Month %(n)s") % {"n": n}) for n in range(1, MONTHS + 1)]


class ProjectForm(Form):
    """What a project is."""

    sections = (
        (pgettext_lazy("project", "What and when"), "",
         ("name", "area", "year", "first_month", "last_month")),
        (pgettext_lazy("project", "What is supervised"),
         _("Other plans for the same targets in these months are found by what stands here."),
         ("subject", "objects", "targets", "links")),
        (pgettext_lazy("project", "With whom and what for"), "", ("assisting", "expected")),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=120)
    area = forms.TypedChoiceField(label=pgettext_lazy("project", "Area"), coerce=int)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    first_month = forms.TypedChoiceField(label=_("First month"), coerce=int)
    last_month = forms.TypedChoiceField(label=_("Last month"), coerce=int)
    subject = text_field(pgettext_lazy("project", "Subject"), 3)
    objects = forms.CharField(
        label=pgettext_lazy("project", "Objects"), max_length=12000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Number or full name of each as it stands in the list, one a line."),
    )  # fmt: skip
    targets = text_field(
        pgettext_lazy("project", "Other targets"), 2, required=False,
        help_text=_("Bodies, funds or places that are not on the list, one a line."),
    )  # fmt: skip
    links = forms.MultipleChoiceField(
        label=_("Links"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all of them."),
    )  # fmt: skip
    assisting = forms.TypedMultipleChoiceField(
        label=_("Assisting bodies"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    expected = text_field(pgettext_lazy("project", "Expected results"), 3)

    def __init__(
        self, *args: Any, actor: Actor, committee: Any, lead_id: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.chosen: tuple[Any, ...] = ()
        initial = kwargs.get("initial") or {}
        now = timezone.localdate().year
        months = month_names()
        areas = [(one.pk, str(one)) for one in queries.areas(kept=initial.get("area"))]
        others = [
            (row.body_id, str(row.body)) for row in members(committee) if row.body_id != lead_id
        ]
        for name, choices in {
            "area": [("", "—"), *areas], "year": [(n, str(n)) for n in (now - 1, now, now + 1)],
            "first_month": months, "last_month": months, "links": link_names(),
            "assisting": others,
        }.items():  # fmt: skip
            field: Any = self.fields[name]
            field.choices = choices

    def clean_objects(self) -> str:
        """Find each object of the list that a line names."""
        said: str = self.cleaned_data["objects"]
        lines = list(dict.fromkeys(filter(None, (line.strip() for line in said.splitlines()))))
        if len(lines) > MOST_OBJECTS:
            raise forms.ValidationError(_("Name up to 200 objects."))
        rows = objects(self.actor).filter(Q(number__in=lines) | Q(name__in=lines))
        found: dict[str, list[Any]] = {line: [] for line in lines}
        for row in rows:
            for word in {row.number, row.name} & found.keys():
                found[word].append(row.pk)
        if missed := [line for line, keys in found.items() if not keys]:
            raise forms.ValidationError(
                _("Not on your list: %(names)s."), params={"names": "、".join(missed[:5])}
            )
        if several := [line for line, keys in found.items() if len(keys) > 1]:
            raise forms.ValidationError(
                _("More than one is called so: %(names)s. Name it another way."),
                params={"names": "、".join(several[:5])},
            )
        self.chosen = tuple(dict.fromkeys(keys[0] for keys in found.values()))
        return said

    def clean(self) -> dict[str, Any]:
        """Return what was filled in, with the objects found."""
        clean = super().clean() or {}
        return {**clean, "object_ids": self.chosen}

    @staticmethod
    def draft(clean: dict[str, Any]) -> ProjectDraft:
        """Return what was filled in."""
        names = ("name", "year", "first_month", "last_month", "subject", "targets", "expected")
        return ProjectDraft(
            **{name: clean[name] for name in names}, area_id=clean["area"],
            object_ids=clean["object_ids"], links=tuple(clean["links"]),
            assisting_ids=tuple(clean["assisting"]),
        )  # fmt: skip

    @staticmethod
    def values_of(actor: Actor, project: SupervisionProject) -> dict[str, Any]:
        """Return a project as the form shows it."""
        return {
            **{name: getattr(project, name) for name in PLAIN}, "area": project.area_id,
            "links": project.links,
            "objects": "\n".join(
                one.number or one.name for one in queries.objects_of(actor, project)
            ),
            "assisting": [one.pk for one in project.assisting.all()],
        }  # fmt: skip


class MeetingForm(Form):
    """Before which meeting a project comes."""

    meeting_id = forms.ChoiceField(label=_("Meeting"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, meetings: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting_id"]
        field.choices = [
            (str(one.pk), f"{one.title} · {timezone.localtime(one.starts_at):%Y-%m-%d}")
            for one in meetings
        ]
        if not meetings:
            field.help_text = _("No meeting of the committee takes topics now. Plan one first.")
