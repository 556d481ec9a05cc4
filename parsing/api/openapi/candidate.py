"""The candidate object of the portal API, and the data object of the extract API, as JSON Schema (R291)."""

from parsing.api.openapi.shapes import (
    BOOLEAN,
    COUNT,
    INTEGER,
    NUMBER,
    PARTIAL_DATE,
    STRING,
    Schema,
    array,
    described,
    nullable,
    one_of,
    record,
    ref,
)
from parsing.engine.model import Employment, Seniority
from parsing.engine.skills import CATEGORIES

TEXT = nullable(STRING)
TEXTS = array(STRING)
SENIORITY = one_of(*(level.value for level in Seniority))
PROFICIENCY = one_of("native", "fluent", "professional", "conversational", "basic")
RECOMMENDATION = one_of("strong_yes", "yes", "maybe", "no")
SCORE: Schema = {"type": "integer", "minimum": 0, "maximum": 100}
CONFIDENCE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
LEVEL = one_of("beginner", "intermediate", "advanced", "expert")

_PERIOD = {
    "start": nullable(STRING),
    "end": nullable(STRING),
    "precision": nullable(one_of("year", "month", "day")),
    "is_current": BOOLEAN,
    "raw": TEXT,
}
_PLACE = record({"city": TEXT, "region": TEXT, "country": TEXT, "country_code": TEXT, "raw": STRING})
_SKILL = record({"name": STRING, "category": nullable(one_of(*CATEGORIES)), "level": nullable(LEVEL)})
_LANGUAGE = {"language": STRING, "proficiency": nullable(PROFICIENCY)}

SHARED: dict[str, Schema] = {
    "Experience": record(
        {
            "title": TEXT,
            "company": TEXT,
            "location": TEXT,
            "start_date": nullable(PARTIAL_DATE),
            "end_date": described(nullable(PARTIAL_DATE), "null for a current position, and where none is stated"),
            "is_current": BOOLEAN,
            "description": TEXT,
            "skills_used": TEXTS,
        }
    ),
    "Education": record(
        {
            "degree": TEXT,
            "institution": TEXT,
            "location": TEXT,
            "start_date": nullable(PARTIAL_DATE),
            "end_date": nullable(PARTIAL_DATE),
            "grade": TEXT,
        },
        {"field": TEXT},
    ),
    "Language": record(_LANGUAGE),
    "Certification": record(
        {"name": STRING, "issuer": TEXT, "date": TEXT, "url": TEXT},
        {"expires": described(TEXT, "Only where stated."), "credential_id": described(TEXT, "As written.")},
    ),
    "Project": record(
        {
            "name": STRING,
            "description": TEXT,
            "url": TEXT,
            "technologies": TEXTS,
            "start_date": nullable(PARTIAL_DATE),
            "end_date": nullable(PARTIAL_DATE),
        }
    ),
}

