"""A candidate without identity: what a first selection may rest on, and nothing that says who someone is."""

import re
from typing import Any

from parsing.engine import languages
from parsing.engine.analysis import words
from parsing.engine.model import Education, Experience, Findings, Resume
from parsing.engine.profiles import entries, findings_json, helpers, occupations
from parsing.engine.profiles.values import is_current, value_of

REMOVED = "[\u2026]"
_MIN_NAME_CHARS = 3  # a shorter part of a name is also a syllable of other words
_NAME_PARTS = re.compile(r"[\s.,'\u2019-]+")
_JOINED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SENTENCE = re.compile(r"[^.!?;\n\u3002]+(?:\.\d[^.!?;\n\u3002]*)*[.!?\u3002]?")
_ABBREVIATION_CHARS = 3  # "MS" of MS Excel is no "Ms"
_OWN_SHARE = 0.2  # of a text; a language with less is a guess
_CONTACT = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|io|me|dev)/\S+")
_PHONE = re.compile(r"\+?\d[\d\s()/.-]{7,}\d")


def blind(
    resume: Resume, findings: Findings, *, candidate_id: str | None = None, hide_schools: bool = False
) -> dict[str, Any]:
    """The candidate without name, contacts, places, links, nationality, personal details and years of study.

    Where a text names the person, holds a contact or tells a sex ("she", "Frau"), the words are replaced by REMOVED; an
    occupation whose word tells one is written in both forms.
    `hide_schools` leaves out the names of institutions too.
    """
    hide = _Hider(resume, hide_schools=hide_schools)
    fit = findings.fit
    return {
        "candidate_id": candidate_id,
        "headline": hide.occupation(value_of(resume.headline)),
        "profile": hide.occupation(value_of(resume.summary)),
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
        "score_breakdown": [_reasoned(part, hide) for part in findings_json.breakdown(findings)] if fit else [],
        "matched_skills": list(fit.matched_skills) if fit else [],
        "missing_skills": list(fit.missing_skills) if fit else [],
    }


def _reasoned(part: dict[str, Any], hide: "_Hider") -> dict[str, Any]:
    """A part of the score: its quotes are words of the document."""
    return {**part, "reason": hide.text(part["reason"]), "quotes": [hide.text(quote) for quote in part["quotes"]]}


def _experience(item: Experience, months: int | None, hide: "_Hider") -> dict[str, Any]:
    """A job with its length instead of its dates: years of long ago tell an age."""
    return {
        "title": hide.occupation(value_of(item.title)),
        "company": hide.text(value_of(item.company)),
        "months": months,
        "is_current": is_current(item.dates),
        "description": hide.text(value_of(item.description)),
        "skills_used": [hide.text(name) for name in item.skills_used],
        "employment": item.employment.value,
    }


def _education(item: Education, hide: "_Hider", *, hide_schools: bool) -> dict[str, Any]:
    return {
        "degree": hide.occupation(entries.degree_text(item)),
        "institution": None if hide_schools else hide.text(value_of(item.institution)),
        "grade": hide.text(value_of(item.grade)),
    }


class _Hider:
    """Takes the identity of one resume out of texts."""

    def __init__(self, resume: Resume, *, hide_schools: bool) -> None:
        name = value_of(resume.name) or ""
        parts = [part for part in _NAME_PARTS.split(name) if len(part) >= _MIN_NAME_CHARS or not part.isascii()]
        known = [name, *parts, *(found.value for found in resume.emails)]
        known += [found.value.text for found in resume.phones] + [found.value.url for found in resume.links]
        place = value_of(resume.location)
        if place is not None:
            known += [place.text, place.city or ""]
        if resume.nationality is not None:
            known.append(resume.nationality.value)
        if hide_schools:
            known += [item.institution.value for item in resume.education if item.institution is not None]
        self._identity = _any_of(known)
        self._tongues = _tongues(resume)

    def text(self, text: str | None) -> str | None:
        if text is None:
            return None
        text = _SENTENCE.sub(self._without_personal, text)
        if self._identity is not None:
            text = self._identity.sub(REMOVED, text)
        text = _PHONE.sub(REMOVED, _CONTACT.sub(REMOVED, text))
        own = {(cue.start, cue.end) for cue in words.find(text, "gender", self._tongues)}
        addresses = (cue for cue in words.find(text, "gender") if cue.kind == "gender.address")
        own |= {(cue.start, cue.end) for cue in addresses if text[cue.start].isupper()}
        for start, end in sorted(own, reverse=True):
            if not text[start:end].isupper() or end - start > _ABBREVIATION_CHARS:
                text = f"{text[:start]}{REMOVED}{text[end:]}"
        return text

    def occupation(self, text: str | None) -> str | None:
        """A text that names what someone is: without identity, and in both forms where the word has two."""
        hidden = self.text(text)
        return None if hidden is None else occupations.with_both_forms(hidden, self._tongues)

    def _without_personal(self, sentence: re.Match[str]) -> str:
        """A sentence that tells a birth, an age or a citizenship tells nothing else."""
        return REMOVED if words.find(sentence[0], "personal", self._tongues) else sentence[0]


def _any_of(known: list[str]) -> re.Pattern[str] | None:
    long_enough = {text for text in known if len(text) >= _MIN_NAME_CHARS or (text and not text.isascii())}
    found = sorted((re.escape(text) for text in long_enough), key=lambda text: (-len(text), text))
    # A script without spaces has no ends of words to look for.
    apart = [text if _JOINED.search(text) else rf"(?<!\w){text}(?!\w)" for text in found]
    return re.compile("|".join(apart), re.IGNORECASE) if apart else None


def _tongues(resume: Resume) -> tuple[str, ...]:
    """The languages that the document is written in: a word that tells a sex in one is innocent in another."""
    texts = [value_of(resume.summary) or "", *(value_of(job.description) or "" for job in resume.experience)]
    found = {code for code, share in languages.detect("\n".join(texts)) if share >= _OWN_SHARE}
    found.add(resume.detected_language or "en")
    return tuple(sorted(found & set(words.languages()))) or ("en",)
