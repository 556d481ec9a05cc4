"""The process that children are forked from: the engine loaded and warm, isolation applied, no secrets in its memory.

Started by `Zygote` of `pool.py` with a control socket. Commands: {"fork": true} with the child's end of a socket
beside it, and {"end": pid}. When the control socket closes, all children are killed and the process ends.
"""

import contextlib
import ctypes
import importlib
import json
import os
import shutil
import signal
import socket
import sys
import traceback
from dataclasses import fields

from parsing.containment import kernel
from parsing.containment.child import serve
from parsing.containment.isolation import isolate
from parsing.containment.limits import Limits
from parsing.containment.wire import receive_frame, send_frame
from parsing.engine.collecting import settle


def main(control_descriptor: int, configuration: str) -> None:
    """Serve until the control socket closes."""
    control = socket.socket(fileno=control_descriptor)
    chosen = json.loads(configuration)
    limits = Limits(**{field.name: chosen["limits"][field.name] for field in fields(Limits)})
    _load(chosen["worker"])
    isolation = isolate(scratch=chosen["scratch"])
    settle()
    send_frame(control, {"ready": isolation.as_json()})
    children: set[int] = set()
    try:
        _serve(control, children, limits, chosen["worker"])
    finally:
        for pid in list(children):
            _end(pid, children)
        shutil.rmtree(chosen["scratch"], ignore_errors=True)


def _load(worker: str) -> None:
    importlib.import_module(worker).warm_up()


def _serve(control: socket.socket, children: set[int], limits: Limits, worker: str) -> None:
    while True:
        try:
            message, _ = receive_frame(control)
            if "fork" in message:
                _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
                pid = _fork(descriptors[0], control, limits, worker)
                children.add(pid)
                send_frame(control, {"pid": pid})
            else:
                send_frame(control, _end(int(message["end"]), children))
        except (EOFError, OSError):
            return


def _fork(descriptor: int, control: socket.socket, limits: Limits, worker: str) -> int:
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    status = 1
    try:
        control.close()
        os.setsid()  # a group of its own, so that programs it starts end with it
        with contextlib.suppress(OSError):  # elsewhere than on Linux, the end of the socket has to do
            kernel.prctl(kernel.PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _silence()
        serve(socket.socket(fileno=descriptor), sys.modules[worker], limits)
        status = 0
    except BaseException:  # noqa: BLE001  # a child never returns into the zygote's loop
        traceback.print_exc()
    finally:
        os._exit(status)


def _silence() -> None:
    """Libraries print about the files they read, and that is nobody's business."""
    silent = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silent, descriptor)
    os.close(silent)


def _end(pid: int, children: set[int]) -> dict[str, int]:
    """Kill a child, with all it started, and say how it ended: by which signal (0: none), with which status."""
    if pid not in children:
        return {"signal": 0, "status": 0}
    children.discard(pid)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return {"signal": os.WTERMSIG(status), "status": 0}
    return {"signal": 0, "status": os.WEXITSTATUS(status)}


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
