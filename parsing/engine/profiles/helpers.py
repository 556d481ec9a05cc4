"""`normalized`: dates, places and phones in one form, beside the strings as the document has them."""

from itertools import zip_longest
from typing import Any

from parsing.engine.model import DateSpan, Experience, Findings, Found, Location, PartialDate, Phone, Resume

Json = dict[str, Any]


def normalized(resume: Resume, findings: Findings) -> Json:
    months = zip_longest(resume.experience, findings.experience_months[: len(resume.experience)])
    return {
        "experience": [_experience(item, count) for item, count in months],
        "education": [_period(item.dates) for item in resume.education],
        "location": location(resume.location),
        "phone": resume.phones[0].value.e164 if resume.phones else None,
    }


def location(found: Found[Location] | None) -> Json | None:
    if found is None:
        return None
    place = found.value
    return {
        "city": place.city,
        "region": place.region,
        "country": place.country,
        "country_code": place.country_code,
        "raw": place.text,
    }


def phone(value: Phone) -> Json:
    return {"number": value.text, "e164": value.e164}


def whole_where_whole(number: float | None) -> float | int | None:
    """8 rather than 8.0, as the reference prints it."""
    return int(number) if number is not None and number == int(number) else number


def _experience(item: Experience, months: int | None) -> Json:
    return {**_period(item.dates), "months": months, "employment": item.employment.value}


def _period(found: Found[DateSpan] | None) -> Json:
    span = None if found is None else found.value
    start, end = (span.start, span.end) if span else (None, None)
    return {
        "start": None if start is None else start.iso(),
        "end": None if end is None else end.iso(),
        "precision": _precision(start or end),
        "is_current": span is not None and span.is_current,
        "raw": span.raw if span else None,
    }


def _precision(date: PartialDate | None) -> str | None:
    if date is None:
        return None
    if date.month is None:
        return "year"
    return "month" if date.day is None else "day"
