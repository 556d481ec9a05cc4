"""Awkward documents of others: the samples inside the source distributions of three PDF and Word libraries.

They are fetched when they are needed, with pip and whatever index it is set up for, and never kept in the repository.
"""

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from parsing.evals.bombs.malformed import Malformed

DISTRIBUTIONS = ("pypdf", "pikepdf", "python-docx")
_SUFFIXES = (
    ".pdf",
    ".docx",
    ".doc",
    ".rtf",
    ".odt",
    ".html",
    ".txt",
    ".png",
    ".jpg",
    ".jpeg",
    ".tif",
    ".tiff",
    ".webp",
)
_DOCUMENTATION = ("/docs/", "requirements", "LICENSE")  # prose about the library
_MAX_BYTES = 10 * 1024 * 1024
_FETCH_TIMEOUT_S = 900


def fetch(folder: Path) -> None:
    """Put the distributions into `folder`, those that are there already excepted. Raises CalledProcessError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in DISTRIBUTIONS:
        if not _archives(folder, name):
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
            subprocess.run([*command, "--dest", str(folder), name], check=True, timeout=_FETCH_TIMEOUT_S)


def strangers(folder: Path) -> Iterator[Malformed]:
    """The samples in the distributions that `fetch` put into `folder`, each document once."""
    seen: set[bytes] = set()
    for name in DISTRIBUTIONS:
        for path in _archives(folder, name)[-1:]:
            with tarfile.open(path) as archive:
                for member in archive:
                    data = _sample(archive, member)
                    if data and data not in seen:
                        seen.add(data)
                        yield Malformed(f"{name}-{len(seen)}-{Path(member.name).name}", data)


def _archives(folder: Path, name: str) -> list[Path]:
    return sorted(folder.glob(f"{name.replace('-', '[-_]')}-*.tar.gz"))


def _sample(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    """Its bytes; none where it is no document."""
    if not member.isfile() or member.size > _MAX_BYTES or not member.name.lower().endswith(_SUFFIXES):
        return b""
    if any(part in member.name for part in _DOCUMENTATION):
        return b""
    file = archive.extractfile(member)
    return file.read() if file else b""
