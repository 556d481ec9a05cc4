"""Run a parser over cases and score it. A crash answers nothing and is counted."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from statistics import median

from parsing.engine import pipeline
from parsing.engine.errors import EngineError
from parsing.engine.readers import OcrOptions
from parsing.evals.corpus import Case
from parsing.evals.filetext import engine_text, own_text
from parsing.evals.person import EMPTY, Person, from_resume
from parsing.evals.score import Score, score_person
from parsing.evals.visible import FileText

EVALUATION_DAY = date(2026, 11, 1)
"""The "today" of every evaluation, so that a number does not change with the calendar."""

PATIENT_OCR = OcrOptions(budget_s=120.0)
"""What is right must not depend on how busy the machine is; how long it takes is measured elsewhere."""


@dataclass(frozen=True, slots=True)
class Result:
    case: Case
    answer: Person
    score: Score
    ms: float
    error: str = ""
    crashed: bool = False  # the error is none that the engine raises on purpose


def evaluate(cases: Iterable[Case], *, jobs: int = 1) -> tuple[Result, ...]:
    """The engine over these cases, in their order."""
    todo = list(cases)
    if jobs <= 1 or len(todo) < 2 * jobs:
        pipeline.warm()
        return tuple(map(evaluate_case, todo))
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=pipeline.warm) as pool:
        return tuple(pool.map(evaluate_case, todo, chunksize=4))


def evaluate_case(case: Case) -> Result:
    data = case.path.read_bytes()
    error, crashed = "", False
    started = time.perf_counter()
    try:
        answer = from_resume(pipeline.parse(data, filename=case.name, today=EVALUATION_DAY, ocr=PATIENT_OCR).resume)
    except Exception as exc:  # noqa: BLE001 - a crash of any kind is a miss, and the table says so
        answer, error, crashed = EMPTY, f"{type(exc).__name__}: {exc}", not isinstance(exc, EngineError)
    ms = (time.perf_counter() - started) * 1000
    return Result(case, answer, score_person(case.truth, answer, text_of(case)), ms, error, crashed)


def text_of(case: Case) -> FileText:
    if case.picture:
        return FileText("", everything=True)
    try:
        plain = own_text(case.path)
    except (OSError, ValueError, EngineError):
        plain = ""
    text = f"{plain}\n{engine_text(case.path.read_bytes(), case.name)}"
    return FileText(text, everything=not text.strip())  # what nobody could read still counts as missed


@dataclass(frozen=True, slots=True)
class Speed:
    median_ms: float
    p95_ms: float


def speed(times_ms: Iterable[float]) -> Speed:
    ordered = sorted(times_ms)
    if not ordered:
        return Speed(0.0, 0.0)
    return Speed(median(ordered), ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))])


def by(results: Iterable[Result], key: str) -> Iterator[tuple[str, list[Result]]]:
    """Results grouped by "suite", "group", "language" or "format", sorted."""
    parts: dict[str, list[Result]] = {}
    for result in results:
        parts.setdefault(str(getattr(result.case, key)), []).append(result)
    yield from sorted(parts.items())
