"""What speaks for a candidate: relative to the role where there is one. Facts of the document, the strongest first."""

import re
from collections.abc import Iterator

from parsing.engine.analysis import degrees
from parsing.engine.analysis.parts import Candidate
from parsing.engine.model import Fit, Requirements

MOST = 5
_DEEP_MONTHS = 36
_STAYS_MONTHS = 36
_BROAD = 12
_NAMED = 4
_MEASURED = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|\u066a|k\b|m\b|\u20ac|\$|\u00a3)|[\u20ac$\u00a3]\s?\d")
_QUOTE_CHARS = 140


def strengths(
    candidate: Candidate,
    requirements: Requirements | None,
    fit: Fit | None,
    *,
    tenure_months: int | None,
    management: bool,
) -> tuple[str, ...]:
    """At most MOST sentences."""
    found: list[str] = []
    if requirements is not None and fit is not None:
        found += _for_the_role(candidate, requirements, fit)
    found += _own(candidate, tenure_months=tenure_months, management=management)
    return tuple(dict.fromkeys(found))[:MOST]


def _for_the_role(candidate: Candidate, requirements: Requirements, fit: Fit) -> Iterator[str]:
    say, joined, years = candidate.voice.say, candidate.voice.joined, candidate.voice.years
    asked = len(requirements.required_skills)
    if fit.matched_skills and not fit.missing_skills:
        yield say("strengths.required_all", asked=asked, skills=joined(fit.matched_skills))
    elif len(fit.matched_skills) * 2 >= asked > 0:
        yield say(
            "strengths.required_most", have=len(fit.matched_skills), asked=asked, skills=joined(fit.matched_skills)
        )
    relevant = sum(period.months for period in candidate.relevant)
    if requirements.years and relevant >= requirements.years * 12:
        yield say("strengths.years", years=years(relevant), asked=years(requirements.years * 12))
    role = next((part for part in fit.parts if part.name == "role" and part.quotes), None)
    if role is not None:
        yield say("strengths.role", title=role.quotes[0])
    if fit.matched_nice_to_have:
        yield say("strengths.nice", skills=joined(fit.matched_nice_to_have[:_NAMED]))
    asked_degree = degrees.highest(requirements.degrees)
    for item in candidate.resume.education:
        if (
            item.degree is not None
            and asked_degree is not None
            and (degrees.level(item.degree.value) or -1) >= asked_degree
        ):
            yield say("strengths.degree", degree=item.degree.value)
            return


def _own(candidate: Candidate, *, tenure_months: int | None, management: bool) -> Iterator[str]:
    say, joined, years = candidate.voice.say, candidate.voice.joined, candidate.voice.years
    wanted = {match.skill.canonical for _, match in candidate.required if match.skill is not None}
    used = [
        skill
        for skill in candidate.skillset
        if skill.months >= _DEEP_MONTHS and (skill.listed or skill.canonical in wanted)
    ]
    deep = sorted(used, key=lambda skill: (skill.canonical not in wanted, -skill.months, skill.canonical))
    for skill in deep[:2]:
        yield say("strengths.deep", years=years(skill.months), skill=skill.name)
    yield from _achievement(candidate)
    if management:
        yield say("strengths.management")
    if tenure_months is not None and tenure_months >= _STAYS_MONTHS:
        yield say("strengths.tenure", years=years(tenure_months))
    certified = [item.name.value for item in candidate.resume.certifications]
    if certified:
        yield say("strengths.certified", names=joined(certified[:_NAMED]))
    names = [skill.name for skill in candidate.skillset.by_weight()]
    if len(names) >= _BROAD:
        yield say("strengths.broad", count=len(names), skills=joined(names[:_NAMED]))


def _achievement(candidate: Candidate) -> Iterator[str]:
    for item in candidate.resume.experience:
        for bullet in item.bullets:
            if _MEASURED.search(bullet) and len(bullet) <= _QUOTE_CHARS:
                yield candidate.voice.say("strengths.achievement", quote=bullet)
                return
