"""Templates of the papers about objections, transfers, more time, long terms and reopenings."""

from django.db import migrations
from django.utils import timezone

OBJECTION = """你单位对{问题}（编号{编号}）提出的异议收悉。经研究，答复如下。
一、异议理由
{异议理由}
二、答复意见
{异议答复}"""
TRANSFER = """{问题}（编号{编号}）的整改责任单位由{原责任单位}变更为{承接单位}。
变更理由：{变更理由}
整改期限：{整改期限}。
请{承接单位}收文后2个工作日内签收或者书面说明不宜承接的理由；请{原责任单位}移交有关资料。自变更之日起，{原责任单位}不再承担本问题的整改责任。"""
EXTENSION = """你单位关于{问题}（编号{编号}）延期整改的申请收悉。
申请理由：{延期理由}
原定期限为{原期限}，申请延至{申请期限}。
经研究：{延期答复}"""
LONG_TERM = """你单位关于{问题}（编号{编号}）列入长期整改的申请收悉。
原因类别：{长期整改原因}。
{长期整改说明}
经研究，同意列入长期整改。请于{下次复核}前报送进展情况，届时复核。具备条件的，应当及时恢复整改。"""
REOPENING = """{问题}（编号{编号}）已于{原销号日期}销号，现重新整改。
原因：{重新整改原因}。
{重新整改说明}
本次为第{轮次}轮整改。请收文后2个工作日内签收，重新报送整改方案，于{整改期限}前完成，并说明前次整改未到位的原因。"""

# code, name, English name, form, word in the number, title, text
TEMPLATES = [
    ("objection_reply", "异议答复函", "Reply to an objection", "letter", "函",
     "关于{问题}异议的答复函", OBJECTION),
    ("transfer_notice", "变更责任单位通知", "Notice of another responsible body", "standard", "整",
     "关于变更{问题}整改责任单位的通知", TRANSFER),
    ("extension_reply", "延期整改复函", "Reply to a request for time", "letter", "函",
     "关于{问题}延期整改的复函", EXTENSION),
    ("long_term_reply", "长期整改复函", "Reply on a long term", "letter", "函",
     "关于{问题}列入长期整改的复函", LONG_TERM),
    ("reopening_notice", "重新整改通知书", "Notice that it is open again", "standard", "整",
     "关于重新整改{问题}的通知", REOPENING),
]
FIRST = 20


def load(apps, _):
    template = apps.get_model("papers", "PaperTemplate")
    for position, (code, name, name_en, form, series, title, text) in enumerate(TEMPLATES, FIRST):
        template.objects.create(
            code=code, name=name, name_en=name_en, form=form, series=series, title=title,
            text=text, position=position, state="published", published_at=timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [("papers", "0004_plain_form")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
