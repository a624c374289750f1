"""The roles that see ledgers compared; editable."""

from django.db import migrations

RECONCILIATION = 6  # access/rules.py, RecordKind
SEE_RECONCILIATIONS = ("secretariat", "head", "leader", "liaison")


def load(apps, _):
    role = apps.get_model("orgs", "Role")
    for row in role.objects.filter(code__in=SEE_RECONCILIATIONS):
        row.scope_kinds = sorted({*row.scope_kinds, RECONCILIATION})
        row.save(update_fields=["scope_kinds"])


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_reconciliation")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
