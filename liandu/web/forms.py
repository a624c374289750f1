"""Forms as every page draws them, and the one way to run an action from a form.

Label, help and error stand together; optional fields say so; nothing typed is lost on a refusal.
Without JavaScript a form is a page of its own; with htmx the same address opens as a dialog.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from liandu.kernel.errors import Invalid, NotVisible, Refusal
from liandu.web.middleware import sentence
from liandu.web.rules import LONGEST_NAME, LONGEST_QUERY

LISTS = (forms.CheckboxSelectMultiple, forms.RadioSelect)


class Renderer(DjangoTemplates):
    """Draws forms with our templates and widgets with Django's; named in the settings."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """Return a template of Django's widgets from its own engine, any other from the site's.

        Those of its filters are made of them.
        """
        if template_name.startswith(("django/", "django_filters/")):
            return super().get_template(template_name)
        return get_template(template_name)


class Day(forms.DateInput):
    """A day, picked with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class Form(forms.Form):
    """The base of every form here. ``sections`` groups fields: title, note, names."""

    sections: tuple[tuple[Any, Any, tuple[str, ...]], ...] = ()
    takes_focus = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            dress(each)

    @property
    def count_of_errors(self) -> int:
        """Return how many places need mending."""
        return sum(len(found) for found in self.errors.values())

    @property
    def has_files_to_choose_again(self) -> bool:
        """Test whether files were sent with a form that is shown again: browsers forget them."""
        return self.is_bound and bool(self.files) and bool(self.errors)

    def grouped(self) -> list[tuple[Any, Any, list[forms.BoundField]]]:
        """Return the visible fields by section."""
        return [
            (title, note, [self[name] for name in names]) for title, note, names in self.sections
        ]

    def take(self, refusal: Refusal) -> None:
        """Show what an action refused with: beside its field if it names one, else on top."""
        if not isinstance(refusal, Invalid):
            self.add_error(None, sentence(refusal))
            return
        for name, words in refusal.fields.items():
            self.add_error(name if name in self.fields else None, words)


class ConfirmForm(Form):
    """A step that touches others or cannot be undone: a reason is asked for."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class SelectionForm(Form):
    """The base of what is done to several rows of a list: their keys travel along unseen."""

    pk = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.getlist("pk") if hasattr(self.data, "getlist") else []
        # Which of them the actor may touch is the action's to judge, not the form's.
        self.fields["pk"].choices = [(one, one) for one in chosen]  # type: ignore[attr-defined]


class SaveViewForm(Form):
    """A name for the filters of a list."""

    name = forms.CharField(label=_("Name of the view"), max_length=LONGEST_NAME)
    listing = forms.CharField(widget=forms.HiddenInput, max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_QUERY, required=False)
    next = forms.CharField(widget=forms.HiddenInput, required=False)


def dress(each: forms.Field) -> None:
    """Give the field's widget the look of the site, and say what to do where it is left empty."""
    if type(each.widget) is forms.DateInput:
        each.widget = Day(attrs=each.widget.attrs)
        each.widget.is_required = each.required
    if isinstance(each, forms.ModelChoiceField) and each.empty_label:
        each.empty_label = "—"
    widget = each.widget
    if each.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        each.error_messages["required"] = wanted(widget)
    if isinstance(widget, (*LISTS, forms.CheckboxInput)):
        css = "form-check-input"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    elif isinstance(widget, forms.Widget) and not widget.is_hidden:
        css = "form-control"
    else:
        return
    widget.attrs["class"] = " ".join(filter(None, (widget.attrs.get("class", ""), css)))


def wanted(widget: forms.Widget) -> Any:
    """Return what is said of a field of that kind which was left empty."""
    if isinstance(widget, forms.FileInput):
        return _("Choose a file.")
    is_choice = isinstance(widget, (forms.widgets.ChoiceWidget, forms.CheckboxInput))
    return _("Choose what applies.") if is_choice else _("Fill this in.")


SAVE = _("Save")


@dataclass(frozen=True, slots=True)
class Ask:
    """What a form page says: the question as title, the consequences, the button's own words."""

    title: Any
    intro: Any = ""
    button: Any = SAVE
    danger: bool = False
    back: str = ""
    crumbs: tuple[tuple[Any, str], ...] = ()
    template: str = "web/form.html"
    extra: Mapping[str, Any] = field(default_factory=dict)


def respond_form(  # noqa: PLR0913 - one call says all there is to say of a form
    request: HttpRequest,
    form: Callable[..., Form],
    *,
    action: Callable[[dict[str, Any]], Any],
    success: str | Callable[[Any], str],
    ask: Ask,
    done: Any = "",
    initial: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show ``form``, and when it is sent run ``action`` with its clean values.

    ``form`` is the class, or a callable that passes on what the class needs besides. ``success`` is
    where to go, or makes it of what the action returned. ``done`` is said in a toast, or makes the
    words of what the action returned. A refusal is told at the form, with its status; only what may
    not be seen at all stays a page of its own.

    :raises NotVisible: if the action does
    """
    if request.method != "POST":
        return _draw(request, form(initial=initial), ask, 200)
    filled = form(request.POST, request.FILES, initial=initial)
    if not filled.is_valid():
        return _draw(request, filled, ask, Invalid.status)
    try:
        result = action(filled.cleaned_data)
    except NotVisible:
        raise
    except Refusal as refusal:
        filled.take(refusal)
        return _draw(request, filled, ask, refusal.status)
    if done:
        messages.success(request, done(result) if callable(done) else done)
    return redirect_to(request, success(result) if callable(success) else success)


def redirect_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser on, also when htmx asked."""
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)


def _draw(request: HttpRequest, form: Form, ask: Ask, status: int) -> HttpResponse:
    """Draw the form as a page, or as the dialog that htmx asked for."""
    is_dialog = bool(getattr(request, "htmx", None))
    template = "web/parts/form_dialog.html" if is_dialog else ask.template
    context = {
        "form": form,
        "ask": ask,
        "title": ask.title,
        "back": ask.back or "/",
        **ask.extra,
    }
    return render(request, template, context, status=status)
