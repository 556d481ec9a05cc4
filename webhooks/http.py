"""The only way out to a customer's URL: one POST, to a public address, within one deadline, reading little.

The name is resolved once, every address it has is judged, and the connection goes to the address that was judged:
a name that changes its mind in between changes nothing. No redirect is followed, no proxy variable is believed.
"""

import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from webhooks.addresses import is_public

TIMEOUT_S = 10.0  # of everything together: name, connection, handshake, request, answer (R218)
READ_LIMIT_BYTES = 64 * 1024  # of the answer, headers included
KEEP_BYTES = 4 * 1024  # of the answer's body, for the delivery log
PORTS = (80, 443, 8080, 8443)
LONGEST_URL = 2048

_resolver = ThreadPoolExecutor(max_workers=8, thread_name_prefix="resolve")


class UnsafeUrl(ValueError):
    """A URL we will not call; the message is a sentence for the person who typed it."""


class DeliveryFailed(Exception):  # it is an outcome, and reads as one
    """Nothing usable came back; the message is a plain sentence for the delivery log."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body_start: bytes  # the first KEEP_BYTES
    retry_after: str | None
    duration_ms: int


def check_url(url: str) -> SplitResult:
    """The parts of a URL that may be called. Raises UnsafeUrl. Resolves nothing."""
    if len(url) > LONGEST_URL:
        raise UnsafeUrl(f"The URL is longer than {LONGEST_URL} characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnsafeUrl("This is not a URL: write it as https://example.com/path") from error
    schemes = ("https", "http") if settings.WEBHOOK_ALLOW_INSECURE else ("https",)
    if parts.scheme not in schemes or not parts.hostname:
        raise UnsafeUrl("The URL must start with https:// and name a host")
    if parts.username is not None or parts.password is not None:
        raise UnsafeUrl("The URL must not hold a user name or password")
    if port is not None and port not in PORTS and not settings.WEBHOOK_ALLOW_INSECURE:
        raise UnsafeUrl(f"Port {port} is not allowed: use one of {', '.join(map(str, PORTS))}")
    if any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise UnsafeUrl("The URL holds white space or control characters")
    return parts


def resolve(parts: SplitResult, *, timeout_s: float = TIMEOUT_S) -> tuple[str, int]:
    """One judged address and the port to connect to. Raises UnsafeUrl if any address is not public."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    lookup = _resolver.submit(socket.getaddrinfo, parts.hostname, port, 0, socket.SOCK_STREAM)
    try:
        found = lookup.result(timeout=timeout_s)
    except (OSError, UnicodeError) as error:
        raise DeliveryFailed(f"The name {parts.hostname} could not be resolved") from error
    except FutureTimeout as error:
        raise DeliveryFailed(f"The name {parts.hostname} was not resolved in time") from error
    addresses = [str(entry[4][0]) for entry in found]
    allowed = settings.WEBHOOK_ALLOW_INSECURE or all(is_public(address) for address in addresses)
    if not addresses or not allowed:
        raise UnsafeUrl(f"{parts.hostname} leads to an address that is not public")
    return addresses[0], port


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send once; any status is an Answer. Raises UnsafeUrl before a byte is sent, DeliveryFailed without an answer."""
    started = time.monotonic()

    def remaining_s() -> float:
        left_s = started + TIMEOUT_S - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        return left_s

    parts = check_url(url)
    address, port = resolve(parts, timeout_s=remaining_s())
    try:
        with _connect(parts, address, port, remaining_s) as connection:
            connection.settimeout(remaining_s())
            connection.sendall(_request(parts, body, headers))
            return _read(connection, remaining_s, started)
    except TimeoutError as error:
        raise DeliveryFailed(f"No complete answer within {TIMEOUT_S:g} seconds") from error
    except ssl.SSLError as error:
        raise DeliveryFailed(f"The TLS connection failed: {error.reason or 'handshake error'}") from error
    except ConnectionRefusedError as error:
        raise DeliveryFailed("The connection was refused") from error
    except (OSError, HTTPException, ValueError) as error:
        raise DeliveryFailed(f"The connection broke or the answer was not HTTP ({type(error).__name__})") from error


def _connect(parts: SplitResult, address: str, port: int, remaining_s: Callable[[], float]) -> socket.socket:
    plain = socket.create_connection((address, port), timeout=remaining_s())
    if parts.scheme != "https":
        return plain
    try:
        plain.settimeout(remaining_s())
        return ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)
    except BaseException:
        plain.close()
        raise


def _request(parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> bytes:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"POST {path} HTTP/1.1", f"Host: {parts.netloc}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += ["Accept-Encoding: identity", "Connection: close"]
    if any("\r" in line or "\n" in line for line in lines):
        raise UnsafeUrl("The URL holds line breaks")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def _read(connection: socket.socket, remaining_s: Callable[[], float], started: float) -> Answer:
    source = _BoundedSource(connection, remaining_s)
    response = HTTPResponse(source, method="POST")  # type: ignore[arg-type]  # it only calls makefile
    response.begin()
    start = response.read(KEEP_BYTES) if response.status != 204 else b""
    duration_ms = round((time.monotonic() - started) * 1000)
    return Answer(response.status, start, response.getheader("Retry-After"), duration_ms)


class _BoundedSource(io.RawIOBase):
    """A socket to read from that keeps one deadline for all reads together, and ends after READ_LIMIT_BYTES."""

    def __init__(self, connection: socket.socket, remaining_s: Callable[[], float]) -> None:
        self._connection = connection
        self._remaining_s = remaining_s
        self._left_bytes = READ_LIMIT_BYTES

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, 4096)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base allows any buffer
        if self._left_bytes <= 0:
            raise ValueError("the answer is larger than we read")
        self._connection.settimeout(self._remaining_s())
        count = self._connection.recv_into(buffer[: self._left_bytes])
        self._left_bytes -= count
        return count
