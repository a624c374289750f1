"""An identity provider that is set for a test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from liandu.keys import queries
from tests.keys.provider import CLIENT, SECRET, Provider, providing


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Provider]:
    """Return an identity provider that is set and trusted here."""
    with providing(tmp_path) as made:
        monkeypatch.setenv("SSL_CERT_FILE", str(made.certificate))
        monkeypatch.setattr(queries, "_kept", {})
        settings.OIDC_ISSUER, settings.OIDC_CLIENT = made.issuer, CLIENT
        settings.OIDC_SECRET, settings.OIDC_NAME = SECRET, "市统一身份认证"
        settings.LIANDU_URL = "https://site.example"
        yield made
