"""What a reader has to say about a cell, a row, a column or a whole file.

A problem is a code with parameters; the sentences are English msgids which the pages translate.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

Params = dict[str, str | int]


class Severity(StrEnum):
    """How much a problem weighs: an error stops the row, a doubt needs a yes, a note informs."""

    ERROR = "error"
    DOUBT = "doubt"
    NOTE = "note"


ERROR, DOUBT, NOTE = Severity.ERROR, Severity.DOUBT, Severity.NOTE

# Every code, how much it weighs, and its msgid.
CODES: dict[str, tuple[Severity, str]] = {
    # the sheets and the columns
    "sheet_hidden": (NOTE, "The sheet “%(sheet)s” is hidden and was passed over."),
    "sheet_without_list": (NOTE, "The sheet “%(sheet)s” holds no list and was passed over."),
    "sheet_other_list": (DOUBT, "The sheet “%(sheet)s” also holds a list; it was not read."),
    "header_missing": (ERROR, "No row with column headings was found."),
    "column_missing": (ERROR, "No column was found for “%(field)s”."),
    "column_guessed": (DOUBT, "“%(header)s” was taken for “%(field)s”."),
    "column_repeated": (DOUBT, "“%(header)s” also looks like “%(field)s”; it is not read."),
    "column_unknown": (NOTE, "The column “%(header)s” is not read."),
    "column_twice": (ERROR, "Two columns are read as “%(field)s”."),
    "unit_missing": (ERROR, "“%(header)s” does not say whether it is in yuan, 万元 or 亿元."),
    "unit_conflict": (DOUBT, "The sheet says %(sheet_unit)s, but “%(header)s” says %(unit)s."),
    # any cell
    "formula": (ERROR, "“%(text)s” is a formula without a value."),
    "cell_error": (ERROR, "“%(text)s” is an error of the spreadsheet."),
    "required": (ERROR, "“%(field)s” is empty."),
    "text_too_long": (ERROR, "The text has %(length)s characters; at most %(limit)s fit."),
    "invisible_removed": (NOTE, "Invisible characters were removed."),
    "line_break_joined": (NOTE, "A line break inside the text was removed."),
    "merged_filled": (NOTE, "The value comes from a merged cell."),
    "merged_amount": (
        DOUBT,
        "One amount is merged over several rows; it is read for each of them.",
    ),
    "pending": (NOTE, "“%(text)s” was read as not yet known."),
    "digits_lost": (ERROR, "The number is too long for the spreadsheet and has lost digits."),
    "number_unknown": (ERROR, "“%(text)s” is not a number."),
    # money
    "money_unknown": (ERROR, "“%(text)s” is not an amount."),
    "money_unit_missing": (ERROR, "“%(text)s” does not say in which unit it is."),
    "money_other_unit": (DOUBT, "“%(text)s” is in %(unit)s, the column is in %(column_unit)s."),
    "money_negative": (ERROR, "“%(text)s” is less than nothing."),
    "money_huge": (DOUBT, "“%(text)s” is more than a trillion yuan; is the unit right?"),
    "money_rounded": (NOTE, "“%(text)s” was rounded to a hundredth of a yuan."),
    "money_about": (DOUBT, "“%(text)s” is only about right."),
    "money_currency": (ERROR, "“%(text)s” is not in yuan."),
    "plan_exceeds_total": (DOUBT, "The plan for the year is more than the total."),
    # dates
    "date_unknown": (ERROR, "“%(text)s” is not a date."),
    "date_impossible": (ERROR, "There is no such day as “%(text)s”."),
    "date_serial": (DOUBT, "“%(text)s” was read as the spreadsheet's day number: %(date)s."),
    "date_not_a_day": (ERROR, "“%(text)s” does not say the day."),
    "date_far": (DOUBT, "“%(text)s” is far from today's projects."),
    "date_partial": (NOTE, "“%(text)s” was read as %(first)s to %(last)s."),
    "date_planned": (DOUBT, "“%(text)s” is only intended; read as %(first)s to %(last)s."),
    "date_ambiguous": (DOUBT, "“%(text)s” may have lost a nought; read as %(first)s to %(last)s."),
    "date_in_two_columns": (DOUBT, "The dates stand in two columns and differ."),
    "span_open": (DOUBT, "“%(text)s” gives one date; it was read as the start."),
    "duration": (DOUBT, "“%(text)s” is a length of time, not dates; it was not read."),
    "end_before_start": (ERROR, "The end %(end)s is before the start %(start)s."),
    # places and vocabularies
    "place_unknown": (ERROR, "“%(text)s” is not a known place."),
    "place_ambiguous": (DOUBT, "“%(text)s” may be %(names)s; none was chosen."),
    "place_rest": (DOUBT, "Of “%(text)s” only %(name)s was read."),
    "place_joined": (DOUBT, "“%(text)s” was read as two places: %(names)s."),
    "place_repeated": (NOTE, "“%(text)s” is named twice."),
    "choice_unknown": (ERROR, "“%(text)s” is not one of: %(known)s."),
    "choice_unknown_kept_out": (DOUBT, "“%(text)s” is not one of: %(known)s; it was left out."),
    "body_unknown": (NOTE, "“%(text)s” is no body of this system; the name is kept as text."),
    # rows
    "number_repeated": (ERROR, "The number “%(text)s” stands in the rows %(rows)s."),
    "name_repeated": (DOUBT, "The name “%(text)s” stands in the rows %(rows)s."),
    # OC4IDS
    "shape_object": (ERROR, "%(path)s should be an object."),
    "shape_list": (ERROR, "%(path)s should be a list."),
    "shape_text": (ERROR, "%(path)s should be a text."),
    "shape_number": (ERROR, "%(path)s should be a number."),
    "status_unknown": (DOUBT, "“%(text)s” is not a status of OC4IDS; it was left out."),
    "status_mapped": (NOTE, "The status %(text)s was read as %(status)s."),
    "place_left_out": (DOUBT, "The place “%(text)s” is not known here; it was left out."),
    "currency_kept": (DOUBT, "%(amount)s %(currency)s is not in yuan and was not converted."),
    "party_by_role": (NOTE, "“%(text)s” was read from the role %(role)s."),
    # the whole file
    "empty": (ERROR, "The file is empty."),
    "too_large": (ERROR, "The file is larger than %(limit)s MB."),
    "too_many_rows": (ERROR, "“%(sheet)s” has more than %(limit)s rows."),
    "too_many_columns": (ERROR, "“%(sheet)s” has more than %(limit)s columns."),
    "too_much_text": (ERROR, "Opened, the file is too large to read."),
    "encrypted": (ERROR, "The file is protected by a password. Save it without one."),
    "damaged": (ERROR, "The file is damaged or is not a spreadsheet. Save it again as .xlsx."),
    "web_page": (ERROR, "The file is a web page named like a spreadsheet. Save it as .xlsx."),
    "encoding": (ERROR, "The text is neither UTF-8 nor GB18030."),
    "not_text": (ERROR, "The file is neither a spreadsheet nor a text table."),
    "broken_quotes": (ERROR, "The text table breaks off at row %(row)s."),
    "not_json": (ERROR, "The file is not JSON: line %(line)s, column %(column)s."),
    "too_deep": (ERROR, "The file is nested too deeply."),
    "no_projects": (ERROR, "The file holds no list of projects."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to show: what, how grave, and where (row from 1, column by letter or path)."""

    code: str
    params: Params = field(default_factory=dict)
    row: int | None = None
    column: str = ""
    field: str = ""

    @property
    def severity(self) -> Severity:
        """Return how much it weighs."""
        return CODES[self.code][0]

    @property
    def sentence(self) -> str:
        """Return the English msgid, with its places for the parameters."""
        return CODES[self.code][1]

    def __str__(self) -> str:
        return self.sentence % self.params

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data for a stored report."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "params": self.params,
            "row": self.row,
            "column": self.column,
            "field": self.field,
        }


class Unreadable(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.problem = Problem(code, params)

    def __str__(self) -> str:
        return str(self.problem)


def worst(problems: Iterable[Problem]) -> Severity | None:
    """Return the gravest severity among the problems, or nothing."""
    found = {problem.severity for problem in problems}
    return next((severity for severity in Severity if severity in found), None)


def letters(column: int) -> str:
    """Return the spreadsheet's letters of a column counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_at(name: str) -> int:
    """Return the column, counted from 0, that has these letters."""
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - 64
    return at - 1
