"""The whole product as `make run` starts it, on a port of its own; its processes and its health, watched meanwhile."""

import http.client
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, perf_counter, sleep

from parsing.soak.harness import ROOT, free_port

START_WITHIN_S = 300.0  # two processes of each kind load the engine on a machine with two cores
_HEALTH_EVERY_S = 0.1
_LOOK_EVERY_S = 0.3
_STOP_WITHIN_S = 40.0
# Below the supervisor stand masters, workers, zygotes and sandboxed children.
_DEPTH_OF_WORKERS = 2
_DEPTH_OF_ZYGOTES = 3


@contextmanager
def product() -> Iterator[tuple[int, int]]:
    """Port and process id of a supervisor of broker, web, worker, dispatcher, webhooks; all end with the block."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "REDIS_URL"}
    environment |= {"PORT": str(port), "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "cvault.supervisor", "all"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sys.stderr) as supervisor:
        try:
            _wait_until_healthy(supervisor, port)
            yield port, supervisor.pid
        finally:
            supervisor.terminate()
            try:
                supervisor.wait(timeout=_STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                supervisor.kill()


class HealthWatch(threading.Thread):
    """Asks for the health ten times a second, as a load balancer would, until `stop`."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.took_ms: list[float] = []
        self.failures = 0
        self._port = port
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(_HEALTH_EVERY_S):
            started = perf_counter()
            if ask_health(self._port) != 200:
                self.failures += 1
            self.took_ms.append((perf_counter() - started) * 1000)

    def stop(self) -> None:
        self._over.set()
        self.join()

    def percentile_ms(self, percent: int) -> float:
        ordered = sorted(self.took_ms)
        return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1)


class MemoryWatch(threading.Thread):
    """The most memory that any process below the supervisor held, and the limits its sandboxed children run under."""

    def __init__(self, supervisor_pid: int, under_way: Callable[[], Sequence[str]] = tuple) -> None:
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self.peak_while: tuple[str, ...] = ()  # what was under way when the peak was seen
        self.largest_limit_bytes = 0  # address space of a sandboxed child; 0 where none was seen
        self._under_way = under_way
        self._root = supervisor_pid
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(_LOOK_EVERY_S):
            for pid, depth in descendants(self._root).items():
                if (peak_bytes := _peak_bytes(pid)) > self.peak_bytes:
                    self.peak_bytes, self.peak_while = peak_bytes, tuple(self._under_way())
                if depth > _DEPTH_OF_ZYGOTES:
                    self.largest_limit_bytes = max(self.largest_limit_bytes, _limit_bytes(pid))

    def stop(self) -> None:
        self._over.set()
        self.join()


def workers_of(supervisor_pid: int) -> dict[int, str]:
    """Masters, and the processes that answer requests or take jobs, with their commands: those that must never die.

    Waits for what the supervisor runs once at the start.
    """
    give_up_at = monotonic() + START_WITHIN_S
    while monotonic() < give_up_at:
        depths = descendants(supervisor_pid)
        found = {pid: _command(pid) for pid, depth in depths.items() if depth <= _DEPTH_OF_WORKERS}
        if not any("seed_demo" in command for command in found.values()):
            return {pid: command for pid, command in found.items() if command}  # what has ended on purpose has none
        sleep(0.5)
    raise RuntimeError("The demonstration is not seeded yet")


def descendants(root: int) -> dict[int, int]:
    """Process id -> how deep below `root`."""
    parents = dict(filter(None, map(_parent, Path("/proc").glob("[0-9]*/stat"))))
    depths: dict[int, int] = {}
    for pid in parents:
        depth, at = 0, pid
        while at != root and at in parents:
            depth, at = depth + 1, parents[at]
        if at == root and depth:
            depths[pid] = depth
    return depths


def _parent(stat: Path) -> tuple[int, int] | None:
    try:
        return int(stat.parent.name), int(stat.read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return None


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return ""


def _peak_bytes(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def _limit_bytes(pid: int) -> int:
    """0 for a process that has ended, or has not set its limits yet."""
    try:
        limits = Path(f"/proc/{pid}/limits").read_text()
    except OSError:
        return 0
    found = next((line.split()[3] for line in limits.splitlines() if line.startswith("Max address space")), "0")
    return int(found) if found.isdigit() else 0


def ask_health(port: int) -> int:
    """The status; 0 where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/api/v1/health")
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        return 0
    else:
        return response.status
    finally:
        connection.close()


def _wait_until_healthy(supervisor: "subprocess.Popen[bytes]", port: int) -> None:
    give_up_at = monotonic() + START_WITHIN_S
    while monotonic() < give_up_at:
        if supervisor.poll() is not None:
            raise RuntimeError(f"The supervisor ended with status {supervisor.returncode}")
        if ask_health(port) == 200:
            return
        sleep(0.2)
    raise RuntimeError(f"The product does not answer after {START_WITHIN_S:g} s")
