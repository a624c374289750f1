"""What the policies of the second wall say of each table: by the models, and for the rest by name.

The rest is here once each: whose a row is, which record it is about, or why all of it is open.
"""

import re
from typing import Any

from django.apps import apps
from django.db import models

from liandu.access.guarded import Guarded, Part
from liandu.access.sight import party_columns
from liandu.access.wall_sql import HEAD

# An array as policies ask for it, read once for each statement, and what it holds.
ARRAY = re.compile(r"(\(SELECT second_wall\.\w+\(\w*\)\)::(\w+)\[\])")
BY_KEY = frozenset({"figures_explanation"})
"""What says which record it means by its key alone: nothing of that is read with it."""
PERSON = "(SELECT person FROM second_wall.told())"
OWN = {
    "orgs_session": "person_id",
    "web_savedview": "person_id",
    "notices_notice": "person_id",
    "notices_follow": "person_id",
    "files_sending": "person_id",
    "works_importbatch": "created_by_id",
}
"""Rows that are one person's, by the column that names whose."""
ABOUT = {
    "files_attachment": "record_kind", "search_entry": "kind",
    "urging_supervisionticket": "record_kind", "urging_ticketentry": "record_kind",
    "urging_instruction": "record_kind", "urging_instructionentry": "record_kind",
}  # fmt: skip
"""Rows about a record of any kind, by the column that says of which; its key is ``record_id``."""
EVENTS = "audit_event"
ANSWERS = f"""token_id IN (
    SELECT t.id FROM interfaces_token AS t JOIN orgs_membership AS m ON m.id = t.membership_id
    WHERE m.person_id = {PERSON}
)"""  # noqa: S608 - our own words
LOOK_BACKS = """body_id IN (
    SELECT c.body FROM second_wall.told() AS t, second_wall.cleared(t.person, t.at) AS c
)"""
REPORTS = f"""{LOOK_BACKS} AND request_id IN (
    SELECT id FROM second_wall.of_cooperation_cooperationrequest
)"""  # noqa: S608 - our own words
SAID = {
    "interfaces_answer": ANSWERS, "findings_lookback": LOOK_BACKS,
    "cooperation_superiorreport": REPORTS,
}  # fmt: skip
OPEN = {
    "who is who, and what counts for everybody: any page shows it":
        "orgs_jurisdiction orgs_supervisionkind orgs_body orgs_body_supervision_kinds orgs_role"
        " orgs_post orgs_post_roles orgs_membership orgs_clearanceproposal orgs_numbersequence"
        " deadlines_timelimit deadlines_calendaryear deadlines_calendarday"
        " deadlines_calendaredition works_columnmapping works_field works_linktemplate"
        " works_linktemplateitem works_lightrule risks_risklibrary risks_risklibraryitem"
        " inspections_checklisttemplate inspections_checklistitem papers_papertemplate"
        " papers_letterhead notices_reminderrule contracts_limitset contracts_limit"
        " committees_mechanismdefault programme_programmearea"
        " urging_ladderstep",
    "the rule itself is read from it, before anything can be held to it":
        "access_team access_teammember access_grant access_recordsubject access_tie access_wall"
        " access_emergency",
    "it is read before anybody is known; secrets in it are sealed or hashed":
        "orgs_person keys_secondfactor keys_recoverycode keys_passkey keys_reset keys_knownas"
        " interfaces_token notices_calendaraddress webhooks_webhook",
    "it holds no word of a record: times, states, hashes, keys":
        "audit_log audit_leaf audit_treehead audit_seal audit_verification files_storedfile"
        " files_sealedbatch notices_scheduledjob notices_runningworker notices_mail"
        " notices_noticewish notices_noticechoice notices_standin webhooks_delivery",
    "it is a library's: kinds of things, attempts to sign in, tasks by the keys of what they do":
        "auth_permission auth_group auth_group_permissions django_content_type django_session"
        " django_tasks_database_dbtaskresult axes_accessfailurelog axes_accessattempt"
        " axes_accessattemptexpiration axes_accesslog",
}  # fmt: skip
"""Tables whose rows everybody may read, by the reason. They too are written by actions alone."""


