"""Kinds of supervision and roles that an installation starts with; all editable."""

from django.db import migrations

# domain.md §9 and product.md ORG: the thirteen kinds of supervision
KINDS = [
    ("discipline", "纪律监督", "Discipline"), ("supervisory", "监察监督", "Supervisory"),
    ("resident", "派驻监督", "Resident"), ("inspection_tour", "巡察监督", "Inspection tour"),
    ("audit", "审计监督", "Audit"), ("finance", "财会监督", "Finance"),
    ("statistics", "统计监督", "Statistics"), ("congress", "人大监督", "People's congress"),
    ("democratic", "民主监督", "Democratic"), ("administrative", "行政监督", "Administrative"),
    ("judicial", "司法监督", "Judicial"), ("public", "群众监督", "Public"),
    ("media", "舆论监督", "Media"),
]
# 0 supervised object, 1 inspection, 2 finding, 3 lead (trust.md §2.3)
ROLES = [
    ("secretariat", "综合岗", "Secretariat officer", [0, 1, 2]),
    ("liaison", "联络员", "Liaison", [0, 1, 2]),
    ("inspector", "检查人员", "Inspector", []),
    ("handler", "经办人", "Handler", []),
    ("head", "单位负责人", "Head of body", [0, 1, 2]),
    ("leader", "领导", "Leader", [0, 1, 2, 3]),
    ("lead_custodian", "线索管理员", "Lead custodian", []),
]


def load(apps, _):
    kind, role = apps.get_model("orgs", "SupervisionKind"), apps.get_model("orgs", "Role")
    for position, (code, name, name_en) in enumerate(KINDS):
        kind.objects.create(code=code, name=name, name_en=name_en, position=position)
    for position, (code, name, name_en, scope) in enumerate(ROLES):
        role.objects.create(
            code=code, name=name, name_en=name_en, scope_kinds=scope, position=position
        )


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
