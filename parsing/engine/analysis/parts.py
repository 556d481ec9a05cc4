"""What the parts of the score judge: each answers a share of its weight, a reason and quotes; None when not asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from parsing.engine import skills
from parsing.engine.analysis import degrees, periods
from parsing.engine.analysis import role as roles
from parsing.engine.analysis.seniority import seniority
from parsing.engine.analysis.skillset import Match, Skillset
from parsing.engine.analysis.texts import ENGLISH, Voice
from parsing.engine.model import Experience, Requirements, Resume, Seniority

SkillMatches = tuple[tuple[str, Match], ...]

# Share of the must-haves covered -> share of the points, straight lines between. The first missing ones cost less than
# their number, because descriptions ask for more than a role needs; half of them missing is no "strong yes" any more.
_COVERAGE = ((0.0, 0.0), (1 / 3, 0.35), (0.5, 0.58), (2 / 3, 0.79), (0.8, 0.9), (1.0, 1.0))
_SOFT_WEIGHT = 0.3  # a soft skill that a resume does not name says little
CLOSE = 0.5  # a neighbour this near is named as such
_DEFAULT_MONTHS = 36  # of relevant work, where a role names no number
_MONTHS_BY_LEVEL = {
    Seniority.JUNIOR: 6,
    Seniority.MID: 24,
    Seniority.SENIOR: 60,
    Seniority.LEAD: 72,
    Seniority.EXECUTIVE: 96,
}
_OTHER_WORK = 0.3  # what a month of unrelated work counts beside a relevant one
_MOST_OTHER_WORK = 0.5  # of what is asked for: no length of other work replaces the relevant
SIMILAR_ROLE = 0.5  # a title this near makes a job relevant
_RECENT_MONTHS = 36  # a skill used since then is fresh; twice as long ago it is not
_LEVELS = list(Seniority)
_LEVEL_SHARE = {0: 1.0, 1: 0.9, 2: 0.7, -1: 0.5, -2: 0.2}  # levels above (+) or below (-) the one asked for
_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Judged:
    share: float  # 0..1 of the weight
    reason: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resume prepared for the judges: nothing of a person but what they can do and did."""

    resume: Resume
    requirements: Requirements
    skillset: Skillset
    required: SkillMatches
    nice_to_have: SkillMatches
    titles: tuple[str, ...]
    months: int  # of all work
    relevant: tuple[periods.Period, ...]
    level: Seniority | None
    today: date
    voice: Voice = ENGLISH  # the language of the reasons


def candidate(resume: Resume, requirements: Requirements, today: date, voice: Voice = ENGLISH) -> Candidate:
    """The candidate as the judges see it."""
    skillset = Skillset(resume, today)
    months = periods.total_months(periods.job_periods(resume.experience, today))
    return Candidate(
        resume=resume,
        requirements=requirements,
        skillset=skillset,
        required=tuple((name, skillset.match(name)) for name in requirements.required_skills),
        nice_to_have=tuple((name, skillset.match(name)) for name in requirements.nice_to_have_skills),
        titles=tuple(item.title.value for item in resume.experience if item.title is not None),
        months=months,
        relevant=_relevant_periods(resume.experience, skillset, requirements, today),
        level=seniority(resume.experience, months),
        today=today,
        voice=voice,
    )


def _relevant_periods(
    experience: Sequence[Experience], skillset: Skillset, requirements: Requirements, today: date
) -> tuple[periods.Period, ...]:
    """The periods of jobs that used a skill asked for or had a similar title."""
    used = {
        period
        for name in (*requirements.required_skills, *requirements.nice_to_have_skills)
        if (match := skillset.match(name)).skill is not None and match.credit >= CLOSE
        for period in match.skill.used_in
    }
    for item in experience:
        period = periods.likely_period(periods.span_of(item), today)
        similar = (
            requirements.title is not None
            and item.title is not None
            and roles.similarity(item.title.value, requirements.title) >= SIMILAR_ROLE
        )
        if period is not None and similar and item.employment in periods.COUNTED:
            used.add(period)
    return periods.union(used)


def required_skills(candidate: Candidate) -> Judged | None:
    if not candidate.required:
        return None
    share = _curve(_coverage(candidate.required))
    has = [name for name, match in candidate.required if match.credit == 1.0]
    lacks = [_named(candidate.voice, name, match) for name, match in candidate.required if match.credit < 1.0]
    say = candidate.voice.say
    reason = say("score.required", have=len(has), asked=len(candidate.required))
    if lacks:
        reason += " " + say("score.missing", skills=candidate.voice.joined(lacks))
    return Judged(share, reason, _quotes(candidate.required))


def nice_to_have_skills(candidate: Candidate) -> Judged | None:
    if not candidate.nice_to_have:
        return None
    has = [name for name, match in candidate.nice_to_have if match.credit == 1.0]
    reason = candidate.voice.say("score.nice", have=len(has), asked=len(candidate.nice_to_have))
    return Judged(_coverage(candidate.nice_to_have), reason, _quotes(candidate.nice_to_have))


