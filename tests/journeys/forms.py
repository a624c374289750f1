"""Filling in forms as a hand does: by what kind of field each is."""

from typing import Any

from playwright.sync_api import Locator


def enter(form: Locator, **fields: Any) -> None:
    """Fill in fields by name: text, a choice, a tick, or files as (name, type, content)."""
    for name, value in fields.items():
        place = form.locator(f'[name="{name}"]')
        match place.first.evaluate("field => field.type"):
            case "radio":
                form.locator(f'[name="{name}"][value="{value}"]').check(force=True)
            case "checkbox":
                place.set_checked(value)
            case "select-one":
                place.select_option(str(value))
            case "file":
                place.set_input_files(
                    [{"name": n, "mimeType": kind, "buffer": body} for n, kind, body in value]
                )
            case _:
                place.fill(str(value))
