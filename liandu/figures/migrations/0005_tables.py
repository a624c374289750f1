"""Snapshots keep the table by jurisdiction, body, field and link too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_who_compares")]
    operations = [
        migrations.AddField("snapshot", "tables", models.JSONField(default=dict)),
    ]
