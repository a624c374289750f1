"""The library to start with: what usually goes wrong at each link, and the rule it offends. All editable."""

from django.db import migrations
from django.utils import timezone

LOW, MEDIUM, HIGH = 1, 2, 3

# domain.md §4. link, risk point, level, power, form, measure, post, basis, frequency
WORKS = [
    ("approval", "未批先建", HIGH, "项目审批", "可研、概算未批复即开工，开工日期早于批复日期", "开工前核对批复文件，未批复不得下达开工令", "前期工作岗", "政府投资条例第二十条", "quarter"),
    ("approval", "化整为零规避审批", MEDIUM, "项目审批", "将一个项目拆成多个小项目，规避审批权限和招标限额", "同一业主、同一地点、同一年度的项目合并比对", "前期工作岗", "政府投资条例第九条", "half_year"),
    ("approval", "概算超估算不报告", MEDIUM, "投资概算审批", "概算超过可研估算 10% 未向审批部门报告", "概算批复时附与估算的对照表，超 10% 先报告", "概算审核岗", "政府投资条例第十二条", "half_year"),
    ("design", "指定勘察设计单位", MEDIUM, "勘察设计单位选定", "直接指定或者以咨询名义变相指定单位", "达到限额的依法招标，未达限额的集体决定并留痕", "工程管理岗", "招标投标法第四条", "half_year"),
    ("design", "施工图未审先用", HIGH, "施工图审查", "施工图未经审查合格即用于施工", "开工前核对施工图审查合格书", "技术负责岗", "建设工程质量管理条例第十一条", "quarter"),
    ("filing", "手续倒置", MEDIUM, "用地、规划、施工许可", "用地、规划、施工许可取得日期晚于开工日期", "建立手续清单，逐项核对取得日期", "报建岗", "政府投资条例第二十条", "quarter"),
    ("tender", "规避招标", HIGH, "招标方式核准", "肢解发包、以抢险救灾等名义不招标", "招标方式须经核准，例外情形集体决定并公示", "招标管理岗", "招标投标法第四条", "quarter"),
    ("tender", "围标串标", HIGH, "评标定标", "同一人员、账户、代理参与两家投标，报价呈规律性差异", "开标后比对人员、账户、硬件信息和报价规律", "招标管理岗", "招标投标法实施条例第四十条", "month"),
    ("tender", "量身定做招标条件", HIGH, "招标文件编制", "资格条件、评分标准与项目特点无关，指向特定投标人", "招标文件发布前公平竞争审查", "招标管理岗", "招标投标法实施条例第三十二条", "month"),
    ("tender", "时限不足", MEDIUM, "招标公告发布", "投标时间少于 20 日，文件发售少于 5 日，公示少于 3 日", "按法定期限核对公告、发售、公示日期", "招标管理岗", "招标投标法第二十四条", "month"),
    ("contract", "阴阳合同、背离中标", HIGH, "合同签订", "合同价、工期与中标结果不一致，另签补充协议", "合同与中标通知书逐条比对后用印", "合同管理岗", "招标投标法第四十六条", "month"),
    ("contract", "转包、违法分包", HIGH, "分包管理", "收款单位不是合同方，现场管理人员与投标承诺不符", "每月核对现场人员社保和付款对象", "合同管理岗", "建设工程质量管理条例第二十五条", "month"),
    ("quality", "偷工减料", HIGH, "质量验收", "材料规格、数量与设计不符，检测报告造假", "见证取样，第三方抽检，影像留存", "质量监督岗", "建设工程质量管理条例第六十四条", "month"),
    ("quality", "监理缺位", MEDIUM, "监理履职", "关键工序无监理签字，监理人员不到岗", "考勤和旁站记录按月抽查", "监理管理岗", "建设工程质量管理条例第三十七条", "month"),
    ("safety", "安全费用挪用", MEDIUM, "安全费用支付", "安全文明施工费未专款专用", "安全费用单独列支，按进度核验后支付", "安全管理岗", "建设工程安全生产管理条例第二十二条", "quarter"),
    ("schedule", "无理由拖延工期", LOW, "工期管理", "进度落后无批准依据，施工日志缺失", "每周调度，延期须有批准", "工程管理岗", "合同约定", "month"),
    ("change", "先变更后审批", HIGH, "设计变更审批", "变更实施日期早于批准日期，事后补签", "变更一事一批，未批准不计量", "变更审核岗", "政府投资条例第二十三条", "month"),
    ("change", "高频小额变更", HIGH, "现场签证", "拆分变更规避审批权限，累计超过合同价一定比例", "按合同累计变更金额，超限报原审批部门", "变更审核岗", "政府投资条例第二十三条", "month"),
    ("funds", "超进度付款", HIGH, "工程款支付", "支付比例高于形象进度", "付款前核对计量单和形象进度", "财务岗", "政府投资条例第二十二条", "month"),
    ("funds", "施工单位垫资", MEDIUM, "资金筹措", "合同约定或者事实上由施工单位垫资建设", "开工前落实资金来源，按合同节点付款", "财务岗", "政府投资条例第二十二条", "quarter"),
    ("funds", "挪用建设资金", HIGH, "资金使用", "资金付给合同以外的账户，用于项目以外", "专户管理，付款对象与合同方逐笔核对", "财务岗", "政府投资条例第二十二条", "month"),
    ("acceptance", "未验先用", HIGH, "竣工验收", "未经验收或者验收不合格即交付使用", "交付前核对验收意见，问题整改后再交付", "验收组织岗", "建设工程质量管理条例第四十九条", "quarter"),
    ("acceptance", "验收走过场", MEDIUM, "竣工验收", "验收组人员不齐、意见雷同、备案超过 15 日", "验收影像留存，备案日期按期核对", "验收组织岗", "建设工程质量管理条例第四十九条", "quarter"),
    ("final_account", "高估冒算", HIGH, "结算审核", "重复计量、虚增工程量、单价套用不实", "结算先审计后支付，审减情况公示", "结算审核岗", "政府投资条例第二十五条", "quarter"),
    ("final_account", "决算久拖不决", MEDIUM, "竣工财务决算", "验收后长期不编报决算，结余资金不上缴", "验收后按期编报，逾期通报", "财务岗", "政府投资条例第二十五条", "quarter"),
    ("handover", "资产不入账", MEDIUM, "资产移交", "移交清单缺失，资产未登记入账", "移交清单双方签字，限期入账", "资产管理岗", "政府投资条例第二十九条", "half_year"),
    ("handover", "档案缺失", LOW, "档案移交", "建设过程文件不全，未按期归档", "按归档目录逐项核对后移交", "档案管理岗", "政府投资条例第二十九条", "half_year"),
]  # fmt: skip
# Proposed by this system, to be made one's own.
CONTACT = [
    ("handling", "诉求转办拖延、推诿", MEDIUM, "诉求转办", "转办无时限，超期无督办", "转办限时，超期自动进入督办", "联络岗", "本地制度", "month"),
    ("conduct", "重复检查、随意检查", HIGH, "涉企检查", "无计划、未公示即入企检查，一年内多次检查", "检查前查计划、查公示，综合查一次", "执法管理岗", "国办发〔2024〕54号", "month"),
]  # fmt: skip
WATERS = [
    ("monitoring", "数据造假、迟报", HIGH, "断面监测", "断面数据修改或者迟报", "双方同步取样，数据实时共享", "监测岗", "本地协议", "month"),
    ("payment", "补偿资金滞留、挪用", HIGH, "生态补偿", "资金未按时兑付或者改变用途", "兑付情况按季公开", "财务岗", "本地协议", "quarter"),
]  # fmt: skip
FISHING = [
    ("funds", "截留、冒领补助", HIGH, "补助发放", "名单不实，补助未发放到人", "名单公示，一卡通发放，抽查到户", "补助发放岗", "本地制度", "quarter"),
    ("enforcement", "执法不严、通风报信", HIGH, "联合执法", "行动前泄露，查获后不移送", "异地用警，案件移送有回执", "执法管理岗", "本地制度", "month"),
]  # fmt: skip
IDLE_LAND = [
    ("survey", "认定不实", MEDIUM, "闲置认定", "应认定未认定，面积虚报", "影像和国土数据比对", "土地利用岗", "闲置土地处置办法", "quarter"),
    ("disposal", "少征、免征闲置费", HIGH, "处置决定", "无依据减免土地闲置费", "减免集体决定，结果公开", "土地利用岗", "闲置土地处置办法", "quarter"),
]  # fmt: skip
SAFETY = [
    ("remedy", "虚假销号", HIGH, "隐患整治", "未整改即销号，复查走过场", "销号须有前后影像，异地复查", "安全监管岗", "本地制度", "month"),
    ("duty", "值守空岗", LOW, "值班值守", "值班记录补填，应急物资不足", "不打招呼抽查", "值班岗", "本地制度", "month"),
]  # fmt: skip
LIBRARIES = [
    ("works_project", "工程项目廉政风险库", "Risks of works projects", WORKS),
    ("business_contact", "营商环境联系点廉政风险库", "Risks of contact points", CONTACT),
    ("waters", "跨界水域廉政风险库", "Risks of cross-border waters", WATERS),
    ("fishing_ban", "十年禁渔廉政风险库", "Risks of the fishing ban", FISHING),
    ("idle_land", "闲置低效用地廉政风险库", "Risks of idle land", IDLE_LAND),
    ("city_safety", "城市安全廉政风险库", "Risks of city safety", SAFETY),
]  # fmt: skip


def load(apps, _):
    get = lambda name: apps.get_model("risks", name)
    for kind, name, name_en, rows in LIBRARIES:
        library = get("RiskLibrary").objects.create(
            code=kind, version=1, object_type=kind, name=name, name_en=name_en,
            state="published", published_at=timezone.now(),
        )
        get("RiskLibraryItem").objects.bulk_create(
            get("RiskLibraryItem")(
                library=library, position=position, link_code=link, name=point, level=level,
                power=power, form=form, measure=measure, post=post, basis=basis,
                frequency=frequency,
            )
            for position, (
                link, point, level, power, form, measure, post, basis, frequency
            ) in enumerate(rows, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("risks", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
