"""Numbers that a body gives out."""

from liandu.orgs.models import NumberSequence


def take_number(*, body_id: int, prefix: str, year: int, width: int = 4) -> str:
    """Return the next number of a body, such as WT-2023-0418, inside the caller's transaction."""
    return take_numbers(1, body_id=body_id, prefix=prefix, year=year, width=width)[0]


def take_numbers(count: int, *, body_id: int, prefix: str, year: int, width: int = 4) -> list[str]:
    """Return the next ``count`` numbers of a body, inside the caller's transaction.

    The row stays locked until that transaction ends, so numbers have neither gaps nor doubles.
    """
    NumberSequence.objects.get_or_create(body_id=body_id, prefix=prefix, year=year)
    row = NumberSequence.objects.select_for_update().get(body_id=body_id, prefix=prefix, year=year)
    first, row.last = row.last + 1, row.last + count
    row.save(update_fields=["last"])
    return [f"{prefix}-{year}-{number:0{width}}" for number in range(first, row.last + 1)]
