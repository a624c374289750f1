"""An authenticator made of software: what a security key does, and what a false one might."""

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

from liandu.engines.passkeys import bytes_of, text_of

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
HERE = "https://liandu.example"


@dataclass
class Authenticator:
    """One key pair for one site. ``flags``, ``origin`` and ``host`` may be set to lie."""

    origin: str = HERE
    host: str = "liandu.example"
    flags: int = PRESENT | VERIFIED
    algorithm: int = -7
    steps: int = 1
    count: int = 0
    name: bytes = field(default_factory=lambda: os.urandom(16))
    pair: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def credential(self) -> str:
        """Return its name as browsers write it."""
        return text_of(self.name)

    def make(self, asked: dict[str, Any]) -> str:
        """Answer what a browser is asked for a new passkey."""
        place = self.pair.public_key().public_numbers()
        key = {
            1: 2, 3: self.algorithm, -1: 1,
            -2: place.x.to_bytes(32, "big"), -3: place.y.to_bytes(32, "big"),
        }  # fmt: skip
        new = bytes(16) + len(self.name).to_bytes(2, "big") + self.name + cbor.encode(key)
        said = {"fmt": "none", "attStmt": {}, "authData": self._said(ATTESTED) + new}
        client = self._client("webauthn.create", asked)
        return self._answer(clientDataJSON=client, attestationObject=cbor.encode(said))

    def prove(self, asked: dict[str, Any]) -> str:
        """Answer what a browser is asked for a passkey that is known."""
        self.count += self.steps
        said, client = self._said(), self._client("webauthn.get", asked)
        signed = self.pair.sign(said + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=said, signature=signed)

    def _said(self, flags: int = 0) -> bytes:
        host = sha256(self.host.encode()).digest()
        return host + bytes([self.flags | flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _answer(self, **parts: bytes) -> str:
        response = {name: text_of(part) for name, part in parts.items()}
        said = {"id": self.credential, "rawId": self.credential, "type": "public-key"}
        return json.dumps(said | {"response": response})


def challenge_of(asked: dict[str, Any]) -> bytes:
    """Return the challenge in what a browser is asked."""
    return bytes_of(asked["challenge"])
