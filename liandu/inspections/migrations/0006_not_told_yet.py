"""Keep unannounced visits that are planned already from those whom they are about."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def load(apps: Any, _schema: Any) -> None:
    """Mark their subjects, save who plans the visit."""
    planned = apps.get_model("inspections", "Inspection").objects.filter(
        mode="unannounced", visited_from=None, pk=OuterRef("record_id")
    )
    rows = apps.get_model("access", "RecordSubject").objects.filter(role="inspected")
    kept = rows.annotate(planner=Subquery(planned.values("owner_body"))).exclude(planner=None)
    for row in kept.exclude(body=None):
        rows.filter(pk=row.pk).update(is_kept=row.body_id != row.planner)


class Migration(migrations.Migration):
    dependencies = [  # noqa: RUF012 - Django's form
        ("inspections", "0005_report_comments"),
        ("access", "0003_not_told_yet"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]  # noqa: RUF012
