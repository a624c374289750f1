"""The form of minutes, and the templates of the papers of a meeting; editable."""

from django.db import migrations, models
from django.utils import timezone

FORMS = [
    ("standard", "Red head"), ("letter", "Letter"), ("minutes", "Minutes"),
    ("plain", "Without a head"),
]  # fmt: skip
NOTICE = """定于{会议时间}在{会议地点}召开{会议名称}，由{主持单位}主持。现将有关事项通知如下。
一、会议内容
{会议内容}
二、会议议程
{会议议程}
三、参会单位
{参会单位}。
四、有关要求
请各单位收到通知后回复参会方式和参会人员；不能参加的，请说明并可委托他人参加。"""
MINUTES = """{纪要正文}
会签：{会签单位}。"""
RESOLVED = """{会议日期}召开的{会议名称}议定下列事项。
{议定事项}"""
FIRST = 32
TEMPLATES = (
    ("meeting_minutes", "会议纪要", "Minutes of a meeting", "minutes", "纪",
     "{会议名称}纪要", MINUTES),
    ("meeting_notice", "会议通知", "Notice of a meeting", "standard", "会",
     "关于召开{会议名称}的通知", NOTICE),
    ("resolution_list", "议定事项清单", "List of resolutions", "plain", "",
     "{会议名称}议定事项清单", RESOLVED),
)  # fmt: skip


def load(apps, _):
    template = apps.get_model("papers", "PaperTemplate")
    for position, (code, name, name_en, form, series, title, text) in enumerate(TEMPLATES, FIRST):
        template.objects.create(
            code=code, name=name, name_en=name_en, form=form, series=series, title=title,
            text=text, position=position, state="published", published_at=timezone.now(),
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("papers", "0007_bulletin")]
    operations = [
        *(
            migrations.AlterField(
                model_name=model,
                name="form",
                field=models.CharField(
                    choices=FORMS, default="standard", max_length=10,
                    verbose_name="form of the paper",
                ),
            )
            for model in ("paper", "papertemplate")
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
