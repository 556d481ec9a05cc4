"""Reading the log of automated scoring: what the page shows and its exports hold."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import Account
from parsing.models import ScoringRecord

COLUMNS = (
    *("at", "candidate_id", "job_id", "source", "asked_by", "score", "recommendation", "required_skills"),
    *("nice_to_have_skills", "inputs_sha256", "engine_version", "reviewed_by", "reviewed_at", "erased_at", "livemode"),
)


def lines_of(account: Account, *, show: str = "", since: datetime | None = None) -> "QuerySet[ScoringRecord]":
    """Newest first; `show` is "reviewed", "open" (nobody has looked), "erased", or empty for all."""
    lines = ScoringRecord.objects.filter(account=account)
    if show == "reviewed":
        lines = lines.exclude(reviewed_at=None)
    elif show == "open":
        lines = lines.filter(reviewed_at=None, erased_at=None)
    elif show == "erased":
        lines = lines.exclude(erased_at=None)
    return lines.filter(created_at__gte=since) if since else lines


def as_json(line: ScoringRecord) -> dict[str, Any]:
    """One line with all that is kept of it."""
    return {
        "at": line.created_at.isoformat(),
        "candidate_id": line.candidate_id,
        "job_id": line.job,
        "source": line.source,
        "livemode": line.livemode,
        "asked_by": line.asked_by or None,
        "inputs_sha256": line.inputs_sha256,
        "requirements": line.requirements,
        "engine_version": line.engine_version,
        "score": line.score,
        "output": line.output,
        "reviewed_by": line.reviewed_by_name or None,
        "reviewed_at": _moment(line.reviewed_at),
        "erased_at": _moment(line.erased_at),
    }


def as_row(line: ScoringRecord) -> dict[str, Any]:
    """The same as one row under COLUMNS."""
    known = as_json(line) | {"recommendation": line.output.get("recommendation", "")}
    for name in ("required_skills", "nice_to_have_skills"):
        known[name] = ", ".join(line.requirements.get(name, ()))
    return known


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
