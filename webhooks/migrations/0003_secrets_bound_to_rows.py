"""Secrets that older versions stored are bound to their rows, one row at a time: nobody waits, and none is lost.

A secret whose key is not configured stays as it is: its endpoint says so when something is to be sent.
"""

from django.db import migrations, transaction

from cvault.encryption import Unreadable
from webhooks import sealing

COLUMNS = ("secret", "previous_secret")


def bind(apps, schema_editor):
    endpoints = apps.get_model("webhooks", "Endpoint").objects
    for pk in list(endpoints.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            endpoint = endpoints.select_for_update().filter(pk=pk).first()
            if endpoint is not None:
                _bind_row(endpoint)


def _bind_row(endpoint):
    changed = []
    for name in COLUMNS:
        text = getattr(endpoint, name)
        try:
            anew = sealing.resealed(text, endpoint.pk) if text else text
        except Unreadable:
            continue
        if anew != text:
            setattr(endpoint, name, anew)
            changed.append(name)
    if changed:
        endpoint.save(update_fields=changed)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [("webhooks", "0002_console_and_recovery")]

    operations = [migrations.RunPython(bind, migrations.RunPython.noop)]
