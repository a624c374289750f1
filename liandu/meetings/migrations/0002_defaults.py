"""The roles that see meetings; editable."""

from django.db import migrations

MEETING = 9  # access/rules.py, RecordKind
SEE_THEM = ("secretariat", "liaison", "head", "leader")


def load(apps, _):
    role = apps.get_model("orgs", "Role")
    for row in role.objects.filter(code__in=SEE_THEM):
        row.scope_kinds = sorted({*row.scope_kinds, MEETING})
        row.save(update_fields=["scope_kinds"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("orgs", "0002_defaults")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
