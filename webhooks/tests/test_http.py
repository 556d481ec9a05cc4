"""The guarded client against URLs and receivers that mean harm."""

import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from webhooks import http as client

HOSTILE_URLS = """
http://example.com/ ftp://example.com/ file:///etc/passwd https:// https://user:secret@example.com/ https://example.com:22/
https://127.0.0.1/ https://127.1/ https://2130706433/ https://0x7f.0.0.1/ https://0177.0.0.1/ https://[::1]/
https://[::ffff:127.0.0.1]/ https://localhost/ https://169.254.169.254/latest/meta-data/ https://0/ https://[::]/
https://127.0.0.1:8443/ https://[64:ff9b::7f00:1]/ https://example.com:99999/
""".split()


@pytest.mark.parametrize("url", HOSTILE_URLS)
def test_hostile_url_is_refused_before_a_byte_is_sent(url: str) -> None:
    with pytest.raises((client.UnsafeUrl, client.DeliveryFailed)):
        client.resolve(client.check_url(url))


def test_url_with_white_space_is_refused() -> None:
    with pytest.raises(client.UnsafeUrl):
        client.check_url("https://example.com/\r\nX-Evil: 1")


def test_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: answers)

    with pytest.raises(client.UnsafeUrl):
        client.resolve(client.check_url("https://example.com/"))


@contextmanager
def receiver(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server on loopback that reads a request's head and then does as told, for one connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                try:
                    answer(connection)
                except OSError:
                    return  # the client hung up, as it should

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/hook"
        thread.join(5)


@pytest.fixture(autouse=True)
def _allow_loopback(settings: Any, request: pytest.FixtureRequest) -> None:
    settings.WEBHOOK_ALLOW_INSECURE = "receives" in request.node.name


def test_receives_a_plain_answer() -> None:
    with receiver(lambda to: to.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) as url:
        answer = client.post(url, b"{}", {"Content-Type": "application/json"})

    assert (answer.status, answer.body_start) == (200, b"ok")


def test_receives_a_redirect_without_following_it() -> None:
    reply = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
    with receiver(lambda to: to.sendall(reply)) as url:
        assert client.post(url, b"{}", {}).status == 302


def test_receives_a_huge_body_and_stops_reading() -> None:
    sent = []

    def pour(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        for _ in range(10_000):
            to.sendall(b"x" * 100_000)
            sent.append(100_000)

    with receiver(pour) as url:
        answer = client.post(url, b"{}", {})

    assert len(answer.body_start) == client.KEEP_BYTES
    assert sum(sent) < 100_000_000


def test_receives_endless_headers_and_gives_up() -> None:
    def pour(to: socket.socket) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            to.sendall(f"X-{number}: {'y' * 1000}\r\n".encode())

    with receiver(pour) as url, pytest.raises(client.DeliveryFailed):
        client.post(url, b"{}", {})


def test_receives_one_byte_at_a_time_within_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "TIMEOUT_S", 0.5)
    stop = threading.Event()

    def drip(to: socket.socket) -> None:
        while not stop.wait(0.05):
            to.sendall(b"H")

    with receiver(drip) as url:
        with pytest.raises(client.DeliveryFailed, match="within"):
            client.post(url, b"{}", {})
        stop.set()


def test_receives_something_that_is_not_http() -> None:
    with receiver(lambda to: to.sendall(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")) as url, pytest.raises(client.DeliveryFailed):
        client.post(url, b"{}", {})


def test_receives_nothing_from_a_closed_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(client.DeliveryFailed, match="refused"):
        client.post(f"http://127.0.0.1:{port}/", b"{}", {})


def test_receives_the_exact_bytes() -> None:
    seen: dict[str, Any] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen["body"] = self.rfile.read(int(self.headers["Content-Length"]))
            seen["signature"] = self.headers["CVault-Signature"]
            seen["host"] = self.headers["Host"]
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/hook"
        answer = client.post(url, "é{}".encode(), {"CVault-Signature": "sha256=abc"})
        thread.join(5)

    assert answer.status == 204
    assert seen == {"body": "é{}".encode(), "signature": "sha256=abc", "host": f"127.0.0.1:{server.server_port}"}
