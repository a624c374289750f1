"""Fields of the published list, link templates and light rules to start with; all editable."""

from django.db import migrations
from django.utils import timezone

# The table published with the 2023 list of major projects
FIELDS = [
    ("infrastructure", "现代基础设施", "Modern infrastructure"),
    ("industry", "现代产业", "Modern industry"),
    ("science", "科技创新", "Science and technology"),
    ("culture", "文化旅游", "Culture and tourism"),
    ("ecology", "生态屏障", "Ecology"),
    ("opening_up", "对外开放", "Opening up"),
    ("public_services", "公共服务", "Public services"),
]

# domain.md §4: the 13 links of a works project, with what the law lets one check
WORKS = [
    ("approval", "立项审批", "Approval", ["可研、概算批复先于开工", "概算超估算 10% 的已报告", "未化整为零规避审批"]),
    ("design", "勘察设计", "Survey and design", ["施工图审查先于开工", "勘察设计单位依法选定", "限额设计有依据"]),
    ("filing", "项目报建", "Filing and permits", ["用地、规划、施工许可先于开工", "环评、水保批复齐全"]),
    ("tender", "工程招标", "Tender", ["投标时间不少于 20 日", "招标文件发售不少于 5 日", "投标保证金不超过 2%", "中标候选人公示不少于 3 日", "无同一人员、账户参与两家投标"]),
    ("contract", "合同管理", "Contract", ["中标通知书发出 30 日内签约", "合同价与中标价一致", "履约保证金不超过 10%", "无转包和违法分包"]),
    ("quality", "质量控制", "Quality", ["关键工序有监理签字", "材料进场有检验记录", "监理人员到岗"]),
    ("safety", "安全管理", "Safety", ["危大工程有专项方案", "安全费用专款专用", "隐患整改有记录"]),
    ("schedule", "工期控制", "Schedule", ["进度与计划相符", "延期有批准依据", "施工日志完整"]),
    ("change", "变更控制", "Change", ["变更先审批后实施", "变更金额超合同价 5% 的已报原审批部门", "变更理由与现场签证一致", "无拆分变更规避审批", "变更单价有依据", "变更后资金来源已落实"]),
    ("funds", "资金管理", "Funds", ["支付比例不超过形象进度", "收款账户为合同方", "无施工单位垫资", "农民工工资专户足额"]),
    ("acceptance", "竣工验收", "Acceptance", ["先验收后交付使用", "验收后 15 日内备案", "验收意见已落实"]),
    ("final_account", "决算审计", "Final account and audit", ["决算在规定期限内编报", "审减金额已落实", "结余资金已上缴"]),
    ("handover", "资产交付", "Hand-over of assets", ["资产移交清单齐全", "资产已入账", "档案已归档"]),
]  # fmt: skip
CONTACT = [
    ("listed", "设点建档", "Set-up and file", ["联系点名单已公布", "联系人和联系方式已告知"]),
    ("voices", "诉求收集", "Collecting requests", ["每月走访有记录", "诉求逐件登记"]),
    ("handling", "转办督办", "Forwarding and chasing", ["转办有时限", "超期有督办"]),
    ("conduct", "执法规范", "Conduct of enforcement", ["涉企检查有计划、有公示", "无重复检查", "收费有依据"]),
    ("reply", "办结反馈", "Answer and feedback", ["办结结果已反馈企业", "满意度已回访"]),
]  # fmt: skip
WATERS = [
    ("agreement", "协议签订", "Agreement", ["联防联控协议在有效期内", "断面和责任河段清楚"]),
    ("patrol", "联合巡河", "Joint patrol", ["巡河频次达标", "巡河记录双方可见"]),
    ("monitoring", "水质监测", "Water quality", ["断面数据按时共享", "超标有原因分析"]),
    ("outfalls", "排口整治", "Outfalls", ["排口台账完整", "整治完成率达标"]),
    ("incident", "应急处置", "Incident response", ["预案经过演练", "上下游通报及时"]),
    ("payment", "生态补偿", "Ecological compensation", ["补偿资金按时兑付", "资金用途合规"]),
]  # fmt: skip
FISHING = [
    ("resettlement", "退捕安置", "Resettlement", ["退捕渔民建档立卡", "社保和就业帮扶到位"]),
    ("funds", "补助资金", "Subsidies", ["补助发放到人", "无截留挪用"]),
    ("enforcement", "联合执法", "Joint enforcement", ["交界水域有联合执法", "案件移送有回执"]),
    ("market", "市场监管", "Markets", ["水产市场检查有记录", "来源可追溯"]),
    ("surveillance", "技防监测", "Surveillance", ["监测站网在线率达标", "预警有处置记录"]),
]  # fmt: skip
IDLE_LAND = [
    ("survey", "摸底认定", "Survey and finding", ["闲置土地认定书已送达", "台账与国土数据一致"]),
    ("plan", "处置方案", "Disposal plan", ["一地一策", "方案经批准"]),
    ("disposal", "盘活处置", "Disposal", ["处置方式合规", "土地闲置费足额征收"]),
    ("reuse", "再供开工", "Reuse", ["重新供地公开", "按期开工"]),
    ("review", "成效复核", "Review", ["现场复核有影像", "无虚报面积"]),
]  # fmt: skip
SAFETY = [
    ("risks", "风险排查", "Risk survey", ["风险清单完整", "责任单位明确"]),
    ("grading", "分级管控", "Grading", ["重大风险一源一策", "管控措施公示"]),
    ("remedy", "隐患整治", "Remedy", ["隐患整治有时限", "销号有复查"]),
    ("duty", "值守应急", "Duty and response", ["值班制度落实", "应急物资齐备"]),
    ("drill", "演练评估", "Drills", ["每年至少一次综合演练", "评估问题已整改"]),
]  # fmt: skip
TEMPLATES = [
    ("works_project", "works_project", "工程项目 13 环节", "Works project, 13 links", WORKS),
    ("business_contact", "business_contact", "营商环境监督联系点", "Business-environment contact point", CONTACT),
    ("waters", "waters", "跨界水域联防联控", "Cross-border waters", WATERS),
    ("fishing_ban", "fishing_ban", "长江十年禁渔", "Ten-year fishing ban", FISHING),
    ("idle_land", "idle_land", "闲置低效用地盘活", "Idle land", IDLE_LAND),
    ("city_safety", "city_safety", "城市安全风险防控", "City safety", SAFETY),
]  # fmt: skip

