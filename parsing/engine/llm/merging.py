"""Proposals become values only where the document says them, and only where the rules were unsure.

A proposal counts as letters on a line: what is stored is the document's own text, with the place it stands at.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from parsing.engine import languages
from parsing.engine.analysis import orders
from parsing.engine.languages.dates import find_spans
from parsing.engine.llm.answers import Draft, EntryDraft, Proposal
from parsing.engine.llm.prompts import MAX_LINE_CHARS, MAX_LINES, UNSURE
from parsing.engine.model import Box, DateSpan, Education, Evidence, Experience, Found, Resume

T = TypeVar("T")

_CONFIDENCE = 0.7  # proposed by a model and found in the text
_NEAR_LINES = 3  # a correction stands in its entry, or this near to it
_ENTRY_LINES = 6  # the values of a new entry stand so near together
_MOST_NEW = 10
_MOST_NAME_WORDS = 6
_LETTER = re.compile(r"[^\W\d_]")
_CONTACT = re.compile(r"@|https?://|www\.")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the document as a value's evidence names it."""

    text: str
    page: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    resume: Resume
    taken: int  # values that came in
    refused: int  # proposals that the text does not bear out


def merge(resume: Resume, draft: Draft, lines: Sequence[SourceLine]) -> Merged:
    """The resume with what the draft adds. A value that was read with confidence is never replaced."""
    merging = _Merging(resume, lines)
    name = merging.text("name", resume.name, draft.name, range(len(lines)))
    experience, new_jobs = merging.entries(resume.experience, draft.experience, _with_job)
    education, new_studies = merging.entries(resume.education, draft.education, _with_study)
    changed = replace(
        resume,
        name=name,
        experience=(*experience, *(_with_job(Experience(), values) for values in new_jobs)),
        education=(*education, *(_with_study(Education(), values) for values in new_studies)),
    )
    return Merged(changed, merging.taken, draft.count - merging.taken)


Values = Mapping[str, Found[Any]]
Entry = TypeVar("Entry", Experience, Education)


def _with_job(job: Experience, values: Values) -> Experience:
    changes: dict[str, Any] = {**values, "lines": _extent(job.lines, values) if job == Experience() else job.lines}
    return replace(job, **changes)


def _with_study(study: Education, values: Values) -> Education:
    lines = _extent(study.lines, values) if study == Education() else study.lines
    changes: dict[str, Any] = {**values, "lines": lines}
    return replace(study, **changes)


def _extent(lines: tuple[int, int], values: Values) -> tuple[int, int]:
    at = [found.evidence.line for found in values.values()]
    return (min(at), max(at)) if at else lines


