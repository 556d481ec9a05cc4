"""The summary paragraph: sentences from facts, in the order in which a recruiter would say them."""

from collections.abc import Iterator

from parsing.engine.analysis.parts import Candidate
from parsing.engine.analysis.texts import Voice
from parsing.engine.model import Fit, Flag, Resume

_SKILLS = 5


def verdict(candidate: Candidate, fit: Fit | None, flags: tuple[Flag, ...]) -> str:
    """A paragraph; the same for the same input."""
    return " ".join([*_who(candidate), *_what(candidate), *_fit(fit, candidate.voice), *_flags(flags, candidate.voice)])


def _who(candidate: Candidate) -> Iterator[str]:
    resume, say = candidate.resume, candidate.voice.say
    name = say("verdict.someone") if resume.name is None else resume.name.value
    title = _title(resume)
    if title is None:
        yield say("verdict.who_unknown", name=name)
        return
    if candidate.months:
        level = candidate.level.value if candidate.level else ""
        years = candidate.voice.years(candidate.months)
        # "Senior Developer" says the level itself.
        key = "verdict.who_no_level" if not level or level in title.casefold() else "verdict.who"
        yield say(key, name=name, level=say(f"levels.{level}") if level else "", title=title, years=years)
    else:
        yield say("verdict.who_no_years", name=name, title=title)
    latest = resume.experience[0] if resume.experience else None
    if latest is not None and latest.company is not None:
        current = latest.dates is not None and latest.dates.value.is_current
        yield say("verdict.now_at" if current else "verdict.last_at", company=latest.company.value.rstrip("."))


def _title(resume: Resume) -> str | None:
    found = [item.title for item in resume.experience[:1] if item.title is not None]
    if not found and resume.headline is not None:
        found = [resume.headline]
    return found[0].value if found else None


def _what(candidate: Candidate) -> Iterator[str]:
    used = candidate.skillset.by_weight()
    if used:
        yield candidate.voice.say(
            "verdict.skills", skills=candidate.voice.joined(skill.name for skill in used[:_SKILLS])
        )
    for item in candidate.resume.education[:1]:
        parts = [found.value for found in (item.degree, item.field, item.institution) if found is not None]
        if parts:
            yield candidate.voice.say("verdict.education", education=", ".join(parts).rstrip("."))


def _fit(fit: Fit | None, voice: Voice) -> Iterator[str]:
    if fit is None:
        return
    say, joined = voice.say, voice.joined
    yield say("verdict.fit", score=fit.score, band=say(f"verdict.band_{fit.recommendation}"))
    if fit.matched_skills:
        yield say("verdict.has", skills=joined(fit.matched_skills))
    if fit.missing_skills:
        yield say("verdict.lacks", skills=joined(fit.missing_skills))


def _flags(flags: tuple[Flag, ...], voice: Voice) -> Iterator[str]:
    if flags:
        yield voice.say_counted("verdict.flags", len(flags), first=voice.after_colon(flags[0].text))
