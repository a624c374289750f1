"""The roles that see requests for cooperation and the material given with them."""

from django.db import migrations

REQUEST, MATERIAL = 11, 12  # access/rules.py, RecordKind
SEE_THEM = ("secretariat", "liaison", "head", "leader")


def load(apps, _):
    role = apps.get_model("orgs", "Role")
    for row in role.objects.filter(code__in=SEE_THEM):
        row.scope_kinds = sorted({*row.scope_kinds, REQUEST, MATERIAL})
        row.save(update_fields=["scope_kinds"])


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0001_initial"), ("orgs", "0002_defaults")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
