"""What a recruiter should ask about. Each flag has its threshold here and its evidence in the document.

Not flagged: internships, fixed-term and freelance work called so, parental leave, study and voluntary work that are
stated. A date without a month is taken as wide as it may be, so that no gap is an artefact of rounding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from parsing.engine.analysis import orders, periods
from parsing.engine.analysis import role as roles
from parsing.engine.analysis.texts import ENGLISH, Voice
from parsing.engine.model import (
    DateSpan,
    Employment,
    Experience,
    Fit,
    Flag,
    Found,
    Requirements,
    Resume,
    Seniority,
)

GAP_MONTHS = 6
GAP_LOOKBACK_MONTHS = 120  # what lies further back says nothing about today
SHORT_JOB_MONTHS = 12
SHORT_JOBS = 3
SHORT_JOBS_YEARS = 5
OVERLAP_MONTHS = 6
_HIDDEN_WORDS = 3  # fewer are an artefact of the file: a space, a bullet, a page number
_UNLIKE_ROLE = 0.35
_UNDER_LEVEL = 2  # levels below the one asked for
_LEVELS = list(Seniority)
_MAY_OVERLAP = frozenset({Employment.FREELANCE, Employment.INTERNSHIP, Employment.VOLUNTEER, Employment.LEAVE})


@dataclass(frozen=True, slots=True)
class _Job:
    item: Experience
    name: str
    widest: periods.Period
    likely: periods.Period


def red_flags(
    resume: Resume,
    requirements: Requirements | None,
    fit: Fit | None,
    level: Seniority | None,
    *,
    today: date,
    voice: Voice = ENGLISH,
) -> tuple[Flag, ...]:
    """All flags, the gravest kinds first, in the words of `voice`."""
    jobs = _jobs(resume.experience, today, voice)
    found: list[Flag] = []
    found += _not_a_cv(resume, voice)
    found += _hidden(resume, voice)
    found += _injection(resume, voice)
    if requirements is not None and fit is not None:
        found += _mismatch(resume, requirements, fit, level, voice)
    found += _contradictions(resume.experience, today, voice)
    found += _gaps(jobs, _covered(resume, today), today, voice)
    found += _short_jobs(jobs, today, voice)
    found += _overlaps(jobs, voice)
    return tuple(found)


def _job_name(item: Experience, voice: Voice) -> str:
    """How a sentence calls a job: its company, else its title."""
    named: Found[str] | None = item.company or item.title
    return voice.say("flags.unnamed_job") if named is None else named.value


def _jobs(experience: Sequence[Experience], today: date, voice: Voice) -> list[_Job]:
    """The dated entries, oldest first."""
    found = []
    for item in experience:
        widest = periods.widest_period(periods.span_of(item), today)
        likely = periods.likely_period(periods.span_of(item), today)
        if widest is not None and likely is not None:
            found.append(_Job(item, _job_name(item, voice), widest, likely))
    return sorted(found, key=lambda job: (job.widest.first, job.widest.last))


def _covered(resume: Resume, today: date) -> list[periods.Period]:
    """What fills a gap besides jobs: study and voluntary work."""
    dates = [item.dates for item in resume.education] + [item.dates for item in resume.volunteering]
    spans = [found.value for found in dates if found is not None]
    return [period for span in spans if (period := periods.widest_period(span, today)) is not None]


def _gaps(jobs: list[_Job], covered: list[periods.Period], today: date, voice: Voice) -> Iterator[Flag]:
    if not jobs:
        return
    now = periods.month_of(today)
    busy = periods.union([*(job.widest for job in jobs), *covered])
    first_job = min(job.widest.first for job in jobs)
    for before, after in pairwise(busy):
        months = after.first - before.last - 1
        if months < GAP_MONTHS or before.last < first_job or now - after.first > GAP_LOOKBACK_MONTHS:
            continue
        left = next((job.name for job in jobs if job.widest.last == before.last), None)
        right = next((job.name for job in jobs if job.widest.first == after.first), None)
        first, last = periods.month_name(before.last + 1), periods.month_name(after.first - 1)
        length, before_it, after_it = voice.months(months), left or first, right or last
        yield Flag(
            "gap",
            voice.say("flags.gap", months=length, before=before_it, after=after_it, first=first, last=last),
            _quotes(job.item for job in jobs if before.last == job.widest.last or after.first == job.widest.first),
            months,
            (first, last),
        )
    since = now - busy[-1].last
    if GAP_MONTHS <= since <= GAP_LOOKBACK_MONTHS:
        quotes = _quotes(job.item for job in jobs if job.widest.last == busy[-1].last)
        first, last = periods.month_name(busy[-1].last + 1), periods.month_name(now)
        yield Flag(
            "gap", voice.say("flags.gap_now", first=first, months=voice.months(since)), quotes, since, (first, last)
        )


def _short_jobs(jobs: list[_Job], today: date, voice: Voice) -> Iterator[Flag]:
    """Many jobs left within a year; the present one is not left yet."""
    since = periods.month_of(today) - SHORT_JOBS_YEARS * 12
    short = [
        job
        for job in jobs
        if job.item.employment is Employment.JOB
        and job.widest.months < SHORT_JOB_MONTHS
        and job.widest.last >= since
        and not _is_current(job.item)
    ]
    if len(short) >= SHORT_JOBS:
        names = ", ".join(f"{job.name} ({voice.months(job.widest.months)})" for job in short)
        numbers = {"count": len(short), "months": SHORT_JOB_MONTHS, "years": SHORT_JOBS_YEARS}
        text = voice.say("flags.job_hopping", jobs=names, **numbers)
        yield Flag("job_hopping", text, _quotes(job.item for job in short))


def _overlaps(jobs: list[_Job], voice: Voice) -> Iterator[Flag]:
    """Two employments at the same time for long; several roles at one company are one employment."""
    for index, one in enumerate(jobs):
        for other in jobs[index + 1 :]:
            if {one.item.employment, other.item.employment} & _MAY_OVERLAP or one.name == other.name:
                continue
            months = min(one.likely.last, other.likely.last) - max(one.likely.first, other.likely.first) + 1
            if months >= OVERLAP_MONTHS:
                text = voice.say("flags.overlap", one=one.name, other=other.name, months=voice.months(months))
                yield Flag("overlap", text, _quotes((one.item, other.item)))


def _contradictions(experience: Sequence[Experience], today: date, voice: Voice) -> Iterator[Flag]:
    for item in experience:
        span = periods.span_of(item)
        if span is None or span.start is None:
            continue
        if _starts_after(span, today):
            yield Flag("dates", voice.say("flags.future", job=_job_name(item, voice), raw=span.raw), _quotes((item,)))
        elif _is_reversed(span):
            yield Flag("dates", voice.say("flags.reversed", job=_job_name(item, voice), raw=span.raw), _quotes((item,)))


def _starts_after(span: DateSpan, today: date) -> bool:
    start = span.start
    return start is not None and (start.year, start.month or 1) > (today.year, today.month)


def _is_reversed(span: DateSpan) -> bool:
    start, end = span.start, span.end
    if start is None or end is None or span.is_current:
        return False
    if start.month is None or end.month is None:
        return end.year < start.year
    return (end.year, end.month) < (start.year, start.month)


def _mismatch(
    resume: Resume, requirements: Requirements, fit: Fit, level: Seniority | None, voice: Voice
) -> Iterator[Flag]:
    say = voice.say
    asked, titles = requirements.required_skills, [item.title.value for item in resume.experience if item.title]
    nothing = bool(asked) and not fit.matched_skills
    if requirements.title is not None:
        nearest, _ = roles.best_similarity(requirements.title, titles)
        if nothing and nearest < _UNLIKE_ROLE:
            yield Flag("mismatch", say("flags.mismatch", role=requirements.title), tuple(titles[:2]))
    elif nothing:
        yield Flag("mismatch", say("flags.mismatch_skills", asked=len(asked)), tuple(titles[:2]))
    if requirements.seniority is not None and level is not None:
        below = _LEVELS.index(requirements.seniority) - _LEVELS.index(level)
        if below >= _UNDER_LEVEL:
            text = say("flags.under_level", level=say(f"levels.{level}"), asked=say(f"levels.{requirements.seniority}"))
            yield Flag("mismatch", text, tuple(titles[:1]))


def _hidden(resume: Resume, voice: Voice) -> Iterator[Flag]:
    shown = [text for text in resume.hidden_text if len(text.split()) >= _HIDDEN_WORDS]
    if shown:
        yield Flag("hidden_text", voice.say("flags.hidden_text"), tuple(text[:160] for text in shown[:3]))


def _injection(resume: Resume, voice: Voice) -> Iterator[Flag]:
    texts = [found.value for found in (resume.summary, resume.headline) if found is not None]
    texts += [item.description.value for item in resume.experience if item.description is not None]
    texts += [*resume.unassigned_text, *resume.hidden_text]
    for text in texts:
        quote = orders.first_order(text)
        if quote is not None:
            yield Flag("injection", voice.say("flags.injection", quote=quote), (quote,))
            return


def _not_a_cv(resume: Resume, voice: Voice) -> Iterator[Flag]:
    if not (resume.experience or resume.education or resume.skills):
        yield Flag("not_a_cv", voice.say("flags.not_a_cv"))


def _is_current(item: Experience) -> bool:
    span = periods.span_of(item)
    return span is not None and span.is_current


def _quotes(items: "Iterator[Experience] | Sequence[Experience]") -> tuple[str, ...]:
    return tuple(item.dates.evidence.quote for item in items if item.dates is not None)
