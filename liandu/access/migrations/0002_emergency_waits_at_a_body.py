"""A request for emergency access waits at a body, so that asking does not tell what exists.

No release held such requests before this one, so the defaults below meet no row.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("orgs", "0002_defaults")]
    operations = [
        migrations.AddField(
            "emergency", "asked", models.CharField("number", max_length=60, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "emergency", "answer", models.CharField("answer", max_length=400, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "emergency", "body",
            models.ForeignKey(
                "orgs.body", django.db.models.deletion.PROTECT, related_name="+", default=0
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "emergency", "record_kind", models.PositiveSmallIntegerField(null=True)
        ),
        migrations.AlterField("emergency", "record_id", models.UUIDField(null=True)),
        migrations.AddConstraint(
            "recordsubject",
            models.CheckConstraint(
                condition=Q(("person", None), ("body", None), _connector="XOR"),
                name="subject_is_exactly_one",
            ),
        ),
    ]
