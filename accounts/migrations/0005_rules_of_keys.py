from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0004_audit_log")]

    operations = [
        migrations.AddField("apikey", "scopes", models.JSONField(blank=True, default=list)),
        migrations.AddField("apikey", "networks", models.JSONField(blank=True, default=list)),
        migrations.AddField("apikey", "last_used_from", models.CharField(blank=True, max_length=45, default="")),
        migrations.AddField("apikey", "last_used_for", models.CharField(blank=True, max_length=100, default="")),
        migrations.AddField("apikey", "rotated_at", models.DateTimeField(blank=True, null=True)),
    ]
