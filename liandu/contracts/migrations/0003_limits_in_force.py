"""The limits to start with, each with the article it rests on; what was put aside stays so."""

import hashlib
import json

from django.db import migrations
from django.utils import timezone

OURS = "本系统建议值"
LIMITS = [
    ("estimate_excess", 10, "《政府投资条例》第十二条"),
    ("least_sale_days", 5, "《招标投标法实施条例》第十六条"),
    ("least_bid_days", 20, "《招标投标法》第二十四条"),
    ("most_bid_bond", 2, "《招标投标法实施条例》第二十六条"),
    ("least_bidders", 3, "《招标投标法》第二十八条"),
    ("least_notice_days", 3, "《招标投标法实施条例》第五十四条"),
    ("sign_days", 30, "《招标投标法》第四十六条"),
    ("report_days", 15, "《招标投标法》第四十七条"),
    ("most_performance_bond", 10, "《招标投标法实施条例》第五十八条"),
    ("most_changed", 10, OURS),
    ("least_paid", 60, "《建设工程价款结算暂行办法》第十三条"),
    ("filing_days", 15, "《建设工程质量管理条例》第四十九条"),
    ("account_months", 3, "《基本建设财务规则》第三十三条"),
    ("surplus_months", 3, "《政府投资条例》第二十五条"),
    ("archive_months", 3, "《城市建设档案管理规定》第六条"),
]
OF_A_LIMIT = {"least", "most", "most_days", "least_paid", "until"}
CHUNK = 1000


def load(apps, _):
    limits = apps.get_model("contracts", "LimitSet").objects.create(
        code="checks", version=1, name="检查限额", name_en="Limits of the checks",
        state="published", published_at=timezone.now(),
    )
    limit = apps.get_model("contracts", "Limit")
    limit.objects.bulk_create(
        limit(limits=limits, code=code, amount=amount, basis=basis)
        for code, amount, basis in LIMITS
    )


def digest(facts):
    own = {name: value for name, value in facts.items() if name not in OF_A_LIMIT}
    told = json.dumps(own, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def without_limits(apps, _):
    """Let digests be of the facts alone, so that another limit opens nothing put aside again."""
    for name in ("Dismissal", "Prompt"):
        model = apps.get_model("contracts", name)
        last = 0
        while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
            for row in rows:
                row.digest = digest(row.facts)
            model.objects.bulk_update(rows, ["digest"])
            last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_limits")]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(without_limits, migrations.RunPython.noop),
    ]
