"""The guarded client against receivers that mean harm, and against good ones."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from webhooks import connections
from webhooks import http as client
from webhooks.tests.loops import run
from webhooks.tests.receivers import Receiver


@pytest.fixture(autouse=True)
def _allow_loopback(settings: Any) -> None:
    settings.WEBHOOK_ALLOW_INSECURE = True


@contextmanager
def server(answer: Callable[[socket.socket], None], *, tls: bool = False) -> Iterator[str]:
    """A server on loopback that reads a request's head and then does as told, for one connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                if not tls:
                    connection.recv(65536)
                try:
                    answer(connection)
                except OSError:
                    return  # the client hung up, as it should

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
        thread.join(5)


def post(url: str, body: bytes = b"{}", headers: dict[str, str] | None = None) -> client.Exchange:
    async def once() -> client.Exchange:
        caller = client.Client()
        exchange = await caller.post(url, body, headers or {})
        caller.close()
        return exchange

    return run(once())


def says(*parts: bytes) -> Callable[[socket.socket], None]:
    def answer(to: socket.socket) -> None:
        for part in parts:
            to.sendall(part)

    return answer


@pytest.mark.parametrize(
    ("parts", "status", "body"),
    [
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"], 200, b"ok"),
        ([b"HTTP/1.1 204 No Content\r\n\r\n"], 204, b""),
        ([b"HTTP/1.0 200 OK\n\nplain until the end"], 200, b"plain until the end"),
        ([b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 202 \r\nContent-Length: 0\r\n\r\n"], 202, b""),
        (
            [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", b"1;x=y\r\n!\r\n0\r\n\r\n"],
            200,
            b"ok!",
        ),
        ([b"H", b"TTP/1.1 500 ", b"Oops\r", b"\n\r\n"], 500, b""),
        ([b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"], 302, b""),
        ([b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08"], 200, b"\x1f\x8b\x08"),
    ],
)
def test_answers_are_read(parts: list[bytes], status: int, body: bytes) -> None:
    with server(says(*parts)) as url:
        answer = post(url).answer

    assert answer is not None
    assert (answer.status, answer.body_start) == (status, body)


@pytest.mark.parametrize(
    "parts",
    [
        [b"SSH-2.0-OpenSSH_9.2\r\n\r\n"],
        [b"HTTP/2 200\r\n\r\n"],
        [b"HTTP/1.1 2000 OK\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
        [b"HTTP/1.1 200 OK\r\n"],
        [],
    ],
)
def test_what_is_no_answer_is_a_failure_with_a_sentence(parts: list[bytes]) -> None:
    with server(says(*parts)) as url:
        exchange = post(url)

    assert exchange.answer is None
    assert exchange.error.split()[0] in ("What", "The")


def test_a_huge_body_is_not_read() -> None:
    sent = []

    def pour(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        for _ in range(10_000):
            to.sendall(b"x" * 100_000)
            sent.append(100_000)

    with server(pour) as url:
        exchange = post(url)

    assert exchange.answer is not None
    assert len(exchange.answer.body_start) == client.KEEP_BYTES
    assert exchange.read_bytes <= client.READ_LIMIT_BYTES
    assert sum(sent) < 100_000_000


def test_endless_headers_are_given_up() -> None:
    def pour(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            to.sendall(f"X-{number}: {'y' * 1000}\r\n".encode())

    with server(pour) as url:
        exchange = post(url)

    assert "head of the answer" in exchange.error
    assert exchange.read_bytes <= client.READ_LIMIT_BYTES


def test_an_answer_in_a_thousand_pieces_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "RECEIVE_BYTES", 1)

    with server(says(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 5000)) as url:
        exchange = post(url)

    assert exchange.read_bytes == client.READ_LIMIT_PIECES
    assert exchange.answer is None


def test_one_byte_at_a_time_keeps_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "TIMEOUT_S", 0.5)
    stop = threading.Event()

    def drip(to: socket.socket) -> None:
        while not stop.wait(0.05):
            to.sendall(b"H")

    with server(drip) as url:
        exchange = post(url)
        stop.set()

    assert exchange.answer is None


def test_a_status_counts_although_its_body_drips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "TIME_FOR_BODY_S", 0.2)
    stop = threading.Event()

    def drip(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        while not stop.wait(0.05):
            to.sendall(b"x")

    with server(drip) as url:
        exchange = post(url)
        stop.set()

    assert exchange.answer is not None
    assert exchange.answer.status == 200


@pytest.mark.covers("R218")
def test_silence_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "TIMEOUT_S", 0.3)
    stop = threading.Event()

    with server(lambda _to: (stop.wait(5), None)[1]) as url:
        exchange = post(url)
        stop.set()

    assert exchange.error.startswith("No answer within")


def test_a_certificate_that_nobody_signed_is_refused(self_signed: Any) -> None:
    with server(self_signed, tls=True) as url:
        exchange = post(url.replace("http://", "https://"))

    assert exchange.error.startswith("The TLS certificate was refused")


def test_tls_is_spoken(self_signed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "tls_context", lambda: self_signed.trusting)

    with server(self_signed, tls=True) as url:
        exchange = post(url.replace("http://127.0.0.1", "https://localhost"))

    assert exchange.answer is not None
    assert exchange.answer.body_start == b"over TLS"


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert "refused" in post(f"http://127.0.0.1:{port}/").error


def test_the_exact_bytes_arrive_and_the_connection_is_used_again(receiver: Receiver) -> None:
    async def twice() -> None:
        caller = client.Client()
        for body in ("é{}".encode(), b"again"):
            exchange = await caller.post(receiver.url, body, {"CVault-Signature": "sha256=abc"})
            assert exchange.error == ""
        caller.close()

    run(twice())

    assert [request.body for request in receiver.received] == ["é{}".encode(), b"again"]
    assert receiver.received[0].headers["CVault-Signature"] == "sha256=abc"
    assert receiver.received[0].headers["Host"] == receiver.url.split("/")[2]
    assert receiver.connections == 1


def test_a_kept_connection_that_died_is_no_failure() -> None:
    accepted = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for _ in range(2):
            connection, _address = listener.accept()
            accepted.append(connection)
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()

    async def twice() -> list[str]:
        caller = client.Client()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        errors = [(await caller.post(url, b"{}", {})).error]
        await asyncio.sleep(0.1)
        errors.append((await caller.post(url, b"{}", {})).error)
        caller.close()
        return errors

    assert run(twice()) == ["", ""]
    thread.join(5)
    listener.close()
    assert len(accepted) == 2


def test_a_header_cannot_smuggle_another() -> None:
    assert "line breaks" in post("http://127.0.0.1:9/", headers={"X-A": "b\r\nX-C: d"}).error
