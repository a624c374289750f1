"""What the reader of lists has to say, in the language of the page.

The engine knows no Django; a test keeps these sentences and labels the same as its own.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from liandu.engines.tabular import Problem

SENTENCES = {
    "sheet_hidden": _("The sheet “%(sheet)s” is hidden and was passed over."),
    "sheet_without_list": _("The sheet “%(sheet)s” holds no list and was passed over."),
    "sheet_other_list": _("The sheet “%(sheet)s” also holds a list; it was not read."),
    "header_missing": _("No row with column headings was found."),
    "column_missing": _("No column was found for “%(field)s”."),
    "column_guessed": _("“%(header)s” was taken for “%(field)s”."),
    "column_repeated": _("“%(header)s” also looks like “%(field)s”; it is not read."),
    "column_unknown": _("The column “%(header)s” is not read."),
    "column_twice": _("Two columns are read as “%(field)s”."),
    "unit_missing": _("“%(header)s” does not say whether it is in yuan, 万元 or 亿元."),
    "unit_conflict": _("The sheet says %(sheet_unit)s, but “%(header)s” says %(unit)s."),
    "formula": _("“%(text)s” is a formula without a value."),
    "cell_error": _("“%(text)s” is an error of the spreadsheet."),
    "required": _("“%(field)s” is empty."),
    "text_too_long": _("The text has %(length)s characters; at most %(limit)s fit."),
    "invisible_removed": _("Invisible characters were removed."),
    "line_break_joined": _("A line break inside the text was removed."),
    "merged_filled": _("The value comes from a merged cell."),
    "merged_amount": _("One amount is merged over several rows; it is read for each of them."),
    "pending": _("“%(text)s” was read as not yet known."),
    "digits_lost": _("The number is too long for the spreadsheet and has lost digits."),
    "number_unknown": _("“%(text)s” is not a number."),
    "money_unknown": _("“%(text)s” is not an amount."),
    "money_unit_missing": _("“%(text)s” does not say in which unit it is."),
    "money_other_unit": _("“%(text)s” is in %(unit)s, the column is in %(column_unit)s."),
    "money_negative": _("“%(text)s” is less than nothing."),
    "money_huge": _("“%(text)s” is more than a trillion yuan; is the unit right?"),
    "money_rounded": _("“%(text)s” was rounded to a hundredth of a yuan."),
    "money_about": _("“%(text)s” is only about right."),
    "money_currency": _("“%(text)s” is not in yuan."),
    "plan_exceeds_total": _("The plan for the year is more than the total."),
    "date_unknown": _("“%(text)s” is not a date."),
    "date_impossible": _("There is no such day as “%(text)s”."),
    "date_serial": _("“%(text)s” was read as the spreadsheet's day number: %(date)s."),
    "date_not_a_day": _("“%(text)s” does not say the day."),
    "date_far": _("“%(text)s” is far from today's projects."),
    "date_partial": _("“%(text)s” was read as %(first)s to %(last)s."),
    "date_planned": _("“%(text)s” is only intended; read as %(first)s to %(last)s."),
    "date_ambiguous": _("“%(text)s” may have lost a nought; read as %(first)s to %(last)s."),
    "date_in_two_columns": _("The dates stand in two columns and differ."),
    "span_open": _("“%(text)s” gives one date; it was read as the start."),
    "duration": _("“%(text)s” is a length of time, not dates; it was not read."),
    "end_before_start": _("The end %(end)s is before the start %(start)s."),
    "place_unknown": _("“%(text)s” is not a known place."),
    "place_ambiguous": _("“%(text)s” may be %(names)s; none was chosen."),
    "place_rest": _("Of “%(text)s” only %(name)s was read."),
    "place_joined": _("“%(text)s” was read as two places: %(names)s."),
    "place_repeated": _("“%(text)s” is named twice."),
    "choice_unknown": _("“%(text)s” is not one of: %(known)s."),
    "choice_unknown_kept_out": _("“%(text)s” is not one of: %(known)s; it was left out."),
    "body_unknown": _("“%(text)s” is no body of this system; the name is kept as text."),
    "number_repeated": _("The number “%(text)s” stands in the rows %(rows)s."),
    "name_repeated": _("The name “%(text)s” stands in the rows %(rows)s."),
    "shape_object": _("%(path)s should be an object."),
    "shape_list": _("%(path)s should be a list."),
    "shape_text": _("%(path)s should be a text."),
    "shape_number": _("%(path)s should be a number."),
    "status_unknown": _("“%(text)s” is not a status of OC4IDS; it was left out."),
    "status_mapped": _("The status %(text)s was read as %(status)s."),
    "place_left_out": _("The place “%(text)s” is not known here; it was left out."),
    "currency_kept": _("%(amount)s %(currency)s is not in yuan and was not converted."),
    "party_by_role": _("“%(text)s” was read from the role %(role)s."),
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(limit)s MB."),
    "too_many_rows": _("“%(sheet)s” has more than %(limit)s rows."),
    "too_many_columns": _("“%(sheet)s” has more than %(limit)s columns."),
    "too_much_text": _("Opened, the file is too large to read."),
    "encrypted": _("The file is protected by a password. Save it without one."),
    "damaged": _("The file is damaged or is not a spreadsheet. Save it again as .xlsx."),
    "web_page": _("The file is a web page named like a spreadsheet. Save it as .xlsx."),
    "encoding": _("The text is neither UTF-8 nor GB18030."),
    "not_text": _("The file is neither a spreadsheet nor a text table."),
    "broken_quotes": _("The text table breaks off at row %(row)s."),
    "not_json": _("The file is not JSON: line %(line)s, column %(column)s."),
    "too_deep": _("The file is nested too deeply."),
    "no_projects": _("The file holds no list of projects."),
}
LABELS = {
    "Serial": _("Serial"),
    "Number": _("Number"),
    "Name": _("Name"),
    "Field": _("Field"),
    "Sub-field": _("Sub-field"),
    "Kind": _("Kind"),
    "Jurisdictions": _("Jurisdictions"),
    "Content": _("Content"),
    "Start": _("Start"),
    "End": _("End"),
    "Start and end": _("Start and end"),
    "Total investment": _("Total investment"),
    "Plan for the year": _("Plan for the year"),
    "Lead body": _("Lead body"),
    "Owner": _("Owner"),
    "Responsible body": _("Responsible body"),
    "Remark": _("Remark"),
}


def told(problem: Problem | Mapping[str, Any], labels: Mapping[str, Any] = LABELS) -> str:
    """Return a problem as a sentence; also one that was kept as plain data."""
    if isinstance(problem, Problem):
        code, params = problem.code, dict[str, Any](problem.params)
    else:
        code, params = problem["code"], problem["params"]
    if "field" in params:
        params = {**params, "field": labels.get(str(params["field"]), params["field"])}
    return str(SENTENCES[code]) % params
