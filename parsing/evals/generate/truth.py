"""The truth of a made document, in JSON Resume form."""

from typing import Any

from parsing.evals.generate.people import Biography
from parsing.evals.generate.style import Style


def truth_of(person: Biography, style: Style, language: str) -> dict[str, Any]:
    """What a perfect reader answers; dates only as precise as the style prints them."""
    return {
        "basics": {
            "name": person.name,
            "label": person.headline,
            "email": person.email,
            "phone": person.phone,
            "summary": person.summary,
            "location": {"city": person.city},
        },
        "work": [
            {
                "name": job.company,
                "position": job.title,
                "startDate": job.start.iso(style.job_dates),
                **({"endDate": job.end.iso(style.job_dates)} if job.end else {}),
                "highlights": list(job.bullets),
            }
            for job in person.jobs
        ],
        "education": [
            {
                "institution": school.institution,
                "studyType": school.degree,
                "area": school.area,
                "startDate": school.start.iso(style.education_dates),
                "endDate": school.end.iso(style.education_dates),
            }
            for school in person.education
        ],
        "skills": [{"name": "all", "keywords": [*person.tools, *person.strengths]}],
        "languages": [{"language": name, "fluency": level} for name, level in person.languages],
        "certificates": [{"name": name, "date": str(year)} for name, year in person.certificates],
        "meta": {"lang": language},
    }