def tables() -> list[type[models.Model]]:
    """Return the models of all tables, those of relations and of libraries among them."""
    return list(apps.get_models(include_auto_created=True))


def belongs(model: Any) -> Any:
    """Return the field that leads from rows to the record they are seen with; None for others."""
    if issubclass(model, Part):
        return model._meta.get_field(model.PARENT)
    owner = model._meta.auto_created
    if owner and issubclass(owner, Guarded | Part):
        return next(field for field in model._meta.fields if field.related_model is owner)
    return None


def root(model: Any) -> Any:
    """Return the guarded record that rows are part of, in the end; None for other tables."""
    while field := belongs(model):
        model = field.related_model
    return model if issubclass(model, Guarded) else None


def condition(model: Any) -> str:
    """Return the condition on which a person may read a row of ``model``."""
    table = model._meta.db_table
    if root(model) is None:
        return _of_no_record(table)
    if naming(model):
        # What a record names is read with it: its object, the visit it came from.
        given = "".join(f", {array}" for array in _named(model)[1])
        own = f"{table}.{model._meta.pk.column}"
        return f"({_own(model)}) OR second_wall.names_{table}({own}{given})"
    return _own(model)


def views() -> str:
    """Return, of each record and part, the view of what a person may read by itself.

    They are the owner's, whom no policy holds: else each would be planned with all below it.
    """
    made: dict[str, str] = {}

    def make(model: Any) -> None:
        table, field = model._meta.db_table, belongs(model)
        if field and field.related_model._meta.db_table not in made:
            make(field.related_model)
        rows = f"SELECT {model._meta.pk.column} AS id FROM public.{table} WHERE {_own(model)}"  # noqa: S608 - our own words
        made[table] = f"CREATE VIEW second_wall.of_{table} WITH (security_barrier) AS {rows};"

    for model in records():
        make(model)
    return "\n".join(made.values())


def named() -> str:
    """Return the functions that tell whether a visible record names a row.

    Asked for each row that is not seen by itself, of which pages show few; what their person may
    see comes with the question, read once for all rows.
    """
    made = []
    for model in records():
        if naming(model):
            test, arrays = _named(model)
            given = "".join(f", {kind}[]" for kind in arrays.values())
            made.append(
                f"CREATE FUNCTION second_wall.names_{model._meta.db_table}({_key(model)}{given})"
                f" RETURNS boolean {HEAD} COST 10000 AS $$ BEGIN RETURN {test}; END $$;"
            )
    return "\n".join(made)


def _named(model: Any) -> tuple[str, dict[str, str]]:
    """Return the test of such a function, and the arrays that it is given with their kinds."""
    ways: list[str] = []
    arrays: dict[str, str] = {}
    for other, column in naming(model):
        joined, one, row = f"public.{other._meta.db_table} AS row0", other, 0
        while field := belongs(one):
            one, row = field.related_model, row + 1
            joined += f" JOIN public.{one._meta.db_table} AS row{row}"
            joined += f" ON row{row}.{one._meta.pk.column} = row{row - 1}.{field.column}"
        seen = _seen(one, f"row{row}.")
        ways.append(f"EXISTS (SELECT FROM {joined} WHERE row0.{column} = $1 AND {seen})")
    test = " OR ".join(ways)
    for array, kind in ARRAY.findall(test):
        arrays.setdefault(array, kind)
    for place, array in enumerate(arrays, start=2):
        test = test.replace(f"IN (SELECT unnest({array}))", f"= ANY (${place})")
        test = test.replace(array, f"${place}")
    return test, arrays


def tells() -> str:
    """Return the function that tells whether an event about something else may be known of.

    Few events are about a part of a record, and what they all take to plan would burden each.
    """
    ways = (
        f"IF kind = '{one._meta.label_lower}' THEN as_{_key(one)} := key;"
        f" RETURN {_found(one, f'as_{_key(one)}')}; END IF;"
        for one in records()
        if not _is_record(one)
    )
    return f"""
CREATE FUNCTION second_wall.tells(kind text, key text) RETURNS boolean
{HEAD} AS $$ DECLARE as_uuid uuid; as_bigint bigint; BEGIN {" ".join(ways)} RETURN true; END $$;
"""


