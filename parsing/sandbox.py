"""Untrusted documents are read here: in a limited, isolated child process of this process's own warm pool.

A file that crashes, stalls or bloats its child ends in an `EngineError`, like any other unreadable file.
"""

import atexit
import os
import tempfile
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from parsing.containment.errors import SandboxClosed, SandboxUnavailable
from parsing.containment.limits import Limits
from parsing.containment.pool import Pool

__all__ = [
    "Json",
    "Reading",
    "SandboxClosed",
    "SandboxUnavailable",
    "analyse_in_child",
    "close",
    "has_free_slot",
    "isolation",
    "parse_in_child",
    "render_page_in_child",
    "requirements_in_child",
    "revise_in_child",
    "skills_in_child",
    "start",
]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a child made of a document, in the JSON of `parsing.engine.codec`."""

    resume: Json
    document: Json  # DocumentMeta: lines, pages
    findings: Json
    columns: Json  # copies for the columns of Candidate
    parse_tier: str
    model_used: str
    pipeline_version: str
    timings_ms: Json


def parse_in_child(
    data: bytes,
    *,
    filename: str,
    today: date,
    requirements: Json | None = None,
    language: str = "en",
    timeout_s: float | None = None,
) -> Reading:
    """The person in a document and what follows for `requirements`, said in `language`.

    Raises EngineError, SandboxClosed.
    """
    arguments = {
        "filename": filename,
        "today": today.isoformat(),
        "requirements": requirements,
        "language": language,
    }
    result, _ = _running().call("parse", arguments, data, timeout_s=timeout_s)
    return Reading(**result)


def analyse_in_child(resume: Json, *, requirements: Json | None, today: date, language: str = "en") -> Json:
    """The findings of a document that was read before. Raises EngineError, SandboxClosed."""
    arguments = {"resume": resume, "today": today.isoformat(), "requirements": requirements, "language": language}
    return _running().call("analyse", arguments)[0]


def revise_in_child(resume: Json, *, requirements: Json | None, today: date, language: str = "en") -> Json:
    """{"findings", "columns"} of a resume that was changed after its reading. Raises EngineError, SandboxClosed."""
    arguments = {"resume": resume, "today": today.isoformat(), "requirements": requirements, "language": language}
    return _running().call("revise", arguments)[0]


def requirements_in_child(text: str, *, required_skills: list[str], nice_to_have_skills: list[str]) -> Json:
    """What a job description asks for. Raises EngineError, SandboxClosed."""
    arguments = {"text": text, "required_skills": required_skills, "nice_to_have_skills": nice_to_have_skills}
    return _running().call("requirements", arguments)[0]


def skills_in_child(text: str, *, title: str | None, department: str | None) -> Json:
    """{"required", "nice_to_have", "normalized"} of a job description, never behind documents that are being read.

    Raises EngineError, SandboxClosed.
    """
    arguments = {"text": text, "title": title, "department": department}
    return _running().call("skills", arguments, is_quick=True)[0]


def render_page_in_child(data: bytes, number: int, *, width_px: int) -> bytes:
    """A page of a document, from 0, as a WEBP. Raises EngineError, also where there is no such page, SandboxClosed."""
    return _running().call("render_page", {"number": number, "width_px": width_px}, data)[1]


def start() -> None:
    """Begin to load the sandbox of this process in the background, so that the first document need not wait.

    Raises SandboxUnavailable where the settings demand an isolation that the machine has not.
    """
    if settings.SANDBOX_REQUIRED:
        isolation()
    else:
        _running()


def isolation() -> dict[str, str]:
    """What keeps the children apart, by kind; an empty text where the machine offers nothing.

    Raises SandboxUnavailable where the settings demand what the machine has not.
    """
    found = _running().isolation()
    if settings.SANDBOX_REQUIRED and not (found["network"] and found["files"]):
        close()
        raise SandboxUnavailable(f"CVAULT_SANDBOX_REQUIRED is set, and this machine offers only {found}")
    return found


def has_free_slot() -> bool:
    """Whether a document sent now would be read at once."""
    return _running().has_free_slot()


def close(*, for_good: bool = False) -> None:
    """End the children of this process; whatever they were reading raises SandboxClosed.

    The next use starts new ones, unless it is `for_good`: then it raises SandboxClosed too.
    """
    with _mine.lock:
        pool, _mine.pool = _mine.pool, None
        _mine.closed_for_good = _mine.closed_for_good or for_good
    if pool is not None:
        pool.close()


class _Mine:
    """The pool of this process, made when it is first needed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pool: Pool | None = None
        self.closed_for_good = False

    def forget_after_fork(self) -> None:
        """A forked copy of this process starts a sandbox of its own."""
        pool, self.pool, self.lock = self.pool, None, threading.Lock()
        if pool is not None:
            pool.forget()


_mine = _Mine()
os.register_at_fork(after_in_child=_mine.forget_after_fork)
atexit.register(close)


def _running() -> Pool:
    with _mine.lock:
        if _mine.closed_for_good:
            raise SandboxClosed
        if _mine.pool is None:
            limits = Limits(
                memory_bytes=settings.PARSE_MEMORY_LIMIT_BYTES,
                cpu_s=settings.PARSE_CPU_LIMIT_S,
                wall_s=settings.PARSE_TIMEOUT_S,
            )
            scratch = Path(tempfile.mkdtemp(prefix="cvault-sandbox-"))
            _mine.pool = Pool(
                worker=settings.PARSE_WORKER_MODULE, limits=limits, scratch=scratch, size=settings.PARSE_CHILDREN
            )
        return _mine.pool
