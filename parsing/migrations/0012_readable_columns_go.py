"""The readable columns go, and the sealed ones take their names."""

from django.db import migrations, models

from cvault.sealed_storage import SealedStorage

SEALED = {
    "candidate": ("filename", "search_text", "resume", "document"),
    "jobfile": ("filename", "findings"),
    "note": ("text",),
    "merge": ("chosen", "before"),
    "correction": ("before", "after"),
}
BLANK = {("candidate", "search_text")}


def vacuum(apps, schema_editor):
    """SQLite keeps what it deleted in the free pages of its file until they are written again."""
    if schema_editor.connection.vendor == "sqlite" and apps.get_model("parsing", "Candidate").objects.exists():
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("VACUUM")


def _named(model_name, name):
    yield migrations.RemoveField(model_name, name)
    yield migrations.RenameField(model_name, f"sealed_{name}", name)
    if (model_name, name) in BLANK:
        yield migrations.AlterField(model_name, name, models.BinaryField(blank=True))


class Migration(migrations.Migration):
    atomic = False  # for VACUUM

    dependencies = [("parsing", "0011_sealed_columns")]

    operations = [
        *(step for model_name, names in SEALED.items() for name in names for step in _named(model_name, name)),
        migrations.AlterField(
            "bulkaction",
            "result",
            models.FileField(blank=True, max_length=200, storage=SealedStorage(), upload_to="bulk/%Y/%m/"),
        ),
        migrations.RunPython(vacuum, migrations.RunPython.noop, elidable=True),
    ]
