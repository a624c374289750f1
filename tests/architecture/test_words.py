"""Every string has its Chinese, as an office writes it; no file names a machine or a registry."""

from collections import defaultdict

from tests.architecture import word_rules
from tests.architecture.sources import PICTURES, ROOT, committed
from tools import messages


def translated() -> list[tuple[str, str, str, str]]:
    """Return app, context, English and Chinese of every translation, each plural form by itself."""
    return [
        (app.name, *key, chinese)
        for app in messages.apps()
        for key, message in messages.messages(messages.kept(app)).items()
        for chinese in messages.forms(message)
    ]


def test_every_visible_string_has_a_finished_translation() -> None:
    assert [sentence for app in messages.apps() for sentence in messages.problems(app)] == []


def test_one_string_has_one_translation_wherever_it_stands() -> None:
    said = defaultdict(set)
    for _, context, english, chinese in translated():
        said[context, english].add(chinese)
    assert {key: words for key, words in said.items() if len(words) > 1} == {}


def test_the_chinese_is_plain() -> None:
    words = [(app, chinese) for app, _, _, chinese in translated()]
    assert [f"{app}: {f}" for app, zh in words for f in word_rules.stale_words(zh)] == []


def test_translations_keep_the_places_for_values() -> None:
    pairs = [(app, english, chinese) for app, _, english, chinese in translated()]
    assert [f"{a}: {f}" for a, en, zh in pairs for f in word_rules.lost_placeholders(en, zh)] == []


def test_no_file_names_a_registry_or_one_machine() -> None:
    found = []
    for path in committed():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in PICTURES:
            text = path.read_text(errors="replace")
            faults = [*word_rules.machine_paths(text), *word_rules.registry_hosts(name, text)]
            found += [f"{name}: {fault}" for fault in faults]
    assert found == []
