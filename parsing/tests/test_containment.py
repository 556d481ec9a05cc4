"""The sandbox: whatever a file does to its child, the caller gets a typed error and the next file is fine."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parsing.containment import landlock
from parsing.containment.errors import ParserCrashed, ParseTimedOut, SandboxClosed, SandboxUnavailable, error_from
from parsing.containment.isolation import isolate
from parsing.containment.limits import Limits
from parsing.containment.pool import Pool
from parsing.engine.errors import (
    DocumentTooComplex,
    EmptyDocument,
    EncryptedDocument,
    EngineError,
    NoTextLayer,
    UnreadableDocument,
    UnsupportedFormat,
)

WORKER = "parsing.tests.contained_work"
LIMITS = Limits(memory_bytes=512 * 1024**2, cpu_s=1, wall_s=20.0, tasks_a_child=5)


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """A sandbox of two children that misbehave on command."""
    pool = Pool(worker=WORKER, limits=LIMITS, scratch=tmp_path_factory.mktemp("scratch"), size=2)
    yield pool
    pool.close()


def ask(pool: Pool, task: str, blob: bytes = b"", *, timeout_s: float | None = None, **arguments: Any) -> Any:
    return pool.call(task, arguments, blob, timeout_s=timeout_s)[0]["answer"]


def test_a_task_gets_its_arguments_and_bytes(pool: Pool) -> None:
    assert ask(pool, "echo", b"x" * 10_000_000, name="r\u00e9sum\u00e9 \ud800") == [
        {"name": "r\u00e9sum\u00e9 \ud800"},
        10_000_000,
    ]


@pytest.mark.parametrize(
    ("task", "error", "code"),
    [
        ("spin", ParseTimedOut, "timeout"),
        ("bloat", DocumentTooComplex, "too_complex"),
        ("crash", ParserCrashed, "unreadable"),
        ("exit", ParserCrashed, "unreadable"),
        ("refuse", EncryptedDocument, "encrypted"),
        ("stumble", UnreadableDocument, "unreadable"),
    ],
)
def test_a_file_that_misbehaves_is_a_typed_error_and_the_next_is_fine(
    pool: Pool, task: str, error: type[EngineError], code: str
) -> None:
    with pytest.raises(error) as raised:
        ask(pool, task)

    assert raised.value.code == code
    assert "secret" not in str(raised.value)
    assert ask(pool, "echo") == [{}, 0]


def test_a_quick_task_does_not_wait_for_documents(pool: Pool) -> None:
    with pool._slots, pool._slots:
        assert not pool.has_free_slot()

        assert pool.call("echo", {}, is_quick=True)[0]["answer"] == [{}, 0]


def test_a_file_that_takes_too_long_is_ended_from_outside(pool: Pool) -> None:
    with pytest.raises(ParseTimedOut):
        ask(pool, "sleep", seconds=60, timeout_s=0.2)

    assert ask(pool, "echo") == [{}, 0]


def test_children_stay_warm_and_are_replaced_after_their_share(pool: Pool) -> None:
    processes = [ask(pool, "process") for _ in range(20)]

    assert 4 <= len(set(processes)) <= 6
    assert processes[10] in processes[6:10] + processes[11:15]


def test_tasks_run_side_by_side(pool: Pool) -> None:
    found: list[int] = []

    def work() -> None:
        ask(pool, "sleep", seconds=2)
        found.append(ask(pool, "process"))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    both_are_busy = _eventually(lambda: not pool.has_free_slot())
    for thread in threads:
        thread.join()
    assert both_are_busy
    assert pool.has_free_slot()
    assert len(found) == 2


class TestIsolation:
    def test_the_environment_holds_no_secret(self, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        assert set(ask(pool, "environment")) <= {
            *("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "OMP_THREAD_LIMIT", "PATH", "PYTHONUTF8"),
            *("TESSDATA_PREFIX", "TMPDIR"),
        }

    def test_there_is_no_network(self, pool: Pool) -> None:
        if not pool.isolation()["network"]:
            pytest.fail("this machine offers neither namespaces nor seccomp")
        with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(UnreadableDocument):
            ask(pool, "connect", port=server.getsockname()[1])

    def test_files_of_ours_cannot_be_read(self, pool: Pool, tmp_path: Path) -> None:
        if not landlock.version():
            assert pool.isolation()["files"] == ""
            return
        secret = tmp_path / "secret"
        secret.write_text("canary", encoding="utf-8")

        with pytest.raises(UnreadableDocument):
            ask(pool, "read", path=str(secret))
        with pytest.raises(UnreadableDocument):
            ask(pool, "read", path="/etc/passwd")
        with pytest.raises(UnreadableDocument):
            ask(pool, "write", folder=str(tmp_path))

    def test_programs_run_and_scratch_files_work(self, pool: Pool) -> None:
        assert ask(pool, "program") == "hello\n"
        assert ask(pool, "write") == "hello"

    def test_a_program_ends_with_the_child_that_started_it(self, pool: Pool) -> None:
        with pytest.raises(ParserCrashed):
            ask(pool, "leave_program_behind")

        commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
        assert not [command for command in commands if b"sleep\x00987" in command]


class TestLife:
    @pytest.fixture
    def own_pool(self, tmp_path: Path) -> Iterator[Pool]:
        pool = Pool(worker=WORKER, limits=LIMITS, scratch=tmp_path / "scratch", size=1)
        yield pool
        pool.close()

    def test_closing_breaks_tasks_off_without_blaming_the_file(self, own_pool: Pool) -> None:
        ask(own_pool, "echo")
        failures: list[BaseException] = []

        def work() -> None:
            try:
                ask(own_pool, "sleep", seconds=60)
            except SandboxClosed as closed:
                failures.append(closed)

        thread = threading.Thread(target=work)
        thread.start()
        while own_pool.has_free_slot():
            time.sleep(0.01)
        own_pool.close()
        thread.join(timeout=10)

        assert len(failures) == 1
        with pytest.raises(SandboxClosed):
            ask(own_pool, "echo")

    def test_a_killed_zygote_is_replaced(self, own_pool: Pool) -> None:
        ask(own_pool, "echo")
        os.kill(own_pool._zygote._process.pid, signal.SIGKILL)
        own_pool._zygote._process.wait()

        answers = [_answer_or_error(own_pool) for _ in range(3)]

        assert answers[-1] == [{}, 0]

    def test_a_worker_that_cannot_be_loaded_is_said_so(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        pool = Pool(worker="parsing.tests.no_such_module", limits=LIMITS, scratch=tmp_path / "scratch", size=1)
        with pytest.raises(SandboxUnavailable):
            pool.isolation()
        pool.close()
        assert "no_such_module" in capfd.readouterr().err

    @pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
    def test_children_end_with_the_process_that_wanted_them(self, tmp_path: Path, end: signal.Signals) -> None:
        program = (
            "import sys, pathlib, threading\n"
            "from parsing.containment.pool import Pool\n"
            "from parsing.containment.limits import Limits\n"
            f"pool = Pool(worker={WORKER!r}, limits=Limits(), scratch=pathlib.Path(sys.argv[1]), size=1)\n"
            "child = pool.call('process', {})[0]['answer']\n"
            "print(pool._zygote._process.pid, child, flush=True)\n"
            "pool.call('sleep', {'seconds': 60}, timeout_s=60)\n"
        )
        command = [sys.executable, "-c", program, str(tmp_path / "scratch")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout is not None
            descendants = [int(number) for number in process.stdout.readline().split()]
            assert len(descendants) == 2
            process.send_signal(end)
            process.wait(timeout=90)

            assert _eventually(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in descendants))
            assert not (tmp_path / "scratch").exists()


def test_a_system_that_is_not_linux_isolates_nothing_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    isolation = isolate(scratch=str(tmp_path))

    assert set(isolation.as_json().values()) == {""}
    assert not isolation.is_complete


@pytest.mark.parametrize(
    "kind",
    [UnsupportedFormat, EmptyDocument, UnreadableDocument, EncryptedDocument, DocumentTooComplex, NoTextLayer],
)
def test_every_error_of_the_engine_comes_back_as_itself(kind: type[EngineError]) -> None:
    error = error_from(kind.code, "why")

    assert type(error) is kind
    assert str(error) == "why"


def test_an_error_that_nobody_knows_is_an_unreadable_document() -> None:
    assert type(error_from("made_up", "why")) is UnreadableDocument


def _answer_or_error(pool: Pool) -> Any:
    try:
        return ask(pool, "echo")
    except EngineError as error:
        return error


def _eventually(is_true: Callable[[], bool], *, within_s: float = 20) -> bool:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.02)
    return is_true()
