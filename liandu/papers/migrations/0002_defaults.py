"""Templates that an installation starts with, and the roles that see papers; all editable."""

from django.db import migrations
from django.utils import timezone

PAPER = 4  # access/rules.py, RecordKind
SEE_PAPERS = ("secretariat", "liaison", "head", "leader")

NOTICE = """经查，发现你单位存在以下问题。现要求限期整改。
一、问题和依据
{对象}：{问题}（编号{编号}）。{事实}
上述情况违反{违反规定}。
涉及金额：{涉及金额}。
二、整改要求
{整改要求}
本问题按“{整改类型}”整改，请于{整改期限}前完成。
三、报送要求
请收文后2个工作日内签收；整改方案和整改报告经负责人签字后，连同佐证材料报{发现单位}，由{核查单位}核查。对问题有异议的，5个工作日内书面说明理由。"""

# code, name, English name, form, word in the number, title, text, attachments, note
TEMPLATES = [
    (
        "rectification_notice", "整改通知书", "Rectification notice", "standard", "整",
        "关于限期整改{问题}的通知", NOTICE, "", "联系人：{发现单位}综合岗",
    ),
]


def load(apps, _):
    template, role = apps.get_model("papers", "PaperTemplate"), apps.get_model("orgs", "Role")
    for position, (code, name, name_en, form, series, title, text, files, note) in enumerate(TEMPLATES):
        template.objects.create(
            code=code, name=name, name_en=name_en, form=form, series=series, title=title,
            text=text, attachments=files, note=note, position=position, state="published",
            published_at=timezone.now(),
        )
    for row in role.objects.filter(code__in=SEE_PAPERS):
        row.scope_kinds = sorted({*row.scope_kinds, PAPER})
        row.save(update_fields=["scope_kinds"])


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("orgs", "0002_defaults")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
