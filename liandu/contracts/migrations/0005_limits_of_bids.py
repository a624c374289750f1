"""When prices bid count as regular, in every version of the limits: ours, no law says it."""

from django.db import migrations

OURS = "本系统建议值"
LIMITS = [("regular_bids", 3, OURS), ("step_spread", 2, OURS)]


def load(apps, _):
    limit = apps.get_model("contracts", "Limit")
    limit.objects.bulk_create(
        limit(limits=limits, code=code, amount=amount, basis=basis)
        for limits in apps.get_model("contracts", "LimitSet").objects.all()
        for code, amount, basis in LIMITS
    )


class Migration(migrations.Migration):
    dependencies = [("contracts", "0004_bids")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
