"""What a paper consists of, as plain values (GB/T 9704-2012, 7.2 to 7.4)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Self


class Form(StrEnum):
    """The form of a paper: with a red head, of a letter (10.1), of minutes (10.3), or no head."""

    STANDARD = "standard"
    LETTER = "letter"
    MINUTES = "minutes"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, part by part. ``marks`` and ``signed_by`` name several bodies if issued jointly."""

    title: str
    text: str
    marks: tuple[str, ...]
    signed_by: tuple[str, ...]
    form: str = Form.STANDARD
    number: str = ""
    urgency: str = ""
    recipients: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    issued_on: date | None = None
    note: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the paper as plain JSON values, to be kept."""
        return asdict(self) | {"issued_on": self.issued_on and self.issued_on.isoformat()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Return the paper that was kept."""
        names = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in kept.items()
            if name in names
        }
        on = values.get("issued_on")
        return cls(**values | {"issued_on": date.fromisoformat(on) if on else None})


def dated(day: date | None) -> str:
    """Return a day as papers write it (7.3.5.4): ``2026年6月9日``."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def number_of(word: str, year: int, number: int | str) -> str:
    """Return the number of a paper (7.2.5): ``自监督〔2026〕3号``."""
    return f"{word}〔{year}〕{number}号"
