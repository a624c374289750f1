"""Refusals carry words for the person at the screen."""

from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, Refusal, WrongState


def test_each_refusal_has_its_status() -> None:
    assert [kind.status for kind in (Refusal, NotVisible, NotAllowed, WrongState, Invalid)] == [
        409, 404, 403, 409, 422,
    ]  # fmt: skip


def test_what_is_invalid_says_where_and_why() -> None:
    refusal = Invalid({"due": "not before today", "title": "is missing"})
    assert refusal.fields == {"due": "not before today", "title": "is missing"}
    assert str(refusal) == "not before today is missing"
    assert Invalid("nothing chosen").fields == {"": "nothing chosen"}
