"""What tells of a person is sealed: new columns, filled from the readable ones, which the next migration removes."""

import json

from django.db import migrations, models

from cvault.encryption import seal

BATCH = 200
TEXTS = {"candidate": ("filename", "search_text"), "jobfile": ("filename",), "note": ("text",), "merge": (), "correction": ()}
JSONS = {
    "candidate": ("resume", "document"),
    "jobfile": ("findings",),
    "note": (),
    "merge": ("chosen", "before"),
    "correction": ("before", "after"),
}
BOUND_TO_TIME = ("note", "merge", "correction")


def seal_rows(apps, schema_editor):
    for model_name in TEXTS:
        model = apps.get_model("parsing", model_name)
        names = [f"sealed_{name}" for name in (*TEXTS[model_name], *JSONS[model_name])]
        pks = list(model.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            rows = list(model.objects.filter(pk__in=pks[start : start + BATCH]))
            for row in rows:
                _seal(row, model_name)
            model.objects.bulk_update(rows, names, batch_size=20)


def _seal(row, model_name):
    bound = f"{row.account_id}|{row.created_at.isoformat()}" if model_name in BOUND_TO_TIME else row.pk
    plain = {name: getattr(row, name) for name in TEXTS[model_name]}
    for name in JSONS[model_name]:
        value = getattr(row, name)
        plain[name] = None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for name, text in plain.items():
        context = f"parsing_{model_name}|{name}|{bound}"
        sealed = text if text is None else (seal(text.encode("utf-8", "surrogatepass"), context) if text else b"")
        setattr(row, f"sealed_{name}", sealed)


def _column(model_name, name, **options):
    options = options or {"default": b""}
    return migrations.AddField(
        model_name=model_name, name=f"sealed_{name}", field=models.BinaryField(**options), preserve_default=False
    )


class Migration(migrations.Migration):

    dependencies = [("parsing", "0010_search_entries")]

    operations = [
        _column("candidate", "filename"),
        _column("candidate", "search_text"),
        _column("candidate", "resume"),
        _column("candidate", "document"),
        _column("jobfile", "filename"),
        _column("jobfile", "findings", null=True, blank=True),
        _column("note", "text"),
        _column("merge", "chosen"),
        _column("merge", "before"),
        _column("correction", "before", null=True),
        _column("correction", "after", null=True),
        migrations.AddField("storedfile", "is_sealed", models.BooleanField(default=False), preserve_default=False),
        migrations.RunPython(seal_rows, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("storedfile", "is_sealed", models.BooleanField(default=True)),
    ]
