"""What is sent goes out of the house and nowhere into it, to whom it was meant for, and ends."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from liandu.engines import outbound
from liandu.engines.outbound import NotSent, Target, Trouble
from tests.webhooks.receiver import HERE, Receiver, receiving

pytestmark = pytest.mark.once

PUBLIC = "93.184.216.34"
INSIDE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
    "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "2002:a00:1::", "fe80::1%eth0",
]  # fmt: skip


def resolved(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Have every name lead to these addresses."""

    def found(_host: str, port: int, **_: Any) -> list[Any]:
        return [(0, 0, 0, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.fixture
def receiver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """Return a system whose certificate is trusted here."""
    with receiving(tmp_path) as made:
        monkeypatch.setenv("SSL_CERT_FILE", str(made.certificate))
        yield made


def trouble(url: str, **options: Any) -> Trouble:
    """Return why nothing is sent to an address."""
    with pytest.raises(NotSent) as told:
        outbound.post(url, b"{}", {}, **options)
    return told.value.trouble


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "//example.org", "example.org", "https://", "",
        "https://user@example.org/", "https://user:word@example.org/", "https://example.org/#part",
        "https://example.org:99999/", "https://example.org/a b", "https://exämple.org/",
        "https://example.org/\r\nHost: inside", "https://[::1", "https://:443/",
    ],
)  # fmt: skip
def test_only_plain_https_addresses_are_addresses(url: str) -> None:
    assert trouble(url) is Trouble.ADDRESS


def test_an_address_keeps_its_port_path_and_question() -> None:
    here = Target("https://example.org:8443/a/b?c=d")
    assert (here.host, here.port, here.path) == ("example.org", 8443, "/a/b?c=d")
    assert (Target("https://EXAMPLE.org").host, Target("https://a.b").path) == ("example.org", "/")
    assert Target("https://a.b?c").path == "/?c"


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_goes_into_the_house(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolved(monkeypatch, address)
    assert trouble("https://hooks.example.org/") is Trouble.INSIDE
    resolved(monkeypatch, PUBLIC, address)
    assert trouble("https://hooks.example.org/") is Trouble.INSIDE


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "[::1]", "0"])
def test_other_ways_to_write_this_machine_lead_nowhere_either(host: str) -> None:
    assert trouble(f"https://{host}/") in {Trouble.INSIDE, Trouble.UNRESOLVED}


def test_public_addresses_and_those_allowed_are_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    target = Target("https://hooks.example.org/")
    resolved(monkeypatch, PUBLIC, "2606:2800:220:1::1", PUBLIC, "64:ff9b::5db8:d822")
    assert outbound.reachable(target) == [PUBLIC, "2606:2800:220:1::1", "64:ff9b::5db8:d822"]
    resolved(monkeypatch, "10.1.2.3")
    assert outbound.reachable(target, ["10.1.2.0/24"]) == ["10.1.2.3"]
    with pytest.raises(NotSent):
        outbound.reachable(target, ["10.1.3.0/24", "::/0"])


def test_a_name_that_is_none_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise socket.gaierror

    assert trouble(f"https://{'a' * 70}.example/") is Trouble.UNRESOLVED
    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert trouble("https://hooks.example.org/") is Trouble.UNRESOLVED


def test_what_is_sent_arrives_whole(receiver: Receiver) -> None:
    assert outbound.post(receiver.url, b"{1}", {"webhook-id": "7"}, inside=[HERE]) == 204
    ((headers, content),) = receiver.sent
    assert (content, headers["webhook-id"]) == (b"{1}", "7")
    assert headers["Host"] == f"127.0.0.1:{receiver.port}"
    assert trouble(receiver.url) is Trouble.INSIDE


def test_the_connection_goes_to_the_address_that_was_looked_at(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked for once: what it leads to afterwards is no matter."""
    asked: list[str] = []
    plain = socket.getaddrinfo

    def found(host: str, port: int, *rest: Any, **options: Any) -> list[Any]:
        asked.append(host)
        return plain("127.0.0.1", port, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    url = f"https://hooks.example.org:{receiver.port}/"
    assert trouble(url, inside=[HERE]) is Trouble.TLS, "the certificate is for another name"
    assert asked == ["hooks.example.org", "127.0.0.1"]


def test_no_redirect_is_followed(receiver: Receiver) -> None:
    receiver.answer, receiver.headers = 302, {"Location": receiver.url}
    assert outbound.post(receiver.url, b"{}", {}, inside=[HERE]) == 302
    assert len(receiver.sent) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert trouble(receiver.url, inside=[HERE]) is Trouble.TLS
    assert receiver.sent == []


def test_who_does_not_answer_is_left_in_time(receiver: Receiver) -> None:
    receiver.silent = threading.Event()
    assert trouble(receiver.url, inside=[HERE], seconds=0.3) is Trouble.TIME


def test_who_answers_slower_and_slower_is_left_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A byte now and then keeps each wait short: the whole has an end too."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        stopped = threading.Event()

        def drip() -> None:
            plain, _ = server.accept()
            with plain, suppress(OSError):
                plain.sendall(b"\x16\x03\x03\x40\x00")  # a record of TLS that never ends
                while not stopped.wait(0.05):
                    plain.sendall(b"\x00")

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"https://127.0.0.1:{server.getsockname()[1]}/"
        assert trouble(url, inside=[HERE], seconds=0.5) is Trouble.TIME
        stopped.set()
        thread.join()


def test_a_closed_door_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert trouble(f"https://127.0.0.1:{port}/", inside=[HERE]) is Trouble.REFUSED


def test_what_is_no_answer_is_told(receiver: Receiver) -> None:
    receiver.silent = threading.Event()
    receiver.silent.set()
    assert trouble(receiver.url, inside=[HERE]) is Trouble.ANSWER


def test_the_next_address_is_tried_if_there_is_no_door(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbound, "reachable", lambda *_: ["127.0.0.9", "127.0.0.1"])
    assert outbound.post(receiver.url, b"{}", {}, inside=[HERE]) == 204


def test_what_takes_too_long_before_there_is_a_connection_is_ended_too() -> None:
    connection: Any = SimpleNamespace(sock=None)
    ended: list[bool] = []
    outbound._end(connection, ended)  # noqa: SLF001 - the moment cannot be met from outside
    assert ended == [True]
