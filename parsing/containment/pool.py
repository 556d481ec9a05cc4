"""Our side of the sandbox: one zygote and a few warm children, each answering one caller at a time.

There is no thread here and nothing to shut down in order: a caller waits on its child's socket, and closing the pool
closes the control socket, upon which the zygote takes every child along.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from time import monotonic

import structlog

from parsing.containment.errors import (
    OutOfMemory,
    ParserCrashed,
    ParseTimedOut,
    SandboxClosed,
    SandboxUnavailable,
    error_from,
)
from parsing.containment.limits import Limits
from parsing.containment.wire import Json, receive_frame, send_frame

START_TIMEOUT_S = 60.0  # loading the engine on a busy machine
FORK_TIMEOUT_S = 20.0
_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")  # no other variable: they hold secrets

log = structlog.get_logger(__name__)


class Zygote:
    """The process that forks children. Its death, and that of our process, ends all of them."""

    def __init__(self, *, worker: str, limits: Limits, scratch: Path) -> None:
        scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        configuration = json.dumps({"worker": worker, "limits": asdict(limits), "scratch": str(scratch)})
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        environment |= {"TMPDIR": str(scratch), "HOME": str(scratch), "OMP_THREAD_LIMIT": "1", "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "parsing.containment.zygote", str(theirs.fileno()), configuration],
            pass_fds=[theirs.fileno()],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in a terminal ends us, and our end ends it
        )
        theirs.close()
        self._scratch = scratch
        self.isolation: dict[str, str] | None = None

    def wait_until_ready(self) -> dict[str, str]:
        """What isolation is in force. Raises SandboxUnavailable."""
        with self._lock:
            if self.isolation is None:
                try:
                    message, _ = receive_frame(self._control, timeout_s=START_TIMEOUT_S)
                except (OSError, EOFError) as error:
                    raise SandboxUnavailable("The sandbox did not start: see its output above") from error
                self.isolation = message["ready"]
            return self.isolation

    def fork(self) -> tuple[int, socket.socket]:
        """A new child: its process id and our end of its socket. Raises SandboxUnavailable."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                send_frame(self._control, {"fork": True})
                socket.send_fds(self._control, [b"f"], [theirs.fileno()])
                message, _ = receive_frame(self._control, timeout_s=FORK_TIMEOUT_S)
            except (OSError, EOFError) as error:
                ours.close()
                raise SandboxUnavailable("The sandbox is gone") from error
        return int(message["pid"]), ours

    def end(self, pid: int) -> int:
        """Kill a child; the signal that ended it, 0 where it had ended by itself."""
        with self._lock, contextlib.suppress(OSError, EOFError):
            send_frame(self._control, {"end": pid})
            message, _ = receive_frame(self._control, timeout_s=FORK_TIMEOUT_S)
            return int(message["signal"])
        return signal.SIGKILL

    def close(self) -> None:
        self._control.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(OSError):
            self._scratch.rmdir()

    def forget(self) -> None:
        """Let go of it in a forked copy of our process, where it belongs to the original."""
        self._control.close()
        self._process.returncode = 0  # not our child: nothing to wait for


class Child:
    def __init__(self, zygote: Zygote) -> None:
        self._zygote = zygote
        self._pid, self._connection = zygote.fork()
        self.tasks = 0

    def ask(self, message: Json, blob: bytes, *, timeout_s: float) -> tuple[Json, bytes]:
        """The child's answer. Raises the engine's error that says how the child failed to give one."""
        started = monotonic()
        self.tasks += 1
        try:
            self._connection.settimeout(timeout_s)
            send_frame(self._connection, message, blob)
            left_s = max(0.001, timeout_s - (monotonic() - started))
            return receive_frame(self._connection, timeout_s=left_s)
        except TimeoutError as error:
            self.end()
            raise ParseTimedOut from error
        except (EOFError, OSError) as error:
            raise _reason_of(self.end()) from error

    def end(self) -> int:
        """Kill it; by which signal it had ended."""
        ended_by = self._zygote.end(self._pid)
        self._connection.close()
        return ended_by

    def forget(self) -> None:
        self._connection.close()


