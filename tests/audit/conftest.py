"""What tests of the record have in common."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    """Keep the key and the last checkpoints of each test apart."""
    settings.DATA_DIR = tmp_path
    return tmp_path
