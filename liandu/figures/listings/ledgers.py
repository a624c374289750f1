"""How compared ledgers are laid out: a line each, what came of it, in what they differ and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.figures.listings.cockpit import exported
from liandu.figures.models import Explanation, Reconciliation
from liandu.figures.rules import Pair, Verdict
from liandu.search.queries import holding
from liandu.web.listing import Column, Listing
from liandu.web.pieces import Nothing
from liandu.web.say import moment

VERDICTS: Mapping[Verdict, Any] = {
    Verdict.DIFFERS: _("Differs"),
    Verdict.ONLY_HERE: _("Only in our ledger"),
    Verdict.ONLY_THERE: _("Only in theirs"),
    Verdict.AGREES: _("Agrees"),
}
REASONS: Mapping[str, Any] = {
    "number": _("Another number"), "name": _("Another title"), "state": _("Another state"),
    "due": _("Another limit"), "severity": _("Another severity"), "object": _("Another object"),
    "responsible": _("Assigned to another body"), "finder": _("Another finder"),
    "involved": _("Another amount"), "found_on": _("Another day of finding"),
    "closed": _("Another day of closing"),
}  # fmt: skip
WE_SAY, THEY_SAY = pgettext_lazy("ledgers", "We say"), pgettext_lazy("ledgers", "They say")
LINE_HEADS = (
    _("Row in their file"), _("Number"), _("Finding"), pgettext_lazy("ledgers", "Result"),
    pgettext_lazy("ledgers", "Reason"), WE_SAY, THEY_SAY, _("Explanation"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinePair:
    """A line as the page shows it, with what was said of it."""

    pair: Pair
    said: Sequence[Explanation]

    @property
    def number(self) -> str:
        """Return the number of the finding, ours if there is one."""
        return self._of("number")

    @property
    def name(self) -> str:
        """Return the title of the finding, ours if there is one."""
        return self._of("name")

    @property
    def reasons(self) -> list[str]:
        """Return in so many words why the line does not agree."""
        return [" · ".join(str(one) for one in each if one) for each in self.causes]

    @property
    def causes(self) -> list[tuple[Any, str, str]]:
        """Return each reason with what we say and what they say."""
        if self.pair.verdict in {Verdict.ONLY_HERE, Verdict.ONLY_THERE}:
            return [(VERDICTS[self.pair.verdict], "", "")]
        return [
            (REASONS[one.column], f"{WE_SAY} {one.here or '—'}", f"{THEY_SAY} {one.there}")
            for one in self.pair.differences
        ]  # fmt: skip

    def _of(self, column: str) -> str:
        if self.pair.ours:
            return self.pair.ours.values[column].shown
        return self.pair.theirs.values.get(column, "") if self.pair.theirs else ""


def lines_of(pairs: Sequence[Pair], said: Mapping[str, Sequence[Explanation]]) -> list[LinePair]:
    """Return the lines as the page shows them."""
    return [LinePair(pair, said.get(pair.key, ())) for pair in pairs]


def rows_of_file(lines: Sequence[LinePair]) -> Iterator[list[object]]:
    """Yield the rows of a file: one for each reason, one for a line that agrees."""
    for line in lines:
        why = "；".join(f"{one.text}（{one.post_name} {moment(one.at)}）" for one in line.said)
        row = line.pair.theirs.row if line.pair.theirs else ""
        head = [row, line.number, line.name, VERDICTS[line.pair.verdict]]
        differences = [
            [REASONS[one.column], one.here, one.there] for one in line.pair.differences
        ] or [["", "", ""]]
        for difference in differences:
            yield [*head, *difference, why]


class ReconciliationFilter(filters.FilterSet):
    """What the list of reconciliations is narrowed by."""

    q = filters.CharFilter(label=_("Search"), method="search")
    created_at = filters.DateFromToRangeFilter(label=_("Compared"))

    class Meta:
        model = Reconciliation
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """Return those that hold the words, or whose number begins with them."""
        request: Any = self.request
        return holding(request.actor, rows, words)


RECONCILIATIONS: Listing[Reconciliation] = Listing(
    name="reconciliations", title=_("Reconciliations"),
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="number"),
        Column("title", _("Title"), lambda row: row.title, link=Reconciliation.get_absolute_url),
        Column("other", _("Whose ledger"), lambda row: row.other_body),
        Column("rows", _("Rows of their file"), lambda row: len(row.lines), numeric=True),
        Column("body", _("Body"), lambda row: row.owner_body),
        Column("by", _("Compared by"), lambda row: row.made_post),
        Column("at", _("Compared"), lambda row: row.created_at, sort="created_at"),
    ),
    filterset=ReconciliationFilter, order=("-created_at",), exported=exported,
    search_hint=_("Number or words"), template="figures/reconciliation_list.html",
    nothing=Nothing(
        _("No ledgers compared yet"),
        _("Take in another body's list of findings: it is compared with ours line by line."),
    ),
)  # fmt: skip
