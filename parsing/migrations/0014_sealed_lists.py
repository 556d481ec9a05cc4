"""What lists show of a person, and what people wrote into lists: new sealed columns, filled from the readable ones."""

import json

from django.db import migrations, models

from cvault.encryption import seal
from parsing.keyed_words import hashed, place_keys, tag_keys

BATCH = 200
TEXTS = {"candidate": ("name", "email", "title", "location"), "savedview": ("name", "query"), "bulkaction": ("came_from",)}
JSONS = {"candidate": ("tags",), "savedview": (), "bulkaction": ("arguments",)}
KEYS = {"candidate": ("place_keys", "tag_keys"), "savedview": ("name_key",), "bulkaction": ()}


def seal_rows(apps, schema_editor):
    for model_name in TEXTS:
        model = apps.get_model("parsing", model_name)
        plain = (*TEXTS[model_name], *JSONS[model_name])
        filled = (*(f"sealed_{name}" for name in plain), *KEYS[model_name])
        pks = list(model.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), BATCH):
            rows = list(model.objects.filter(pk__in=pks[start : start + BATCH]).only("account_id", "created_at", *plain))
            for row in rows:
                _seal(row, model_name)
                _hash(row, model_name)
            model.objects.bulk_update(rows, filled, batch_size=20)


def _seal(row, model_name):
    bound = f"{row.account_id}|{row.created_at.isoformat()}" if model_name == "savedview" else row.pk
    plain = {name: getattr(row, name) for name in TEXTS[model_name]}
    for name in JSONS[model_name]:
        plain[name] = json.dumps(getattr(row, name), ensure_ascii=False, separators=(",", ":"))
    for name, text in plain.items():
        data = text.encode("utf-8", "surrogatepass")
        setattr(row, f"sealed_{name}", seal(data, f"parsing_{model_name}|{name}|{bound}") if data else b"")


def _hash(row, model_name):
    if model_name == "candidate":
        row.place_keys = place_keys(row.account_id, row.location)
        row.tag_keys = tag_keys(row.account_id, row.tags)
    elif model_name == "savedview":
        row.name_key = hashed(f"v{row.account_id}", row.name)


def _columns():
    for model_name in TEXTS:
        for name in (*TEXTS[model_name], *JSONS[model_name]):
            field = models.BinaryField(default=b"")
            yield migrations.AddField(model_name, f"sealed_{name}", field, preserve_default=False)
        for name in KEYS[model_name]:
            yield migrations.AddField(model_name, name, models.TextField(blank=True, default="", editable=False))


class Migration(migrations.Migration):

    dependencies = [("parsing", "0013_text_gone")]

    operations = [*_columns(), migrations.RunPython(seal_rows, migrations.RunPython.noop, elidable=True)]
