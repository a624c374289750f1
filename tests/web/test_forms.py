"""A form runs an action: nothing typed is lost, every refusal is told where it belongs."""

import re
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liandu.web.forms import Form, SelectionForm
from liandu.web.sample_form import SampleForm

URL = "/form/"
GOOD = {"title": "Plan", "due_on": "2026-06-12", "note": "as agreed"}
HTMX = {"HX-Request": "true"}


def sent(client: Client, status: int, **values: Any) -> str:
    headers = values.pop("headers", None)
    response = client.post(URL, {**GOOD, **values}, headers=headers)
    assert response.status_code == status
    return str(response.content.decode())


def test_a_form_is_a_page_with_what_will_happen(browser: Client) -> None:
    page = browser.get(URL).content.decode()
    assert "<h1>Save the plan?</h1>" in page
    assert "The office is told." in page
    assert 'enctype="multipart/form-data"' in page
    assert "<form" in page


def test_optional_fields_say_so_and_required_ones_are_not_starred(browser: Client) -> None:
    page = browser.get(URL).content.decode()
    assert page.count('<span class="opt">optional</span>') == 2
    assert "*" not in page.split("<main")[1].split("</main>")[0]


def test_success_goes_on_and_says_what_was_done(browser: Client) -> None:
    response = browser.post(URL, GOOD)
    assert (response.status_code, response.headers["Location"]) == (302, "/b/Plan/")
    assert "Saved Plan" in browser.get("/b/Plan/").content.decode()


def test_a_dialog_is_the_form_alone_and_goes_on_by_itself(browser: Client) -> None:
    part = browser.get(URL, headers=HTMX).content.decode()
    assert part.strip().startswith('<form class="confirm-f"')
    assert "<html" not in part
    response = browser.post(URL, GOOD, headers=HTMX)
    assert response.headers["HX-Redirect"] == "/b/Plan/"


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(browser: Client) -> None:
    page = sent(browser, 422, title="far too long a title", due_on="2026-99-99")
    assert "2 things to mend" in page
    assert 'href="#id_due_on"' in page
    assert 'id="id_due_on_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'value="far too long a title"' in page
    assert 'value="2026-99-99"' in page
    assert "as agreed</textarea>" in page


def test_what_the_action_finds_stands_beside_its_field_too(browser: Client) -> None:
    page = sent(browser, 422, title="late")
    beside = page.split('id="id_due_on_error"')[1].split("</div>")[0]
    assert "not before today" in beside
    assert "no such field" in page
    assert 'value="2026-06-12"' in page


def test_files_have_to_be_chosen_again_and_the_page_says_so(browser: Client) -> None:
    again = "choose the files again"
    assert again in sent(browser, 422, title="late", scan=SimpleUploadedFile("a.pdf", b"x"))
    assert again not in sent(browser, 422, title="late")


@pytest.mark.parametrize(
    ("title", "status", "words"),
    [
        ("gone", 409, "It is closed already. Reload."),
        ("step", 409, "It has moved on meanwhile"),
        ("barred", 403, "Your post can look at this but not do it"),
    ],
)
def test_a_refusal_is_told_at_the_form(
    browser: Client, title: str, status: int, words: str
) -> None:
    for headers in ({}, HTMX):
        page = sent(browser, status, title=title, headers=headers)
        assert words in page
        assert "as agreed</textarea>" in page
        assert "plans.save" not in page


def test_what_may_not_be_seen_is_not_found(browser: Client) -> None:
    assert "Not found" in sent(browser, 404, title="hidden")


def test_every_kind_of_field_gets_its_look() -> None:
    page = str(SampleForm())
    assert page.count('type="radio"') == 2
    assert '<input type="date"' in page
    assert page.count("form-check-input") == 3
    assert "form-select" in page
    assert "<fieldset" in page


def test_sections_group_fields() -> None:
    class Grouped(SampleForm):
        sections = (("What", "In short", ("title", "body")), ("When", "", ("due_on",)))

    page = str(Grouped())
    assert page.count('class="form-sec"') == 2
    assert "In short" in page
    assert 'name="note"' not in page


def test_selected_rows_travel_along_unseen() -> None:
    form = SelectionForm(initial={"pk": ["1", "2"]})
    assert str(form).count('type="hidden"') == 2
    assert not SelectionForm({"pk": []}).is_valid()


def test_selected_rows_arrive_whole() -> None:
    from django.http import QueryDict  # noqa: PLC0415

    form = SelectionForm(QueryDict("pk=1&pk=2"))
    assert form.is_valid()
    assert form.cleaned_data["pk"] == ["1", "2"]


def test_a_field_left_empty_says_what_to_do_with_it() -> None:
    class Three(Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")])
        proof = forms.FileField()
        own = forms.CharField(error_messages={"required": "words of its own"})

    found = {name: str(faults[0]) for name, faults in Three({}).errors.items()}
    assert found == {
        "name": "请填写。", "kind": "请选择。", "proof": "请选择文件。", "own": "words of its own",
    }  # fmt: skip


@pytest.mark.parametrize(("many", "first"), [(20, "0"), (21, "7")])
def test_what_is_chosen_stands_first_where_there_are_many(many: int, first: str) -> None:
    class Bodies(Form):
        bodies = forms.MultipleChoiceField(
            choices=[(str(one), str(one)) for one in range(many)],
            widget=forms.CheckboxSelectMultiple,
        )

    drawn = str(Bodies(initial={"bodies": ["7"]})["bodies"].as_field_group())
    assert re.findall(r'value="(\d+)"', drawn)[0] == first
