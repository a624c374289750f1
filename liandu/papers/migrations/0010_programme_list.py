"""The template of the list of a year's supervision projects; editable."""

from django.db import migrations
from django.utils import timezone

TEXT = """经{机构名称}会议议定，{年度}年度列入协同监督项目{项目数}个，现将清单印发，请牵头单位制定实施方案，配合单位按分工落实。
{项目清单}"""


def load(apps, _):
    template = apps.get_model("papers", "PaperTemplate")
    template.objects.create(
        code="programme_list", name="年度协同监督项目清单", name_en="List of the year's projects",
        form="standard", series="督", title="关于印发{年度}年度协同监督项目清单的通知", text=TEXT,
        position=35, state="published", published_at=timezone.now(),
    )


class Migration(migrations.Migration):
    dependencies = [("papers", "0009_urging")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
