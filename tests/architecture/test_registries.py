"""What apps register fits together: actions and permits, events and sentences, lives and pages."""

import inspect

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.utils import translation

from liandu.kernel.actions import ACTIONS
from liandu.kernel.events import KINDS
from liandu.kernel.permits import RULES
from liandu.kernel.workflow import LIVES
from tests.architecture import code_rules, history
from tests.architecture.sources import python
from tools import docs


def ours() -> list[str]:
    return [config.label for config in apps.get_app_configs() if config.name.startswith("liandu.")]


def test_every_action_has_a_permit_and_takes_keywords_only() -> None:
    assert sorted(ACTIONS.keys() - RULES.keys()) == []
    for name, action in ACTIONS.items():
        parameters = inspect.signature(action).parameters
        kinds = {parameter.kind for parameter in parameters.values()}
        # Typed by Unpack[TypedDict], so still keywords and nothing else.
        assert kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}, name
        assert next(iter(parameters)) == "actor", name


def test_every_kind_of_event_that_is_recorded_has_a_sentence() -> None:
    recorded = {k for p in python("liandu") for k in code_rules.recorded_kinds(p.read_text())}
    assert sorted(recorded - KINDS.keys()) == []


def test_every_sentence_about_an_event_is_chinese() -> None:
    with translation.override("zh-hans"):
        spoken = {name: str(kind.sentence) for name, kind in KINDS.items()}
    assert [name for name, words in spoken.items() if words.isascii()] == []


def test_the_diagrams_show_the_lives_as_they_are() -> None:
    kept = {path: path.read_text() for path in docs.LIVES.glob("*.md")}
    assert kept == docs.life_pages(), "run: ./run docs"


def test_every_model_and_state_and_permit_is_explained() -> None:
    states = {
        str(s) for life in LIVES.values() for step in life.steps.values() for s in step.sources
    }
    wanted = {docs.snake(model.__name__) for model in docs.ours()} | states | RULES.keys()
    assert history.unexplained(wanted, docs.GLOSSARY.read_text()) == []
    assert [row for row in (*docs.records(), *docs.permits()) if "" in row] == []


def test_the_glossary_says_what_the_code_says() -> None:
    assert docs.GLOSSARY.read_text() == docs.glossary(), "run: ./run docs"


@pytest.mark.parametrize("app", ours())
def test_migrations_are_one_line_without_branches(app: str) -> None:
    graph = MigrationLoader(None).graph
    parents = {
        key[1]: [parent.key[1] for parent in node.parents if parent.key[0] == app]
        for key, node in graph.node_map.items()
        if key[0] == app
    }
    assert history.branches(parents) == []
