"""Each house rule finds what breaks it, and lets pass what does not."""

from functools import partial

import pytest

from tests.architecture import code_rules, history, style_rules, template_rules, word_rules
from tests.architecture.sources import Rule
from tools import docs

GOOD_ACTION = '''
@action("leads.accept_transfer")
def accept_transfer(*, actor: Actor, transfer_id: int) -> None:
    """Take it.

    :raises NotAllowed: otherwise
    """
    transfer = locked(actor, transfer_id)
    require(actor, "leads.accept_transfer", transfer)
    transfer.save()
    _note(actor, transfer)

def _note(actor, transfer):
    record(actor, "leads.transfer_accepted", transfer)
'''


def changed(old: str, new: str) -> str:
    assert old in GOOD_ACTION
    return GOOD_ACTION.replace(old, new)


SIBLING = "from liandu.works.models.parts import Part\nx = models.ForeignKey(Part)"
EARLY = changed("    require(", "    transfer.save()\n    require(")

CODE_FAULTS: list[tuple[Rule, str, str]] = [
    (code_rules.action_signatures, changed("*, actor", "actor"), "positional"),
    (code_rules.action_signatures, changed("*, actor: Actor, ", "*, "), "begin with actor"),
    (code_rules.action_signatures, changed("def accept", "def take"), "written as"),
    (code_rules.action_signatures, changed(":raises", ":returns"), "raises"),
    (code_rules.action_duties, changed("    require(", "    consider("), "never calls require"),
    (code_rules.action_duties, changed("    record(", "    forget("), "never calls record"),
    (code_rules.action_order, EARLY, "writes in line"),
    (code_rules.page_writes, "thing.save()", "save"),
    (code_rules.page_writes, "Thing.objects.filter(pk=1).update(a=2)", "update"),
    (code_rules.page_writes, "Thing.objects.get_or_create()", "get_or_create"),
    (code_rules.raw_reads, "Thing.objects.all()", ".objects"),
    (code_rules.signals, "from django.db.models.signals import post_save", "imports"),
    (code_rules.signals, "from django.dispatch import receiver", "imports"),
    (code_rules.prints, "print('x')", "print"),
    (code_rules.open_ends, "# " + "TO" + "DO later", "line 1"),
    (code_rules.long_file, "x = 1\n" * 301, "301"),
    (code_rules.long_functions, "def f():\n" + "    x = 1\n" * 40, "f: 41"),
    (code_rules.vague_classes, "class TransferHelper: ...", "TransferHelper"),
    (code_rules.vague_classes, "class TransferManager: ...", "TransferManager"),
    (
        code_rules.direct_links,
        "from liandu.orgs.models import Body\nx = models.ForeignKey(Body)",
        "Body",
    ),
    (code_rules.unsteady, "@pytest.mark.skip\ndef test_x(): ...", "skip"),
    (code_rules.unsteady, "time.sleep(1)", "sleep"),
    (code_rules.drawn_styles, 'x = \'<b class="a" style="color:red">\'', "style="),
]
TEMPLATE_FAULTS: list[tuple[Rule, str, str]] = [
    (template_rules.unsafe, '<p class="a" style="color: red">', "inline style"),
    (template_rules.unsafe, "<style>p {}</style>", "style element"),
    (template_rules.unsafe, '<a href="/" onclick="go()">', "inline handler"),
    (template_rules.unsafe, '<a hx-on:click="go()">', "inline handler"),
    (template_rules.unsafe, "<script>go()</script>", "inline script"),
    (template_rules.unsafe, '<a href="javascript:go()">', "script address"),
    (template_rules.unsafe, "{{ words|safe }}", "unescaped"),
    (template_rules.unsafe, '<script src="https://cdn.example/x.js"></script>', "elsewhere"),
    (template_rules.open_forms, '<form method="post"><input></form>', "csrf"),
    (template_rules.long_template, "<p>\n" * 121, "121"),
    (template_rules.untranslated, "<p>Findings</p>", "Findings"),
    (template_rules.untranslated, "<p>问题</p>", "问题"),
    (template_rules.untranslated, '<button title="Close it">×</button>', "Close it"),
]
WORD_FAULTS: list[tuple[Rule, str, str]] = [
    (word_rules.stale_words, "正在进行整改", "进行"),
    (word_rules.stale_words, "已保存！", "！"),
    (word_rules.stale_words, "已保存,请核对", "half-width"),
    (word_rules.machine_paths, "open('/ho" + "me/ada/x')", "line 1"),
    (word_rules.machine_paths, "cd /wo" + "rk && ls", "line 1"),
    (word_rules.machine_paths, "/tm" + "p/abc", "line 1"),
]


