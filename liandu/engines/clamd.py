"""Asking a ClamAV daemon what it thinks of content, as clamd(8) describes: ``zINSTREAM``.

An address is ``/run/clamav/clamd.ctl``, a socket of this machine, or ``host:port``. The daemon
keeps nothing; it must take streams as long as the largest file (``StreamMaxLength`` of clamd.conf).
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import BinaryIO, Final

CHUNK: Final = 1 << 20
SECONDS: Final = 15.0
"""How long all of it may take: less than a write waits for another on SQLite."""
LONGEST: Final = 4096
LENGTH: Final = 4
FOUND, CLEAN = " FOUND", "stream: OK"


class NotScanned(Exception):
    """The daemon could not be reached, or did not look at all of the content."""


def scan(content: BinaryIO, address: str) -> str:
    """Return the name of what the daemon found in ``content``, or nothing.

    :raises NotScanned: if it did not look at all of it
    """
    content.seek(0)
    until = monotonic() + SECONDS
    with _reached(address) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        while chunk := content.read(CHUNK):
            _go_on(daemon, until)
            daemon.sendall(len(chunk).to_bytes(LENGTH, "big") + chunk)
        daemon.sendall(bytes(LENGTH))
        _go_on(daemon, until)
        answer = _answer(daemon)
    if answer.endswith(FOUND):
        return answer.removeprefix("stream: ").removesuffix(FOUND)
    if answer != CLEAN:
        raise NotScanned(answer)
    return ""


def is_there(address: str) -> bool:
    """Test whether a daemon answers at ``address``."""
    try:
        with _reached(address) as daemon:
            daemon.sendall(b"zPING\0")
            return _answer(daemon) == "PONG"
    except NotScanned:
        return False


@contextmanager
def _reached(address: str) -> Iterator[socket.socket]:
    """Yield a connection to the daemon; whatever breaks on it is one kind of failure."""
    try:
        with _opened(address) as daemon:
            daemon.settimeout(SECONDS)
            yield daemon
    except (OSError, ValueError) as fault:
        raise NotScanned(type(fault).__name__) from fault


def _go_on(daemon: socket.socket, until: float) -> None:
    """Let the next step take what is left of the time.

    :raises TimeoutError: if nothing is left
    """
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    daemon.settimeout(left)


def _opened(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    daemon = socket.socket(socket.AF_UNIX)
    daemon.settimeout(SECONDS)
    try:
        daemon.connect(address)
    except OSError:
        daemon.close()
        raise
    return daemon


def _answer(daemon: socket.socket) -> str:
    """Return what the daemon says, up to the zero byte that ends it."""
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST:
        part = daemon.recv(LONGEST)
        if not part:
            break
        said += part
    return said.rstrip(b"\0").decode(errors="replace").strip()
