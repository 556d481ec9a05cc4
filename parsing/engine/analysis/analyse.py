"""All findings of one candidate."""

from datetime import date

from parsing.engine.analysis import parts, periods, words
from parsing.engine.analysis.audit import audit
from parsing.engine.analysis.flags import red_flags
from parsing.engine.analysis.scoring import fit_of
from parsing.engine.analysis.skill_use import skill_uses
from parsing.engine.analysis.strengths import strengths
from parsing.engine.analysis.texts import DOCUMENT, ENGLISH, Voice, voice
from parsing.engine.analysis.verdict import verdict
from parsing.engine.model import Employment, Findings, Requirements, Resume

_NOTHING_ASKED = Requirements()


def analyse(resume: Resume, requirements: Requirements | None = None, *, today: date, language: str = "en") -> Findings:
    """What follows from the resume; with `requirements` also how it fits them.

    `language` is that of the sentences: an ISO 639-1 code, or "document" for the one of the document. The findings
    say which one it was; it is English where ours are not written in the one asked for.
    """
    spoken = voice(language, resume.detected_language)
    candidate = parts.candidate(resume, requirements or _NOTHING_ASKED, today, spoken)
    fit = None if requirements is None else fit_of(candidate)
    flags = red_flags(resume, requirements, fit, candidate.level, today=today, voice=spoken)
    tenure_months = _average_tenure(resume, today)
    management = _has_led(resume)
    dated = any(periods.likely_period(periods.span_of(item), today) for item in resume.experience)
    return Findings(
        seniority=candidate.level,
        total_experience_months=candidate.months,
        total_experience_years=round(candidate.months / 12, 1) if dated else None,
        experience_months=tuple(
            period.months if (period := periods.likely_period(periods.span_of(item), today)) else None
            for item in resume.experience
        ),
        skill_uses=skill_uses(resume, today),
        average_tenure_months=tenure_months,
        management=management,
        fit=fit,
        red_flags=flags,
        strengths=strengths(candidate, requirements, fit, tenure_months=tenure_months, management=management),
        verdict=verdict(candidate, fit, flags),
        audit=audit(resume),
        language=spoken.language,
        warnings=_unspoken(language, resume, spoken),
    )


def _unspoken(asked: str, resume: Resume, spoken: Voice) -> tuple[str, ...]:
    wanted = resume.detected_language if asked == DOCUMENT else asked
    if wanted in (None, spoken.language):
        return ()
    return (ENGLISH.say("audit.unspoken", language=wanted),)


def _average_tenure(resume: Resume, today: date) -> int | None:
    """Months in a job that has ended, on average."""
    ended = [
        period.months
        for item in resume.experience
        if item.employment is Employment.JOB and item.dates is not None and not item.dates.value.is_current
        if (period := periods.likely_period(item.dates.value, today)) is not None
    ]
    return round(sum(ended) / len(ended)) if ended else None


def _has_led(resume: Resume) -> bool:
    """Whether a title or a description says that people were led."""
    for item in resume.experience:
        if item.title is not None and words.kinds(item.title.value, "titles") & {"lead", "executive"}:
            return True
        if item.description is not None and words.find(item.description.value, "management"):
            return True
    return False
