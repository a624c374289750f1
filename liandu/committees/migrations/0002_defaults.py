"""The roles that see committees and the rules they establish; editable."""

from django.db import migrations

COMMITTEE, ESTABLISHED_RULE = 7, 8  # access/rules.py, RecordKind
SEE_THEM = ("secretariat", "liaison", "head", "leader")


def load(apps, _):
    role = apps.get_model("orgs", "Role")
    for row in role.objects.filter(code__in=SEE_THEM):
        row.scope_kinds = sorted({*row.scope_kinds, COMMITTEE, ESTABLISHED_RULE})
        row.save(update_fields=["scope_kinds"])


class Migration(migrations.Migration):
    dependencies = [("committees", "0001_initial"), ("orgs", "0002_defaults")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
