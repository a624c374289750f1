"""Actions inside actions, and actions where they do not belong."""

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from liandu.kernel import actions
from liandu.kernel.actions import action
from liandu.kernel.errors import Refusal
from liandu.orgs.models import Jurisdiction


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liandu.kernel.actions.ACTIONS", dict(actions.ACTIONS))


def make(name: str) -> None:
    Jurisdiction.objects.create(code=name, name=name, short_name=name)


@pytest.mark.django_db
def test_an_inner_refusal_undoes_the_outer() -> None:
    @action("test.inner")
    def inner() -> None:
        make("inner")
        raise Refusal

    @action("test.outer")
    def outer() -> None:
        make("outer")
        inner()

    with pytest.raises(Refusal):
        outer()
    assert not Jurisdiction.objects.exists()


@pytest.mark.django_db
def test_an_outer_cannot_carry_on_over_an_inner_refusal() -> None:
    @action("test.inner2")
    def inner() -> None:
        make("inner")
        raise Refusal

    @action("test.outer2")
    def outer() -> None:
        try:
            inner()
        except Refusal:
            make("after")

    with pytest.raises(TransactionManagementError):
        outer()
    assert not Jurisdiction.objects.exists()


@pytest.mark.django_db
def test_an_action_will_not_run_inside_somebody_elses_transaction() -> None:
    @action("test.alone")
    def alone() -> None: ...

    with transaction.atomic(), pytest.raises(RuntimeError):
        alone()


@pytest.mark.django_db
def test_an_action_is_registered_under_its_name() -> None:
    @action("test.named")
    def named() -> int:
        return 7

    assert actions.ACTIONS["test.named"]() == named() == 7
