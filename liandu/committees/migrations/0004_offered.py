"""The mechanisms that are offered to every committee; nothing hangs on their names or number."""

from django.db import migrations

# product.md, System 1: of eight mechanisms two are named; the others are our proposal.
OFFERED = [
    ("磋商议事", "Consultation", []),
    ("联合监督检查", "Joint inspection", ["inspections.joint"]),
    ("信息共享", "Information sharing", []),
    ("线索移送", "Transfer of leads", []),
    ("协作配合", "Cooperation", []),
    ("督办整改", "Urging rectification", ["findings.joint"]),
    ("成果运用", "Use of results", []),
    ("考核评价", "Appraisal", []),
]


def load(apps, _):
    default = apps.get_model("committees", "MechanismDefault")
    for position, (name, name_en, governs) in enumerate(OFFERED):
        default.objects.create(name=name, name_en=name_en, governs=governs, position=position)


class Migration(migrations.Migration):
    dependencies = [("committees", "0003_mechanisms")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