def records() -> list[Any]:
    """Return the models of all records, of their parts and of their relations."""
    return [one for one in tables() if root(one)]


def naming(model: Any) -> list[tuple[Any, str]]:
    """Return models and columns in which rows of other records name rows of ``model``."""
    return [
        (other, str(field.column))
        for other in tables()
        if root(other) not in {None, root(model)} and other._meta.db_table not in BY_KEY
        for field in other._meta.concrete_fields
        if field.related_model is model and field != belongs(other)
    ]


def _of_no_record(table: str) -> str:
    """Return the condition for a table that is neither a record nor a part of one."""
    if table in OWN:
        return f"{OWN[table]} = (SELECT own FROM second_wall.told())"  # noqa: S608 - our own words
    if table in ABOUT:
        kinds = [(int(one.KIND), one) for one in records() if _is_record(one)]
        seen = " ".join(f"WHEN {kind} THEN {_found(one, 'record_id')}" for kind, one in kinds)
        return f"CASE {ABOUT[table]} {seen} ELSE false END"
    if table == EVENTS:
        # Who keeps the record reads all of it; of others, each what they may know the subject of.
        ways = [(f"'{one._meta.label_lower}'", one) for one in records() if _is_record(one)]
        keeps = "(SELECT admin FROM second_wall.told()) = 'audit'"
        others = "second_wall.tells(subject_kind, subject_id)"
        # Read as a key apart: of what could fail nothing goes into a view.
        said = "(SELECT {} FROM (SELECT subject_id::uuid AS key OFFSET 0) AS said)"
        seen = " ".join(f"WHEN {one} THEN {said.format(_found(m, 'said.key'))}" for one, m in ways)
        return f"{keeps} OR CASE subject_kind {seen} ELSE {others} END"
    return SAID.get(table, "true")


def _found(model: Any, column: str) -> str:
    """Return that what ``column`` names, which must be a key as it is, is seen."""
    there = f"second_wall.of_{model._meta.db_table}"
    return f"coalesce((SELECT true FROM {there} AS seen WHERE seen.id = {column}), false)"  # noqa: S608 - our own words


def _is_record(model: Any) -> bool:
    return issubclass(model, Guarded)


def _key(model: Any) -> str:
    return "uuid" if isinstance(model._meta.pk, models.UUIDField) else "bigint"


def _own(model: Any) -> str:
    """Return that a record is seen by itself, a part with its record."""
    if field := belongs(model):
        above = field.related_model._meta.db_table
        here = f"{model._meta.db_table}.{field.column}"
        # One by one, by key: of an EXISTS PostgreSQL may rather read all there are.
        return f"(SELECT true FROM second_wall.of_{above} AS above WHERE above.id = {here})"  # noqa: S608 - our own words
    return _seen(model)


def _seen(model: Any, row: str = "") -> str:
    """Return what access/sight.py says of a record, as the database reads it."""
    kind = int(model.KIND)
    ways = [_among(f"{row}scope_key", f"keys({kind})"), _among(f"{row}id", f"ids_{kind}()")]
    ways += [_among(f"{row}{key}", f"party_keys({kind})") for key in party_columns(model)]
    seen = f"({' OR '.join(ways)}) AND NOT {_among(f'{row}id', f'walls({kind})')}"
    if any(field.column == "record_id" for field in model._meta.concrete_fields):
        # A wall around a record stands around what is written about it.
        seen += f" AND NOT {_among(f'{row}record_id', 'walls(NULL)')}"
    return seen


def _among(column: str, function: str) -> str:
    kind = "bigint" if "keys" in function else "uuid"
    array = f"(SELECT second_wall.{function})::{kind}[]"
    # Keys may be many: what is unnested is looked up by hash, an array from end to end.
    return (
        f"{column} IN (SELECT unnest({array}))" if kind == "bigint" else f"{column} = ANY ({array})"
    )
