"""The day on which a check is asked for is kept with the point, so that lists can follow it."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest


def fill(apps, _):
    rows = apps.get_model("risks", "RiskPoint").objects
    day = Greatest("due_on", Coalesce("link__started_on", "due_on"))
    asked = rows.filter(pk=OuterRef("pk"), state="in_force", link__state="in_progress")
    rows.update(asked_on=Subquery(asked.annotate(day=day).values("day")))


class Migration(migrations.Migration):
    dependencies = [("risks", "0002_defaults"), ("works", "0003_answered_for")]
    operations = [
        migrations.AddField(
            "riskpoint", "asked_on",
            models.DateField(editable=False, null=True, verbose_name="check asked for by"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex("riskpoint", "risk_due"),
        migrations.AddIndex(
            "riskpoint", models.Index(fields=["asked_on", "id"], name="risk_asked")
        ),
    ]
