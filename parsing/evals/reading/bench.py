"""Processor time of reading and layout beside bare text extraction on the same PDF files, in one run."""

import io
import logging
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pypdfium2

from parsing.engine import layout, readers
from parsing.evals.corpus import shared_dir

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns about fonts that it reads all the same
_ROUNDS = 3  # the best of; processor time, so that other work on the machine does not count


@dataclass(frozen=True, slots=True)
class Timing:
    name: str
    ms: dict[str, float]  # contender -> best time


def bare_pypdfium2(data: bytes) -> None:
    file = pypdfium2.PdfDocument(data)
    for page in file:
        page.get_textpage().get_text_range()
    file.close()


def bare_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.extract_text()


def reading(data: bytes) -> None:
    readers.read(data, ocr=readers.OcrOptions(enabled=False))


def reading_and_layout(data: bytes) -> None:
    layout.arrange(readers.read(data, ocr=readers.OcrOptions(enabled=False)))


CONTENDERS: dict[str, Callable[[bytes], None]] = {
    "bare pypdfium2": bare_pypdfium2,
    "bare pdfplumber": bare_pdfplumber,
    "reading": reading,
    "reading and layout": reading_and_layout,
}


def measure(paths: Sequence[Path] | None = None) -> list[Timing]:
    """All contenders on the same files, each file by all of them before the next one."""
    folder = shared_dir()
    found = sorted(folder.rglob("*.pdf")) if folder else []
    timings: list[Timing] = []
    for path in paths or found:
        data = path.read_bytes()
        if len(pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()) < 50:
            continue  # a scan
        timings.append(Timing(path.name, {name: _best_ms(work, data) for name, work in CONTENDERS.items()}))
    return timings


def _best_ms(work: Callable[[bytes], None], data: bytes) -> float:
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        work(data)
        best = min(best, (time.process_time() - start) * 1000)
    return best


def table(timings: Sequence[Timing]) -> str:
    """Median and 95th percentile of each contender, and how many times the bare extraction that is."""
    if not timings:
        return "no PDF files to measure with"
    bare = statistics.median(timing.ms["bare pypdfium2"] for timing in timings)
    lines = [f"{'ms a document':22}{'median':>8}{'p95':>8}{'x bare':>8}   ({len(timings)} documents)"]
    for name in CONTENDERS:
        values = sorted(timing.ms[name] for timing in timings)
        median, p95 = statistics.median(values), values[min(len(values) - 1, int(0.95 * len(values)))]
        lines.append(f"{name:22}{median:>8.1f}{p95:>8.1f}{median / bare:>8.2f}")
    return "\n".join(lines)
