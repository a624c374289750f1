"""Templates are copied, changed and published; their fields are filled from the record."""

from dataclasses import replace
from typing import Any

import pytest

from liandu.engines.papers import KINDS, fields_in
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from liandu.papers import actions, queries
from liandu.papers.models import PaperTemplate
from liandu.papers.rules import Wording
from tests.papers import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db
FILLED = ("title", "text", "attachments", "note")


def in_use() -> PaperTemplate:
    found = queries.template_in_use(build.NOTICE)
    assert found
    return found


def wording(**changes: Any) -> Wording:
    base = Wording("整改通知书", "Notice", "letter", "函", "关于{问题}的函", "{整改要求}")
    return replace(base, **changes)


def copied(world: World) -> PaperTemplate:
    return actions.copy_template(actor=acting(world.secretary), template_id=in_use().pk)


def test_every_kind_of_paper_has_a_template_in_use_that_it_can_fill(world: World) -> None:
    for code, kind in KINDS.items():
        template = queries.template_in_use(code)
        assert template, code
        for name in FILLED:
            assert set(fields_in(getattr(template, name))) <= set(kind.fields), (code, name)


def test_a_draft_begins_with_what_the_record_says(world: World) -> None:
    about = build.assigned(world)
    kind = KINDS[build.NOTICE]
    words = queries.first_words(in_use(), kind, acting(world.zigong_officer), about)
    assert words["title"] == "关于限期整改3 标设计变更未报批先实施的通知"
    for part in (about.number, about.fact, about.rule_broken, about.demand, "126.4 万元"):
        assert part in words["text"]
    assert set(kind.values(acting(world.zigong_officer), about)) == set(kind.fields)


def test_a_template_is_changed_as_a_copy_and_put_into_use(world: World) -> None:
    old, made = in_use(), copied(world)
    assert made.version == old.version + 1
    actions.edit_template(actor=acting(world.secretary), template_id=made.pk, wording=wording())
    assert in_use() == old
    actions.publish_template(actor=acting(world.secretary), template_id=made.pk)
    assert in_use().title == "关于{问题}的函"
    paper = build.issued(world)
    assert (paper.form, paper.template) == ("letter", in_use())
    assert "函〔" in paper.number


def test_what_is_in_use_is_not_changed_nor_discarded(world: World) -> None:
    who = acting(world.secretary)
    with pytest.raises(WrongState):
        actions.edit_template(actor=who, template_id=in_use().pk, wording=wording())
    with pytest.raises(WrongState):
        actions.discard_template(actor=who, template_id=in_use().pk)
    made = copied(world)
    actions.discard_template(actor=who, template_id=made.pk)
    assert not PaperTemplate.objects.filter(pk=made.pk).exists()


def test_a_template_names_only_fields_that_there_are(world: World) -> None:
    made = copied(world)
    who = acting(world.secretary)
    for changes, field in (
        ({"text": "{问题}{没有}"}, "text"), ({"form": "poster"}, "form"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            actions.edit_template(actor=who, template_id=made.pk, wording=wording(**changes))
        assert set(refused.value.fields) == {field}
    PaperTemplate.objects.filter(pk=made.pk).update(code="gone")
    with pytest.raises(Invalid):
        actions.edit_template(actor=who, template_id=made.pk, wording=wording())


def test_only_the_central_office_sets_templates(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.copy_template(actor=acting(world.zigong_officer), template_id=in_use().pk)


def test_a_body_sets_its_own_mark(world: World) -> None:
    officer = acting(world.zigong_officer)
    made = actions.set_letterhead(actor=officer, mark=" 自贡督 ", word=" 自督 ")
    assert (str(made), made.body) == ("自贡督", world.zigong)
    changed = actions.set_letterhead(actor=acting(world.zigong_head), mark="自贡", word="自")
    assert changed.pk == made.pk
    with pytest.raises(NotAllowed):
        actions.set_letterhead(actor=acting(world.zigong_inspector), mark="x", word="x")
