"""The real thing: a server on a port, the real engine in its sandbox, the documentation's own snippets as clients."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project

from accounts.models import Account, ApiKey
from parsing import sandbox

DEMO = project.BASE_DIR / "parsing" / "demo"
DOCS = project.BASE_DIR / "docs" / "api"
_SNIPPET = re.compile(r"```(python|bash|javascript) (\w+)\n(.*?)```", re.DOTALL)


def snippets(page: str) -> dict[str, tuple[str, str]]:
    """The named code blocks of a page: name -> (language, text)."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return {name: (language, code) for language, name, code in _SNIPPET.findall(text)}


@pytest.fixture(scope="session", autouse=True)
def _end_the_sandbox() -> Iterator[None]:
    yield
    sandbox.close()


@pytest.fixture
def key(account: Account, make_key: Callable[..., tuple[ApiKey, str]]) -> str:
    """A live key; the test's first line, so that the workspace is there before the server asks."""
    return make_key(account)[1]


@pytest.fixture
def run_snippet(live_server: Any, key: str, tmp_path: Path) -> Callable[..., str]:
    """Runs a snippet of the documentation in a folder with sample files; only address, key and ids are put in."""
    shutil.copy(DEMO / "amelia-hartley.pdf", tmp_path / "resume.pdf")
    shutil.copy(DEMO / "jonas-reichert.pdf", tmp_path / "john_doe.pdf")
    shutil.copy(DEMO / "camille-dufresne.docx", tmp_path / "jane_smith.docx")

    def run(page: str, name: str, **ids: str) -> str:
        language, code = snippets(page)[name]
        replacements = {
            "https://cvault.tech": live_server.url,
            "https://extractcv.com": live_server.url,
            "cv_live_your_key_here": key,
            "excv_live_your_key": key,
            **ids,
        }
        for old, new in replacements.items():
            code = code.replace(old, new)
        command = {"python": [sys.executable, "-c", code], "bash": ["bash", "-c", code.replace("curl ", "curl -sS ")]}
        done = subprocess.run(command[language], cwd=tmp_path, capture_output=True, text=True, timeout=90, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
