"""The tables that a person reads in a terminal."""

from collections.abc import Iterable, Sequence

from parsing.evals.run import Result, by, speed
from parsing.evals.score import pool

CYRILLIC_GREEK = frozenset({"ru", "uk", "el"})
ASIAN = frozenset({"ar", "he", "zh", "ja", "ko"})


def script_class(language: str) -> str:
    """The classes the targets are named for."""
    if language == "en":
        return "English"
    if language in CYRILLIC_GREEK:
        return "Cyrillic, Greek"
    if language in ASIAN:
        return "ar he zh ja ko"
    return "Hindi" if language == "hi" else "other Latin"


def summary_row(label: str, results: Sequence[Result]) -> tuple[str, ...]:
    total = pool(result.score for result in results)
    times = speed(result.ms for result in results)
    return (
        label,
        str(len(results)),
        share(total.micro.f1),
        share(total.micro.precision),
        share(total.micro.recall),
        share(total.macro_f1),
        share(total.whole_jobs.recall) if total.whole_jobs.true else "-",
        share(total.whole_education.recall) if total.whole_education.true else "-",
        str(sum(bool(result.error) for result in results)),
        f"{times.median_ms:.0f}",
        f"{times.p95_ms:.0f}",
    )


SUMMARY_HEAD = ("", "files", "micro", "prec", "recall", "macro", "job", "edu", "crash", "med ms", "p95 ms")


def share(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1) if value < 1 else "1.00"


def overview(results: Sequence[Result]) -> str:
    """By group, by class of script, by language, by format, and the 13 fields."""
    group_rows = [
        summary_row(f"{suite}/{group}", members)
        for suite, of_suite in by(results, "suite")
        for group, members in by(of_suite, "group")
    ]
    classes: dict[str, list[Result]] = {}
    for result in results:
        kind = "pictures" if result.case.picture else script_class(result.case.language)
        classes.setdefault(kind, []).append(result)
    parts = [
        table(SUMMARY_HEAD, group_rows),
        table(SUMMARY_HEAD, [summary_row(name, members) for name, members in sorted(classes.items())]),
        table(SUMMARY_HEAD, [summary_row(name, members) for name, members in by(results, "language")]),
        table(SUMMARY_HEAD, [summary_row(name, members) for name, members in by(results, "format")]),
        fields(results),
        table(SUMMARY_HEAD, [summary_row("all", results)]),
    ]
    return "\n\n".join(parts)


def fields(results: Sequence[Result]) -> str:
    counts = pool(result.score for result in results).counts
    rows = [
        (
            name,
            share(count.f1),
            share(count.precision),
            share(count.recall),
            f"{count.right}/{count.true}",
            str(count.answered),
        )
        for name, count in counts.items()
    ]
    return table(("field", "F1", "prec", "recall", "right", "answered"), rows)


def misses(results: Iterable[Result], wanted: str) -> str:
    """Every miss of a field ("job.title", "job", "skills", "all"): what was expected, what came, by which rule."""
    lines = []
    for result in results:
        found = [
            miss
            for miss in result.score.misses
            if wanted in ("all", miss.field) or miss.field.startswith(f"{wanted}.") or miss.field.endswith(f".{wanted}")
        ]
        if not found and not result.error:
            continue
        lines.append(f"\n{result.case.path}  [{result.case.language}] micro {share(result.score.micro.f1)}")
        if result.error:
            lines.append(f"  CRASH {result.error}")
        for miss in found:
            expected = "(nothing)" if miss.expected is None else repr(miss.expected)
            got = "(nothing)" if miss.got is None else repr(miss.got)
            lines.append(f"  {miss.field:22} want {expected}  got {got}" + (f"   <- {miss.why}" if miss.why else ""))
    return "\n".join(lines)


def worst(results: Iterable[Result], limit: int) -> str:
    """The documents with the lowest score first."""
    ordered = sorted(results, key=lambda result: (result.score.micro.f1, result.case.id))[:limit]
    rows = [(str(result.case.path), share(result.score.micro.f1), result.error[:60]) for result in ordered]
    return table(("document", "micro", "error"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[index]) for row in (head, *rows)) for index in range(len(head))]
    lines = []
    for row in (head, *rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
