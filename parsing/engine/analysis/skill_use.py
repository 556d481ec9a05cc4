"""How long and how lately each skill of a resume was used: the months of the jobs and projects that name it."""

from collections.abc import Iterator
from datetime import date

from parsing.engine import skills
from parsing.engine.analysis import periods
from parsing.engine.analysis.periods import Period
from parsing.engine.model import Resume, SkillUse


def skill_uses(resume: Resume, today: date) -> tuple[SkillUse, ...]:
    """One for each of `resume.skills`, in its order."""
    places: dict[str, list[str]] = {}
    worked: dict[str, list[Period]] = {}
    for path, names, period in _entries(resume, today):
        for name in names:
            places.setdefault(name, []).append(path)
            if period is not None:
                worked.setdefault(name, []).append(period)
    return tuple(
        _use(places.get(item.name.value, ()), worked.get(item.name.value, ()), listed=item.listed)
        for item in resume.skills
    )


def _use(places: list[str] | tuple[()], worked: list[Period] | tuple[()], *, listed: bool) -> SkillUse:
    return SkillUse(
        months=periods.total_months(worked) if worked else None,
        last_used=periods.month_name(max(period.last for period in worked)) if worked else None,
        found_in=(*(("skills",) if listed else ()), *places),
    )


def _entries(resume: Resume, today: date) -> Iterator[tuple[str, set[str], Period | None]]:
    """(path, names of skills as `resume.skills` writes them, when) of each job and project."""
    by_canonical = {item.canonical: item.name.value for item in resume.skills if item.canonical}
    for kind, jobs in (("experience", resume.experience), ("volunteering", resume.volunteering)):
        for index, item in enumerate(jobs):
            names = set(item.skills_used)
            if item.title is not None:
                named = (by_canonical.get(match.canonical) for match in skills.find(item.title.value))
                names.update(name for name in named if name)
            yield f"{kind}[{index}]", names, periods.likely_period(periods.span_of(item), today)
    for index, project in enumerate(resume.projects):
        yield f"projects[{index}]", set(project.technologies), periods.likely_period(project.dates, today)