@pytest.mark.parametrize(("rule", "text", "fault"), CODE_FAULTS + TEMPLATE_FAULTS + WORD_FAULTS)
def test_a_rule_finds_what_breaks_it(rule: Rule, text: str, fault: str) -> None:
    assert fault in "\n".join(rule(text))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (code_rules.action_signatures, GOOD_ACTION),
        (code_rules.action_duties, GOOD_ACTION),
        (code_rules.action_order, GOOD_ACTION),
        (code_rules.page_writes, "queries.findings(actor).filter(pk=1)"),
        (code_rules.page_writes, "context.update({1: 2})"),
        (
            code_rules.raw_reads,
            "Thing.objects.visible_to(actor), Thing.objects.none(), Body.objects.all()",
        ),
        (code_rules.open_ends, "# " + "TO" + "DO (#12): later"),
        (code_rules.unsteady, "@mark.skipif(connection.vendor != 'sqlite')\ndef f(): ..."),
        (code_rules.vague_classes, "class ScopedManager(models.Manager): ..."),
        (code_rules.direct_links, "class A: ...\nx = ForeignKey(A)\ny = ForeignKey('orgs.Body')"),
        (partial(code_rules.direct_links, app="works"), SIBLING),
        (template_rules.unsafe, '<script src="{% static "a.js" %}" defer></script>'),
        (template_rules.unsafe, '<script type="application/json">{}</script>'),
        (template_rules.unsafe, '<td{% if a %} class="b"{% include "c" with on=d %}>'),
        (template_rules.open_forms, '<form method="post">{% csrf_token %}</form>'),
        (template_rules.untranslated, '<p title="{% translate "Close" %}">{{ x }} · 3</p>'),
        (template_rules.untranslated, "{% blocktranslate %}Many words{% endblocktranslate %}"),
        (template_rules.untranslated, "{# why it is so #}<code>finding</code>"),
        (word_rules.stale_words, "已了结，请核对（第 2 次）"),
        (word_rules.machine_paths, "the pages under /findings/ and /inspections/"),
    ],
)
def test_a_rule_lets_pass_what_is_fine(rule: Rule, text: str) -> None:
    assert rule(text) == []


def test_the_kinds_of_event_a_source_records_are_found() -> None:
    assert code_rules.recorded_kinds(GOOD_ACTION) == {"leads.transfer_accepted"}


def test_a_lock_that_names_a_host_is_found() -> None:
    source = "--index-url https://mirror.example/simple\n"
    assert word_rules.registry_hosts("requirements.txt", source) == ["holds an address"]
    resolved = '"resolved": ' + '"https://somewhere.example/x.tgz"'
    assert word_rules.registry_hosts("package-lock.json", resolved) == ["names a registry"]
    assert word_rules.registry_hosts("README.md", "https://www.example.org/") == []


def test_a_class_that_nothing_draws_is_found() -> None:
    page = """<p class="note{% if x %} note--a{% endif %}">{% translate "gone" %}</p>"""
    script = "list.classList.toggle('is-on', `pill--${kind}`)"
    words = style_rules.quoted([page, script])
    sheet = "/* .old */ .note, .note--a .is-on, .pill--r { top: .5em } @media print { .gone { } }"
    assert style_rules.undrawn(sheet, words) == [".gone"]


def test_a_lost_place_for_a_value_is_found() -> None:
    assert word_rules.lost_placeholders("%(n)s left", "还剩 %(n)s 天") == []
    assert word_rules.lost_placeholders("%(n)s left", "还剩几天") == ["%(n)s of '%(n)s left'"]


def test_a_word_without_an_entry_is_found() -> None:
    assert docs.snake("WorksProject") == "works_project"
    assert history.unexplained({"finding", "works_project"}, "| 问题 | `finding` |") == [
        "works_project"
    ]


def test_a_branch_of_the_migrations_is_found() -> None:
    line = {"0001": [], "0002": ["0001"], "0003": ["0002"]}
    assert history.branches(line) == []
    assert history.branches({**line, "0003_other": ["0002"]}) == ["two follow 0002"]
    assert history.branches({**line, "0004": ["0003", "0002"]})[0] == "0004 joins 0003, 0002"
    assert history.branches({**line, "0001_again": []}) == ["0001_again begins again"]
