"""Verify that a webhook was sent by Liandu: a sample to begin with. Python alone.

    KEY=whsec_… python verify_webhook.py      listens at 127.0.0.1:8080, behind your own TLS

A delivery is ours if its signature is the HMAC-SHA256 of `id.timestamp.content` under the key, and
was sent a few minutes ago at most. It may arrive twice: remember the ids, and do nothing again.
The scheme is that of https://www.standardwebhooks.com, whose libraries do the same.
"""

import base64
import hashlib
import hmac
import json
import os
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer

SECONDS = 300
SEEN: set[str] = set()  # a real program keeps these where they last


def is_ours(key: str, headers: Mapping[str, str], content: bytes, now: float) -> bool:
    """Test whether Liandu sent this, and just now."""
    delivery, at = headers["webhook-id"], headers["webhook-timestamp"]
    if not at.isdecimal() or abs(now - int(at)) > SECONDS:
        return False
    secret = base64.b64decode(key.removeprefix("whsec_"))
    signed = f"{delivery}.{at}.".encode() + content
    wanted = "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
    return any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split())


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what is ours, 401 to what is not."""

    def do_POST(self) -> None:
        """Take one delivery."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        ours = is_ours(os.environ["KEY"], self.headers, content, time.time())
        if ours and self.headers["webhook-id"] not in SEEN:
            SEEN.add(self.headers["webhook-id"])
            self.log_message("%s", json.loads(content)["type"])
        self.send_response(204 if ours else 401)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", 8080), Receiver).serve_forever()
