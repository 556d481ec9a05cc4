"""Writes docs/accuracy.md: our numbers, and the peers' in the same run on the same files.

python -m parsing.evals report            ours, the peers' and the speed; writes the page
python -m parsing.evals peers             the comparison alone, printed
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from parsing.evals import bench, tables
from parsing.evals.corpus import LANGUAGES, REPOSITORY, Case, cache_dir
from parsing.evals.peers import PEERS, PeerUnavailableError, evaluate_peer
from parsing.evals.person import FIELDS
from parsing.evals.run import Result, by, evaluate, speed
from parsing.evals.score import pool
from parsing.evals.suites import SUITES, cases_of

PAGE_PARTS = Path(__file__).with_name("page")  # the sentences around the tables
PAGE = REPOSITORY / "docs" / "accuracy.md"

OURS = "CVault"

# Classes of documents that parsers are compared in: name, and whether a case belongs.
CLASSES: Mapping[str, Callable[[Case], bool]] = {
    "English PDF": lambda case: case.format == "pdf" and case.language == "en",
    "other Latin PDF": lambda case: case.format == "pdf" and tables.script_class(case.language) == "other Latin",
    "other scripts PDF": lambda case: (
        case.format == "pdf" and tables.script_class(case.language) not in ("English", "other Latin")
    ),
    "DOCX, all languages": lambda case: case.format == "docx",
}

# Suite and class of the targets, with the micro-F1 asked for on the documents given to us.
TARGETS = {"English": 0.95, "other Latin": 0.93, "Cyrillic, Greek": 0.90, "ar he zh ja ko": 0.85, "pictures": 0.85}
WHOLE_TARGET = 0.85


def compare(arguments: list[str]) -> int:
    """Print the comparison with the peers."""
    options = _parser("peers", "dev").parse_args(arguments)
    ours = evaluate(_compared(options.suite), jobs=options.jobs)
    print("\n".join(_peer_section({OURS: ours, **_peers(ours)})))
    return 0


def write(arguments: list[str]) -> int:
    """Write the page."""
    parser = _parser("report", "dev", "heldout", "sealed")
    parser.add_argument("--no-peers", action="store_true", help="leave the comparison out")
    options = parser.parse_args(arguments)
    ours = evaluate(cases_of(list(SUITES)), jobs=options.jobs)
    parts = [*_head(ours), *_ours(ours)]
    if not options.no_peers:
        chosen = tuple(result for result in ours if _is_compared(result.case, options.suite))
        parts += _peer_section({OURS: chosen, **_peers(chosen)})
    parts += _speed_section()
    PAGE.write_text("\n".join(parts).rstrip() + "\n", "utf-8")
    print(f"wrote {PAGE.relative_to(REPOSITORY)}")
    return 0


def _parser(command: str, *suites: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m parsing.evals {command}", description=__doc__)
    parser.add_argument("--suite", nargs="+", choices=SUITES, default=list(suites), help="what peers are compared on")
    parser.add_argument("--jobs", type=int, default=2)
    return parser


def _is_compared(case: Case, suites: Sequence[str]) -> bool:
    return case.suite in suites and not case.picture and any(belongs(case) for belongs in CLASSES.values())


def _compared(suites: Sequence[str]) -> tuple[Case, ...]:
    return tuple(case for case in cases_of(list(suites)) if _is_compared(case, suites))


def _peers(ours: Sequence[Result]) -> dict[str, tuple[Result, ...] | str]:
    """Peer -> its results, or why there are none."""
    folder = cache_dir() / "peers"
    folder.mkdir(parents=True, exist_ok=True)
    answers: dict[str, tuple[Result, ...] | str] = {}
    for peer in PEERS:
        label = peer.requirements[0].replace("==", " ")
        try:
            answers[label] = evaluate_peer(peer, [result.case for result in ours], folder)
        except PeerUnavailableError as exc:
            answers[label] = str(exc)
    return answers


# --- the page


def _sentences(name: str) -> str:
    return (PAGE_PARTS / f"{name}.md").read_text("utf-8")


def _head(results: Sequence[Result]) -> list[str]:
    counts = ", ".join(f"{len(members)} {suite}" for suite, members in by(results, "suite"))
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    return [_sentences("head").format(date=today, documents=len(results), counts=counts, languages=len(LANGUAGES))]


def _ours(results: Sequence[Result]) -> list[str]:
    parts = ["## Ours", ""]
    dev = [result for result in results if result.case.suite == "dev"]
    if dev:
        parts += ["### Against the targets, on the documents given to us", "", *_targets(dev), ""]
    parts += ["### By folder", "", *_summary_by_folder(results), ""]
    parts += ["### By language (micro-F1; pictures apart)", "", *_languages(results), ""]
    parts += ["### By format, all suites", ""]
    parts += [*markdown(tables.SUMMARY_HEAD, [tables.summary_row(n, m) for n, m in by(results, "format")]), ""]
    parts += ["### By field (F1; pictures apart)", "", *_fields(results), ""]
    return parts


def _targets(results: Sequence[Result]) -> list[str]:
    rows = []
    for name, members in _by_class(results).items():
        if name in TARGETS:
            total = pool(result.score for result in members)
            rows.append(
                (
                    name,
                    str(len(members)),
                    tables.share(total.micro.f1),
                    tables.share(TARGETS[name]),
                    tables.share(total.whole_jobs.recall),
                    tables.share(total.whole_education.recall),
                )
            )
    total = pool(result.score for result in results)
    whole = (tables.share(total.whole_jobs.recall), tables.share(total.whole_education.recall))
    rows.append(("all", str(len(results)), tables.share(total.micro.f1), "", *whole))
    head = ("", "files", "micro-F1", "target", f"whole job (target {WHOLE_TARGET})", "whole education (the same)")
    return markdown(head, rows)


def _by_class(results: Sequence[Result]) -> dict[str, list[Result]]:
    classes: dict[str, list[Result]] = {}
    for result in results:
        name = "pictures" if result.case.picture else tables.script_class(result.case.language)
        classes.setdefault(name, []).append(result)
    return dict(sorted(classes.items()))


def _summary_by_folder(results: Sequence[Result]) -> list[str]:
    rows = []
    for suite, members in by(results, "suite"):
        rows += [tables.summary_row(f"{suite}/{group}", some) for group, some in by(members, "group")]
        rows.append(tables.summary_row(f"**{suite}, all**", members))
    return markdown(tables.SUMMARY_HEAD, rows)


def _languages(results: Sequence[Result]) -> list[str]:
    text_only = [result for result in results if not result.case.picture]
    suites = [suite for suite, _ in by(text_only, "suite")]
    rows = []
    for language, members in by(text_only, "language"):
        of_suite = dict(by(members, "suite"))
        cells = [
            f"{tables.share(pool(r.score for r in of_suite[suite]).micro.f1)} ({len(of_suite[suite])})"
            if suite in of_suite
            else "-"
            for suite in suites
        ]
        rows.append((language, *cells))
    return markdown(("", *(f"{suite} (files)" for suite in suites)), rows)


def _fields(results: Sequence[Result]) -> list[str]:
    text_only = [result for result in results if not result.case.picture]
    columns = {suite: pool(result.score for result in members) for suite, members in by(text_only, "suite")}
    rows = [(name, *(tables.share(total.counts[name].f1) for total in columns.values())) for name in FIELDS]
    rows.append(("whole job", *(tables.share(total.whole_jobs.recall) for total in columns.values())))
    rows.append(("whole education", *(tables.share(total.whole_education.recall) for total in columns.values())))
    return markdown(("", *columns), rows)


def _peer_section(answers: Mapping[str, tuple[Result, ...] | str]) -> list[str]:
    ran = {name: results for name, results in answers.items() if not isinstance(results, str)}
    missing = [
        f"- {name}: could not be run here; {reason}" for name, reason in answers.items() if isinstance(reason, str)
    ]
    parts = [_sentences("peers"), ""]
    for suite in dict.fromkeys(result.case.suite for result in ran[OURS]):
        parts += [f"### On `{suite}`: micro-F1 by class, whole jobs, time", "", *_peer_classes(ran, suite), ""]
        parts += [f"### On `{suite}`: F1 by field", "", *_peer_fields(ran, suite), ""]
    notes = [f"- {peer.name}: {peer.note}" for peer in PEERS if peer.note]
    return [*parts, "How they were run:", "", *notes, *missing, ""]


def _of_suite(results: Sequence[Result], suite: str) -> list[Result]:
    return [result for result in results if result.case.suite == suite]


def _peer_classes(ran: Mapping[str, Sequence[Result]], suite: str) -> list[str]:
    rows = []
    for name, results in ran.items():
        members = _of_suite(results, suite)
        cells = []
        for belongs in CLASSES.values():
            some = [result for result in members if belongs(result.case)]
            read = any(not result.error for result in some)
            cells.append(tables.share(pool(result.score for result in some).micro.f1) if read else "-")
        total = pool(result.score for result in members)
        times = speed(result.ms for result in members if not result.error)
        pace = f"{times.median_ms:.0f} / {times.p95_ms:.0f}"
        rows.append(
            (name, *cells, tables.share(total.whole_jobs.recall), str(sum(bool(r.error) for r in members)), pace)
        )
    sizes = [sum(belongs(result.case) for result in _of_suite(ran[OURS], suite)) for belongs in CLASSES.values()]
    head = [f"{name} ({size})" for name, size in zip(CLASSES, sizes, strict=True)]
    return markdown(("parser", *head, "whole job", "refused", "median / p95 ms"), rows)


def _peer_fields(ran: Mapping[str, Sequence[Result]], suite: str) -> list[str]:
    pooled = {name: pool(result.score for result in _of_suite(results, suite)).counts for name, results in ran.items()}
    rows = [(field, *(tables.share(counts[field].f1) for counts in pooled.values())) for field in FIELDS]
    return markdown(("", *pooled), rows)


def _speed_section() -> list[str]:
    measured = bench.run_bench(cases_of(["dev"]) or cases_of(["hand", "made"]))
    head = _sentences("speed").format(documents=measured.documents)
    return [head, "", *markdown(("", "measured", "target"), bench.rows(measured)), ""]


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table; every column but the first is right-aligned."""
    lines = [head, ("---", *("---:" for _ in head[1:])), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]
