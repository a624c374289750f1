"""What the body that found it fills in."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.deadlines.queries import due_from
from liandu.files.forms import FilesField
from liandu.findings import queries
from liandu.findings.forms.fields import NO_SECRETS, WanField, item_of, text
from liandu.findings.models import SEVERITY_WORDS, SOURCE_WORDS, TYPE_WORDS, Finding
from liandu.findings.rules import LIMITS, Draft, FindingState, Order, PlannedItem
from liandu.kernel.permits import allowed
from liandu.orgs.models import Body, Jurisdiction
from liandu.web.forms import Form, dress
from liandu.web.say import day
from liandu.works.queries import link_names, objects, seen_object

MOST_OFFERED, MOST_EARLIER = 300, 5
ANOTHER = "none"


class FindingForm(Form):
    """What was found. Object and link are optional; an inspection comes along unseen."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("The object first, then what is wrong, in at most 20 characters."),
    )
    fact = text(_("Fact"), 5, max_length=4000)
    rule_broken = forms.CharField(label=_("Rule broken"), max_length=400)
    demand = text(_("What is demanded"), 2, max_length=1000)
    source = forms.ChoiceField(label=_("Found"), choices=list(SOURCE_WORDS.items()))
    severity = forms.ChoiceField(label=_("Severity"), choices=list(SEVERITY_WORDS.items()))
    rectification_type = forms.ChoiceField(
        label=_("Rectification"), choices=list(TYPE_WORDS.items())
    )
    amount_fen = WanField(label=_("Amount involved (10 000 yuan)"), required=False)
    found_on = forms.DateField(label=_("Found on"), widget=forms.DateInput)
    object_number = forms.CharField(
        label=_("Supervised object"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"list": "object-numbers"}),
        help_text=_("Its number on the list, such as XM-2023-017."),
    )
    link_code = forms.ChoiceField(label=_("Supervision link"), required=False)
    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.all(),
        label=_("Jurisdiction"),
        required=False,
        help_text=_("Left empty: that of your body."),
    )
    items = text(
        _("Places"),
        3,
        required=False,
        help_text=_("One a line, if it touches several: the place, a colon, what is wrong there."),
    )
    evidence = FilesField(label=_("Files that show it"), required=False, help_text=NO_SECRETS)
    # The object whose page it began at: two lists may use the same number.
    begun_at = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # Asked for only where the same was found before.
    repeats = forms.CharField(
        label=_("Is it the same again?"), required=False, widget=forms.HiddenInput
    )
    inspection = forms.UUIDField(required=False, widget=forms.HiddenInput)
    workpaper = forms.UUIDField(required=False, widget=forms.HiddenInput)
    sections: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
        (_("What was found"), _("Write what was seen, not what it may mean."),
         ("title", "fact", "rule_broken", "demand", "items", "evidence")),
        (_("Kind"), "", ("source", "severity", "rectification_type", "amount_fen", "found_on")),
        (_("Where"), _("With an object, the finding shows on its page and in its lights."),
         ("object_number", "link_code", "jurisdiction")),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.is_new = actor, is_new
        self.earlier: list[tuple[Finding, str]] = []
        self.offered = (
            objects(actor).order_by("number").values_list("number", "name")[:MOST_OFFERED]
        )
        links: Any = self.fields["link_code"]
        links.choices = [("", "—"), *self._links()]

    def _links(self) -> list[tuple[str, str]]:
        """Return the links of the object that it began at, else all that templates name."""
        begun_at = self.data.get("begun_at") or self.initial.get("begun_at")
        if not begun_at:
            return link_names()
        return [(link.code, str(link)) for link in seen_object(self.actor, begun_at).links.all()]

    def clean_found_on(self) -> date:
        """Pass a day that has come.

        :raises ValidationError: otherwise
        """
        found_on: date = self.cleaned_data["found_on"]
        if found_on > timezone.localdate():
            raise ValidationError(
                gettext("The day cannot be after today (%(day)s).")
                % {"day": day(timezone.localdate())}
            )
        return found_on

    def clean(self) -> dict[str, Any]:
        """Turn the object's number and the link's code into what the finding keeps."""
        clean = super().clean() or self.cleaned_data
        clean["supervised_object"] = clean["link"] = None
        if number := clean.get("object_number"):
            self._find(clean, number)
        elif clean.get("link_code"):
            self.add_error(
                "object_number", gettext("A link belongs to an object. Enter its number.")
            )
        if self.is_new and clean["supervised_object"]:
            self._ask_whether_again(clean)
        return clean

    def clean_items(self) -> tuple[PlannedItem, ...]:
        """Return the places, one a line.

        :raises ValidationError: if a line is too long
        """
        lines = [line.strip() for line in self.cleaned_data["items"].splitlines()]
        return tuple(item_of(line) for line in lines if line)

    def _ask_whether_again(self, clean: dict[str, Any]) -> None:
        """Ask whether it repeats what was found at the same place against the same rule."""
        said, clean["repeats"] = clean.get("repeats"), None
        found = queries.same_issue(
            self.actor, clean["supervised_object"], clean["link"], clean.get("rule_broken", ""),
            but_of=clean["inspection"],
        )  # fmt: skip
        if not found:
            return
        field = self.fields["repeats"]
        field.widget = forms.RadioSelect()
        choices = [(str(one.pk), f"{one.number} {one.title} · {one.get_state_display()}")
                   for one in found[:MOST_EARLIER]]  # fmt: skip
        field.widget.choices = [*choices, (ANOTHER, gettext("No, it is another matter"))]
        dress(field)
        self.sections = (
            (gettext("Found before"), gettext("Same object, same link, same rule."), ("repeats",)),
            *self.sections,
        )
        self.earlier = [(one, self._reopening(one)) for one in found[:MOST_EARLIER]]
        if said not in {*dict(choices), ANOTHER}:
            self.add_error("repeats", gettext("The same was found here before. Say which it is."))
        clean["repeats"] = said if said in dict(choices) else None

    def _reopening(self, earlier: Finding) -> str:
        """Return where an earlier finding is reopened instead, if the actor may."""
        is_closed = earlier.state == FindingState.CLOSED
        may = is_closed and allowed(self.actor, "findings.reopen_finding", earlier)
        return reverse("findings:reopen_finding", args=[earlier.pk]) if may else ""

    @staticmethod
    def draft(clean: dict[str, Any]) -> Draft:
        """Return what was entered."""
        where = clean["jurisdiction"]
        return Draft(
            title=clean["title"], fact=clean["fact"], rule_broken=clean["rule_broken"],
            demand=clean["demand"], found_on=clean["found_on"], source=clean["source"],
            severity=clean["severity"], amount_fen=clean["amount_fen"] or 0,
            rectification_type=clean["rectification_type"],
            jurisdiction_id=where and where.pk, supervised_object_id=clean["supervised_object"],
            link_id=clean["link"], inspection_id=clean["inspection"],
            workpaper_id=clean["workpaper"], items=clean["items"],
            repeats_id=UUID(clean["repeats"]) if clean["repeats"] else None,
        )  # fmt: skip

    def _find(self, clean: dict[str, Any], number: str) -> None:
        """Find the object, and the link of it."""
        rows = list(objects(self.actor).filter(number=number)[:MOST_OFFERED])
        rows = [row for row in rows if row.pk == clean.get("begun_at")] or rows
        if len(rows) != 1:
            words = gettext(
                "Several objects carry this number. Register it from the object's page."
            )
            missing = gettext("No object open to you carries this number. Check it on the list.")
            self.add_error("object_number", words if rows else missing)
            return
        clean["supervised_object"] = rows[0].pk
        if code := clean.get("link_code"):
            clean["link"] = rows[0].links.filter(code=code).values_list("pk", flat=True).first()
            if clean["link"] is None:
                self.add_error("link_code", gettext("The object has no such link. Choose another."))


class AssignForm(Form):
    """To whom, who reviews first, and until when."""

    responsible_body = forms.ModelChoiceField(
        Body.objects.filter(closed_on=None), label=_("Responsible body")
    )
    supervising_body = forms.ModelChoiceField(
        Body.objects.filter(closed_on=None),
        label=_("Supervising department"),
        help_text=_("It reviews first; the body that found it closes."),
    )
    rectification_type = forms.ChoiceField(
        label=_("Rectification"), choices=list(TYPE_WORDS.items())
    )
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Left empty: the usual time for this kind of rectification."),
    )

    def clean(self) -> dict[str, Any]:
        """Fill in the usual due date."""
        clean = super().clean() or self.cleaned_data
        if not clean.get("due_on") and (kind := clean.get("rectification_type")):
            clean["due_on"] = timezone.localdate(due_from(LIMITS[kind], timezone.now()).at)
        return clean

    @staticmethod
    def order(clean: dict[str, Any]) -> Order:
        """Return what was entered."""
        return Order(
            clean["responsible_body"].pk, clean["supervising_body"].pk,
            clean["rectification_type"], clean["due_on"],
        )  # fmt: skip
