"""Who, from where, and nothing taken back: PostgreSQL itself refuses changes of the audit log.

An entry may lose the link to a person who is gone, and nothing else of it changes. Entries are deleted only in a
transaction that says so (accounts.audit.forget). SQLite has no such setting: there the model alone refuses.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION audit_event_guard() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('cvault.forgetting', true) = 'on' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the audit log is append-only';
    END IF;
    IF NEW.actor_id IS NULL AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_event_guard BEFORE UPDATE OR DELETE ON accounts_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_event_guard();
"""
NO_GUARD = "DROP TRIGGER audit_event_guard ON accounts_auditevent; DROP FUNCTION audit_event_guard();"


def guard(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(GUARD)


def no_guard(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(NO_GUARD)


def name_actors(apps, editor):
    """The names of those who are still there, for what was written before names were kept."""
    events, users = apps.get_model("accounts", "AuditEvent"), apps.get_model("accounts", "User")
    email = users.objects.filter(pk=models.OuterRef("actor")).values("email")
    events.objects.exclude(actor=None).update(actor_name=models.Subquery(email))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_retention_days")]

    operations = [
        migrations.AddField("auditevent", "actor_name", models.CharField(blank=True, default="", max_length=254), preserve_default=False),
        migrations.AddField("auditevent", "ip", models.GenericIPAddressField(null=True)),
        migrations.AlterField(
            "auditevent",
            "account",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="audit_events", to="accounts.account"),
        ),
        migrations.AddIndex("auditevent", models.Index(fields=["account", "-created_at"], name="audit_of_account")),
        migrations.RunPython(name_actors, migrations.RunPython.noop),
        migrations.RunPython(guard, no_guard),
    ]