def relevant_experience(candidate: Candidate) -> Judged | None:
    requirements = candidate.requirements
    default = (
        _MONTHS_BY_LEVEL.get(requirements.seniority, _DEFAULT_MONTHS) if requirements.seniority else _DEFAULT_MONTHS
    )
    asked = requirements.years * 12 if requirements.years else default
    relevant = sum(period.months for period in candidate.relevant)
    other = _OTHER_WORK * max(candidate.months - relevant, 0)
    counted = relevant + min(other, _MOST_OTHER_WORK * asked)
    share = min(counted / asked, 1.0)
    key = "score.experience_asked" if requirements.years else "score.experience"
    years = candidate.voice.years
    reason = candidate.voice.say(key, years=years(relevant), total=years(candidate.months), asked=years(asked))
    return Judged(share, reason)


def role(candidate: Candidate) -> Judged | None:
    requirements = candidate.requirements
    if requirements.title is None:
        return None
    headline = candidate.resume.headline
    titles = candidate.titles if headline is None else (*candidate.titles, headline.value)
    nearest, title = roles.best_similarity(requirements.title, titles)
    if title is None or nearest < SIMILAR_ROLE:
        return Judged(nearest, candidate.voice.say("score.role_unlike", role=requirements.title))
    return Judged(nearest, candidate.voice.say("score.role", title=title, role=requirements.title), (title,))


def recency(candidate: Candidate) -> Judged | None:
    """How fresh the skills asked for are; skills that no dated job names are neither fresh nor stale."""
    now, say = periods.month_of(candidate.today), candidate.voice.say
    ages = [
        now - match.skill.last_used
        for _, match in candidate.required
        if match.skill is not None and match.credit == 1.0 and match.skill.last_used is not None
    ]
    if not candidate.required:
        return None
    if not ages:
        return Judged(0.5 if any(match.credit == 1.0 for _, match in candidate.required) else 0.0, say("score.undated"))
    fresh = sum(max(0.0, min(1.0, 2 - age / _RECENT_MONTHS)) for age in ages) / len(ages)
    return Judged(
        fresh,
        say("score.recency", month=periods.month_name(now - min(ages))) if min(ages) else say("score.recency_now"),
    )


def level(candidate: Candidate) -> Judged | None:
    requirements, say = candidate.requirements, candidate.voice.say
    if requirements.seniority is None:
        return None
    asked = say(f"levels.{requirements.seniority.value}")
    if candidate.level is None:
        return Judged(0.0, say("score.level_unknown", asked=asked))
    distance = _LEVELS.index(candidate.level) - _LEVELS.index(requirements.seniority)
    share = _LEVEL_SHARE.get(distance, 0.5 if distance > 0 else 0.0)
    return Judged(share, say("score.level", level=say(f"levels.{candidate.level.value}"), asked=asked))


def education(candidate: Candidate) -> Judged | None:
    requirements = candidate.requirements
    asked = degrees.highest(requirements.degrees)
    if asked is None:
        return None
    texts = [item.degree.value for item in candidate.resume.education if item.degree is not None]
    reached = degrees.highest(texts)
    say, wanted = candidate.voice.say, candidate.voice.joined(requirements.degrees)
    if reached is None:
        return Judged(0.0, say("score.degree_missing", asked=wanted))
    share = 1.0 if reached >= asked else 0.5
    return Judged(share, say("score.degree", degree=texts[0], asked=wanted), tuple(texts[:1]))


def languages(candidate: Candidate) -> Judged | None:
    requirements = candidate.requirements
    if not requirements.languages:
        return None
    spoken = {item.code: item.language.value for item in candidate.resume.languages if item.code}
    if candidate.resume.detected_language is not None:
        spoken.setdefault(candidate.resume.detected_language, "")  # who writes it knows it
    known = [code for code in requirements.languages if code in spoken]
    reason = candidate.voice.say("score.languages", have=len(known), asked=len(requirements.languages))
    return Judged(
        len(known) / len(requirements.languages), reason, tuple(spoken[code] for code in known if spoken[code])
    )


def _coverage(matches: SkillMatches) -> float:
    weights = [_weight(name) for name, _ in matches]
    credit = sum(weight * match.credit for weight, (_, match) in zip(weights, matches, strict=True))
    return credit / sum(weights)


def _weight(name: str) -> float:
    term = skills.canonical(name)
    return _SOFT_WEIGHT if term is not None and term.category == "soft" else 1.0


def _curve(coverage: float) -> float:
    for (left, low), (right, high) in pairwise(_COVERAGE):
        if coverage <= right:
            return low + (coverage - left) / (right - left) * (high - low)
    return 1.0


def _named(voice: Voice, name: str, match: Match) -> str:
    if match.skill is not None and match.credit >= CLOSE:
        return voice.say("score.close", skill=name, neighbour=match.skill.name)
    return name


def _quotes(matches: SkillMatches) -> tuple[str, ...]:
    quotes = (match.skill.quotes[-1] for _, match in matches if match.skill is not None and match.skill.quotes)
    return tuple(dict.fromkeys(quotes))[:_QUOTES]
