"""Where the values of a resume stand in its document, so that both can light up together."""

from dataclasses import dataclass

from parsing.engine.model import Box, Resume
from parsing.engine.profiles import found_values


@dataclass(frozen=True, slots=True)
class Highlight:
    """The place of a value on a page of the document."""

    path: str
    label: str  # for readers who hear the page
    box: Box
    page: int


def highlights(resume: Resume) -> tuple[Highlight, ...]:
    """The places of all values of a document with geometry."""
    return tuple(
        Highlight(path, f"{_spoken(path)}: {found.evidence.quote[:80]}", found.evidence.box, found.evidence.page)
        for path, found in found_values(resume)
        if found.evidence.box is not None
    )


def lines_of_values(resume: Resume) -> dict[int, list[str]]:
    """Line index -> paths of the values read there, for documents without geometry."""
    lines: dict[int, list[str]] = {}
    for path, found in found_values(resume):
        if found.evidence.line >= 0:
            lines.setdefault(found.evidence.line, []).append(path)
    return lines


def _spoken(path: str) -> str:
    return path.replace("[", " ").replace("]", "").replace(".", " ").replace("_", " ")
