"""Time limits and the calendar of working days: data that the office edits, not code."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.deadlines.rules import BY_CODE, Tag
from liandu.kernel.deadlines import Unit
from liandu.kernel.models import Named, new_id

UNIT_WORDS: dict[str, Any] = {
    Unit.DAY.value: pgettext_lazy("unit", "days"),
    Unit.WORKING_DAY.value: pgettext_lazy("unit", "working days"),
    Unit.MONTH.value: pgettext_lazy("unit", "months"),
    Unit.HOUR.value: pgettext_lazy("unit", "hours"),
}
TAG_WORDS: dict[str, Any] = {
    Tag.LAW.value: pgettext_lazy("basis", "text of the law"),
    Tag.KNOWN.value: pgettext_lazy("basis", "known, to be checked"),
    Tag.PROPOSED.value: pgettext_lazy("basis", "proposed by this system"),
}


class TimeLimit(Named):
    """How long something may take. Its name, unit and basis say what it is and where it is from."""

    code = models.SlugField(max_length=40, unique=True)
    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=20, choices=list(UNIT_WORDS.items()))
    basis = models.CharField(_("basis"), max_length=200)
    tag = models.CharField(_("how sure"), max_length=1, choices=list(TAG_WORDS.items()))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("time limit")

    @property
    def is_default(self) -> bool:
        """Test whether the limit is as it was delivered."""
        given = BY_CODE.get(self.code)
        return given is None or (given.amount, given.unit) == (self.amount, self.unit)


class CalendarYear(models.Model):
    """A year of the calendar; until its holidays are announced, terms in it are provisional."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    is_announced = models.BooleanField(_("announced"), default=False)

    class Meta:
        ordering: ClassVar = ["year"]
        verbose_name = _("calendar year")

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a weekend on which offices work."""

    date = models.DateField(_("day"), primary_key=True)
    is_working = models.BooleanField(_("working day"))
    note = models.CharField(_("note"), max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["date"]
        verbose_name = _("calendar day")

    def __str__(self) -> str:
        return str(self.date)


class CalendarEdition(models.Model):
    """The edition in force; each change brings a new one, by which processes know to read again."""

    token = models.UUIDField(default=new_id)

    class Meta:
        verbose_name = _("edition of the calendar")

    def __str__(self) -> str:
        return str(self.token)
