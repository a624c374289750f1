"""Checklists that an installation starts with; a changed one becomes a new version."""

from django.db import migrations
from django.utils import timezone

LAW_WORKS = "《政府投资条例》"
LAW_TENDER = "《招标投标法》"
RULE_TENDER = "《招标投标法实施条例》"
LAW_QUALITY = "《建设工程质量管理条例》"

# section, link, what to look at, rule (domain.md §4)
WORKS = [
    ("立项审批", "approval", "可行性研究、初步设计和概算批复早于开工日期", LAW_WORKS + "第九条、第二十条"),
    ("立项审批", "approval", "概算超过可研估算 10% 的，已向审批部门报告", LAW_WORKS + "第十二条"),
    ("勘察设计", "design", "施工图审查合格后才开工", LAW_QUALITY + "第十一条"),
    ("项目报建", "filing", "用地、规划、施工许可齐全，取得日期早于开工", LAW_WORKS + "第二十条"),
    ("工程招标", "tender", "应招标的内容都已招标，没有拆分规避", LAW_TENDER + "第四条"),
    ("工程招标", "tender", "从发出招标文件到投标截止不少于 20 日", LAW_TENDER + "第二十四条"),
    ("工程招标", "tender", "投标保证金不超过估算价的 2%，按期退还", RULE_TENDER + "第二十六条"),
    ("工程招标", "tender", "不同投标人的人员、账户、文件没有雷同", RULE_TENDER + "第四十条"),
    ("合同管理", "contract", "中标通知书发出 30 日内签约，条款与招标文件一致", LAW_TENDER + "第四十六条"),
    ("合同管理", "contract", "收款单位就是合同相对方，没有转包、违法分包", LAW_QUALITY + "第二十五条"),
    ("质量控制", "quality", "关键工序和隐蔽工程有监理签字", LAW_QUALITY + "第三十七条"),
    ("质量控制", "quality", "混凝土 28 天强度报告与浇筑仓号逐一对应", LAW_QUALITY + "第二十九条"),
    ("安全管理", "safety", "危险性较大的分部分项工程有专项方案并经论证", "《建设工程安全生产管理条例》第二十六条"),
    ("工期控制", "schedule", "进度落后的，有原因分析和批准的调整计划", ""),
    ("变更控制", "change", "设计变更先报批后实施", LAW_WORKS + "第二十三条"),
    ("变更控制", "change", "变更理由与现场签证、影像一致，没有拆分", ""),
    ("资金管理", "funds", "支付比例与形象进度相符，没有超付", ""),
    ("资金管理", "funds", "没有要求施工单位垫资", LAW_WORKS + "第二十二条"),
    ("资金管理", "funds", "农民工工资专用账户按月足额拨付", "《保障农民工工资支付条例》第二十九条"),
    ("竣工验收", "acceptance", "验收合格后才交付使用，15 日内备案", LAW_QUALITY + "第四十九条"),
    ("决算审计", "final_account", "竣工财务决算按期编报，结余资金已上缴", LAW_WORKS + "第二十五条"),
]
WATERS = [
    ("协议签订", "agreement", "上下游联防联控协议在有效期内，断面责任清楚", ""),
    ("联合巡河", "patrol", "河长巡河次数达标，记录双方可见", ""),
    ("水质监测", "monitoring", "断面数据按时共享，超标有原因分析", "《水污染防治法》第二十五条"),
    ("排口整治", "outfalls", "排污口台账与现场一致，整治完成的已复核", "《水污染防治法》第十九条"),
    ("应急处置", "incident", "突发污染通报上下游及时，预案经过演练", "《水污染防治法》第七十八条"),
    ("生态补偿", "payment", "横向补偿资金按协议兑付，用途合规", ""),
]
FISHING = [
    ("退捕安置", "resettlement", "退捕渔民建档立卡，社保和就业帮扶到位", "《长江保护法》第五十三条"),
    ("补助资金", "funds", "补助发放到人，无截留、挪用、冒领", ""),
    ("联合执法", "enforcement", "交界水域有联合执法，移送案件有回执", ""),
    ("市场监管", "market", "水产市场、餐饮单位检查有记录，来源可追溯", ""),
    ("技防监测", "surveillance", "视频监控在线，预警有处置记录", ""),
]
BUSINESS = [
    ("设点建档", "listed", "监督联系点名单、联系人和联系方式已公布", ""),
    ("诉求收集", "voices", "每月走访有记录，诉求逐件登记", ""),
    ("转办督办", "handling", "诉求转办有时限，超期有督办", ""),
    ("执法规范", "conduct", "涉企检查有计划、有公示，没有重复检查", "国办发〔2024〕54 号"),
    ("执法规范", "conduct", "收费、罚款有依据，没有以罚代管", "国办发〔2024〕54 号"),
    ("办结反馈", "reply", "办理结果已反馈企业，满意度已回访", ""),
]
CHECKLISTS = [
    ("works_project", "工程项目 13 环节检查清单", "Works project, 13 links", WORKS),
    ("waters", "跨界水域检查清单", "Cross-border waters", WATERS),
    ("fishing_ban", "长江十年禁渔检查清单", "Ten-year fishing ban", FISHING),
    ("business_contact", "营商环境检查清单", "Business environment", BUSINESS),
]


def load(apps, _):
    template = apps.get_model("inspections", "ChecklistTemplate")
    item = apps.get_model("inspections", "ChecklistItem")
    for position, (code, name, name_en, lines) in enumerate(CHECKLISTS):
        made = template.objects.create(
            code=code, name=name, name_en=name_en, position=position, state="published",
            published_at=timezone.now(),
        )
        item.objects.bulk_create(
            item(template=made, position=n, section=section, link_code=link, text=text, basis=basis)
            for n, (section, link, text, basis) in enumerate(lines, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
