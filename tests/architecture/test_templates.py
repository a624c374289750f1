"""The house rules about templates and style sheets hold in every one of them."""

from functools import partial

import pytest

from tests.architecture import style_rules
from tests.architecture import template_rules as rules
from tests.architecture.sources import Rule, broken, named, python

TEMPLATES = ("liandu/*/templates/*/*.html", "liandu/*/templates/*/*/*.html")


@pytest.mark.parametrize(
    "rule", [rules.unsafe, rules.open_forms, rules.long_template, rules.untranslated]
)
def test_templates_keep(rule: Rule) -> None:
    assert broken(rule, named(*TEMPLATES)) == []


def test_every_class_of_a_style_sheet_is_drawn_somewhere() -> None:
    sources = [*named(*TEMPLATES, "liandu/*/static/*/*.js"), *python("liandu")]
    words = style_rules.quoted(path.read_text() for path in sources)
    sheets = named("liandu/*/static/*/*.css")
    assert broken(partial(style_rules.undrawn, words=words), sheets) == []
