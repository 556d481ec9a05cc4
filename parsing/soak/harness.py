"""Servers of a proof's own, and the proof as a process beside them. Nothing here touches what it did not start."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHORT_FOLDER = "/tmp"  # noqa: S108  # the path of a socket may have 108 bytes at most


def databases() -> list[str]:
    """The kinds of database that this machine can run a proof on."""
    return ["sqlite", *(["postgresql"] if _postgres_binaries() else [])]


def prove(
    proof: str,
    *,
    database: str,
    timeout_s: float = 300.0,
    settings: str = "parsing.soak.settings",
    migrated: bool = True,
    **figures: object,
) -> dict[str, Any]:
    """What `parsing.soak.<proof>` found out, on a database of today's schema, or an empty one where not `migrated`.

    `figures` are the proof's options. Raises RuntimeError, TimeoutExpired.
    """
    with (
        tempfile.TemporaryDirectory(prefix="cvault-soak-", dir=SHORT_FOLDER) as folder,
        _database(database, Path(folder)) as url,
    ):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("CVAULT_", "DJANGO_"))},
            "DJANGO_SETTINGS_MODULE": settings,
            "CVAULT_DATA_DIR": folder,
            "DATABASE_URL": url,
            "REDIS_URL": f"unix://{folder}/broker.sock",
        }
        if migrated:
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True, timeout=600)
        options = [f"--{name.replace('_', '-')}={value}" for name, value in figures.items()]
        command = [sys.executable, "-m", f"parsing.soak.{proof}", *options]
        log = Path(folder) / "proof.log"
        with log.open("w") as noise:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, check=False, timeout=timeout_s, stdout=subprocess.PIPE, stderr=noise
            )
        if done.returncode:
            raise RuntimeError(f"parsing.soak.{proof} failed:\n{log.read_text()[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database that ends with the proof."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'soak.sqlite3'}"
        return
    binaries, port = _postgres_binaries(), free_port()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed")
    data = folder / "postgresql"
    data.mkdir()
    user = None
    if os.getuid() == 0:  # the server refuses to run as root
        user = "postgres"
        shutil.chown(folder, user)
        shutil.chown(data, user)
    log = (folder / "postgresql.log").open("w")
    initialise = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "cvault",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run(initialise, check=True, user=user, stdout=log, stderr=log)
    serve = [
        str(binaries / "postgres"),
        "-D",
        str(data),
        "-p",
        str(port),
        "-k",
        str(data),
        "-c",
        "listen_addresses=127.0.0.1",
    ]
    serve += ["-c", "max_connections=100", "-c", "fsync=off"]
    with log, subprocess.Popen(serve, user=user, stdout=log, stderr=log) as server:
        try:
            create = [str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "cvault", "soak"]
            for _ in range(100):
                if subprocess.run(create, check=False, stderr=subprocess.DEVNULL).returncode == 0:
                    break
                if server.poll() is not None:
                    raise RuntimeError("PostgreSQL did not start")
                subprocess.run(["/bin/sleep", "0.1"], check=True)
            yield f"postgres://cvault@127.0.0.1:{port}/soak"
        finally:
            server.terminate()  # waits for clients; all of them belong to the proof, which has ended
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


def _postgres_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else (Path(on_path).parent if on_path else None)


def free_port() -> int:
    """A port of the loopback that nobody listens on, as of now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
