"""Connections to judged addresses, plain or TLS, that read no byte more than they are told to, and are used again.

Sockets are driven by hand: asyncio's own streams read a quarter of a megabyte at a time, whatever one asks for.
"""

import asyncio
import socket
import ssl
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic

from webhooks.targets import Target

IDLE_S = 15.0  # a connection that waited longer is not used again
IDLE_CONNECTIONS = 512  # of all targets together
RECEIVE_BYTES = 8 * 1024
RECEIVE_BUFFER_BYTES = 64 * 1024  # what the kernel may take before we read it
TIME_FOR_NEXT_ADDRESS_S = 3.0  # a name's further addresses are tried after this


class ReadTooMuch(Exception):
    """The other side sends more, or in more pieces, than we read."""


@dataclass(slots=True)
class Budget:
    """What one exchange may still read, TLS handshake included."""

    left_bytes: int
    left_reads: int
    used_bytes: int = 0

    def take(self, count: int) -> None:
        self.left_bytes -= count
        self.left_reads -= 1
        self.used_bytes += count

    def room_bytes(self) -> int:
        """How much the next read may bring. Raises ReadTooMuch."""
        if self.left_bytes <= 0 or self.left_reads <= 0:
            raise ReadTooMuch
        return min(self.left_bytes, RECEIVE_BYTES)


@dataclass(slots=True)
class Connection:
    """One open connection."""

    socket: socket.socket
    tls: "Tls | None" = None
    used: int = 0  # exchanges so far
    idle_since: float = 0.0

    async def send(self, data: bytes) -> None:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self.socket, data if self.tls is None else self.tls.encrypt(data))

    async def receive(self, budget: Budget) -> bytes:
        """The next bytes; none when the other side has ended. Raises ReadTooMuch, OSError."""
        if self.tls is None:
            return await _receive(self.socket, budget)
        while True:
            data = self.tls.decrypt()
            if data is not None:
                return data
            self.tls.feed(await _receive(self.socket, budget))

    def is_alive(self) -> bool:
        """Whether an idle connection is still of use: not ended, and nothing came that nobody asked for."""
        if monotonic() - self.idle_since > IDLE_S:
            return False
        try:
            unread = self.socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return bool(unread) and self.tls is not None  # TLS sends session tickets whenever it likes

    def close(self) -> None:
        self.socket.close()


@dataclass(slots=True)
class Tls:
    """TLS over buffers: what is to be sent and what came are bytes in memory."""

    incoming: ssl.MemoryBIO = field(default_factory=ssl.MemoryBIO)
    outgoing: ssl.MemoryBIO = field(default_factory=ssl.MemoryBIO)
    session: ssl.SSLObject = field(init=False)

    def start(self, host: str) -> None:
        self.session = tls_context().wrap_bio(self.incoming, self.outgoing, server_hostname=host)

    def encrypt(self, data: bytes) -> bytes:
        view = memoryview(data)
        while view:
            view = view[self.session.write(view) :]
        return self.outgoing.read()

    def decrypt(self) -> bytes | None:
        """None where more has to come first."""
        try:
            return self.session.read(RECEIVE_BYTES)
        except ssl.SSLWantReadError:
            return None
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""

    def feed(self, data: bytes) -> None:
        if data:
            self.incoming.write(data)
        else:
            self.incoming.write_eof()

    async def shake_hands(self, plain: socket.socket, budget: Budget) -> None:
        """Raises ssl.SSLError, ReadTooMuch, OSError."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                self.session.do_handshake()
            except ssl.SSLWantReadError:
                await loop.sock_sendall(plain, self.outgoing.read())
                self.feed(await _receive(plain, budget))
            else:
                await loop.sock_sendall(plain, self.outgoing.read())
                return


@lru_cache(maxsize=1)
def tls_context() -> ssl.SSLContext:
    """Certificates are checked, as the system does it; reading its store takes a while, so once."""
    return ssl.create_default_context()


async def open_connection(target: Target, addresses: list[str], budget: Budget) -> Connection:
    """Connected to the first of the judged addresses that answers. Raises OSError, ssl.SSLError, ReadTooMuch."""
    for address in addresses[:-1]:
        try:
            async with asyncio.timeout(TIME_FOR_NEXT_ADDRESS_S):
                plain = await _connect(address, target.port)
        except OSError:  # a timeout is one too
            continue
        break
    else:
        plain = await _connect(addresses[-1], target.port)
    if target.scheme == "http":
        return Connection(plain)
    try:
        tls = Tls()
        tls.start(target.host)
        await tls.shake_hands(plain, budget)
    except BaseException:
        plain.close()
        raise
    return Connection(plain, tls)


async def _connect(address: str, port: int) -> socket.socket:
    plain = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        plain.setblocking(False)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        await asyncio.get_running_loop().sock_connect(plain, (address, port))
    except BaseException:
        plain.close()
        raise
    return plain


async def _receive(plain: socket.socket, budget: Budget) -> bytes:
    data = await asyncio.get_running_loop().sock_recv(plain, budget.room_bytes())
    budget.take(len(data))
    return data


class Pool:
    """Connections between two exchanges, by scheme, name and port. Each goes to an address that was judged."""

    def __init__(self) -> None:
        self._idle: dict[tuple[str, str, int], deque[Connection]] = {}
        self._count = 0

    def take(self, target: Target) -> Connection | None:
        """The one used last, while it lives."""
        idle = self._idle.get((target.scheme, target.host, target.port))
        while idle:
            connection = idle.pop()
            self._count -= 1
            if connection.is_alive():
                return connection
            connection.close()
        return None

    def give_back(self, target: Target, connection: Connection) -> None:
        """For another exchange, while there is room."""
        if self._count >= IDLE_CONNECTIONS:
            connection.close()
            return
        connection.used += 1
        connection.idle_since = monotonic()
        self._idle.setdefault((target.scheme, target.host, target.port), deque()).append(connection)
        self._count += 1

    def sweep(self) -> None:
        """Close what has waited too long."""
        for key, idle in list(self._idle.items()):
            while idle and not idle[0].is_alive():
                idle.popleft().close()
                self._count -= 1
            if not idle:
                del self._idle[key]

    def close(self) -> None:
        for idle in self._idle.values():
            for connection in idle:
                connection.close()
        self._idle.clear()
        self._count = 0
