"""One-time codes by the clock, as RFC 6238 has them: what authenticator apps show."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

STEP: Final = 30
DIGITS: Final = 6
SECRET_SIZE: Final = 20
# A phone's clock may be off by half a minute either way.
WINDOW: Final = (-1, 0, 1)


def new_secret() -> bytes:
    """Return a secret to be shared with a person's app."""
    return secrets.token_bytes(SECRET_SIZE)


def text_of(secret: bytes) -> str:
    """Return a secret as it is typed into an app by hand, in fours."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(secret: bytes, account: str, issuer: str) -> str:
    """Return the address that a QR code carries into an app."""
    key = base64.b32encode(secret).decode().rstrip("=")
    query = urlencode({"secret": key, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"


def step_at(moment: datetime) -> int:
    """Return the number of the half minute that ``moment`` lies in."""
    return int(moment.timestamp()) // STEP


def code_of(secret: bytes, step: int) -> str:
    """Return the code of a step (RFC 4226, 5.3)."""
    mac = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def accepted(secret: bytes, code: str, at: datetime, after: int) -> int | None:
    """Return the step whose code this is, or nothing; one at or before ``after`` is used up."""
    found = None
    for shift in WINDOW:
        step = step_at(at) + shift
        is_same = hmac.compare_digest(code_of(secret, step).encode(), code.encode())
        if is_same and step > after:
            found = step
    return found
