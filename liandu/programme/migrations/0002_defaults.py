"""The areas of supervision and the roles that see projects; editable."""

from django.db import migrations

PROJECT = 10  # access/rules.py, RecordKind
SEE_THEM = ("secretariat", "liaison", "head", "leader")
AREAS = (
    ("优化营商环境", "Business environment"),
    ("盘活低效用地", "Underused land"),
    ("城市安全风险防控", "Urban safety risks"),
    ("重大项目", "Major projects"),
    ("生态环境", "Ecology and environment"),
    ("民生", "Livelihood"),
)


def load(apps, _):
    area = apps.get_model("programme", "ProgrammeArea")
    for position, (name, name_en) in enumerate(AREAS, 1):
        area.objects.get_or_create(
            name=name, defaults={"name_en": name_en, "position": position}
        )
    role = apps.get_model("orgs", "Role")
    for row in role.objects.filter(code__in=SEE_THEM):
        row.scope_kinds = sorted({*row.scope_kinds, PROJECT})
        row.save(update_fields=["scope_kinds"])


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_initial"), ("orgs", "0002_defaults")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
