"""A customer's server that costs next to nothing: it answers every POST at once, and remembers what it was sent.

As a process, `python -m parsing.soak.webhook_sink`: the port on the first line, the count when it is told to end.
"""

import asyncio
import re
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n")
_DELIVERY = re.compile(rb"\r\nCVault-Delivery: (\S+)\r\n")
_EVENT = re.compile(rb"\r\nwebhook-id: (\S+)\r\n")
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Sink:
    """What came, and what is answered."""

    answer: Callable[[str], bytes] = lambda _delivery: OK
    requests: Counter[str] = field(default_factory=Counter)  # delivery -> how often it came
    events: dict[str, set[str]] = field(default_factory=dict)  # delivery -> event ids it came with
    broken: int = 0  # requests that ended in the middle
    silent: bool = False  # while it is, requests are taken and never answered

    def protocol(self) -> asyncio.Protocol:
        return _Talk(self)


class _Talk(asyncio.Protocol):
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        while True:
            end = self._data.find(b"\r\n\r\n")
            if end < 0:
                return
            length = _LENGTH.search(self._data, 0, end + 2)
            whole = end + 4 + int(length[1] if length else 0)
            if len(self._data) < whole:
                return
            head, self._data = self._data[: end + 2], self._data[whole:]
            delivery, event = _DELIVERY.search(head), _EVENT.search(head)
            name = delivery[1].decode() if delivery else ""
            self._sink.requests[name] += 1
            self._sink.events.setdefault(name, set()).add(event[1].decode() if event else "")
            if self._sink.silent:
                continue
            self._transport.write(self._sink.answer(name))  # type: ignore[attr-defined]  # TCP's transport writes

    def connection_lost(self, exc: Exception | None) -> None:
        self._sink.broken += bool(self._data)


@contextmanager
def sink_in_thread(sink: Sink) -> Iterator[str]:
    """The URL of a sink that runs beside the caller."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(sink.protocol, "127.0.0.1", 0, backlog=1024))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()


async def _main() -> None:
    sink, stop = Sink(), asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    server = await loop.create_server(sink.protocol, "127.0.0.1", 0, backlog=1024)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await stop.wait()
    sys.stdout.write(f"{sum(sink.requests.values())} {len(sink.requests)}\n")


if __name__ == "__main__":
    asyncio.run(_main())
