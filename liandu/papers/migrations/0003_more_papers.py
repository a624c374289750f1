"""Templates of the other papers about findings and inspections; all editable."""

from django.db import migrations
from django.utils import timezone

INSPECTION_NOTICE = """根据{依据}，决定实施{检查名称}（编号{编号}）。现将有关事项通知如下。
{通知正文}
一、检查对象
{对象}
二、检查时间
{检查时间}
三、检查内容
{检查内容}
四、检查组
| 职责 | 姓名 | 单位 |
{检查组}
五、需准备的资料
{准备资料}
六、权利和义务
检查人员不少于两人，应当出示证件。你单位认为检查人员与检查事项有利害关系的，可以申请回避；对检查情况有权陈述和申辩。"""
WORKPAPERS = """{检查名称}（编号{编号}）现场检查记录如下。
{底稿}"""
REPORT = """根据{依据}，{组织单位}组织检查组于{检查时间}对{对象}作了检查。
参加单位：{参加单位}。
一、检查情况
{报告正文}
二、发现的问题
{发现问题}
三、要求
请对照问题逐项整改，整改通知书另行印发。对本报告有异议的，收到之日起10日内书面说明理由。"""
PLAN = """现报送{问题}（编号{编号}）的整改方案。
一、问题
{事实}
二、整改措施
| 序号 | 措施 | 完成时间 |
{措施表}
三、责任和时限
整改责任人：{责任人}。
计划完成时间：{计划完成}；整改期限：{整改期限}。"""
RESULT = """现报告{问题}（编号{编号}）的整改情况。
一、整改要求
{整改要求}
二、整改情况
{整改情况}
已完成措施：{完成措施}项。
三、整改成效
挽回资金：{挽回金额}。
建章立制：{建章立制}。
以上情况经本单位负责人审核，对真实性负责。"""
CLOSE_OUT = """| 问题编号 | {编号} | 发现单位 | {发现单位} |
| 问题名称 | {问题} | 责任单位 | {责任单位} |
| 整改类型 | {整改类型} | 整改期限 | {整改期限} |
| 整改要求 | {整改要求} | 完成措施 | {完成措施} |
| 挽回金额 | {挽回金额} | 建章立制 | {建章立制} |
整改情况
{整改情况}
初审意见（{核查单位}）
{初审意见}
销号结论（{发现单位}）
{销号结论}"""
PROMPT = """{问题}（编号{编号}）由你单位负责整改，整改期限为{整改期限}，目前状态为“{当前状态}”。
当前环节期限：{环节期限}。
现提示如下：一是对照整改要求倒排时间，{整改要求}；二是有困难的，请在到期前说明理由、申请延期；三是按期报送整改情况和佐证材料。"""
URGING = """{问题}（编号{编号}）由你单位负责整改，整改期限为{整改期限}，目前状态为“{当前状态}”。
当前环节期限为{环节期限}，已超期{超期天数}天。
请自收到本督办单之日起5个工作日内办结当前环节，并书面说明超期原因。逾期仍未办结的，将约谈有关负责人。"""

# code, name, English name, form, word in the number, title, text, attachments, note
TEMPLATES = [
    ("inspection_notice", "检查通知书", "Inspection notice", "standard", "检",
     "关于{检查名称}的通知", INSPECTION_NOTICE, "", "联系人：{联系人}"),
    ("inspection_workpaper", "工作底稿", "Workpapers", "standard", "底",
     "{检查名称}现场检查记录", WORKPAPERS, "", ""),
    ("inspection_report", "检查报告", "Inspection report", "standard", "检",
     "关于{检查名称}情况的报告", REPORT, "", ""),
    ("rectification_plan", "整改方案", "Plan of rectification", "standard", "",
     "关于{问题}的整改方案", PLAN, "", ""),
    ("rectification_report", "整改报告", "Report on rectification", "standard", "",
     "关于{问题}整改情况的报告", RESULT, "", ""),
    ("close_out_form", "销号审核单", "Close-out form", "standard", "销",
     "问题整改销号审核单", CLOSE_OUT, "", ""),
    ("prompt_letter", "工作提示函", "Prompt letter", "letter", "函",
     "关于{问题}整改工作的提示函", PROMPT, "", ""),
    ("urging_letter", "督办单", "Urging letter", "letter", "督",
     "关于{问题}整改的督办单", URGING, "", ""),
]


def load(apps, _):
    template = apps.get_model("papers", "PaperTemplate")
    for position, (code, name, name_en, form, series, title, text, files, note) in enumerate(TEMPLATES, 1):
        template.objects.create(
            code=code, name=name, name_en=name_en, form=form, series=series, title=title,
            text=text, attachments=files, note=note, position=position, state="published",
            published_at=timezone.now(),
        )


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_defaults")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
