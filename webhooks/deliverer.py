"""The process that calls customers' URLs: one loop, many calls. A slow endpoint holds its own few, and no others."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

import structlog
from django.db import DatabaseError, close_old_connections, connection

from webhooks import http, notices
from webhooks.calling import call
from webhooks.connections import tls_context
from webhooks.queue import Outcome, Task, claim, record

CALLS = 1000  # at a time, of one process
CALLS_OF_ONE_ENDPOINT = 10  # at a time, of one process
IDLE_S = 0.25  # between looks at an empty queue
PAUSE_S = 0.01  # between looks at a full one: time for results to gather
AFTER_ERROR_S = 1.0
TIDY_S = 15.0  # between letters, and between looks for connections that nobody uses

T = TypeVar("T")
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Rates:
    """How many calls each endpoint with a limit may still begin: so many a second, saved up for one second at most."""

    _tokens: dict[str, tuple[float, float]] = field(default_factory=dict)  # endpoint -> tokens, as of

    def take(self, endpoint_id: str, max_per_second: int | None) -> bool:
        if max_per_second is None:
            return True
        now = monotonic()
        tokens, as_of = self._tokens.get(endpoint_id, (1.0, now))
        tokens = min(float(max_per_second), tokens + (now - as_of) * max_per_second)
        may = tokens >= 1
        self._tokens[endpoint_id] = (tokens - may, now)
        return may


class Deliverer:
    """Takes what is due, calls, and writes down how it went, until told to stop."""

    def __init__(
        self,
        *,
        calls: int = CALLS,
        calls_of_one_endpoint: int = CALLS_OF_ONE_ENDPOINT,
        client: http.Client | None = None,
    ) -> None:
        self._most_calls = calls
        self._most_of_one = calls_of_one_endpoint
        self._client = client or http.Client()
        self._rates = Rates()
        self._running: Counter[str] = Counter()  # endpoint -> calls
        self._calls: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []
        self._ended = asyncio.Event()  # a call has ended since the last look
        self._database = ThreadPoolExecutor(1, thread_name_prefix="deliver-rows")
        self._letters = ThreadPoolExecutor(1, thread_name_prefix="deliver-letters")

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; then what is under way is still written down."""
        tls_context()  # reading the system's certificates takes a while: before the first call, not during one
        tidied_at = 0.0
        letters: asyncio.Future[int] | None = None
        while not stop.is_set():
            if monotonic() - tidied_at > TIDY_S:
                tidied_at = monotonic()
                self._client.sweep()
                if letters is None or letters.done():
                    letters = asyncio.get_running_loop().run_in_executor(self._letters, _send_letters)
            try:
                more = await self.step()
            except DatabaseError as error:  # it comes back, or the supervisor notices that nothing works
                log.warning("deliverer.database_unavailable", error=type(error).__name__)
                await asyncio.sleep(AFTER_ERROR_S)
                continue
            await self._rest(stop, PAUSE_S if more or self._outcomes else IDLE_S)
        await self.finish()

    async def step(self) -> bool:
        """Write down what has ended, begin what is due. Whether there is more to do at once."""
        self._ended.clear()
        written = list(self._outcomes)
        if written:
            await self._in_database(lambda: record(written))
            del self._outcomes[: len(written)]
        room = self._most_calls - len(self._calls)
        if room <= 0:
            return False
        running = Counter(self._running)

        def may_start(endpoint_id: str, max_per_second: int | None) -> bool:
            if running[endpoint_id] >= self._most_of_one or not self._rates.take(endpoint_id, max_per_second):
                return False
            running[endpoint_id] += 1
            return True

        tasks, more = await self._in_database(lambda: claim(room, may_start=may_start))
        for task in tasks:
            self._begin(task)
        return bool(tasks) and more

    async def finish(self) -> None:
        """Wait for the calls under way, and write them down."""
        if self._calls:
            await asyncio.wait(self._calls, timeout=http.TIMEOUT_S + http.TIME_FOR_BODY_S)
        last = list(self._outcomes)
        await self._in_database(lambda: record(last))
        self._client.close()
        self._database.shutdown()
        self._letters.shutdown(wait=False, cancel_futures=True)

    def _begin(self, task: Task) -> None:
        self._running[task.endpoint_id] += 1
        running = asyncio.get_running_loop().create_task(self._call(task))
        self._calls.add(running)
        running.add_done_callback(self._calls.discard)

    async def _call(self, task: Task) -> None:
        try:
            self._outcomes.append(await call(self._client, task))
        finally:
            self._running[task.endpoint_id] -= 1
            if not self._running[task.endpoint_id]:
                del self._running[task.endpoint_id]
            self._ended.set()

    async def _rest(self, stop: asyncio.Event, longest_s: float) -> None:
        """A moment for results to gather; a longer one while nothing ends."""
        await asyncio.sleep(PAUSE_S)
        if longest_s <= PAUSE_S or stop.is_set():
            return
        try:
            async with asyncio.timeout(longest_s):
                await self._ended.wait()
        except TimeoutError:
            return

    async def _in_database(self, work: Callable[[], T]) -> T:
        def run() -> T:
            close_old_connections()
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._database, run)


def deliver_due() -> int:
    """One attempt of everything that is due now, with the caller's own connection to the database. How many."""
    rates, running = Rates(), Counter[str]()

    def may_start(endpoint_id: str, max_per_second: int | None) -> bool:
        running[endpoint_id] += 1
        return running[endpoint_id] <= CALLS_OF_ONE_ENDPOINT and rates.take(endpoint_id, max_per_second)

    tasks, _ = claim(CALLS, may_start=may_start)

    async def call_all() -> list[Outcome]:
        client = http.Client()
        outcomes = await asyncio.gather(*(call(client, task) for task in tasks))
        client.close()
        return outcomes

    with ThreadPoolExecutor(1) as beside:  # the caller may have a loop of its own
        record(beside.submit(lambda: asyncio.run(call_all())).result())
    return len(tasks)


def _send_letters() -> int:
    try:
        return notices.send_waiting()
    except Exception as error:  # noqa: BLE001  # a mail server that is away must not stop deliveries; it is tried again
        log.warning("deliverer.letter_not_sent", error=type(error).__name__)
        return 0
    finally:
        connection.close()
