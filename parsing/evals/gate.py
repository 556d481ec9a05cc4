"""The gate: accuracy may rise and may not fall. Floors per field, language and format stand in `baseline.json`.

python -m parsing.evals gate                          compare with the floors
python -m parsing.evals gate --update                 raise the floors that were beaten
python -m parsing.evals gate --update --allow-lower   take today's numbers, whatever they are
"""

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parsing.evals.run import Result, by, evaluate
from parsing.evals.score import pool
from parsing.evals.suites import SUITES, cases_of

BASELINE = Path(__file__).with_name("baseline.json")

# The engine is deterministic, but Chromium's and the fonts' versions move a word here and there: one value in two
# hundred may be read otherwise on another machine without anything having become worse.
TOLERANCE = 0.005

GATED = ("dev", "hand", "made", "field", "sealed")

# Always measurable; the others need Chromium, Tesseract or the folder of shared documents.
REQUIRED_SUITE = "portable"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run says about one suite: the documents it was, and the parts' scores (0..1)."""

    documents: int
    fingerprint: str
    scores: Mapping[str, float]  # "all", "field:name", "language:de", "format:pdf", "whole:job", "whole:education"


class FloorLoweredError(Exception):
    """An update would lower floors; the message names them."""


def suite_of(result: Result) -> str:
    case = result.case
    if case.picture:
        return "pictures"
    if case.suite == "dev":
        return "dev"
    name = case.suite if case.suite in ("field", "sealed") else REQUIRED_SUITE
    return name if case.group != "chromium" else "chromium" if name == REQUIRED_SUITE else f"{name}, chromium"


def measure(results: Iterable[Result]) -> dict[str, Measured]:
    """Suite -> its scores."""
    suites: dict[str, list[Result]] = {}
    for result in results:
        suites.setdefault(suite_of(result), []).append(result)
    return {suite: _measure_suite(members) for suite, members in sorted(suites.items())}


def _measure_suite(results: Sequence[Result]) -> Measured:
    total = pool(result.score for result in results)
    scores = {"all": total.micro.f1}
    scores |= {"whole:job": total.whole_jobs.recall, "whole:education": total.whole_education.recall}
    scores |= {f"field:{name}": count.f1 for name, count in total.counts.items()}
    for key in ("language", "format"):
        for name, members in by(results, key):
            scores[f"{key}:{name}"] = pool(result.score for result in members).micro.f1
    return Measured(len(results), _fingerprint(results), scores)


def _fingerprint(results: Iterable[Result]) -> str:
    """Of which documents there are and what their truths say."""
    lines = sorted(f"{result.case.id} {result.case.path.with_suffix('.json').read_text('utf-8')}" for result in results)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


# --- comparing


def crashes(results: Iterable[Result]) -> list[str]:
    """Documents that the engine fell over; no floor makes up for one."""
    return [f"{result.case.id} crashed the engine: {result.error}" for result in results if result.crashed]


def check(
    baseline: Mapping[str, Measured], measured: Mapping[str, Measured], *, required: str | None = REQUIRED_SUITE
) -> list[str]:
    """What is wrong, a sentence each; empty when nothing fell."""
    if required and required not in measured:
        return [f"the {required} documents were not measured"]
    complaints = []
    for suite, now in measured.items():
        floor = baseline.get(suite)
        if floor is None:
            complaints.append(f"{suite}: has no floors yet; run with --update")
        elif floor.fingerprint != now.fingerprint:
            complaints.append(
                f"{suite}: the documents are not those of the floors "
                f"({now.documents} now, {floor.documents} then); run with --update"
            )
        else:
            complaints += [f"{suite}: {fall}" for fall in _falls(floor.scores, now.scores)]
    return complaints


def _falls(floors: Mapping[str, float], scores: Mapping[str, float], tolerance: float = TOLERANCE) -> list[str]:
    """Parts that are below their floor; a part that is gone has fallen to nothing."""
    return [
        f"{part} is {scores.get(part, 0.0):.4f}, its floor is {floor:.4f}"
        for part, floor in floors.items()
        if scores.get(part, 0.0) < floor - tolerance
    ]


def raised(
    baseline: Mapping[str, Measured], measured: Mapping[str, Measured], *, allow_lower: bool
) -> dict[str, Measured]:
    """The baseline after an update. Suites that were not measured keep their floors.

    Raises FloorLoweredError where a floor would fall and that was not asked for.
    """
    updated = dict(baseline)
    lowered = []
    for suite, now in measured.items():
        floors = baseline[suite].scores if suite in baseline else {}
        lowered += [f"{suite}: {fall}" for fall in _falls(floors, now.scores)]
        scores = {
            part: score if allow_lower else max(score, floors.get(part, 0.0)) for part, score in now.scores.items()
        }
        updated[suite] = Measured(now.documents, now.fingerprint, scores)
    if lowered and not allow_lower:
        raise FloorLoweredError("\n".join(lowered))
    return updated


# --- the file


def load(path: Path = BASELINE) -> dict[str, Measured]:
    """Empty where there is no baseline yet."""
    if not path.exists():
        return {}
    return {suite: Measured(**values) for suite, values in json.loads(path.read_text("utf-8")).items()}


def save(baseline: Mapping[str, Measured], path: Path = BASELINE) -> None:
    """Scores are cut, not rounded, so that saving never lifts a floor above what was measured."""
    data = {
        suite: {
            "documents": values.documents,
            "fingerprint": values.fingerprint,
            "scores": {part: int(score * 10_000) / 10_000 for part, score in sorted(values.scores.items())},
        }
        for suite, values in sorted(baseline.items())
    }
    path.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m parsing.evals gate", description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floors that were beaten")
    parser.add_argument(
        "--allow-lower", action="store_true", help="with --update: lower floors too; say why in the commit"
    )
    parser.add_argument("--suite", nargs="+", choices=SUITES, default=list(GATED), help="measure these only")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    cases = cases_of(options.suite)
    if not shutil.which("tesseract"):
        cases = tuple(case for case in cases if not case.picture)
    results = evaluate(cases, jobs=options.jobs)
    measured = measure(results)
    baseline = load()
    for suite, values in measured.items():
        print(f"{suite}: {values.documents} documents, micro-F1 {values.scores['all']:.4f}")
    for suite in sorted(set(baseline) - set(measured)):
        print(f"{suite}: not measured on this machine")
    if crashed := crashes(results):
        print("\n".join(crashed))
        return 1
    if options.update:
        return _update(baseline, measured, allow_lower=options.allow_lower)
    complaints = check(baseline, measured, required=REQUIRED_SUITE if "made" in options.suite else None)
    print("\n".join(complaints) or "no floor was missed")
    return 1 if complaints else 0


def _update(baseline: Mapping[str, Measured], measured: Mapping[str, Measured], *, allow_lower: bool) -> int:
    try:
        save(raised(baseline, measured, allow_lower=allow_lower))
    except FloorLoweredError as exc:
        print(f"not updated, these would fall:\n{exc}", file=sys.stderr)
        return 1
    print(f"wrote {BASELINE.name}")
    return 0
