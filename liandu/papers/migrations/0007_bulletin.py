"""The template of the bulletin; editable."""

from django.db import migrations
from django.utils import timezone

TEXT = """现将{期间}监督工作情况通报如下。
一、总体情况
{期间}，{地区}开展监督检查{监督检查}次，发现问题{发现问题}项，完成整改{完成整改}项，建立机制{建立机制}项。截至{截止时间}，未销号问题{未销号}项，其中超期{超期}项。
二、整改质效
销号率{销号率}，按期整改率{按期整改率}，平均整改{平均整改天数}天；超过一年未销号{超一年}项；挽回资金{挽回资金}。
三、主要指标
| 类别 | 指标 | 数值 |
{指标表}
四、统计说明
以上数据取自统计快照{编号}，截至{截止时间}，只统计{统计范围}，不含其他记录。"""


def load(apps, _):
    template = apps.get_model("papers", "PaperTemplate")
    template.objects.create(
        code="bulletin", name="工作通报", name_en="Bulletin", form="standard", series="通",
        title="关于{期间}监督工作情况的通报", text=TEXT, attachments="", note="", position=31,
        state="published", published_at=timezone.now(),
    )


class Migration(migrations.Migration):
    dependencies = [("papers", "0006_dispatch_sheet")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
