"""The ladder as it is delivered; the office changes it."""

from django.db import migrations

LIAISON, HEAD, SUPERIOR, OFFICE, LEADER = "liaison", "head", "superior", "office", "leader"
STEPS = (
    ("reminder", -7, "day", [LIAISON], ""),
    ("blue", -3, "working_day", [LIAISON], "prompt_letter"),
    ("yellow", 1, "day", [LIAISON, HEAD], "urging_letter"),
    ("orange", 5, "working_day", [LIAISON, HEAD, OFFICE], "urging_letter"),
    ("red", 10, "working_day", [LIAISON, HEAD, OFFICE, LEADER], "reminder_letter"),
    ("interview", 20, "working_day", [HEAD, SUPERIOR, OFFICE, LEADER], "admonition_letter"),
    ("accountability", 30, "working_day", [HEAD, SUPERIOR, OFFICE, LEADER], ""),
)


def load(apps, _):
    model = apps.get_model("urging", "LadderStep")
    for level, offset, unit, receivers, paper in STEPS:
        model.objects.create(
            level=level, offset=offset, unit=unit, receivers=receivers, paper=paper
        )


class Migration(migrations.Migration):
    dependencies = [("urging", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
