"""The web server's worker: what never becomes a request of Django's is bounded here, and refused in our APIs' words.

A request line that is too long, an unknown version of HTTP, a broken chunk: gunicorn answers those itself, as HTML.
Under /api/ nothing does (R017), so the path is kept from the first bytes of a request, however they go on. And a client
that sends a byte now and then would hold a thread for as long as it likes: a request has to arrive at a pace.
"""

import os
import re
import threading
from http.client import responses
from time import monotonic
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from gunicorn.http.errors import InvalidResponseHeader, InvalidResponseHeaderName, ParseException
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

if TYPE_CHECKING:
    from cvault.errors import CVaultError

# A request may take this long, and a second more for each so many bytes of it that have arrived.
GRACE_S = float(os.environ.get("CVAULT_REQUEST_GRACE_S", "30"))
BYTES_A_SECOND = 8 * 1024
_KEPT_BYTES = 64  # enough to tell the APIs apart
_PATH = re.compile(rb"\s*\S+ (?:https?://[^/\s]*)?(/[^\s?#]*)", re.IGNORECASE)
_begun = threading.local()


class PacedSocket:
    """What a request is read from: raises TimeoutError where the bytes come too slowly."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._bound_s: float | None = None
        self.begin()

    def begin(self) -> None:
        """The next request begins."""
        self._started, self._received = monotonic(), 0

    def recv(self, size: int) -> bytes:
        left_s = self._started + GRACE_S + self._received / BYTES_A_SECOND - monotonic()
        if left_s <= 0:
            raise TimeoutError("The request arrives too slowly")
        self._sock.settimeout(left_s if self._bound_s is None else min(left_s, self._bound_s))
        try:
            data: bytes = self._sock.recv(size)
        finally:
            self._sock.settimeout(None)
        self._received += len(data)
        return data

    def gettimeout(self) -> float | None:
        """What gunicorn set for the reads to come."""
        return self._bound_s

    def settimeout(self, bound_s: float | None) -> None:
        """Bound the reads to come, as gunicorn does while it empties a connection."""
        self._bound_s = bound_s


class BegunRequest(Request):
    """Remembers, for the thread that reads it, how the request begins, and reads it at a pace."""

    def parse(self, unreader: Any) -> bytes:
        if isinstance(unreader.sock, PacedSocket):
            unreader.sock.begin()
        else:
            unreader.sock = PacedSocket(unreader.sock)
        _begun.bytes = b""
        rest: bytes = super().parse(unreader)
        return rest

    def read_into(self, unreader: Any, buf: bytearray, stop: bool = False) -> None:
        super().read_into(unreader, buf, stop=stop)
        _begun.bytes = _begun.bytes or bytes(buf[:_KEPT_BYTES])


class Worker(ThreadWorker):
    """gunicorn's own, with the above, and with JSON for what it refuses."""

    def init_process(self) -> None:
        RequestParser.mesg_class = BegunRequest
        super().init_process()

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what could not be read as a request, or not be answered; `exc` says why."""
        from cvault import errors  # noqa: PLC0415  # Django is loaded in the worker, not in the master

        ours = isinstance(exc, InvalidResponseHeader | InvalidResponseHeaderName)
        error: CVaultError = errors.InternalError()
        if isinstance(exc, ParseException) and not ours:
            error = errors.InvalidInput("The request could not be read as HTTP, or its address or headers are too long")
            self.log.info("Request refused: %s", type(exc).__name__)
        else:
            self.log.exception("Request failed")
        try:
            write_nonblock(client, refusal(getattr(_begun, "bytes", b""), error))
        except OSError:
            self.log.debug("The refusal was not sent")


def refusal(start: bytes, error: "CVaultError") -> bytes:
    """The whole answer on the wire, in the dialect of the path that the request begins with."""
    from cvault.api import dump_json, error_body  # noqa: PLC0415  # as above

    found = _PATH.match(start)
    request: Any = SimpleNamespace(path=found[1].decode("latin-1") if found else "/")  # all that is asked of it
    body, status = error_body(error, request)
    content = dump_json(body)
    head = f"HTTP/1.1 {status} {responses[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n"
    head += f"CVault-Version: v1\r\nCache-Control: no-store\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode("latin-1") + content
