"""A candidate without identity: what a first selection may rest on, and nothing that says who someone is."""

import re
from typing import Any

from parsing.engine.analysis import words
from parsing.engine.model import Education, Experience, Findings, Resume
from parsing.engine.profiles import entries, findings_json, helpers
from parsing.engine.profiles.values import is_current, value_of

REMOVED = "[\u2026]"
_MIN_NAME_CHARS = 3  # a shorter part of a name is also a syllable of other words
_CONTACT = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|io|me|dev)/\S+")
_PHONE = re.compile(r"\+?\d[\d\s()/.-]{7,}\d")


def blind(
    resume: Resume, findings: Findings, *, candidate_id: str | None = None, hide_schools: bool = False
) -> dict[str, Any]:
    """The candidate without name, contacts, places, links, nationality, personal details and years of study.

    Where a text names the person, holds a contact or tells a sex ("she", "Frau"), the words are replaced by REMOVED.
    `hide_schools` leaves out the names of institutions too.
    """
    hide = _Hider(resume)
    fit = findings.fit
    return {
        "candidate_id": candidate_id,
        "headline": hide.text(value_of(resume.headline)),
        "profile": hide.text(value_of(resume.summary)),
        "seniority": findings.seniority,
        "total_experience_years": helpers.whole_where_whole(findings.total_experience_years),
        "skills": [hide.text(name) for name in entries.skill_names(resume)],
        "languages": [entries.language(item) for item in resume.languages],
        "experience": [
            _experience(item, months, hide)
            for item, months in zip(resume.experience, findings.experience_months, strict=False)
        ],
        "education": [_education(item, hide, hide_schools=hide_schools) for item in resume.education],
        "certifications": [hide.text(item.name.value) for item in resume.certifications],
        "fit_score": fit.score if fit else None,
        "hiring_recommendation": fit.recommendation if fit else None,
        "score_breakdown": findings_json.breakdown(findings) if fit else [],
        "matched_skills": list(fit.matched_skills) if fit else [],
        "missing_skills": list(fit.missing_skills) if fit else [],
    }


def _experience(item: Experience, months: int | None, hide: "_Hider") -> dict[str, Any]:
    """A job with its length instead of its dates: years of long ago tell an age."""
    return {
        "title": hide.text(value_of(item.title)),
        "company": hide.text(value_of(item.company)),
        "months": months,
        "is_current": is_current(item.dates),
        "description": hide.text(value_of(item.description)),
        "skills_used": list(item.skills_used),
        "employment": item.employment.value,
    }


def _education(item: Education, hide: "_Hider", *, hide_schools: bool) -> dict[str, Any]:
    return {
        "degree": hide.text(entries.degree_text(item)),
        "institution": None if hide_schools else hide.text(value_of(item.institution)),
        "grade": value_of(item.grade),
    }


class _Hider:
    """Takes the identity of one resume out of texts."""

    def __init__(self, resume: Resume) -> None:
        name = value_of(resume.name) or ""
        parts = [part for part in re.split(r"[\s.,'-]+", name) if len(part) >= _MIN_NAME_CHARS]
        known = [name, *parts, *(found.value for found in resume.emails)]
        known += [found.value.text for found in resume.phones] + [found.value.url for found in resume.links]
        if resume.nationality is not None:
            known.append(resume.nationality.value)
        words = sorted({re.escape(text) for text in known if len(text) >= _MIN_NAME_CHARS}, key=len, reverse=True)
        self._identity = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None

    def text(self, text: str | None) -> str | None:
        if text is None:
            return None
        if self._identity is not None:
            text = self._identity.sub(REMOVED, text)
        text = _PHONE.sub(REMOVED, _CONTACT.sub(REMOVED, text))
        for cue in reversed(words.find(text, "gender")):
            text = f"{text[: cue.start]}{REMOVED}{text[cue.end :]}"
        return text
