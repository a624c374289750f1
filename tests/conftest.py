"""What every test may ask for."""

import os

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from tests.people import world

# The same examples each time where a failure must not come and go; no example is timed.
hypothesis.settings.register_profile("liandu", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("liandu")

__all__ = ["world"]


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Begin in the language of the site: a page asked for before leaves its own behind."""
    translation.activate(settings.LANGUAGE_CODE)
