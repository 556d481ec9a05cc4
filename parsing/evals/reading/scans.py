"""Fields found in scans and photos, beside those found in the very same documents as text."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from parsing.evals.corpus import Case, cache_dir, load_folder
from parsing.evals.generate.build import build
from parsing.evals.reading.spoiling import CONDITIONS, picture
from parsing.evals.run import Result, evaluate
from parsing.evals.score import pool
from parsing.evals.tables import share


@dataclass(frozen=True, slots=True)
class Row:
    condition: str
    results: tuple[Result, ...]


def measure(conditions: Sequence[str] = tuple(CONDITIONS), *, every: int = 1, jobs: int = 1) -> list[Row]:
    """The made documents of all layouts and languages (or every so many of them) in each condition."""
    originals = [case for case in load_folder(build("made", 1, cache_dir()), "made") if case.format == "pdf"][::every]
    rows = [Row("as text", evaluate(originals, jobs=jobs))]
    for name in conditions:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(Row(name, evaluate(_pictures(originals, name, Path(folder)), jobs=jobs)))
    return rows


def _pictures(originals: Sequence[Case], condition: str, folder: Path) -> tuple[Case, ...]:
    group = folder / condition.replace(" ", "")
    group.mkdir()
    for case in originals:
        target = group / f"{case.path.stem}.{CONDITIONS[condition].suffix}"
        target.write_bytes(picture(case.path.read_bytes(), CONDITIONS[condition]))
        truth = json.loads(case.path.with_suffix(".json").read_text("utf-8"))
        target.with_suffix(".json").write_text(json.dumps(truth), "utf-8")
    return load_folder(folder, "scans")


HEAD = ("fields of scans", "documents", "micro-F1", "whole job", "whole education", "median ms")


def rows(measured: Sequence[Row]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for row in measured:
        total = pool(result.score for result in row.results)
        times = sorted(result.ms for result in row.results)
        found.append(
            (
                row.condition,
                str(len(row.results)),
                share(total.micro.f1),
                share(total.whole_jobs.recall),
                share(total.whole_education.recall),
                f"{times[len(times) // 2]:.0f}",
            )
        )
    return found


def table(measured: Sequence[Row]) -> str:
    return "\n".join(f"{row[0]:18}" + "".join(f"{cell:>17}" for cell in row[1:]) for row in (HEAD, *rows(measured)))
