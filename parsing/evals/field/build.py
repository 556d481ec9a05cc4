"""The documents of `open/` and `sealed/` as files with truths, made when they are asked for."""

import hashlib
import json
import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from parsing.evals.field import canvas, html, text, word
from parsing.evals.field.sheet import sheet_of, truth_of
from parsing.evals.generate.browser import Printer, chromium_path, printer

FOLDER = Path(__file__).parent

# Renderer -> suffix of its files. What no renderer can tell apart is written as a page of its own ("page").
SUFFIXES = {"html": "pdf", "canvas": "pdf", "word": "docx", "text": "txt"}
GROUPS = {"html": "chromium", "canvas": "reportlab", "word": "docx", "text": "txt"}


def documents(half: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Name and content of every document of "open" or "sealed", in a stable order."""
    for source in sorted((FOLDER / half).glob("*.toml")):
        for number, document in enumerate(tomllib.loads(source.read_text("utf-8"))["document"], start=1):
            yield f"{source.stem}-{number:02d}-{document['lang']}", document


def build(half: str, cache: Path) -> Path:
    """Make the documents of a half unless they are there, and return their folder.

    Where there is no Chromium its group is left out; the folder's name tells it apart. Raises ValueError for a
    mark that cannot be read.
    """
    browser = "chromium" if chromium_path() else "plain"
    folder = cache / f"field-{half}-{browser}-{_fingerprint(half)}"
    if folder.is_dir():
        return folder
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    unfinished.mkdir(parents=True)
    with printer() as chromium:
        for name, document in documents(half):
            _make(name, document, unfinished, chromium)
    for old in cache.glob(f"field-{half}-{browser}-*"):
        if old != unfinished:
            shutil.rmtree(old, ignore_errors=True)
    unfinished.rename(folder)
    return folder


def _make(name: str, document: Mapping[str, Any], folder: Path, chromium: Printer | None) -> None:
    renderer = document["render"].partition("/")[0]
    if renderer == "html" and not chromium:
        return
    group = folder / GROUPS[renderer]
    group.mkdir(parents=True, exist_ok=True)
    try:
        truth = truth_of(document)
        content = _content(renderer, document, chromium)
    except (ValueError, KeyError, TypeError) as exc:
        raise ValueError(f"{name}: {exc!r}") from exc
    (group / f"{name}.{SUFFIXES[renderer]}").write_bytes(content)
    (group / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")


def _content(renderer: str, document: Mapping[str, Any], chromium: Printer | None) -> bytes:
    if renderer == "html":
        page = document["page"] if "page" in document else html.render(sheet_of(document))
        return chromium.pdf(page) if chromium else b""
    if "page" in document:
        return str(document["page"]).encode()
    sheet = sheet_of(document)
    match renderer:
        case "canvas":
            return canvas.render(sheet)
        case "word":
            return word.render(sheet)
        case _:
            return text.render(sheet).encode()


def _fingerprint(half: str) -> str:
    digest = hashlib.sha256()
    for path in sorted((*FOLDER.glob("*.py"), *FOLDER.glob("*.toml"), *(FOLDER / half).glob("*.toml"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
