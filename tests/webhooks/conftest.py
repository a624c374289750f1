"""Another system on this machine, where things may be sent to in tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.webhooks.receiver import HERE, Receiver, receiving


@pytest.fixture
def receiver(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Receiver]:
    """Return a system whose certificate is trusted here."""
    settings.LIANDU_WEBHOOK_NETWORKS = [HERE]
    with receiving(tmp_path) as made:
        monkeypatch.setenv("SSL_CERT_FILE", str(made.certificate))
        yield made
