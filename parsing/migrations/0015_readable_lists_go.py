"""The readable columns go, the sealed ones take their names, and lists get an index that has all they sort by."""

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

SEALED = {
    "candidate": ("name", "email", "title", "location", "tags"),
    "savedview": ("name", "query"),
    "bulkaction": ("arguments", "came_from"),
}
NEVER_EMPTY = {("savedview", "name"), ("bulkaction", "arguments")}
# SQLite reads a row from its beginning: what lists look at in every row stands before what they do not.
FIRST = "id account livemode created_at seniority language total_experience_months reviewed_at indexed_at"
NEXT = "flag_kinds place_keys tag_keys name email title location tags filename"
LAST = "search_text resume document"


class OrderColumns(Operation):
    """Write the table of SQLite anew with its columns in a better order; other databases need none."""

    reversible = True

    def state_forwards(self, app_label, state):
        fields = state.models[app_label, "candidate"].fields
        first, last = f"{FIRST} {NEXT}".split(), LAST.split()
        between = [name for name in fields if name not in {*first, *last}]
        ordered = {name: fields[name] for name in (*first, *between, *last)}
        fields.clear()
        fields.update(ordered)
        state.reload_model(app_label, "candidate", delay=False)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            with schema_editor.connection.schema_editor() as editor:
                editor._remake_table(to_state.apps.get_model(app_label, "candidate"))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return "Order the columns of candidates"


def vacuum(apps, schema_editor):
    """Databases keep what was deleted in the free space of their files until that is written again."""
    models_here = [apps.get_model("parsing", name) for name in SEALED]
    tables = [model._meta.db_table for model in models_here if model.objects.exists()]
    with schema_editor.connection.cursor() as cursor:
        if tables and schema_editor.connection.vendor == "sqlite":
            cursor.execute("VACUUM")
        elif schema_editor.connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")


def _named(model_name, name):
    yield migrations.RemoveField(model_name, name)
    yield migrations.RenameField(model_name, f"sealed_{name}", name)
    if (model_name, name) not in NEVER_EMPTY:
        yield migrations.AlterField(model_name, name, models.BinaryField(blank=True))


class Migration(migrations.Migration):
    atomic = False  # for VACUUM

    dependencies = [("parsing", "0014_sealed_lists")]

    operations = [
        migrations.RemoveIndex("candidate", "candidates_newest"),
        migrations.RemoveIndex("candidate", "candidates_by_name"),
        migrations.RemoveIndex("candidate", "candidates_by_experience"),
        migrations.RemoveConstraint("savedview", "one_view_a_name_and_owner"),
        migrations.AlterModelOptions("savedview", {}),
        *(step for model_name, names in SEALED.items() for name in names for step in _named(model_name, name)),
        migrations.AddConstraint(
            "savedview",
            models.UniqueConstraint(fields=["account", "owner", "name_key"], name="one_view_a_name_and_owner"),
        ),
        OrderColumns(),
        migrations.AddIndex(
            "candidate",
            models.Index(
                fields=[
                    *("account", "merged_into", "-created_at", "-id", "livemode", "seniority", "language"),
                    *("total_experience_months", "reviewed_at", "flag_kinds", "indexed_at", "name"),
                ],
                name="candidates_listed",
            ),
        ),
        migrations.AddIndex(
            "jobfile",
            models.Index(fields=["job", "state", "candidate", "fit_score", "index", "id"], name="files_ranked"),
        ),
        migrations.RunPython(vacuum, migrations.RunPython.noop, elidable=True),
    ]
