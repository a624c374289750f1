"""An identity provider of the test's own: a real server with real keys, as good or bad as asked."""

import base64
import hmac
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey

from tests.webhooks.receiver import certified

CLIENT, SECRET = "liandu", "a secret & of the site"
BACK = "https://site.example/sign-in/provider/back/"


@dataclass
class Provider:
    """What it signs with and says; ``claims`` and ``alg`` are what the next token holds."""

    port: int
    certificate: Path
    key: Key = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}))
    alg: str = "RS256"
    described: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    published: list[Any] | None = None
    forged: str = ""
    status: int = 200
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    told: Any = None

    @property
    def issuer(self) -> str:
        """Return what it calls itself."""
        return f"https://127.0.0.1:{self.port}/realm"

    def description(self) -> dict[str, Any]:
        """Return what it says of itself."""
        usual = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
        }  # fmt: skip
        return {name: told for name, told in (usual | self.described).items() if told is not None}

    def keys(self) -> dict[str, Any]:
        """Return the public halves of its keys."""
        if self.published is not None:
            return {"keys": self.published}
        return {"keys": [self.key.as_dict(private=False)]}

    def comes_back(self, url: str, subject: str, **claims: Any) -> dict[str, str]:
        """Let somebody be who they are here; return what their browser brings back."""
        asked = dict(parse_qsl(urlsplit(url).query))
        assert urlsplit(url)._replace(query="").geturl() == f"{self.issuer}/authorize"
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        now = int(datetime.now(UTC).timestamp())
        self.claims = {
            "iss": self.issuer, "sub": subject, "aud": CLIENT, "exp": now + 300, "iat": now,
            "nonce": asked["nonce"], "name": "张三", **claims,
        }  # fmt: skip
        return {"code": code, "state": asked["state"]}

    def token(self) -> str:
        """Return the token, signed."""
        if self.forged:
            return self.forged
        header = {"alg": self.alg, "kid": self.key.kid}
        return jwt.encode(header, self.claims, self.key, algorithms=[self.alg])

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, Any]:
        """Answer a site that brings a code: once, and to whoever asked for it alone."""
        pair = f"{CLIENT}:a%20secret%20%26%20of%20the%20site"
        basic = f"Basic {base64.b64encode(pair.encode()).decode()}"
        is_ours = authorization == basic or form.get("client_secret") == SECRET
        asked = self.codes.pop(form["code"], None)
        digest = sha256(form["code_verifier"].encode()).digest()
        if not is_ours or asked is None or asked["code_challenge"] != _text(digest):
            return 400, {"error": "invalid_grant"}
        assert form["redirect_uri"] == asked["redirect_uri"] == BACK
        return self.status, self.told if self.told is not None else {"id_token": self.token()}

    def none(self) -> str:
        """Return a token that nobody signed."""
        return f"{_part({'alg': 'none'})}.{_part(self.claims)}."

    def by_public_half(self) -> str:
        """Return a token signed with what everybody knows: the public key as a shared secret."""
        said = f"{_part({'alg': 'HS256', 'kid': self.key.kid})}.{_part(self.claims)}"
        shared = self.key.as_pem(private=False)  # type: ignore[attr-defined]
        return f"{said}.{_text(hmac.digest(shared, said.encode(), 'sha256'))}"


def _part(told: Any) -> str:
    return _text(json.dumps(told).encode())


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def elliptic(kid: str) -> Key:
    """Return a key on a curve."""
    return ECKey.generate_key("P-256", {"kid": kid})


@contextmanager
def providing(folder: Path) -> Iterator[Provider]:
    """Run an identity provider for a while."""
    path = certified(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            is_keys = self.path.endswith("/keys")
            self.answer(made.status, made.keys() if is_keys else made.description())

        def do_POST(self) -> None:
            made.asked.append(self.path)
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            self.answer(*made.exchange(form, self.headers.get("Authorization", "")))

        def answer(self, status: int, told: Any) -> None:
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{made.issuer}/elsewhere")
            self.end_headers()
            self.wfile.write(told if isinstance(told, bytes) else json.dumps(told).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Say nothing of whoever goes away."""

    server = Server(("127.0.0.1", 0), Handler)
    made = Provider(server.server_address[1], path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