RULES = [
    ("overdue_findings", "at_least", 1, "red", "存在超期未整改问题", "A finding is overdue"),
    ("days_late", "above", 30, "red", "超过计划完成日期 30 天", "More than 30 days past the planned end"),
    ("oldest_open_days", "above", 7, "yellow", "存在未销号问题且超过 7 天", "A finding has been open for more than 7 days"),
    ("days_late", "above", 0, "yellow", "超过计划完成日期", "Past the planned end"),
    ("days_start_late", "above", 0, "yellow", "超过计划开始日期仍未开始", "Not begun by the planned start"),
    ("failed_checkpoints", "at_least", 1, "yellow", "有监督要点不符", "A checkpoint is not in order"),
]  # fmt: skip


def load(apps, _):
    get = lambda name: apps.get_model("works", name)
    for position, (code, name, name_en) in enumerate(FIELDS, 1):
        get("Field").objects.create(code=code, name=name, name_en=name_en, position=position)
    now = timezone.now()
    for code, kind, name, name_en, links in TEMPLATES:
        template = get("LinkTemplate").objects.create(
            code=code, version=1, object_type=kind, name=name, name_en=name_en,
            state="published", published_at=now,
        )
        get("LinkTemplateItem").objects.bulk_create(
            get("LinkTemplateItem")(
                template=template, position=position, code=link, name=link_name,
                name_en=link_en, checkpoints="\n".join(points),
            )
            for position, (link, link_name, link_en, points) in enumerate(links, 1)
        )
    for position, (metric, comparison, amount, light, sentence, sentence_en) in enumerate(RULES, 1):
        get("LightRule").objects.create(
            metric=metric, comparison=comparison, amount=amount, light=light,
            sentence=sentence, sentence_en=sentence_en, position=position,
        )


class Migration(migrations.Migration):
    dependencies = [("works", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
