"""JSON Resume 1.0.0 (https://jsonresume.org/schema): keys without a value are left out, as that schema wants it."""

from typing import Any

from parsing.engine.model import DateSpan, Education, Experience, Found, Link, Location, PartialDate, Resume, Skill
from parsing.engine.profiles.values import location_text, value_of

Json = dict[str, Any]

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def json_resume(resume: Resume) -> Json:
    """The person in JSON Resume form; lists are always there, empty where the document has none."""
    return {
        "$schema": SCHEMA,
        "basics": _basics(resume),
        "work": [_work(item, "name") for item in resume.experience],
        "volunteer": [_work(item, "organization") for item in resume.volunteering],
        "education": [_education(item) for item in resume.education],
        "awards": [{"title": found.value} for found in resume.awards],
        "certificates": [
            _filled(name=item.name.value, issuer=item.issuer, date=_date(item.date), url=item.url)
            for item in resume.certifications
        ],
        "publications": [{"name": found.value} for found in resume.publications],
        "skills": [_skill(item) for item in _listed_skills(resume)],
        "languages": [
            _filled(language=item.language.value, fluency=item.level_text or item.proficiency)
            for item in resume.languages
        ],
        "interests": [{"name": found.value} for found in resume.interests],
        "projects": [
            _filled(
                name=item.name.value,
                description=item.description,
                url=item.url,
                keywords=list(item.technologies),
                **_dates(item.dates),
            )
            for item in resume.projects
        ],
        "meta": _filled(version="v1.0.0", lang=resume.detected_language),
    }


def _basics(resume: Resume) -> Json:
    profiles = [found.value for found in resume.links if found.value.kind != "website"]
    website = next((found.value.url for found in resume.links if found.value.kind == "website"), None)
    return _filled(
        name=value_of(resume.name),
        label=value_of(resume.headline),
        email=resume.emails[0].value if resume.emails else None,
        phone=resume.phones[0].value.text if resume.phones else None,
        url=website,
        summary=value_of(resume.summary),
        location=_location(resume.location),
        profiles=[_profile(link) for link in profiles],
    )


def _location(found: Found[Location] | None) -> Json | None:
    if found is None:
        return None
    place = found.value
    return _filled(address=place.text, city=place.city, region=place.region, countryCode=place.country_code)


# Kind of link -> how the network writes its own name.
_NETWORKS = {
    "linkedin": "LinkedIn",
    "github": "GitHub",
    "gitlab": "GitLab",
    "xing": "XING",
    "stackoverflow": "Stack Overflow",
    "twitter": "Twitter",
    "behance": "Behance",
}


def _profile(link: Link) -> Json:
    username = link.url.rstrip("/").rsplit("/", 1)[-1]
    return {"network": _NETWORKS.get(link.kind, link.kind), "username": username, "url": link.url}


def _work(item: Experience, organisation_key: str) -> Json:
    return _filled(
        **{organisation_key: value_of(item.company)},
        position=value_of(item.title),
        location=location_text(item.location),
        summary=value_of(item.description),
        highlights=list(item.bullets),
        **_dates(value_of(item.dates)),
    )


def _education(item: Education) -> Json:
    return _filled(
        institution=value_of(item.institution),
        studyType=value_of(item.degree),
        area=value_of(item.field),
        score=value_of(item.grade),
        **_dates(value_of(item.dates)),
    )


def _listed_skills(resume: Resume) -> list[Skill]:
    """What the person lists as skills. Words met in sentences ("insurance", "physics") are the employer's trade or the
    subject of a study as often as they are a skill; the candidate of the APIs has them, marked as not listed.
    """
    return [item for item in resume.skills if item.listed]


def _skill(item: Skill) -> Json:
    # Consumers of this format read the names, the keywords or both: a skill is found whichever they read.
    return _filled(name=item.name.value, level=item.level, keywords=[item.name.value])


def _dates(span: DateSpan | None) -> Json:
    if span is None:
        return {}
    return _filled(startDate=_date(span.start), endDate=None if span.is_current else _date(span.end))


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else date.iso()


def _filled(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
