"""Template of the paper of weekly dispatch."""

from django.db import migrations
from django.utils import timezone

TEXT = """根据{年度}年第{周次}周调度会议安排，现将{项目名称}（编号{项目编号}）调度事项通知如下。
一、本周进展
{本周进展}
填报单位：{填报单位}。填报日期：{填报日期}。
二、调度事项
{调度事项}
三、要求
请各责任单位对照完成时限逐项落实，在下一次周调度时报告办理情况。不能按期完成的，请在到期前说明理由。"""
TITLE = "关于{项目名称}第{周次}周调度事项的通知"
POSITION = 30


def load(apps, _):
    apps.get_model("papers", "PaperTemplate").objects.create(
        code="dispatch_sheet", name="周调度单", name_en="Weekly dispatch sheet", form="standard",
        series="调", title=TITLE, text=TEXT, position=POSITION, state="published",
        published_at=timezone.now(),
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("papers", "0005_side_papers")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
