"""Interview questions about one candidate, a limited number of times a day (R184-R198)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Account, ApiKey, AuditEvent, User
from cvault.errors import NotFound, RateLimited
from parsing.engine.analysis import interview_questions
from parsing.engine.analysis.questions import Question
from parsing.engine.codec import resume_from_json
from parsing.models import Candidate

DAILY_LIMIT = 20  # of an account, in a day of UTC: keys and people share it
_ACTION = "interview_questions.generated"


@dataclass(frozen=True, slots=True)
class Interview:
    generated_at: datetime
    questions: tuple[Question, ...]
    remaining_today: int


def remaining_today(account: Account, *, now: datetime | None = None) -> int:
    """How many times the account may still ask today."""
    since = _midnight(now or timezone.now())
    used = AuditEvent.objects.filter(account=account, action=_ACTION, created_at__gte=since).count()
    return max(0, DAILY_LIMIT - used)


def generate_interview_questions(
    account: Account,
    *,
    candidate_id: str,
    job_context: str = "",
    motivation_letter: str = "",
    language: str = "en",
    livemode: bool = True,
    api_key: ApiKey | None = None,
    by: User | None = None,
) -> Interview:
    """Questions that rest on what the document says. Raises NotFound, RateLimited; only an answer counts as a use."""
    now = timezone.now()
    candidate = Candidate.objects.for_account(account, livemode=livemode).filter(pk=candidate_id).first()
    if candidate is None:
        raise NotFound
    with transaction.atomic():
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)  # of two at the limit, one is the last
        remaining = remaining_today(account, now=now)
        if not remaining:
            raise _over_the_limit(now)
        questions = interview_questions(
            resume_from_json(candidate.resume),
            job_context=job_context,
            motivation_letter=motivation_letter,
            today=now.date(),
            language=language,
        )
        audit.record(account, action=_ACTION, actor=by, api_key=api_key, target=candidate.id)
    return Interview(generated_at=now, questions=questions, remaining_today=remaining - 1)


def _over_the_limit(now: datetime) -> RateLimited:
    resets_at = _midnight(now) + timedelta(days=1)
    wait_s = max(1, int((resets_at - now).total_seconds()) + 1)
    return RateLimited(
        retry_after_s=wait_s,
        message=f"{DAILY_LIMIT} interview question requests a day are used up",
        extra={"limit": DAILY_LIMIT, "resets_at": resets_at.strftime("%Y-%m-%dT%H:%M:%SZ")},
    )


def _midnight(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
