"""The index of words, with what each database finds them by."""

from typing import Any

from django.db import migrations, models

from liandu.search.models import VECTOR

# Tokens are cut by us, so every sign that is not plain ASCII belongs to one: not unicode61, whose
# tables end with Unicode 6.1 and know none of the characters that came later. Starts of 1, 4 and 6
# have lists of their own: one character, a year, WT and a year.
SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='search_entry', content_rowid='id', tokenize='ascii', detail='none',
    prefix='1 4 6')""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words)
    VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE OF words ON search_entry
    WHEN old.words <> new.words BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END""",
)
POSTGRESQL = (f"CREATE INDEX search_words ON search_entry USING gin ({VECTOR.format('words')})",)


def make_index(_apps: Any, editor: Any) -> None:
    """Make what words are found by."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement, params=None)


def drop_index(_apps: Any, editor: Any) -> None:
    """Take it away again; triggers go with their table."""
    what = "INDEX" if editor.connection.vendor == "postgresql" else "TABLE"
    editor.execute(f"DROP {what} search_words")


class Migration(migrations.Migration):

    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.PositiveSmallIntegerField()),
                ("record_id", models.UUIDField(unique=True)),
                ("words", models.TextField()),
            ],
            options={"verbose_name": "entry of the search index"},
        ),
        migrations.RunPython(make_index, drop_index),
    ]
