"""The roles that see what is shared, and the receipts of it."""

from django.db import migrations

KINDS = (13, 14)  # access/rules.py, RecordKind: shared item, receipt
SEE_THEM = ("secretariat", "liaison", "head", "leader")


def load(apps, _):
    role = apps.get_model("orgs", "Role")
    for row in role.objects.filter(code__in=SEE_THEM):
        row.scope_kinds = sorted({*row.scope_kinds, *KINDS})
        row.save(update_fields=["scope_kinds"])


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial"), ("orgs", "0002_defaults")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
