"""Resumes for tests, built from plain strings."""

import re
from typing import TypeVar

from parsing.engine import skills as taxonomy
from parsing.engine.model import (
    Certification,
    DateSpan,
    Education,
    Employment,
    Evidence,
    Experience,
    Found,
    Link,
    Location,
    PartialDate,
    Phone,
    Resume,
    Skill,
    SpokenLanguage,
)

T = TypeVar("T")


def found(value: T, *, confidence: float = 0.9, quote: str | None = None) -> Found[T]:
    return Found(value, Evidence(line=1, quote=quote or str(value), rule="test", confidence=confidence))


def span(text: str) -> DateSpan:
    """ "2020-03..2021-05", "2020..", "2019"; an open end is a current period."""
    start, dots, end = text.partition("..")
    return DateSpan(_date(start), _date(end) if end else None, is_current=bool(dots and not end), raw=text)


def _date(text: str) -> PartialDate:
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    return PartialDate(*numbers)


def job(
    title: str | None = "Engineer",
    company: str | None = "Acme",
    dates: str | None = None,
    text: str = "",
    employment: Employment = Employment.JOB,
) -> Experience:
    return Experience(
        title=found(title) if title else None,
        company=found(company) if company else None,
        dates=found(span(dates), quote=dates) if dates else None,
        description=found(text) if text else None,
        bullets=tuple(line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")),
        employment=employment,
    )


def study(degree: str | None = "BSc", field: str | None = None, dates: str | None = None) -> Education:
    return Education(
        degree=found(degree) if degree else None,
        field=found(field) if field else None,
        institution=found("University of Manchester"),
        dates=found(span(dates)) if dates else None,
    )


def skill(name: str) -> Skill:
    term = taxonomy.canonical(name)
    if term is None:
        return Skill(found(name))
    return Skill(found(name), canonical=term.canonical, category=term.category)


def person(*jobs: Experience, skills: str = "", education: tuple[Education, ...] = (), **fields: object) -> Resume:
    """A resume with a name, contacts and what is given."""
    base: dict[str, object] = {
        "name": found("Jane Smith"),
        "emails": (found("jane@example.com"),),
        "phones": (found(Phone("+44 7700 900123", "+447700900123")),),
        "location": found(Location("London, UK", city="London", country="UK", country_code="GB")),
        "links": (found(Link("linkedin", "https://linkedin.com/in/janesmith")),),
        "experience": jobs,
        "education": education,
        "skills": tuple(skill(name.strip()) for name in skills.split(",") if name.strip()),
    }
    return Resume(**{**base, **fields})


def language(name: str, code: str, proficiency: str | None = None) -> SpokenLanguage:
    return SpokenLanguage(found(name), code=code, proficiency=proficiency)


def certificate(name: str) -> Certification:
    return Certification(found(name))
