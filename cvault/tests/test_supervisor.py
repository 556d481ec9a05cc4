"""The product as a newcomer starts it: one process that brings up all the others and takes them down again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UP_WITHIN_S = 180.0  # of a machine that does much else
DOWN_WITHIN_S = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data_folder: Path, port: int) -> dict[str, str]:
    """What a bare shell has: no database, no broker, nothing of the test run's own settings."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    return {**kept, "CVAULT_DATA_DIR": str(data_folder), "PORT": str(port), "WEB_CONCURRENCY": "1"}


def processes_of(data_folder: Path) -> list[str]:
    """Command lines of the processes whose environment names this data folder."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                if str(data_folder).encode() in (folder / "environ").read_bytes():
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue  # it ended, or it is somebody else's
    return found


@pytest.fixture
def product(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    port, log = free_port(), tmp_path / "output.txt"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "cvault.supervisor", "all"],
            cwd=ROOT,
            env=environment(tmp_path / "data", port),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        yield process, port, log
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(DOWN_WITHIN_S)


def wait_for(text: str, log: Path) -> str:
    give_up_at = time.monotonic() + UP_WITHIN_S
    while time.monotonic() < give_up_at:
        if text in log.read_text(encoding="utf-8"):
            return log.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(f"no {text!r} in:\n{log.read_text(encoding='utf-8')}")


@pytest.mark.timeout(UP_WITHIN_S + DOWN_WITHIN_S + 20)
def test_supervisor_serves_and_stops_everything_on_ctrl_c(
    product: tuple[subprocess.Popen[str], int, Path], tmp_path: Path
) -> None:
    process, port, log = product

    output = wait_for("demo@", log)

    assert f"http://127.0.0.1:{port}" in output
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=5) as answer:
        assert json.load(answer)["status"] == "healthy"
    assert len(processes_of(tmp_path / "data")) >= 4

    process.send_signal(signal.SIGINT)

    assert process.wait(DOWN_WITHIN_S) == 0
    assert processes_of(tmp_path / "data") == []


def test_supervisor_says_which_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        finished = subprocess.run(
            [sys.executable, "-m", "cvault.supervisor", "all"],
            cwd=ROOT,
            env=environment(tmp_path / "data", port),
            capture_output=True,
            text=True,
            timeout=UP_WITHIN_S,
            check=False,
        )

    assert finished.returncode == 1
    assert f"Port {port} is taken" in finished.stdout
