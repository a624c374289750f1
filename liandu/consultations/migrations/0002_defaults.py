"""The roles that see consultations, and the limit for summing up; both editable."""

from django.db import migrations
from django.db.models import Max

from liandu.deadlines.rules import BY_CODE

CONSULTATION = 15  # access/rules.py, RecordKind
SEE_THEM = ("secretariat", "liaison", "head", "leader")
CODE = "consultation_summary"


def load(apps, _):
    role = apps.get_model("orgs", "Role")
    for row in role.objects.filter(code__in=SEE_THEM):
        row.scope_kinds = sorted({*row.scope_kinds, CONSULTATION})
        row.save(update_fields=["scope_kinds"])
    limit, given = apps.get_model("deadlines", "TimeLimit"), BY_CODE[CODE]
    last = limit.objects.aggregate(last=Max("position"))["last"] or 0
    limit.objects.get_or_create(
        code=CODE,
        defaults={
            "name": given.name, "name_en": given.name_en, "amount": given.amount,
            "unit": given.unit.value, "basis": given.basis, "tag": given.tag.value,
            "position": last + 1,
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0001_initial"), ("orgs", "0002_defaults"), ("deadlines", "0004_answer"),
    ]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
