"""Paging by key: every row once, in both directions, whatever the order holds."""

import pytest
from django.core import signing

from liandu.orgs.models import Body
from liandu.web import keyset

ORDERS = [
    ("position",),
    ("-position",),
    ("closed_on",),
    ("-closed_on",),
    ("-closed_on", "name"),
    ("jurisdiction__short_name",),
    ("-code",),
]


def walk(order: tuple[str, ...], size: int) -> list[keyset.Page[Body]]:
    pages = [keyset.page(Body.objects.all(), order, size)]
    while pages[-1].after:
        pages.append(keyset.page(Body.objects.all(), order, size, after=pages[-1].after))
    return pages


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("size", [1, 7, 45, 100])
def test_walking_forward_shows_every_row_once_in_order(
    bodies: list[Body], order: tuple[str, ...], size: int
) -> None:
    line = keyset.keys(Body, order)
    expected = list(Body.objects.order_by(*(key.ordering(backwards=False) for key in line)))
    assert [row.pk for page in walk(order, size) for row in page.rows] == [b.pk for b in expected]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_walking_back_shows_the_same_pages(bodies: list[Body], order: tuple[str, ...]) -> None:
    pages = walk(order, 7)
    back = pages[-1]
    for page in reversed(pages[:-1]):
        back = keyset.page(Body.objects.all(), order, 7, before=back.before)
        assert back.rows == page.rows
        assert back.first == page.first
        assert back.after
    assert back.before == ""


def test_blank_values_come_last_both_ways(bodies: list[Body]) -> None:
    for order in (("closed_on",), ("-closed_on",)):
        found = [row.closed_on for page in walk(order, 7) for row in page.rows]
        blanks = [value is None for value in found]
        assert blanks == sorted(blanks)


def test_rows_are_numbered_from_the_first(bodies: list[Body]) -> None:
    first, second = walk(("code",), 10)[:2]
    assert (first.first, first.last, first.count) == (1, 10, "45")
    assert (second.first, second.last) == (11, 20)


def test_a_key_that_was_tampered_with_leads_to_the_first_page(bodies: list[Body]) -> None:
    good = keyset.page(Body.objects.all(), ("code",), 5).after
    forged = signing.Signer(salt="elsewhere").sign_object([5, "code,pk", ["B001", 1]])
    for bad in (f"x{good}", good[:-1], forged, "nonsense"):
        page = keyset.page(Body.objects.all(), ("code",), 5, after=bad)
        assert page.first == 1


def test_a_key_of_another_order_leads_to_the_first_page(bodies: list[Body]) -> None:
    key = keyset.page(Body.objects.all(), ("code",), 5).after
    assert keyset.page(Body.objects.all(), ("-code",), 5, after=key).first == 1


def test_a_page_whose_rows_went_away_is_the_first(bodies: list[Body]) -> None:
    pages = walk(("code",), 40)
    for row in pages[1].rows:
        Body.objects.filter(pk=row.pk).update(code=f"A{row.pk}")
    assert keyset.page(Body.objects.all(), ("code",), 40, after=pages[0].after).first == 1


def test_counting_stops_at_the_cap(bodies: list[Body], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "CAP", 20)
    page = keyset.page(Body.objects.all(), ("code",), 5)
    assert (page.total, page.count, page.is_capped) == (21, "20+", True)


def test_depth_costs_nothing(bodies: list[Body], django_assert_num_queries: object) -> None:
    last = walk(("-position",), 5)[-1]
    sql = str(Body.objects.order_by("pk")[:1].query)
    assert "OFFSET" not in sql
    with django_assert_num_queries(2) as asked:  # type: ignore[operator]
        keyset.page(Body.objects.all(), ("-position",), 5, before=last.before)
    assert not any("OFFSET" in query["sql"] for query in asked)


def test_values_of_every_type_survive_the_key() -> None:
    from datetime import UTC, date, datetime  # noqa: PLC0415
    from decimal import Decimal  # noqa: PLC0415
    from uuid import UUID  # noqa: PLC0415

    values = [
        1,
        "x",
        None,
        True,
        date(2026, 1, 2),
        datetime(2026, 1, 2, 3, tzinfo=UTC),
        Decimal("1.20"),
        UUID(int=5),
    ]
    assert [keyset._unpacked(keyset._packed(v)) for v in values] == values  # noqa: SLF001


def test_a_path_the_query_works_out_may_be_blank() -> None:
    (key, tie) = keyset.keys(Body, ("worked_out",))
    assert key.is_nullable
    assert (tie.path, tie.is_descending) == ("pk", False)


def test_the_primary_key_is_not_added_twice() -> None:
    assert [key.path for key in keyset.keys(Body, ("-id",))] == ["id"]
