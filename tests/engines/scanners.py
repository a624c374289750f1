"""A ClamAV daemon of our own that speaks clamd's protocol and knows one evil word."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

EVIL = b"EICAR"
FOUND = "Eicar-Signature"


@contextmanager
def scanner(path: str = "", says: bytes | None = None) -> Iterator[str]:
    """Yield the address of a daemon; ``says`` is its answer whatever it is sent."""
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family) as ear:
        ear.bind(path or ("127.0.0.1", 0))
        ear.listen()
        thread = threading.Thread(target=_serve, args=[ear, says], daemon=True)
        thread.start()
        yield path or f"127.0.0.1:{ear.getsockname()[1]}"
        with suppress(OSError):
            ear.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(ear: socket.socket, says: bytes | None) -> None:
    while True:
        try:
            line, _ = ear.accept()
        except OSError:
            return
        with line, suppress(OSError):
            answer = _answer(line.makefile("rb"))
            line.sendall(answer if says is None else says)


def _answer(asked: object) -> bytes:
    read = asked.read  # type: ignore[attr-defined]
    command = b""
    while not command.endswith(b"\0"):
        command += read(1)
    if command == b"zPING\0":
        return b"PONG\0"
    whole = b""
    while length := int.from_bytes(read(4), "big"):
        whole += read(length)
    return f"stream: {FOUND} FOUND".encode() + b"\0" if EVIL in whole else b"stream: OK\0"