_CORE = {
    "id": STRING,
    "candidate_id": STRING,
    "name": described(TEXT, "Full name."),
    "email": described(TEXT, "Primary email address."),
    "phone": described(TEXT, "Primary phone number, as written."),
    "location": described(TEXT, "City, country, or full address."),
    "linkedin": described(TEXT, "LinkedIn profile URL."),
    "profile": described(TEXT, "Professional summary paragraph."),
    "seniority": nullable(SENIORITY),
    "total_experience_years": described(nullable(NUMBER), "Overlapping jobs count once; a current one runs to today."),
    "skills": described(TEXTS, "As written, each once."),
    "languages": array(ref("Language")),
    "experience": described(array(ref("Experience")), "Most recent first."),
    "education": described(array(ref("Education")), "Most recent first."),
    "certifications": TEXTS,
    "nationality": described(TEXT, "Only where stated."),
    "driving_license": described(TEXT, "Only where stated."),
    "detected_language": described(TEXT, "ISO 639-1."),
    "normalized": record(
        {
            "experience": array(record({**_PERIOD, "months": nullable(COUNT), "employment": one_of(*Employment)})),
            "education": array(record(_PERIOD)),
            "location": nullable(_PLACE),
            "phone": described(TEXT, "E.164."),
        }
    ),
    "warnings": described(TEXTS, "What could not be read or done as asked."),
}
_PRESENT_WHEN = {
    "fit_score": described(SCORE, "Present when score is on and a job description or skills were sent."),
    "hiring_recommendation": described(RECOMMENDATION, "With fit_score: >= 80 strong_yes, >= 65 yes, >= 45 maybe."),
    "score_reasoning": STRING,
    "score_breakdown": array(
        record({"name": STRING, "points": NUMBER, "max_points": NUMBER, "reason": STRING, "quotes": TEXTS})
    ),
    "matched_skills": TEXTS,
    "missing_skills": TEXTS,
    "matched_nice_to_have": TEXTS,
    "missing_nice_to_have": TEXTS,
    "verdict": described(TEXT, "From ats_plus on, when verdict is on."),
    "red_flags": described(TEXTS, "From ats_plus on, when red_flags is on."),
    "strengths": described(TEXTS, "From ats_plus on, when strengths is on."),
    "analysis_language": described(STRING, "From ats_plus on: ISO 639-1, of the sentences."),
    "self_check": record(
        {
            "overall_confidence": CONFIDENCE,
            "fields": {
                "type": "object",
                "additionalProperties": record({"confidence": nullable(CONFIDENCE), "issue": TEXT}),
            },
            "warnings": TEXTS,
        }
    ),
}
_FULL = {
    "headline": TEXT,
    "emails": TEXTS,
    "phones": array(record({"number": STRING, "e164": TEXT})),
    "links": array(record({"kind": STRING, "url": STRING})),
    "skills_detail": array(
        record(
            {**_SKILL["properties"], "canonical": TEXT, "listed": BOOLEAN},
            {
                "months_used": described(
                    nullable(COUNT), "Of the dated jobs and projects that name it, overlaps once."
                ),
                "last_used": described(TEXT, "Month of the last of them."),
                "found_in": described(TEXTS, "Paths: `skills`, `experience[0]`, `projects[1]`."),
            },
        ),
    ),
    "languages_detail": array(record({**_LANGUAGE, "code": TEXT, "cefr": TEXT, "level_text": TEXT})),
    "certifications_detail": array(ref("Certification")),
    "projects": array(ref("Project")),
    "volunteering": array(ref("Experience")),
    "publications": TEXTS,
    "awards": TEXTS,
    "interests": TEXTS,
    "availability": TEXT,
    "notice_period": TEXT,
    "work_permit": TEXT,
    "average_tenure_months": nullable(COUNT),
    "management_experience": BOOLEAN,
    "red_flags_detail": array(record({"kind": STRING, "text": STRING, "quotes": TEXTS})),
    "evidence": {
        "type": "object",
        "additionalProperties": record(
            {
                "page": COUNT,
                "line": INTEGER,
                "quote": STRING,
                "rule": STRING,
                "confidence": CONFIDENCE,
                "box": nullable(array(NUMBER)),
            }
        ),
    },
    "unassigned_text": TEXTS,
    "page_count": COUNT,
    "parse_tier": STRING,
}

CANDIDATE: Schema = record(
    _CORE,
    {**_PRESENT_WHEN, **{name: described(schema, "In full_profile.") for name, schema in _FULL.items()}},
    description="A field that does not apply is absent; every other one is there, null where the document is silent.",
)

EXTRACTION: Schema = record(
    {
        "full_name": TEXT,
        "email": TEXT,
        "phone": described(TEXT, "E.164 where the country can be told, else as written."),
        "location": nullable(record({"city": TEXT, "country": described(TEXT, "ISO 3166-1 alpha-2."), "raw": STRING})),
        "linkedin_url": TEXT,
        "summary": TEXT,
        "experience": array(ref("Experience")),
        "education": array(ref("Education")),
        "skills": array(_SKILL),
        "languages": array(ref("Language")),
        "certifications": array(ref("Certification")),
        "projects": array(ref("Project")),
        "total_experience_years": nullable(NUMBER),
        "seniority_level": nullable(SENIORITY),
        "detected_language": TEXT,
        "confidence_score": CONFIDENCE,
    }
)
