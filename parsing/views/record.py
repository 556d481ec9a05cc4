"""What the candidate page shows of a `Resume`: values with the place where they were read. Chooses, never computes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from parsing.engine.model import (
    Certification,
    DateSpan,
    Education,
    Evidence,
    Experience,
    Findings,
    Found,
    Link,
    Location,
    PartialDate,
    Phone,
    Project,
    Resume,
    Skill,
    SkillUse,
    SpokenLanguage,
)
from parsing.views import record_words

LOW_CONFIDENCE = 0.6  # below it a value asks to be checked: that is where the readers' rules are guesses
_GAP_SHOWN_FROM_MONTHS = 4
_OTHER = "other"  # the category of skills of no group


@dataclass(frozen=True, slots=True)
class Value:
    """One value on the page; `path` ties it to its place in the document."""

    text: str
    path: str
    confidence: float = 1.0
    href: str = ""
    months: int | None = None  # of use, of a skill
    last_used: str = ""  # year of the last use, of a skill

    @property
    def doubtful(self) -> bool:
        return self.confidence < LOW_CONFIDENCE


@dataclass(frozen=True, slots=True)
class Contact:
    kind: str  # "email", "phone", "place", "link": the name of its icon
    label: str
    value: Value
    field: str = ""  # of the form of corrections, where it can be corrected


@dataclass(frozen=True, slots=True)
class Entry:
    """One job, project or school."""

    title: Value | None
    place: Value | None
    location: Value | None
    dates: Value | None
    note: str = ""  # what kind of work it was, or a grade
    months: int | None = None
    text: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    gap_months: int = 0  # without work between this entry and the later one above it


@dataclass(frozen=True, slots=True)
class SkillGroup:
    name: str
    skills: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the right half of the page shows."""

    name: Value | None
    headline: Value | None
    contacts: tuple[Contact, ...]
    summary: Value | None
    experience: tuple[Entry, ...]
    education: tuple[Entry, ...]
    skill_groups: tuple[SkillGroup, ...]
    languages: tuple[tuple[Value, str], ...]
    certifications: tuple[tuple[Value, str], ...]
    projects: tuple[Entry, ...]
    volunteering: tuple[Entry, ...]
    lists: tuple[tuple[str, tuple[Value, ...]], ...]  # publications, awards, interests
    facts: tuple[tuple[str, Value | None], ...]  # nationality, driving licence, ...
    missing: tuple[str, ...] = field(default=())  # what every CV is expected to hold and this one does not


def present(resume: Resume, findings: Findings) -> Record:
    """The resume as the page shows it."""
    return Record(
        name=_text(resume.name, "name"),
        headline=_text(resume.headline, "headline"),
        contacts=tuple(_contacts(resume)),
        summary=_text(resume.summary, "summary"),
        experience=_jobs(resume.experience, "experience", findings.experience_months),
        education=tuple(_school(entry, f"education[{index}]") for index, entry in enumerate(resume.education)),
        skill_groups=_skill_groups(resume.skills, findings.skill_uses),
        languages=tuple(_language(entry, index) for index, entry in enumerate(resume.languages)),
        certifications=tuple(_certification(entry, index) for index, entry in enumerate(resume.certifications)),
        projects=tuple(_project(entry, index) for index, entry in enumerate(resume.projects)),
        volunteering=_jobs(resume.volunteering, "volunteering", ()),
        lists=tuple(_lists(resume)),
        facts=tuple(_facts(resume)),
        missing=tuple(_missing(resume)),
    )


def _text(found: Found[str] | None, path: str, *, href: str = "") -> Value | None:
    return None if found is None else Value(found.value, path, found.evidence.confidence, href)


def _contacts(resume: Resume) -> Iterator[Contact]:
    for index, email in enumerate(resume.emails):
        value = Value(email.value, f"emails[{index}]", _sure(email), f"mailto:{email.value}")
        yield Contact("mail", str(record_words.EMAIL), value, "" if index else "email")
    for index, phone in enumerate(resume.phones):
        yield Contact("phone", str(record_words.PHONE), _phone(phone, f"phones[{index}]"), "" if index else "phone")
    if resume.location is not None:
        place = Value(resume.location.value.text, "location", _sure(resume.location))
        yield Contact("place", str(record_words.LOCATION), place, "location")
    for index, link in enumerate(resume.links):
        correctable = "linkedin" if link.value.kind == "linkedin" else ""
        yield Contact("link", link.value.kind.capitalize(), _link(link, f"links[{index}]"), correctable)


def _phone(found: Found[Phone], path: str) -> Value:
    phone = found.value
    return Value(phone.text, path, _sure(found), f"tel:{phone.e164}" if phone.e164 else "")


def _link(found: Found[Link], path: str) -> Value:
    url = found.value.url
    shown = url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    # Only web addresses become links: what a document says is not to be trusted.
    return Value(shown, path, _sure(found), url if url.startswith(("https://", "http://")) else "")


def _jobs(entries: Sequence[Experience], name: str, months: Sequence[int | None]) -> tuple[Entry, ...]:
    shown = []
    for index, entry in enumerate(entries):
        path = f"{name}[{index}]"
        later = entries[:index]
        shown.append(
            Entry(
                title=_text(entry.title, f"{path}.title"),
                place=_text(entry.company, f"{path}.company"),
                location=_place(entry.location, f"{path}.location"),
                dates=_span(entry.dates, f"{path}.dates"),
                note=str(record_words.EMPLOYMENTS.get(entry.employment, "")),
                months=months[index] if index < len(months) else None,
                text=() if entry.bullets else _paragraphs(entry.description),
                bullets=entry.bullets,
                skills=entry.skills_used,
                gap_months=_gap(entry, later),
            )
        )
    return tuple(shown)


