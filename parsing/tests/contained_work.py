"""What the children of the sandbox's tests run instead of the engine: a document is a command to misbehave."""

import ctypes
import os
import socket
import subprocess
import time
from pathlib import Path

from parsing.containment.wire import Json
from parsing.engine.errors import EncryptedDocument

memory: list[bytes] = []  # what one task leaves behind for the next


def warm_up() -> None:
    memory.clear()


def perform(task: str, arguments: Json, blob: bytes) -> tuple[Json, bytes]:
    """`task` is the name of a function below."""
    return {"answer": globals()[f"do_{task}"](arguments, blob)}, b""


def do_echo(arguments: Json, blob: bytes) -> object:
    return [arguments, len(blob)]


def do_process(_: Json, __: bytes) -> int:
    return os.getpid()


def do_environment(_: Json, __: bytes) -> list[str]:
    return sorted(os.environ)


def do_sleep(arguments: Json, _: bytes) -> None:
    time.sleep(arguments["seconds"])


def do_spin(_: Json, __: bytes) -> None:
    while True:
        pass


def do_bloat(_: Json, __: bytes) -> None:
    while True:
        memory.append(bytes(64 * 1024 * 1024))


def do_crash(_: Json, __: bytes) -> int:
    return ctypes.string_at(0)[0]


def do_exit(_: Json, __: bytes) -> None:
    os._exit(0)


def do_refuse(_: Json, __: bytes) -> None:
    raise EncryptedDocument


def do_stumble(_: Json, __: bytes) -> None:
    raise AttributeError("'NoneType' object has no attribute 'secret of the candidate'")


def do_connect(arguments: Json, _: bytes) -> None:
    socket.create_connection(("127.0.0.1", arguments["port"]), timeout=2)


def do_read(arguments: Json, _: bytes) -> str:
    return Path(arguments["path"]).read_text(encoding="utf-8")


def do_write(arguments: Json, _: bytes) -> str:
    folder = Path(arguments.get("folder") or os.environ["TMPDIR"])
    (folder / "note").write_text("hello", encoding="utf-8")
    return (folder / "note").read_text(encoding="utf-8")


def do_program(_: Json, __: bytes) -> str:
    return subprocess.run(["/bin/echo", "hello"], capture_output=True, text=True, check=True).stdout


def do_leave_program_behind(_: Json, __: bytes) -> None:
    subprocess.Popen(["/bin/sleep", "987"])
    os.abort()
