"""HR Open Standards' Candidate (JSON, release 4): the person, and one profile with history, education and skills."""

from typing import Any

from parsing.engine.model import DateSpan, Education, Experience, Found, Link, Location, PartialDate, Resume

Json = dict[str, Any]

_PROFICIENCY = {"native": 5, "fluent": 4, "professional": 3, "conversational": 2, "basic": 1}


def hr_open(resume: Resume, *, document_id: str) -> Json:
    """The candidate document. A key without a value is left out, as the standard's schemas want it."""
    profile = _filled(
        languageCode=resume.detected_language,
        executiveSummary=_value(resume.summary),
        positionTitle=_value(resume.headline),
        employment=[_employment(item) for item in resume.experience],
        education=[_education(item) for item in resume.education],
        qualifications=[_filled(competencyName=item.name.value, competencyId=item.canonical) for item in resume.skills],
        certifications=[
            _filled(name=item.name.value, issuingAuthority=_filled(name=item.issuer), firstIssuedDate=_date(item.date))
            for item in resume.certifications
        ],
        licenses=[{"name": resume.driving_license.value}] if resume.driving_license else None,
    )
    return {
        "documentId": {"value": document_id, "schemeAgencyId": "CVault"},
        "distributionGuidelines": {},
        "person": _person(resume),
        "profiles": [profile],
    }


def _person(resume: Resume) -> Json:
    communication = _filled(
        email=[{"address": found.value} for found in resume.emails],
        phone=[{"formattedNumber": found.value.text, "dialNumber": found.value.e164} for found in resume.phones],
        address=[_address(resume.location.value)] if resume.location else None,
        web=[_web(found.value) for found in resume.links],
    )
    return _filled(
        name=_filled(formattedName=_value(resume.name)),
        communication=communication,
        citizenship=[resume.nationality.value] if resume.nationality else None,
        personCompetencies=[
            _filled(competencyName=item.language.value, proficiencyLevel=_PROFICIENCY.get(item.proficiency or ""))
            for item in resume.languages
        ],
    )


def _address(location: Location) -> Json:
    return _filled(
        formattedAddress=location.text,
        city=location.city,
        countrySubdivisions=[{"value": location.region}] if location.region else None,
        countryCode=location.country_code,
    )


def _web(link: Link) -> Json:
    return {"address": link.url, "useContext": link.kind}


def _employment(item: Experience) -> Json:
    position = _filled(
        title=_value(item.title),
        description=_value(item.description),
        **_period(item.dates),
        competencies=[{"competencyName": name} for name in item.skills_used],
    )
    return _filled(
        organization=_filled(name=_value(item.company), address=_place(item.location)),
        positionHistories=[position],
        current=bool(item.dates and item.dates.value.is_current),
    )


def _education(item: Education) -> Json:
    degree = _filled(name=_value(item.degree), specializations=[{"name": item.field.value}] if item.field else None)
    return _filled(
        institution=_filled(name=_value(item.institution), address=_place(item.location)),
        educationDegrees=[degree] if degree else None,
        educationScores=[item.grade.value] if item.grade else None,
        **_period(item.dates),
    )


def _place(found: Found[Location] | None) -> Json | None:
    return _address(found.value) if found else None


def _period(found: Found[DateSpan] | None) -> Json:
    return {"start": _date(found.value.start), "end": _date(found.value.end)} if found else {}


def _date(date: PartialDate | None) -> str | None:
    return date.iso() if date else None


def _value(found: Found[str] | None) -> str | None:
    return found.value if found else None


def _filled(**values: Any) -> Json:
    return {name: value for name, value in values.items() if value not in (None, [], {}, "")}
