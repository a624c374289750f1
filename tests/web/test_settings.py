"""The settings that a site is run with pass Django's own checks of what is deployed."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from liandu import config
from tests.people import World, signed_in


@pytest.mark.once
def test_a_deployed_site_has_nothing_to_be_warned_of(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    env = {
        **os.environ, "LIANDU_DATA": str(tmp_path), "LIANDU_DATABASE": "", "LIANDU_HTTPS": "yes",
        "LIANDU_HOSTS": "node.example", "LIANDU_DEBUG": "", "LIANDU_SECOND_FACTOR": "",
    }  # fmt: skip
    command = [sys.executable, "-m", "liandu", "check", "--deploy", "--fail-level", "WARNING"]
    said = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    assert said.returncode == 0, said.stderr


def test_no_page_lets_text_become_a_script(client: Client, db: None) -> None:
    policy = client.get(reverse("orgs:sign_in")).headers["Content-Security-Policy"]
    said = {part.strip() for part in policy.split(";")}
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= said
    assert {"require-trusted-types-for 'script'", "trusted-types default"} <= said
    assert {"base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= said
    assert "unsafe" not in policy


def test_nothing_that_is_answered_stays_on_the_machine(world: World) -> None:
    browser = signed_in(world.secretary)
    pages = [reverse("orgs:body_list"), reverse("orgs:body_list") + "?export=csv"]
    for url in pages:
        answer = browser.get(url)
        assert "no-store" in answer.headers["Cache-Control"], url
        assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert answer.headers["Referrer-Policy"] == "same-origin"
    left = browser.post(reverse("orgs:sign_out"))
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_files_that_are_taken_in_are_for_the_site_alone() -> None:
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600


@pytest.mark.parametrize(
    ("by", "forwarded", "address"),
    [
        ("10.0.0.9", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.9", "8.8.8.8, 203.0.113.7", "203.0.113.7"),  # the left one is anybody's word
        ("10.0.0.9", "", "10.0.0.9"),
        ("203.0.113.7", "127.0.0.1", "203.0.113.7"),
    ],
)
def test_only_a_known_proxy_says_who_asks(
    by: str, forwarded: str, address: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIANDU_PROXIES = ["10.0.0.0/24"]
    seen: list[str] = []

    def site(environ: dict[str, Any], _: object) -> None:
        seen.append(environ["REMOTE_ADDR"])

    monkeypatch.setattr("django.core.wsgi.get_wsgi_application", lambda: site)
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    made = runpy.run_path(str(Path(config.__file__).with_name("wsgi.py")))
    made["application"]({"REMOTE_ADDR": by, **headers}, None)
    assert seen == [address]
