"""The lines of an import as its pages draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.engines.tabular import WORKS_FIELDS, Layout, Problem, Severity
from liandu.web.pieces import Tab
from liandu.works.models import LABELS, ImportBatch, told
from liandu.works.queries import Line
from liandu.works.rules import Choices, Doing

DOINGS = {
    Doing.NEW.value: pgettext_lazy("line", "Entered"),
    Doing.UPDATE.value: pgettext_lazy("line", "Updated"),
    Doing.SKIP.value: pgettext_lazy("line", "Left as it is"),
    Doing.WRONG.value: pgettext_lazy("line", "Left out: error"),
    Doing.UNSEEN.value: pgettext_lazy("line", "Left out: doubt not confirmed"),
}
ASKS = {
    Doing.NEW: pgettext_lazy("line", "Enter as new"),
    Doing.UPDATE: pgettext_lazy("line", "Update"),
    Doing.SKIP: pgettext_lazy("line", "Leave as it is"),
}
PILLS = {Doing.NEW: "g", Doing.UPDATE: "b", Doing.SKIP: "", Doing.WRONG: "r", Doing.UNSEEN: "a"}
LETTERS = {Severity.ERROR: "r", Severity.DOUBT: "a", Severity.NOTE: "n"}
MOST_LEFT_OUT = 200
SHOWS = {
    "problems": _("To look at"),
    "wrong": _("Errors"),
    "doubtful": _("Doubts"),
    "matched": _("Known already"),
    "all": pgettext_lazy("view", "All"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A problem of a line as it is drawn: where, how grave, what."""

    where: str
    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that can be entered anew."""

    key: str
    label: Any
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as it is drawn."""

    line: Line
    pill: tuple[Any, str]
    said: list[Said]
    cells: list[Cell]
    options: list[tuple[str, Any, bool]]
    is_seen: bool

    @property
    def is_doubtful(self) -> bool:
        """Test whether the person has to say that they looked at it."""
        return self.line.draft.verdict == "doubtful"

    @property
    def is_wrong(self) -> bool:
        """Test whether the line stays out whatever is chosen, until it is mended."""
        return self.line.doing == Doing.WRONG


def line_of(line: Line, choices: Choices, layout: Layout | None) -> LineShown:
    """Return a line as it is drawn."""
    own = choices.lines.get(str(line.number), "")
    options = line.match.options if line.match else (Doing.NEW, Doing.SKIP)
    return LineShown(
        line,
        (DOINGS[line.doing], PILLS[line.doing]),
        [_said(problem) for problem in _by_gravity(line.draft.problems)],
        _cells(line, choices, layout),
        [(one.value, ASKS[one], own == one.value) for one in options],
        choices.is_seen(line.number),
    )


def problems_of(layout: Layout | None) -> list[Said]:
    """Return what is said of the sheets and columns."""
    return [_said(problem) for problem in _by_gravity(layout.problems if layout else ())]


def is_shown(line: Line, show: str) -> bool:
    """Test whether a line belongs to a view of the preview."""
    verdict = line.draft.verdict
    return {
        "problems": verdict in {"wrong", "doubtful"},
        "wrong": verdict == "wrong",
        "doubtful": verdict == "doubtful",
        "matched": line.match is not None,
    }.get(show, True)


def views_of(lines: Sequence[Line], show: str) -> list[Tab]:
    """Return the views of the preview, each with its number of lines."""
    return [
        Tab(label, f"?show={key}", key == show, sum(is_shown(line, key) for line in lines))
        for key, label in SHOWS.items()
    ]


def counted(counts: Mapping[str, int]) -> str:
    """Return the fates of the lines in short, to notice when they change."""
    return ",".join(f"{key}={counts[key]}" for key in sorted(counts))


def why_ended(batch: ImportBatch) -> str:
    """Return why an import did not come in, or what was left out of it."""
    why = batch.report.get("why", "")
    if why == "broken":
        return gettext("Something broke, and all of it was undone. Tell whoever runs this system.")
    if why:
        return str(why)
    counts = batch.report.get("counts", {})
    parts = [
        f"{DOINGS[key]} {counts[key]}" for key in ("update", "skip", "wrong", "unseen")
        if counts.get(key)
    ]  # fmt: skip
    return " · ".join(parts)


def left_out(batch: ImportBatch) -> list[tuple[Mapping[str, Any], Any, list[Said]]]:
    """Return the first lines of a list that did not come in, each with why."""
    out = [
        line
        for line in batch.report.get("lines", ())
        if line["doing"] in {Doing.WRONG, Doing.UNSEEN}
    ]
    return [
        (
            line,
            DOINGS[line["doing"]],
            [_kept(one) for one in line["problems"] if one["severity"] != Severity.NOTE],
        )
        for line in out[:MOST_LEFT_OUT]
    ]


def _kept(problem: Mapping[str, Any]) -> Said:
    """Return a problem that a report kept."""
    same = {key: problem[key] for key in ("code", "params", "row", "column", "field")}
    return _said(Problem(**same))


def _by_gravity(problems: Sequence[Problem]) -> list[Problem]:
    order = list(Severity)
    return sorted(problems, key=lambda problem: order.index(problem.severity))


def _said(problem: Problem) -> Said:
    """Return a problem with its place: C10 in a table, a path in JSON."""
    is_path = "[" in problem.column
    where = problem.column if is_path else f"{problem.column}{problem.row or ''}"
    return Said(where, LETTERS[problem.severity], told(problem))


def _cells(line: Line, choices: Choices, layout: Layout | None) -> list[Cell]:
    """Return the cells worth entering anew: those with an error or a doubt, and those mended."""
    if layout is None:
        return []
    mended = choices.mended.get(str(line.number), {})
    grave = {p.field for p in line.draft.problems if p.severity != Severity.NOTE}
    found = []
    for one in WORKS_FIELDS:
        column = layout.column(one.key)
        if column is None or one.key not in grave | mended.keys():
            continue
        text = mended.get(one.key, line.draft.texts.get(one.key, ""))
        label = LABELS[one.label]
        found.append(Cell(one.key, label, f"{column.letters}{line.number}", text))
    return found
