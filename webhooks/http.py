"""The only way out to a customer's URL: one POST, to a public address, within one deadline, reading little.

The name is resolved once, every address it has is judged, and the connection goes to the address that was judged:
a name that changes its mind in between changes nothing. No redirect is followed, no proxy variable is believed.
"""

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

from webhooks.answers import AnswerReader, NotHttp
from webhooks.connections import Budget, Connection, Pool, ReadTooMuch, open_connection
from webhooks.resolving import NotResolved, Resolver, resolve
from webhooks.targets import Target, UnsafeUrl, read_target

TIMEOUT_S = 10.0  # of everything together: name, connection, handshake, request, answer (R218)
TIME_FOR_BODY_S = 1.0  # once the status is there, what follows is only for the log
READ_LIMIT_BYTES = 64 * 1024  # of the answer, headers and TLS included
READ_LIMIT_PIECES = 1024
GONE = 410  # never again, says the endpoint
KEEP_BYTES = 4 * 1024  # of the answer's body, for the delivery log
READ_WHOLE_BYTES = 16 * 1024


class DeliveryFailed(Exception):  # it is an outcome, and reads as one
    """Nothing usable came back; the message is a plain sentence for the delivery log."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body_start: bytes  # the first KEEP_BYTES
    retry_after: str | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One POST as it went: an answer, or a sentence that says why there is none."""

    answer: Answer | None
    error: str
    duration_ms: int
    read_bytes: int


def check_url(url: str) -> None:
    """That a URL may be called, by its text and by what its name leads to now. Raises UnsafeUrl, DeliveryFailed."""
    try:
        resolve(read_target(url), timeout_s=TIMEOUT_S)
    except NotResolved as error:
        raise DeliveryFailed(str(error)) from error


class Client:
    """Makes calls, many at once, and keeps connections between them."""

    def __init__(self) -> None:
        self._pool = Pool()
        self._resolver = Resolver()

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Exchange:
        """Send once and say how it went; nothing is raised. Not a byte is sent to a URL that may not be called."""
        started = time.monotonic()
        budget = Budget(READ_LIMIT_BYTES, READ_LIMIT_PIECES)
        answer, error = None, ""
        try:
            async with asyncio.timeout(TIMEOUT_S) as deadline:
                target = read_target(url)
                answer = await self._exchange(target, _request(target, body, headers), _Limits(budget, deadline))
        except (UnsafeUrl, NotResolved) as failure:
            error = str(failure)
        except Exception as failure:  # noqa: BLE001  # whatever a stranger's server makes of us is a failed delivery
            error = _sentence(failure)
        return Exchange(answer, error, round((time.monotonic() - started) * 1000), budget.used_bytes)

    def sweep(self) -> None:
        """Close connections that nobody used for a while."""
        self._pool.sweep()

    def close(self) -> None:
        self._pool.close()

    async def _exchange(self, target: Target, request: bytes, limits: "_Limits") -> Answer:
        kept = self._pool.take(target)
        if kept is not None:
            try:
                return await self._send_and_read(target, kept, request, limits)
            except (ConnectionError, ssl.SSLError, _NoAnswer):
                if limits.budget.used_bytes:
                    raise
                # The other side closed it as we wrote: what is sent on a new connection is the same attempt.
        addresses = await self._resolver.resolve(target)
        connection = await open_connection(target, addresses, limits.budget)
        return await self._send_and_read(target, connection, request, limits)

    async def _send_and_read(self, target: Target, connection: Connection, request: bytes, limits: "_Limits") -> Answer:
        reader = AnswerReader(KEEP_BYTES, READ_WHOLE_BYTES)
        try:
            await connection.send(request)
            await _read(connection, reader, limits)
        except BaseException:
            connection.close()
            raise
        if reader.reusable:
            self._pool.give_back(target, connection)
        else:
            connection.close()
        return Answer(reader.status or 0, bytes(reader.body), reader.headers.get("retry-after"))


@dataclass(frozen=True, slots=True)
class _Limits:
    budget: Budget
    deadline: asyncio.Timeout


class _NoAnswer(Exception):
    """The connection ended before a byte came back."""


_SENTENCES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (TimeoutError, f"No answer within {TIMEOUT_S:g} seconds"),
    (ConnectionRefusedError, "The connection was refused"),
    (ReadTooMuch, f"The head of the answer was longer than the {READ_LIMIT_BYTES // 1024} kB that are read"),
    ((_NoAnswer, ConnectionError), "The connection was closed before an answer came"),
    (NotHttp, "What came back was not an answer of HTTP"),
)


def _request(target: Target, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = [f"POST {target.path} HTTP/1.1", f"Host: {target.authority}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += ["Accept: */*", "Accept-Encoding: identity"]
    head = "\r\n".join(lines)
    if head.count("\r") != len(lines) - 1 or head.count("\n") != len(lines) - 1:
        raise UnsafeUrl("The request would hold line breaks where none may be")
    return head.encode("utf-8") + b"\r\n\r\n" + body


async def _read(connection: Connection, reader: AnswerReader, limits: _Limits) -> None:
    """Until the reader has what it needs. A body that drips, or breaks off, leaves the status as it was."""
    while reader.status is None:
        await _read_more(connection, reader, limits.budget)
    limits.deadline.reschedule(None)
    try:
        async with asyncio.timeout(TIME_FOR_BODY_S):
            while not reader.finished:
                await _read_more(connection, reader, limits.budget)
    except (OSError, ReadTooMuch, NotHttp):  # a timeout is an OSError too
        reader.reusable = False


async def _read_more(connection: Connection, reader: AnswerReader, budget: Budget) -> None:
    data = await connection.receive(budget)
    if data:
        reader.feed(data)
    elif not budget.used_bytes:
        raise _NoAnswer
    else:
        reader.end()


def _sentence(failure: Exception) -> str:
    if isinstance(failure, ssl.SSLCertVerificationError):
        return f"The TLS certificate was refused: {failure.verify_message}"
    if isinstance(failure, ssl.SSLError):
        return f"The TLS connection failed: {failure.reason or 'handshake error'}"
    for kinds, sentence in _SENTENCES:
        if isinstance(failure, kinds):
            return sentence
    detail = getattr(failure, "strerror", None) or type(failure).__name__
    return f"The connection could not be made, or its answer not be read ({detail})"