def _reason_of(ended_by: int) -> Exception:
    if ended_by == signal.SIGXCPU:
        return ParseTimedOut()
    if ended_by == signal.SIGKILL:  # nobody here sent it: the kernel was out of memory
        return OutOfMemory()
    return ParserCrashed()


class Pool:
    """At most `size` children at work, and one for quick tasks. All methods may be called from any thread."""

    def __init__(self, *, worker: str, limits: Limits, scratch: Path, size: int) -> None:
        self._limits = limits
        self._start: Callable[[], Zygote] = partial(Zygote, worker=worker, limits=limits, scratch=scratch)
        self._zygote = self._start()
        self._slots = threading.BoundedSemaphore(size)
        self._quick_slot = threading.BoundedSemaphore(1)
        self._lock = threading.Lock()
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._closed = False

    def isolation(self) -> dict[str, str]:
        """What is in force, once the sandbox is up. Raises SandboxUnavailable."""
        return self._zygote.wait_until_ready()

    def has_free_slot(self) -> bool:
        """Whether a task would start at once, as of now."""
        if not self._slots.acquire(blocking=False):
            return False
        self._slots.release()
        return True

    def call(
        self,
        task: str,
        arguments: Json,
        blob: bytes = b"",
        *,
        timeout_s: float | None = None,
        is_quick: bool = False,
    ) -> tuple[Json, bytes]:
        """The result of a task, in the first child that is free; of quick ones one at a time, beside all others.

        Raises EngineError for a failure of the file, SandboxClosed when the pool was closed meanwhile, and
        SandboxUnavailable where no child can be had.
        """
        with self._quick_slot if is_quick else self._slots:
            child = self._take()
            keep = False
            try:
                message = {"task": task, "arguments": arguments}
                answer, answer_blob = child.ask(message, blob, timeout_s=timeout_s or self._limits.wall_s)
                keep = not answer.get("last") and child.tasks < self._limits.tasks_a_child
            except Exception as error:
                if self._closed:
                    raise SandboxClosed from error
                log.warning("sandbox.child_died", task=task, reason=type(error).__name__)
                raise
            finally:
                self._give_back(child, keep=keep)
        return self._result(task, answer), answer_blob

    def close(self) -> None:
        """End every child now; tasks that are under way raise SandboxClosed."""
        with self._lock:
            self._closed = True
            self._drop_idle()
        self._zygote.close()

    def forget(self) -> None:
        """Let go of what a fork inherited from the process that it is a copy of."""
        for child in (*self._idle, *self._busy):
            child.forget()
        self._zygote.forget()

    def _take(self) -> Child:
        with self._lock:
            if self._closed:
                raise SandboxClosed
            child = self._idle.pop() if self._idle else None
        if child is None:
            child = self._new_child()
        with self._lock:
            self._busy.add(child)
        return child

    def _new_child(self) -> Child:
        """From a new zygote where the old one was killed: then no child of it is left either."""
        zygote = self._zygote
        try:
            zygote.wait_until_ready()
            return Child(zygote)
        except SandboxUnavailable:
            if self._closed:
                raise SandboxClosed from None
            with self._lock:
                if self._zygote is zygote:
                    log.warning("sandbox.restart")
                    zygote.close()
                    self._drop_idle()
                    self._zygote = self._start()
                zygote = self._zygote
        zygote.wait_until_ready()
        return Child(zygote)

    def _give_back(self, child: Child, *, keep: bool) -> None:
        with self._lock:
            self._busy.discard(child)
            if keep and not self._closed:
                self._idle.append(child)
                return
        if self._closed:
            child.forget()  # it ends with the zygote
        else:
            child.end()

    def _drop_idle(self) -> None:
        for child in self._idle:
            child.forget()
        self._idle.clear()

    def _result(self, task: str, answer: Json) -> Json:
        failure = answer.get("error")
        if failure is not None:
            if failure.get("cause"):
                log.warning("sandbox.unforeseen_error", task=task, cause=str(failure["cause"])[:60])
            raise error_from(str(failure.get("code")), str(failure.get("message"))[:300])
        result = answer.get("result")
        if not isinstance(result, dict):
            raise ParserCrashed
        return result