@dataclass(slots=True)
class _Merging:
    resume: Resume
    lines: Sequence[SourceLine]
    taken: int = 0
    barred: frozenset[int] = field(init=False)  # lines that no value may come from

    def __post_init__(self) -> None:
        self.barred = orders.lines_of([line.text for line in self.lines])

    def entries(
        self, known: Sequence[Entry], drafts: Sequence[EntryDraft], put: Callable[[Entry, Values], Entry]
    ) -> tuple[list[Entry], list[Values]]:
        """The known entries with their corrections, and the values of new ones."""
        corrected = list(known)
        new: list[Values] = []
        for draft in drafts:
            if draft.entry is None:
                values = self._new_entry(draft)
                if values and len(new) < _MOST_NEW:
                    self.taken += len(values)
                    new.append(values)
            elif 0 <= draft.entry < len(corrected):
                item = corrected[draft.entry]
                first, last = item.lines
                near = range(max(first - _NEAR_LINES, 0), last + _NEAR_LINES + 1)
                place = set(near) - self._lines_of_entries(but=item)
                found = {
                    name: value
                    for name, proposal in draft.values.items()
                    if (value := self._value(name, getattr(item, name), proposal, place)) is not None
                }
                self.taken += len(found)
                corrected[draft.entry] = put(item, found)
        return corrected, new

    def text(
        self, name: str, known: Found[str] | None, proposal: Proposal | None, place: Collection[int]
    ) -> Found[str] | None:
        found = None if proposal is None else self._value(name, known, proposal, place)
        if found is None:
            return known
        self.taken += 1
        return found

    def _new_entry(self, draft: EntryDraft) -> dict[str, Found[Any]]:
        """An entry that was missed: dated, named, in one place, and not in an entry that is known."""
        at = [proposal.line for proposal in draft.values.values()]
        taken = self._lines_of_entries()
        if len(draft.values) < 2 or "dates" not in draft.values or max(at) - min(at) > _ENTRY_LINES:
            return {}
        if any(line in taken for line in at):
            return {}
        place = range(min(at), max(at) + 1)
        values = {name: self._value(name, None, proposal, place) for name, proposal in draft.values.items()}
        found = {name: value for name, value in values.items() if value is not None}
        return found if len(found) == len(draft.values) else {}

    def _lines_of_entries(self, but: Experience | Education | None = None) -> set[int]:
        extents = [item.lines for item in self.resume.experience if item is not but]
        extents += [item.lines for item in self.resume.education if item is not but]
        return {line for first, last in extents for line in range(first, last + 1)}

    def _value(
        self, name: str, known: Found[Any] | None, proposal: Proposal, place: Collection[int]
    ) -> Found[Any] | None:
        """The value of a proposal, where it may come in and the line bears it out."""
        if known is not None and known.evidence.confidence >= UNSURE:
            return None
        line = proposal.line
        if line not in place or not 0 <= line < min(len(self.lines), MAX_LINES) or line in self.barred:
            return None
        written = _as_written(self.lines[line].text[:MAX_LINE_CHARS], proposal.value)
        if written is None or (known is not None and name != "dates" and known.value == written):
            return None
        if name == "dates":
            return self._period(line, written, known)
        return self._found(name, line, written, written) if _is_plausible(name, written) else None

    def _period(self, line: int, written: str, known: Found[Any] | None) -> Found[DateSpan] | None:
        """A period as our own reader of dates reads it: a model tells where it stands, never what it means."""
        lexicon = languages.lexicon("\n".join(item.text for item in self.lines[:MAX_LINES]))
        spans = find_spans(written, lexicon)
        if len(spans) != 1 or (known is not None and spans[0].span == known.value):
            return None
        return self._found("dates", line, spans[0].span, written)

    def _found(self, name: str, line: int, value: T, quote: str) -> Found[T]:
        source = self.lines[line]
        return Found(value, Evidence(line, quote, f"model.{name}", _CONFIDENCE, source.page, source.box))


def _is_plausible(name: str, text: str) -> bool:
    """Whether a text may be a name or a title at all: a line may hold anything."""
    if not _LETTER.search(text) or _CONTACT.search(text):
        return False
    return name != "name" or (len(text.split()) <= _MOST_NAME_WORDS and not any(c.isdigit() for c in text))


def _as_written(line: str, value: str) -> str | None:
    """The part of `line` that `value` copies, as the line has it; None where it does not stand there."""
    folded_line, offsets = _folded(line)
    folded, _ = _folded(value)
    if not folded:
        return None
    start = folded_line.find(folded)
    if start < 0 or not _is_apart(folded_line, start, start + len(folded)):
        return None
    return line[offsets[start] : offsets[start + len(folded) - 1] + 1].strip()


def _is_apart(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and before.isascii() and text[start].isalnum()) and not (
        after.isalnum() and after.isascii() and text[end - 1].isalnum()
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """Without case and compatibility forms, white space as one blank; and where each character came from."""
    out: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for part in unicodedata.normalize("NFKC", character).casefold():
            blank = part.isspace()
            if blank and (not out or out[-1] == " "):
                continue
            out.append(" " if blank else part)
            offsets.append(index)
    while out and out[-1] == " ":
        out.pop()
        offsets.pop()
    return "".join(out), offsets
