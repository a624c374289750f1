"""The house rules about Python hold in every file."""

from functools import partial

import pytest

from tests.architecture import code_rules as rules
from tests.architecture.sources import ROOT, Rule, app_of, broken, named, parts, python, role

PAGES = ("forms", "listings", "panels", "views")
FORBIDDEN = {
    "base", "common", "func", "functions", "helper", "helpers", "manager", "managers",
    "misc", "service", "services", "signals", "util", "utils",
}  # fmt: skip


@pytest.mark.parametrize("rule", [rules.action_signatures, rules.action_duties, rules.action_order])
def test_actions_keep_their_contract(rule: Rule) -> None:
    assert broken(rule, parts("actions")) == []


def test_actions_stand_nowhere_but_in_actions() -> None:
    elsewhere = [path for path in python("liandu") if role(path) != "actions"]

    def stray(text: str) -> list[str]:
        return [name for name, _ in rules.actions(text)]

    assert broken(stray, elsewhere) == []


def test_what_reads_and_draws_never_writes() -> None:
    assert broken(rules.page_writes, parts("queries", *PAGES)) == []


def test_pages_read_through_the_queries() -> None:
    assert broken(rules.raw_reads, parts(*PAGES)) == []


def test_nothing_listens_to_signals() -> None:
    apart = [path for path in python("liandu") if path.parent.name != "config"]
    assert broken(rules.signals, apart) == []


def test_nothing_prints() -> None:
    assert broken(rules.prints, python("liandu", "tools", "bench")) == []


def test_no_work_is_left_open_without_an_issue() -> None:
    assert broken(rules.open_ends, named("*.py", "*.html", "*.js", "*.css", "run")) == []


def test_files_can_be_read_in_one_sitting() -> None:
    assert broken(rules.long_file, named("*.py", "*.js", "run")) == []


def test_functions_are_short() -> None:
    assert broken(rules.long_functions, python("liandu", "tools", "bench")) == []


def test_names_say_what_things_are() -> None:
    assert broken(rules.vague_classes, python("liandu")) == []
    vague = [p for p in python("liandu") if FORBIDDEN & {p.stem, p.parent.name}]
    # Django asks for a database's connection under this very name.
    assert {str(path.relative_to(ROOT)) for path in vague} == {"liandu/kernel/postgresql/base.py"}


def test_tables_of_other_apps_are_named_not_imported() -> None:
    for path in parts("models"):
        assert broken(partial(rules.direct_links, app=app_of(path)), [path]) == []


def test_no_test_is_switched_off_or_looks_at_the_clock() -> None:
    assert broken(rules.unsteady, python("tests")) == []


def test_python_draws_no_inline_style() -> None:
    assert broken(rules.drawn_styles, python("liandu")) == []
