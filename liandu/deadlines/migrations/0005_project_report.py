"""The limit for the monthly report of a supervision project, for nodes that were set up before."""

from django.db import migrations
from django.db.models import Max

from liandu.deadlines.rules import BY_CODE

CODES = ("project_report",)


def load(apps, _):
    limit = apps.get_model("deadlines", "TimeLimit")
    for code in CODES:
        given = BY_CODE[code]
        last = limit.objects.aggregate(last=Max("position"))["last"] or 0
        limit.objects.get_or_create(
            code=code,
            defaults={
                "name": given.name, "name_en": given.name_en, "amount": given.amount,
                "unit": given.unit.value, "basis": given.basis, "tag": given.tag.value,
                "position": last + 1,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0004_answer")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
