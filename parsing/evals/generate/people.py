"""An invented person: a life that adds up, in the words of one language."""

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from parsing.evals.generate.dates import Month
from parsing.evals.generate.words import Words

THIS_MONTH = Month(2026, 10)

TOOLS = (
    *("Python", "SQL", "Excel", "Docker", "Git", "SAP", "Photoshop", "AutoCAD", "React", "Java", "Linux", "Power BI"),
    *("Figma", "Jira", "Salesforce", "WordPress", "C#", "C++", "Kubernetes", "InDesign", "Tableau", "PostgreSQL"),
)


@dataclass(frozen=True, slots=True)
class Job:
    company: str
    title: str
    city: str
    start: Month
    end: Month | None  # None: current
    bullets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class School:
    institution: str
    degree: str
    area: str
    start: Month
    end: Month


@dataclass(frozen=True, slots=True)
class Biography:
    name: str
    headline: str
    email: str
    phone: str
    city: str
    street: str
    postcode: str
    link: str
    summary: str
    jobs: tuple[Job, ...]
    education: tuple[School, ...]
    tools: tuple[str, ...]
    strengths: tuple[str, ...]  # skills in the words of the language
    languages: tuple[tuple[str, str], ...]
    certificates: tuple[tuple[str, int], ...]
    interests: tuple[str, ...]
    born: Month


def make_person(words: Words, rng: Random) -> Biography:
    family, given = rng.choice(words.family), rng.choice(words.given)
    slug = _slug(given, family) or f"cv.{words.code}{rng.randrange(100, 999)}"
    jobs = _make_jobs(words, rng)
    education = _make_education(words, rng, jobs[-1].start)
    years = THIS_MONTH.year - jobs[-1].start.year
    return Biography(
        name=words.joiner.join((family, given) if words.family_first else (given, family)),
        headline=jobs[0].title,
        email=f"{slug}@{rng.choice(('example.com', 'example.org', 'mail.example.net'))}",
        phone=_digits(rng.choice(words.phones), rng),
        city=rng.choice(words.cities),
        street=rng.choice(words.streets),
        postcode=rng.choice(words.postcodes),
        link=f"linkedin.com/in/{slug.replace('.', '-')}",
        summary=rng.choice(words.summary).format(title=jobs[0].title, years=years),
        jobs=jobs,
        education=education,
        tools=tuple(rng.sample(TOOLS, rng.randint(3, 6))),
        strengths=tuple(rng.sample(words.skills, rng.randint(2, 5))),
        languages=tuple((name, level) for name, level in words.languages[: rng.randint(2, len(words.languages))]),
        certificates=tuple(
            (name, rng.randint(2012, 2025)) for name in rng.sample(words.certificates, rng.randint(0, 2))
        ),
        interests=tuple(rng.sample(words.interests, min(3, len(words.interests)))),
        born=Month(education[-1].start.year - 19, rng.randint(1, 12)),
    )


def _make_jobs(words: Words, rng: Random) -> tuple[Job, ...]:
    jobs = []
    companies = rng.sample(words.companies, rng.randint(2, 4))
    titles = rng.sample(words.titles, len(companies))
    end: Month | None = None if rng.random() < 0.7 else THIS_MONTH.plus(-rng.randint(2, 20))
    for company, title in zip(companies, titles, strict=True):
        start = (end or THIS_MONTH).plus(-rng.randint(8, 60))
        city = rng.choice(words.cities)
        name = company.format(family=rng.choice(words.family), city=city)
        bullets = tuple(rng.sample(words.bullets, rng.randint(1, 4)))
        jobs.append(Job(name, title, city, start, end, bullets))
        end = start.plus(-rng.randint(0, 7))
    return tuple(jobs)


def _make_education(words: Words, rng: Random, before: Month) -> tuple[School, ...]:
    schools = []
    end = before.plus(-rng.randint(1, 9))
    degrees = rng.sample(words.degrees, rng.randint(1, 2))
    for degree in degrees:
        start = Month(end.year - rng.randint(2, 5), 9)
        institution = rng.choice(words.schools).format(city=rng.choice(words.cities))
        schools.append(School(institution, degree, rng.choice(words.areas), start, Month(end.year, 6)))
        end = Month(start.year, 6)
    return tuple(schools)


def _digits(pattern: str, rng: Random) -> str:
    return re.sub("#", lambda _: str(rng.randrange(10)), pattern)


def _slug(given: str, family: str) -> str:
    plain = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z.]", "", plain)
    return slug if len(slug) > 5 and not slug.startswith(".") and not slug.endswith(".") else ""
