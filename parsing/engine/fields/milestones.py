"""Careers told event by event, as forms in Japan have them: one row where a place was entered, one where left."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from parsing.engine.fields.degrees import names_faculty
from parsing.engine.fields.evidence import found, found_text
from parsing.engine.fields.reading import Reading
from parsing.engine.languages.dates import find_spans
from parsing.engine.model import DateSpan, Education, Experience, Found, Line, PartialDate, Section

_CONFIDENCE = 0.85
_MIN_EVENTS = 2
STOPS = " .,;:()\u3000\u3001\u3002\u30fb\uff08\uff09"
_ROLE = re.compile(r"(.+?)\s*[(\uff08]([^()\uff08\uff09]{1,20})[)\uff09]\s*")
_MAX_DATE_CELL = 8  # characters: a year with its era, a month


@dataclass(frozen=True, slots=True)
class _Words:
    languages: frozenset[str]  # whose forms these are
    began: tuple[str, ...]
    ended: tuple[str, ...]
    ongoing: tuple[str, ...]
    signs: tuple[str, ...]  # behind a year and behind a month
    universities: tuple[str, ...]  # what their names end with


@dataclass(slots=True)
class Stay:
    """What lies between entering a place and leaving it."""

    place: str
    line: Line
    start: PartialDate | None
    end: PartialDate | None = None
    is_current: bool = False
    told: str = ""  # behind the event, in its row
    role: str = ""  # the same, in brackets
    lines: list[Line] = field(default_factory=list)

    def dates(self, rule: str) -> Found[DateSpan] | None:
        if self.start is None and self.end is None:
            return None
        span = DateSpan(self.start, self.end, self.is_current, self.line.text)
        return found(span, self.line, rule, _CONFIDENCE)

    @property
    def bounds(self) -> tuple[int, int]:
        indices = [line.index for line in (self.line, *self.lines)]
        return min(indices), max(indices)


@cache
def _data() -> dict[str, list[str]]:
    path = Path(__file__).parent / "data" / "milestones.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def events(kind: str) -> tuple[str, ...]:
    """The words for what happened at employers alone, "joined", or at schools alone, "studied"."""
    return tuple(_data()[kind])


def is_told_in(reading: Reading) -> bool:
    """Whether a document is in a language whose forms tell careers event by event."""
    return not _words().languages.isdisjoint(reading.lexicon.near_codes)


@cache
def _words() -> _Words:
    data = _data()
    return _Words(
        frozenset(data["languages"]),
        tuple(data["began"]),
        tuple(data["ended"]),
        tuple(data["ongoing"]),
        tuple(data["signs"]),
        tuple(data["universities"]),
    )


def find_stays(section: Section, reading: Reading) -> list[Stay]:
    """The stays of a section whose dated rows are events; empty for every other section."""
    words = _words()
    if not is_told_in(reading):
        return []
    endings = words.began + words.ended
    if sum(any(ending in line.text for ending in endings) for line in section.lines) < _MIN_EVENTS:
        return []
    stays: list[Stay] = []
    events = 0
    for line in section.lines:
        date, text = _date_and_text(line, reading)
        text, role = _without_role(text, endings) if date is not None else (text, "")
        bare, said = _event(text.rstrip(STOPS), endings) if date is not None else (text.rstrip(STOPS), "")
        if date is not None and bare.endswith(words.began):
            events += 1
            stays.append(Stay(_without(bare, words.began), line, date, told=said, role=role))
            stays[-1].is_current = any(word in line.text for word in words.ongoing)
        elif date is not None and bare.endswith(words.ended):
            events += 1
            _leave(stays, bare, line, date)
        elif stays and stays[-1].end is None:
            stays[-1].lines.append(line)
            stays[-1].is_current = stays[-1].is_current or bare.endswith(words.ongoing)
    return stays if events >= _MIN_EVENTS else []


def _without_role(text: str, endings: Sequence[str]) -> tuple[str, str]:
    """A row without what stands in brackets behind the event: as what somebody joined, or why they left."""
    match = _ROLE.fullmatch(text)
    return (match.group(1), match.group(2)) if match and match.group(1).endswith(tuple(endings)) else (text, "")


def _event(text: str, endings: Sequence[str]) -> tuple[str, str]:
    """What happened, and what a row says behind it: "Acme joined", "worked in sales"."""
    if text.endswith(tuple(endings)):
        return text, ""
    for ending in endings:
        place, found, rest = text.partition(f"{ending} ")
        if found and place:
            return place + ending, rest.strip()
    return text, ""


def _leave(stays: list[Stay], text: str, line: Line, date: PartialDate) -> None:
    """The stay that a row ends: the open one whose place it names, else the last open one, else one of its own."""
    still_open = [stay for stay in stays if stay.end is None and not stay.is_current]
    stay = next((stay for stay in still_open if stay.place and stay.place in text), None)
    if stay is None and still_open and still_open[-1] is stays[-1]:
        stay = stays[-1]
    if stay is None:
        stay = Stay(_without(text, _words().ended), line, None)
        stays.append(stay)
    stay.end = date
    stay.lines.append(line)


def _without(text: str, endings: Sequence[str]) -> str:
    """The place, without the word for what happened."""
    ending = max((ending for ending in endings if text.endswith(ending)), key=len)
    return text[: -len(ending)].rstrip(STOPS)


def _date_and_text(line: Line, reading: Reading) -> tuple[PartialDate | None, str]:
    """The date that a row begins with, in one cell or with its month in the next one; and the rest of the row."""
    texts = [segment.text for segment in line.segments] or [line.text]
    if len(texts) > 2 and len(texts[1]) <= _MAX_DATE_CELL:
        year = texts[0] if len(texts[0]) <= _MAX_DATE_CELL else texts[0].split()[0]  # a row below may hang on to it
        year_sign, month_sign = _words().signs
        signed = f"{year}{year_sign}{texts[1]}{month_sign}"
        for joined in (f"{year}{texts[1]}", f"{year}.{texts[1]}", signed):
            spans = find_spans(joined, reading.lexicon)
            if spans and spans[0].start == 0 and spans[0].end == len(joined) and spans[0].span.start:
                return spans[0].span.start, " ".join(texts[2:])
    spans = reading.spans(line)
    if spans and not line.text[: spans[0].start].strip(STOPS):
        span = spans[0].span
        if span.start is None or span.end is None:
            return span.start or span.end, line.text[spans[0].end :].strip()
    return None, line.text


# --- entries


def jobs_of(stays: Sequence[Stay], reading: Reading, rule: str) -> list[Experience]:
    """A job for each stay; what is done there has no row of its own, so the title is not known."""
    jobs = []
    for stay in stays:
        reading.use(stay.line, *stay.lines)
        below = [line.text for line in stay.lines if _date_and_text(line, reading)[0] is None]
        told = [stay.told, *below] if stay.told else below
        first = stay.line if stay.told else next(iter(stay.lines), stay.line)
        text = found("\n".join(told), first, f"{rule}.body", _CONFIDENCE) if told else None
        company = found_text(stay.place, stay.line, f"{rule}.company", _CONFIDENCE) if stay.place else None
        if company is not None:
            title = found_text(stay.role, stay.line, f"{rule}.title", _CONFIDENCE) if stay.role else None
            jobs.append(
                Experience(
                    title=title, company=company, dates=stay.dates(f"{rule}.dates"), description=text, lines=stay.bounds
                )
            )
    return jobs


def studies_of(stays: Sequence[Stay], reading: Reading) -> list[Education]:
    """A study for each stay: the school stands first, its department behind a space."""
    studies = []
    for stay in stays:
        reading.use(stay.line, *stay.lines)
        school, _, department = stay.place.partition(" ")
        if not department:
            school, department = _at_university(stay.place)
        if not school:
            continue
        study = Education(
            institution=found_text(school, stay.line, "education.school", _CONFIDENCE),
            dates=stay.dates("education.dates"),
            lines=stay.bounds,
        )
        degree, department = _degree_in(department.strip(), reading)
        if degree:
            study = replace(study, degree=found_text(degree, stay.line, "education.degree", _CONFIDENCE))
        if department:
            about = found_text(department, stay.line, "education.field", _CONFIDENCE)
            study = replace(study, field=about)
        studies.append(study)
    return studies


def _degree_in(department: str, reading: Reading) -> tuple[str, str]:
    """The degree that is studied for, and the department without it: "Graduate School of Arts Master's Course"."""
    parts = department.split()
    last = parts[-1] if parts else ""
    degrees = reading.lexicon.degree(last)
    if not degrees or (degrees[0][0] == 0 and names_faculty(last)):
        return "", department
    return last[degrees[0][0] :], " ".join([*parts[:-1], last[: degrees[0][0]]]).rstrip(STOPS)


def _at_university(place: str) -> tuple[str, str]:
    """A university and its faculty that no blank parts; the whole text where it is not that."""
    for ending in _words().universities:
        end = place.find(ending) + len(ending)
        if len(ending) <= end < len(place) and names_faculty(place):
            return place[:end], place[end:]
    return place, ""
