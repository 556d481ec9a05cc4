"""Speed of the engine: warm, from bytes to candidate, beside bare text extraction in the same run.

python -m parsing.evals bench [--rounds 3] [--json]
"""

import argparse
import json
import logging
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO

import pdfplumber

from parsing.engine import analysis, pipeline, profiles
from parsing.engine.options import effective_options
from parsing.evals.corpus import Case
from parsing.evals.filetext import pdf_text
from parsing.evals.run import EVALUATION_DAY, Speed, speed
from parsing.evals.suites import cases_of

# What a worker's child does: load everything, read one document, and say what that took. Its own process, so that
# nothing of this one is counted.
_CHILD = """
import resource, sys, time
started = time.perf_counter()
from datetime import date
from parsing.engine import pipeline
pipeline.warm()
ready = time.perf_counter()
pipeline.parse(open(sys.argv[1], "rb").read(), filename="cv.pdf", today=date(2026, 11, 1))
first = time.perf_counter()
print(ready - started, first - ready, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Bench:
    documents: int
    engine: Speed  # bytes to candidate, full profile
    pdfium: Speed  # bare text of the same files
    pdfplumber: Speed
    start_s: float  # imports and all languages
    first_ms: float  # the first document after that
    memory_mib: float  # the most the child held


def text_pdfs(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.format == "pdf" and not case.picture]


def run_bench(cases: Sequence[Case], rounds: int = 3) -> Bench:
    """Every document `rounds` times by every reader, the first round unmeasured; each document counts with its best.

    The best of the rounds is what the code takes; the others are what else ran on the machine.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # pdfplumber's reader remarks on every font
    documents = [case.path.read_bytes() for case in cases]
    start_s, first_ms, memory_mib = _child(cases[0])
    return Bench(
        documents=len(documents),
        engine=_time(to_candidate, documents, rounds),
        pdfium=_time(pdf_text, documents, rounds),
        pdfplumber=_time(_plumber_text, documents, 1),
        start_s=start_s,
        first_ms=first_ms,
        memory_mib=memory_mib,
    )


def to_candidate(data: bytes) -> dict[str, object]:
    """What the API answers for one file in its fullest profile."""
    resume = pipeline.parse(data, filename="cv.pdf", today=EVALUATION_DAY).resume
    options, _ = effective_options({"output_profile": "full_profile"}, has_job_description=False)
    return profiles.portal(resume, analysis.analyse(resume, None, today=EVALUATION_DAY), options)


def _plumber_text(data: bytes) -> str:
    with pdfplumber.open(BytesIO(data)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def _time(work: Callable[[bytes], object], documents: Sequence[bytes], rounds: int) -> Speed:
    times_ms: list[list[float]] = [[] for _ in documents]
    for round_number in range(rounds + 1):
        for index, data in enumerate(documents):
            started = time.perf_counter()
            work(data)
            if round_number or rounds == 1:
                times_ms[index].append((time.perf_counter() - started) * 1000)
        if rounds == 1:
            break
    return speed(min(times) for times in times_ms)


def _child(case: Case) -> tuple[float, float, float]:
    runs = []
    for _ in range(3):
        output = subprocess.run(
            [sys.executable, "-c", _CHILD, str(case.path)], capture_output=True, text=True, check=True, timeout=120
        ).stdout
        runs.append([float(value) for value in output.split()])
    start_s, first_s, memory_kib = (statistics.median(values) for values in zip(*runs, strict=True))
    return start_s, first_s * 1000, memory_kib / 1024


def rows(bench: Bench) -> list[tuple[str, str, str]]:
    """What, measured, target."""
    floor = 3 * bench.pdfium.median_ms
    return [
        (
            "engine, bytes to candidate, median",
            f"{bench.engine.median_ms:.1f} ms",
            f"15 ms (3 x bare text: {floor:.1f})",
        ),
        ("engine, bytes to candidate, p95", f"{bench.engine.p95_ms:.1f} ms", "60 ms"),
        ("bare pypdfium2 text, median / p95", f"{bench.pdfium.median_ms:.1f} / {bench.pdfium.p95_ms:.1f} ms", "-"),
        (
            "bare pdfplumber text, median / p95",
            f"{bench.pdfplumber.median_ms:.0f} / {bench.pdfplumber.p95_ms:.0f} ms",
            "-",
        ),
        ("child with all languages: start", f"{bench.start_s:.2f} s", "1.5 s"),
        ("child with all languages: first document", f"{bench.first_ms:.0f} ms", "-"),
        ("child with all languages: memory", f"{bench.memory_mib:.0f} MiB", "300 MiB"),
    ]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m parsing.evals bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    cases = text_pdfs(cases_of(["dev"]) or cases_of(["hand", "made"]))
    bench = run_bench(cases, options.rounds)
    if options.json:
        print(json.dumps(asdict(bench), indent=1))
        return 0
    print(f"{bench.documents} text PDFs, warm, best of {options.rounds} rounds")
    for what, measured, target in rows(bench):
        print(f"{what:44} {measured:>16}   target {target}")
    return 0
