"""The one canonical resume. Every value stands in the text and says where: nothing here is computed or guessed.

`None` always means "not found in the document". Projections (APIs, exports, pages) choose and rename, never compute.
"""

from enum import StrEnum
from typing import Generic, TypeVar

from parsing.engine.model.document import Box, Tier
from parsing.engine.model.value import value

T = TypeVar("T")


@value(frozen=True, slots=True)
class Evidence:
    """Where a value was read and by which rule."""

    line: int  # index of the line in reading order; -1 for a value spread over the document
    quote: str  # the words of the document it was read from
    rule: str  # "experience.dates_right", stable, for --why
    confidence: float  # 0..1
    page: int = 0
    box: Box | None = None  # around the quote; None in formats without geometry


@value(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and its evidence."""

    value: T
    evidence: Evidence


@value(frozen=True, slots=True)
class PartialDate:
    """A date as precise as it was written."""

    year: int
    month: int | None = None  # 1..12
    day: int | None = None

    def iso(self) -> str:
        """ "2021-03-14", "2021-03" or "2021"."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)


@value(frozen=True, slots=True)
class DateSpan:
    """A period; `is_current` says that it runs on, also when `end` holds a future date."""

    start: PartialDate | None
    end: PartialDate | None  # None when current, or when only one date is given
    is_current: bool = False
    raw: str = ""


@value(frozen=True, slots=True)
class Phone:
    text: str  # as written
    e164: str | None  # "+447700900123"; None where the country cannot be told


@value(frozen=True, slots=True)
class Location:
    text: str  # as written
    city: str | None = None
    region: str | None = None
    country: str | None = None  # as written
    country_code: str | None = None  # ISO 3166-1 alpha-2


@value(frozen=True, slots=True)
class Link:
    kind: str  # "linkedin", "github", "website", ...
    url: str  # absolute, https where no scheme was written


class Employment(StrEnum):
    """What kind of work an entry says it is; JOB where it says nothing."""

    JOB = "job"
    INTERNSHIP = "internship"
    FREELANCE = "freelance"
    FIXED_TERM = "fixed_term"
    APPRENTICESHIP = "apprenticeship"
    VOLUNTEER = "volunteer"
    LEAVE = "leave"  # parental leave, sabbatical, care: stated, never inferred


@value(frozen=True, slots=True)
class Experience:
    title: Found[str] | None = None
    company: Found[str] | None = None
    location: Found[Location] | None = None
    dates: Found[DateSpan] | None = None
    description: Found[str] | None = None  # paragraphs and bullets, one a line, bullets as "- "
    bullets: tuple[str, ...] = ()
    skills_used: tuple[str, ...] = ()  # as written in this entry; a subset of the names in Resume.skills
    employment: Employment = Employment.JOB
    lines: tuple[int, int] = (0, 0)  # first and last line index


@value(frozen=True, slots=True)
class Education:
    degree: Found[str] | None = None  # "Bachelor of Science", as written
    field: Found[str] | None = None  # "Computer Science"
    institution: Found[str] | None = None
    location: Found[Location] | None = None
    dates: Found[DateSpan] | None = None
    grade: Found[str] | None = None
    description: Found[str] | None = None
    lines: tuple[int, int] = (0, 0)


@value(frozen=True, slots=True)
class Skill:
    name: Found[str]  # as written
    canonical: str | None = None  # name in the taxonomy
    category: str | None = None  # of the taxonomy
    level: str | None = None  # "beginner" | "intermediate" | "advanced" | "expert", only where stated
    listed: bool = True  # from a skills section; False when only met in running text


@value(frozen=True, slots=True)
class SpokenLanguage:
    language: Found[str]  # as written
    code: str | None = None  # ISO 639-1 (639-3 where there is none)
    proficiency: str | None = None  # "native" | "fluent" | "professional" | "conversational" | "basic"
    cefr: str | None = None  # "A1".."C2", where stated, or proved by a named exam ("IELTS 7.5")
    level_text: str | None = None  # as written


@value(frozen=True, slots=True)
class Certification:
    name: Found[str]
    issuer: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    expires: PartialDate | None = None  # only where stated
    credential_id: str | None = None  # number of the certificate, as written


@value(frozen=True, slots=True)
class Project:
    name: Found[str]
    description: str | None = None
    url: str | None = None
    technologies: tuple[str, ...] = ()
    dates: DateSpan | None = None


@value(frozen=True, slots=True)
class Resume:
    name: Found[str] | None = None
    headline: Found[str] | None = None
    emails: tuple[Found[str], ...] = ()  # primary first
    phones: tuple[Found[Phone], ...] = ()  # primary first
    location: Found[Location] | None = None
    links: tuple[Found[Link], ...] = ()
    summary: Found[str] | None = None
    experience: tuple[Experience, ...] = ()  # most recent first
    education: tuple[Education, ...] = ()  # most recent first
    skills: tuple[Skill, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    certifications: tuple[Certification, ...] = ()
    projects: tuple[Project, ...] = ()
    publications: tuple[Found[str], ...] = ()
    awards: tuple[Found[str], ...] = ()
    volunteering: tuple[Experience, ...] = ()
    interests: tuple[Found[str], ...] = ()
    nationality: Found[str] | None = None
    driving_license: Found[str] | None = None
    availability: Found[str] | None = None
    notice_period: Found[str] | None = None
    work_permit: Found[str] | None = None
    detected_language: str | None = None  # ISO 639-1
    unassigned_text: tuple[str, ...] = ()  # read, and part of no field
    hidden_text: tuple[str, ...] = ()  # in the file, and invisible on the page
    warnings: tuple[str, ...] = ()
    tier: Tier = Tier.TIER1
    page_count: int = 1
