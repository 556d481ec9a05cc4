"""From a bare checkout to a running product, with Python's standard library alone: `make run` is `bootstrap.py run`.

Makes `.venv`, installs the locked packages with their hashes, and then runs what was asked for inside it.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UV = "uv>=0.9,<1"  # installs several times faster than pip, which is the fallback
COMPILE = ["uv", "pip", "compile", "-q", "--universal", "--generate-hashes", "--no-header", "--no-annotate"]
COMPILE += ["--python-version", "3.11", "pyproject.toml"]


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit status is ours."""
    commands: dict[str, Callable[[Sequence[str]], int]] = {
        "setup": lambda rest: prepare(development=True),
        "run": lambda rest: prepare() or run("-m", "cvault.supervisor", "all"),
        "worker": lambda rest: prepare() or run("-m", "cvault.supervisor", "worker"),
        "test": lambda rest: prepare(development=True) or test(rest),
        "lint": lambda rest: prepare(development=True) or lint(),
        "fix": lambda rest: prepare(development=True) or fix(),
        "eval": lambda rest: prepare(development=True) or run("-m", "parsing.evals", *rest),
        "bench": lambda rest: prepare(development=True) or bench(rest),
        "peers": lambda rest: prepare(development=True) or run("-m", "parsing.evals", "peers", *rest),
        "soak": lambda rest: prepare(development=True) or run("-m", "pytest", "-m", "soak", "--timeout=3600", *rest),
        "lock": lambda rest: prepare(development=True) or lock(),
    }
    if not arguments or arguments[0] not in commands:
        print(f"usage: bootstrap.py {{{','.join(commands)}}}", file=sys.stderr)
        return 2
    return commands[arguments[0]](arguments[1:])


def run(*command: str, **extra: str) -> int:
    """Run the environment's Python; a Ctrl-C is the child's to answer."""
    child = subprocess.Popen([str(PYTHON), *command], cwd=ROOT, env={**os.environ, **extra})
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def bench(arguments: Sequence[str]) -> int:
    """The engine beside bare text extraction, then the API around the engine, then webhooks."""
    engine = run("-m", "parsing.evals", "bench", *arguments)
    around = ("api_bench", "webhook_bench")
    return engine or next((code for name in around if (code := run("-m", f"parsing.soak.{name}"))), 0)


def test(arguments: Sequence[str]) -> int:
    parallel = [] if any(argument.startswith("-n") for argument in arguments) else ["-n", "auto"]
    return run("-m", "pytest", "-m", "not soak", *parallel, *arguments)


def lint() -> int:
    """Every check, even after one has failed; the first failure is the answer."""
    production = {
        "CVAULT_ENV": "production",
        "SECRET_KEY": "x" * 64 + "0123456789abcdef",
        "CVAULT_API_KEY_PEPPER": "y" * 64,
        "ALLOWED_HOSTS": "cvault.example",
    }
    statuses = [
        run("-m", "ruff", "format", "--check", "--quiet", "."),
        run("-m", "ruff", "check", "--quiet", "."),
        run("-m", "mypy"),
        run("-c", "from importlinter.cli import lint_imports_command as main; main()"),
        run("manage.py", "makemigrations", "--check", "--dry-run"),
        run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **production),
    ]
    return next((status for status in statuses if status), 0)


def fix() -> int:
    return run("-m", "ruff", "format", ".") or run("-m", "ruff", "check", "--fix", ".")


def lock() -> int:
    return run("-m", *COMPILE, "-o", "requirements.txt") or run(
        "-m", *COMPILE, "--group", "dev", "-c", "requirements.txt", "-o", "requirements-dev.txt"
    )


def prepare(*, development: bool = False) -> int:
    """Make the environment and install the locked packages, unless the last run left it exactly so."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        found = ".".join(map(str, sys.version_info[:2]))
        print(f"CVault needs Python 3.11, 3.12 or 3.13, this is {found}: make PYTHON=python3.12 …", file=sys.stderr)
        return 1
    runtime, everything = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
    if _is_installed(everything) or (not development and _is_installed(runtime)):
        return 0
    requirements = everything if development else runtime
    print(f"Installing the packages of {requirements.name} into .venv …", file=sys.stderr)
    status = _make_environment() or _install(requirements)
    if status == 0:
        _stamp(requirements).write_text(_fingerprint(requirements))
    return status


def _stamp(requirements: Path) -> Path:
    return ENVIRONMENT / f".{requirements.stem}"


def _fingerprint(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()


def _is_installed(requirements: Path) -> bool:
    stamp = _stamp(requirements)
    return stamp.exists() and stamp.read_text() == _fingerprint(requirements)


def _make_environment() -> int:
    if PYTHON.exists() and run("-c", "import pip") == 0:
        return 0
    status = subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=False).returncode
    if status:
        print("Python's venv module is missing: on Debian and Ubuntu, apt install python3-venv", file=sys.stderr)
    return status


def _install(requirements: Path) -> int:
    pip = "-m", "pip", "install", "--quiet", "--disable-pip-version-check"
    if run(*pip, UV) == 0:
        install = "-m", "uv", "pip", "install", "--quiet", "--require-hashes", "--python", str(PYTHON)
        if run(*install, "-r", str(requirements), UV_PYTHON_DOWNLOADS="never") == 0:
            return 0
    return run(*pip, "--require-hashes", "-r", str(requirements))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
