"""Notices of old get the group of the record they are about."""

from django.db import migrations

from liandu.access.rules import RecordKind


def load(apps, _):
    notice = apps.get_model("notices", "Notice")
    for kind in RecordKind:
        notice.objects.filter(record_kind=kind, group="").update(group=kind.name.lower())


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_reminders")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
