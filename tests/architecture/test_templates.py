"""The house rules about templates hold in every template."""

import pytest

from tests.architecture import template_rules as rules
from tests.architecture.sources import Rule, broken, named

TEMPLATES = ("liandu/*/templates/*/*.html", "liandu/*/templates/*/*/*.html")


@pytest.mark.parametrize(
    "rule", [rules.unsafe, rules.open_forms, rules.long_template, rules.untranslated]
)
def test_templates_keep(rule: Rule) -> None:
    assert broken(rule, named(*TEMPLATES)) == []
