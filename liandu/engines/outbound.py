"""Sending something out of the house, and nowhere into it: HTTPS to a public address alone.

The name is resolved once, each address it has is looked at, and the connection goes to an address
that was looked at: a name that answers otherwise the second time gains nothing. Nothing is
followed, no answer is read beyond its status, and all of it has to end within a time.
"""

import socket
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import StrEnum
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Timer
from typing import Any, Final
from urllib.parse import urlsplit

SECONDS: Final = 10.0
PORT: Final = 443
MOST_ADDRESSES: Final = 4
# IPv6 addresses that stand for an IPv4 address, which is where a packet really goes.
NAT64: Final = IPv6Network("64:ff9b::/96")

Address = IPv4Address | IPv6Address


class Trouble(StrEnum):
    """Why nothing was sent, or no answer came."""

    ADDRESS = "address"
    UNRESOLVED = "unresolved"
    INSIDE = "inside"
    REFUSED = "refused"
    TLS = "tls"
    TIME = "time"
    ANSWER = "answer"


class NotSent(Exception):
    """It could not be sent, or no answer came."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


class Target:
    """A web address that something may be sent to, taken apart.

    :raises NotSent: if it is no HTTPS address of a host, or names somebody who signs in
    """

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            self.port = parts.port or PORT
        except ValueError:
            raise NotSent(Trouble.ADDRESS) from None
        self.host = parts.hostname or ""
        is_plain = url.isascii() and url.isprintable() and " " not in url
        is_named = bool(self.host) and parts.username is None and parts.password is None
        if parts.scheme != "https" or not is_plain or not is_named or parts.fragment:
            raise NotSent(Trouble.ADDRESS)
        self.path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def is_public(address: Address) -> bool:
    """Test whether an address lies outside every house: no private, local or special one."""
    if isinstance(address, IPv6Address) and (meant := _meant(address)):
        return is_public(meant)
    return address.is_global and not address.is_multicast


def _meant(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None,))[-1]


def reachable(target: Target, inside: Iterable[str] = ()) -> list[str]:
    """Return the addresses of a host; ``inside`` are networks of the house that may be sent to.

    :raises NotSent: if it has none, or one where nothing may be sent
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSent(Trouble.UNRESOLVED) from None
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    networks = [ip_network(one, strict=False) for one in inside]
    for each in map(ip_address, addresses):
        if not is_public(each) and not any(each in network for network in networks):
            raise NotSent(Trouble.INSIDE)
    return list(dict.fromkeys(addresses))[:MOST_ADDRESSES]


class _Pinned(HTTPSConnection):
    """A connection to one address of a host; its certificate has to be that of the name."""

    def __init__(self, target: Target, address: str, seconds: float) -> None:
        self.tls = ssl.create_default_context()
        super().__init__(target.host, target.port, timeout=seconds, context=self.tls)
        self.address, self.came = address, False

    def connect(self) -> None:
        """Connect to the address that was looked at."""
        plain = socket.create_connection((self.address, self.port), self.timeout)
        # Kept before the handshake: whoever ends the time closes this.
        self.sock, self.came = plain, True
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)


def post(
    url: str, content: bytes, headers: Mapping[str, str], *,
    inside: Iterable[str] = (), seconds: float = SECONDS,
) -> int:  # fmt: skip
    """Send ``content`` by POST and return the status of the answer.

    :raises NotSent: if it could not be sent, or no answer came in time
    """
    target = Target(url)
    faults: list[Trouble] = []
    for address in reachable(target, inside):
        connection = _Pinned(target, address, seconds)
        try:
            return _answer(connection, target, content, headers, seconds)
        except NotSent as fault:
            faults.append(fault.trouble)
            if fault.trouble is not Trouble.REFUSED:
                break
        finally:
            connection.close()
    raise NotSent(faults[-1])


def _answer(
    connection: _Pinned, target: Target, content: bytes, headers: Mapping[str, str], seconds: float
) -> int:
    """Return the status that one address answers.

    :raises NotSent: if it answers none in time
    """
    ended: list[bool] = []
    clock = Timer(seconds, _end, (connection, ended))
    clock.daemon = True
    clock.start()
    try:
        connection.request("POST", target.path, content, dict(headers))
        return connection.getresponse().status
    except ssl.SSLError as fault:
        raise NotSent(Trouble.TIME if ended else Trouble.TLS) from fault
    except TimeoutError as fault:
        raise NotSent(Trouble.TIME) from fault
    except (OSError, HTTPException, ValueError) as fault:
        trouble = Trouble.ANSWER if connection.came else Trouble.REFUSED
        raise NotSent(Trouble.TIME if ended else trouble) from fault
    finally:
        clock.cancel()


def _end(connection: _Pinned, ended: list[bool]) -> None:
    """End what has taken too long, however slowly it still goes on."""
    ended.append(True)
    held: Any = connection.sock
    if held is not None:
        with suppress(OSError):
            held.shutdown(socket.SHUT_RDWR)
