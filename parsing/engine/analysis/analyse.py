"""All findings of one candidate."""

from datetime import date

from parsing.engine.analysis import periods
from parsing.engine.analysis.audit import audit
from parsing.engine.model import Findings, Requirements, Resume


def analyse(resume: Resume, requirements: Requirements | None = None, *, today: date) -> Findings:
    """What follows from the resume; with `requirements` also how it fits them."""
    jobs = periods.job_periods(resume.experience, today)
    months = periods.total_months(jobs)
    return Findings(
        total_experience_months=months,
        total_experience_years=round(months / 12, 1) if jobs else None,
        experience_months=tuple(
            period.months if (period := periods.likely_period(periods.span_of(item), today)) else None
            for item in resume.experience
        ),
        audit=audit(resume),
    )
