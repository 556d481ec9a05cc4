"""The search index on SQLite: a table of full text search beside the entries, which triggers keep.

The hashes get another form, so the entries are made anew by the scheduler; until then a search opens the texts.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    # It keeps no copy of the words, which are hashes, and no places of theirs.
    "CREATE VIRTUAL TABLE parsing_searchwords"
    " USING fts5(tokens, content='', detail=none, columnsize=0, tokenize='ascii')",
    """CREATE TRIGGER parsing_searchwords_insert AFTER INSERT ON parsing_searchentry BEGIN
        INSERT INTO parsing_searchwords(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
    """CREATE TRIGGER parsing_searchwords_delete AFTER DELETE ON parsing_searchentry BEGIN
        INSERT INTO parsing_searchwords(parsing_searchwords, rowid, tokens) VALUES ('delete', old.id, old.tokens);
    END""",
    """CREATE TRIGGER parsing_searchwords_update AFTER UPDATE OF tokens ON parsing_searchentry BEGIN
        INSERT INTO parsing_searchwords(parsing_searchwords, rowid, tokens) VALUES ('delete', old.id, old.tokens);
        INSERT INTO parsing_searchwords(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
)
POSTGRESQL = ("CREATE INDEX search_entry_tokens ON parsing_searchentry USING gin (string_to_array(tokens, ' '))",)


def make_index(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement)


def index_anew(apps, schema_editor):
    apps.get_model("parsing", "Candidate").objects.update(indexed_at=None)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0004_audit_log"), ("parsing", "0015_readable_lists_go")]

    operations = [
        migrations.DeleteModel("SearchEntry"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tokens", models.TextField()),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="parsing.candidate",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
            ],
        ),
        migrations.RunPython(make_index, migrations.RunPython.noop),
        migrations.RunPython(index_anew, migrations.RunPython.noop, elidable=True),
    ]