def _gap(entry: Experience, later: Iterable[Experience]) -> int:
    """Months between the end of this entry and the first start among the later ones; 0 where it cannot be told."""
    end = _month_number(entry.dates.value.end) if entry.dates and not entry.dates.value.is_current else None
    starts = [_month_number(other.dates.value.start) for other in later if other.dates]
    ends_known = all(other.dates for other in later)
    known = [start for start in starts if start is not None]
    if end is None or not known or not ends_known:
        return 0
    months = min(known) - end - 1
    return months if months >= _GAP_SHOWN_FROM_MONTHS else 0


def _month_number(moment: PartialDate | None) -> int | None:
    return None if moment is None or moment.month is None else moment.year * 12 + moment.month


def _school(entry: Education, path: str) -> Entry:
    degree, subject = entry.degree, entry.field
    title = _text(degree, f"{path}.degree") or _text(subject, f"{path}.field")
    if degree is not None and subject is not None and subject.value not in degree.value:
        title = Value(f"{degree.value}, {subject.value}", f"{path}.degree", _sure(degree))
    return Entry(
        title=title,
        place=_text(entry.institution, f"{path}.institution"),
        location=_place(entry.location, f"{path}.location"),
        dates=_span(entry.dates, f"{path}.dates"),
        note=entry.grade.value if entry.grade else "",
        text=_paragraphs(entry.description),
    )


def _project(entry: Project, index: int) -> Entry:
    return Entry(
        title=_text(entry.name, f"projects[{index}].name"),
        place=None,
        location=None,
        dates=Value(_period(entry.dates), f"projects[{index}].name") if entry.dates else None,
        text=tuple(entry.description.splitlines()) if entry.description else (),
        skills=entry.technologies,
    )


def _place(found: Found[Location] | None, path: str) -> Value | None:
    return None if found is None else Value(found.value.text, path, _sure(found))


def _span(found: Found[DateSpan] | None, path: str) -> Value | None:
    return None if found is None else Value(_period(found.value), path, _sure(found))


def _period(span: DateSpan) -> str:
    start, end = _date(span.start), _date(span.end)
    if span.is_current:
        return f"{start} – {record_words.NOW}" if start else str(record_words.NOW)
    return " – ".join(part for part in (start, end) if part) or span.raw


def _date(moment: PartialDate | None) -> str:
    return "" if moment is None else record_words.month_of(moment)


def _paragraphs(found: Found[str] | None) -> tuple[str, ...]:
    return () if found is None else tuple(line for line in found.value.splitlines() if line.strip())


def _skill_groups(skills: Sequence[Skill], uses: Sequence[SkillUse]) -> tuple[SkillGroup, ...]:
    groups: dict[str, list[Value]] = {}
    for index, skill in enumerate(skills):
        name = record_words.category(skill.category or _OTHER)
        text = f"{skill.name.value} · {skill.level}" if skill.level else skill.name.value
        use = uses[index] if len(uses) == len(skills) else SkillUse()
        year = (use.last_used or "")[:4]
        value = Value(text, f"skills[{index}].name", _sure(skill.name), months=use.months, last_used=year)
        groups.setdefault(name, []).append(value)
    # A heading for a single skill says less than it takes room.
    other = record_words.category(_OTHER)
    for name in [name for name, values in groups.items() if len(values) == 1 and name != other]:
        groups.setdefault(other, []).extend(groups.pop(name))
    ordered = sorted(groups.items(), key=lambda group: (group[0] == other, -len(group[1]), group[0]))
    return tuple(SkillGroup(name, tuple(values)) for name, values in ordered)


def _language(entry: SpokenLanguage, index: int) -> tuple[Value, str]:
    level = " · ".join(part for part in (entry.proficiency, entry.cefr) if part) or entry.level_text or ""
    return Value(entry.language.value, f"languages[{index}].language", _sure(entry.language)), level


def _certification(entry: Certification, index: int) -> tuple[Value, str]:
    about = " · ".join(part for part in (entry.issuer, _date(entry.date)) if part)
    return Value(entry.name.value, f"certifications[{index}].name", _sure(entry.name)), about


def _lists(resume: Resume) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for name, title in record_words.LISTS.items():
        values = tuple(
            Value(found.value, f"{name}[{index}]", _sure(found)) for index, found in enumerate(getattr(resume, name))
        )
        if values:
            yield str(title), values


def _facts(resume: Resume) -> Iterator[tuple[str, Value | None]]:
    for name, label in record_words.FACTS.items():
        value = _text(getattr(resume, name), name)
        if value is not None:
            yield str(label), value


def _missing(resume: Resume) -> Iterator[str]:
    expected: tuple[tuple[Any, Any], ...] = (
        (record_words.EMAIL, resume.emails),
        (record_words.PHONE, resume.phones),
        (record_words.LOCATION, resume.location),
        (record_words.EXPERIENCE, resume.experience),
        (record_words.EDUCATION, resume.education),
        (record_words.SKILLS, resume.skills),
    )
    for label, content in expected:
        if not content:
            yield str(label)


def _sure(found: Found[Any]) -> float:
    evidence: Evidence = found.evidence
    return evidence.confidence
