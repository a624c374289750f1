"""An area of supervision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liandu.programme.models import ProgrammeArea
from liandu.web.forms import Form

LAST_PLACE = 99


class AreaForm(Form):
    """An area to add."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)


class EditAreaForm(AreaForm):
    """An area that is there."""

    position = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=LAST_PLACE)
    is_in_use = forms.BooleanField(
        label=_("In use"), required=False,
        help_text=_("Out of use it is not offered any more; projects that have it keep it."),
    )  # fmt: skip

    @staticmethod
    def values_of(area: ProgrammeArea) -> dict[str, Any]:
        """Return an area as the form shows it."""
        return {name: getattr(area, name) for name in ("name", "name_en", "position", "is_in_use")}
