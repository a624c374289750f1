"""Template of the minutes of a meeting; editable."""

from django.db import migrations
from django.utils import timezone

TEXT = """{纪要正文}
会签单位：{会签单位}。"""
TITLE = "{会议名称}纪要"
POSITION = 32


def load(apps, _):
    apps.get_model("papers", "PaperTemplate").objects.create(
        code="meeting_minutes", name="会议纪要", name_en="Minutes of a meeting", form="standard",
        series="纪", title=TITLE, text=TEXT, position=POSITION, state="published",
        published_at=timezone.now(),
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("papers", "0007_bulletin")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
