"""The search index on PostgreSQL: over a function that says what it costs.

A planner takes `string_to_array` for free and does not see that the words of each row are fetched from elsewhere: where
many rows had been written lately it read the whole table, a third of a second for 10,000 candidates.
"""

from django.db import migrations

FUNCTION = """CREATE OR REPLACE FUNCTION parsing_words_of(tokens text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    AS $$ BEGIN RETURN string_to_array(tokens, ' '); END $$"""
FORWARDS = (
    FUNCTION,
    "DROP INDEX IF EXISTS search_entry_words",  # one that was interrupted
    "CREATE INDEX CONCURRENTLY search_entry_words ON parsing_searchentry USING gin (parsing_words_of(tokens))",
    "ANALYZE parsing_searchentry",
    "DROP INDEX IF EXISTS search_entry_tokens",
)
BACKWARDS = (
    "CREATE INDEX IF NOT EXISTS search_entry_tokens ON parsing_searchentry USING gin (string_to_array(tokens, ' '))",
    "DROP INDEX IF EXISTS search_entry_words",
    "DROP FUNCTION IF EXISTS parsing_words_of",
)


def _execute(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    atomic = False  # so that nobody who is being indexed waits for the new index

    dependencies = [("parsing", "0016_search_words")]

    operations = [migrations.RunPython(_execute(FORWARDS), _execute(BACKWARDS))]
