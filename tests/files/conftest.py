"""A record to attach files to, and a folder that is empty before each test."""

from pathlib import Path
from typing import Any

import pytest

from liandu.files import queries
from tests.inspections import build
from tests.people import World


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Return the folder that stored content lies in."""
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages
    assert queries.root() == tmp_path
    return tmp_path


@pytest.fixture
def site(world: World, folder: Path) -> build.Site:
    """Return an inspection whose team is on site."""
    return build.on_site(world)
