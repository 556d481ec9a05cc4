"""A line of a ranking: the candidate, the score with its parts, the must-haves, the flags."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page

from parsing.engine.codec import findings_from_json
from parsing.engine.model import Fit, Flag, ScorePart
from parsing.models import FileState, JobFile

MUST_HAVES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Row:
    file: JobFile
    rank: int
    fit: Fit | None
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    hidden_skills: int  # must-haves that are not shown in the line
    flags: tuple[Flag, ...]
    parts: tuple["Slice", ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the score as a piece of the bar, 100 wide."""

    name: str
    x: str  # with a point, as SVG wants it in every language
    width: str
    reason: str


def row_of(file: JobFile, *, rank: int) -> Row:
    findings = findings_from_json(file.findings) if file.findings else None
    fit = findings.fit if findings else None
    matched = fit.matched_skills if fit else ()
    missing = fit.missing_skills if fit else ()
    shown_missing = missing[:MUST_HAVES_SHOWN]
    shown_matched = matched[: MUST_HAVES_SHOWN - len(shown_missing)]
    return Row(
        file=file,
        rank=rank,
        fit=fit,
        matched=shown_matched,
        missing=shown_missing,
        hidden_skills=len(matched) + len(missing) - len(shown_matched) - len(shown_missing),
        flags=findings.red_flags if findings else (),
        parts=slices(fit.parts) if fit else (),
    )


def slices(parts: tuple[ScorePart, ...]) -> tuple[Slice, ...]:
    """The parts one after the other on a bar of 100."""
    whole = sum(part.max_points for part in parts) or 1
    x = 0.0
    found = []
    for part in parts:
        width = 100 * part.points / whole
        name = part.name.replace("_", " ").capitalize()
        found.append(Slice(name, f"{x:.1f}", f"{max(0.0, width - 1):.1f}", part.reason))
        x += width
    return tuple(found)


def rows_of(page: "Page[JobFile]") -> list[Row]:
    """The lines of one page of a ranking."""
    start = page.start_index() if page.object_list else 1
    return [row_of(file, rank=start + number) for number, file in enumerate(page.object_list)]


def last_scorings(candidate_ids: Iterable[str]) -> dict[str, JobFile]:
    """The file of the last scoring of each candidate that was scored."""
    done = JobFile.objects.filter(candidate__in=candidate_ids, state=FileState.DONE)
    files = done.exclude(fit_score=None).order_by("finished_at")
    return {str(file.candidate_id): file for file in files}
