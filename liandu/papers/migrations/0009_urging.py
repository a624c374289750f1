"""Templates of the letters of the higher steps; the urging letter tells what was urged before."""

from django.db import migrations
from django.utils import timezone

HISTORY = """
历次督办
{历次督办}"""
REMINDER = """{问题}（编号{编号}）由你单位负责整改，整改期限为{整改期限}，目前状态为“{当前状态}”。经多次督办，当前环节仍超期{超期天数}天，督办级别为{督办级别}。
现提醒如下：一是主要负责人亲自研究，查明超期原因；二是明确责任人和完成时间，{整改要求}；三是收到本提醒书之日起3个工作日内书面反馈。
历次督办
{历次督办}"""
ADMONITION = """{问题}（编号{编号}）由你单位负责整改，整改期限为{整改期限}，目前状态为“{当前状态}”。经提示、督办、提醒，当前环节仍超期{超期天数}天，督办级别为{督办级别}。
现告诫如下：请你单位主要负责人按通知接受约谈，说明情况，限期办结。仍不落实的，将按程序提出问责建议。
历次督办
{历次督办}"""
TEMPLATES = (
    ("reminder_letter", "提醒书", "Reminder letter", "提", "关于{问题}整改的提醒书", REMINDER, 33),
    ("admonition_letter", "告诫书", "Admonition letter", "诫", "关于{问题}整改的告诫书", ADMONITION, 34),
)


def load(apps, _):
    template = apps.get_model("papers", "PaperTemplate")
    for code, name, name_en, series, title, text, position in TEMPLATES:
        template.objects.create(
            code=code, name=name, name_en=name_en, form="letter", series=series, title=title,
            text=text, position=position, state="published", published_at=timezone.now(),
        )
    # The urging letter as it was delivered; one that the office has rewritten stays as it is.
    for row in template.objects.filter(code="urging_letter", version=1):
        if row.text.endswith("将约谈有关负责人。"):
            row.text += HISTORY
            row.save(update_fields=["text"])


class Migration(migrations.Migration):
    dependencies = [("papers", "0008_meeting_minutes")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
