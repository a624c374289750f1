"""Templates of the letters between two bodies that cooperate; editable."""

from django.db import migrations
from django.utils import timezone

LETTER = """因工作需要，商请你单位予以协作（编号{编号}）。
一、协作事项
{协作事项}（{协作类型}）。{事由}
二、依据
{依据}
三、需说明的问题
{协查问题}
四、有关要求
办理紧急程度：{办理紧急程度}。有关材料请只提供给以下人员：{接收人}；材料使用期限：{材料使用期限}。是否协作及办理情况，请按期函复。"""
ENQUIRY = """因工作需要，请你单位协助查询下列事项（编号{编号}）。
一、事由
{协作事项}。{事由}
二、依据
{依据}
三、协查问题
{协查问题}
四、有关要求
办理紧急程度：{办理紧急程度}。有关材料请只提供给以下人员：{接收人}；材料使用期限：{材料使用期限}。请按期函复。"""
REPLY = """{请求单位}{发出日期}“{协作事项}”（编号{编号}）收悉。现函复如下。
一、办理意见
{是否协作}
二、答复内容
{答复内容}
三、抽调人员
{抽调人员}
四、材料
共提供{材料份数}份，只供指定人员在期限内查阅，不得转送。"""
TEMPLATES = (
    ("cooperation_letter", "协作邀请函", "Letter asking for cooperation", "协",
     "关于商请协作{协作事项}的函", LETTER),
    ("enquiry_letter", "协查函", "Letter of enquiry", "查", "关于{协作事项}的协查函", ENQUIRY),
    ("reply_letter", "复函", "Letter of reply", "复", "关于{协作事项}的复函", REPLY),
)  # fmt: skip
FIRST = 40


def load(apps, _):
    template = apps.get_model("papers", "PaperTemplate")
    for position, (code, name, name_en, series, title, text) in enumerate(TEMPLATES, FIRST):
        template.objects.create(
            code=code, name=name, name_en=name_en, form="letter", series=series, title=title,
            text=text, position=position, state="published", published_at=timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [("papers", "0010_programme_list")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
