"""The roles that see snapshots of figures; editable."""

from django.db import migrations

SNAPSHOT = 5  # access/rules.py, RecordKind
SEE_SNAPSHOTS = ("secretariat", "head", "leader")


def load(apps, _):
    role = apps.get_model("orgs", "Role")
    for row in role.objects.filter(code__in=SEE_SNAPSHOTS):
        row.scope_kinds = sorted({*row.scope_kinds, SNAPSHOT})
        row.save(update_fields=["scope_kinds"])


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial"), ("orgs", "0002_defaults")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
