"""Interview questions about one candidate, a limited number of times a day (R184-R198)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Account, ApiKey, AuditEvent, User
from cvault.errors import NotFound, RateLimited
from parsing import llm, model_tier
from parsing.engine.analysis import analyse, extract_requirements, interview_questions
from parsing.engine.analysis.questions import BEHAVIOURAL, TECHNICAL, Question
from parsing.engine.codec import resume_from_json
from parsing.engine.llm import facts_of, question_prompt, read_questions
from parsing.engine.model import Resume
from parsing.engine.pipeline import MODEL_USED
from parsing.models import Candidate

DAILY_LIMIT = 20  # of an account, in a day of UTC: keys and people share it
_ACTION = "interview_questions.generated"


@dataclass(frozen=True, slots=True)
class Interview:
    generated_at: datetime
    questions: tuple[Question, ...]
    remaining_today: int
    model_used: str = MODEL_USED
    warnings: tuple[str, ...] = ()


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
    resume = resume_from_json(candidate.resume)
    with transaction.atomic():
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)  # of two at the limit, one is the last
        remaining = remaining_today(account, now=now)
        if not remaining:
            raise _over_the_limit(now)
        questions = interview_questions(
            resume,
            job_context=job_context,
            motivation_letter=motivation_letter,
            today=now.date(),
            language=language,
        )
        audit.record(account, action=_ACTION, actor=by, api_key=api_key, target=candidate.id)
    made = Interview(generated_at=now, questions=questions, remaining_today=remaining - 1)
    if livemode and llm.is_used_for("prose"):
        return _with_model(made, candidate, resume, role=job_context, letter=motivation_letter, language=language)
    return made


def _with_model(
    made: Interview, candidate: Candidate, resume: Resume, *, role: str, letter: str, language: str
) -> Interview:
    """The questions that the language model wrote, then ours, as many as there were; called outside a transaction."""
    wanted = extract_requirements(role) if role.strip() else None
    findings = analyse(resume, wanted, today=made.generated_at.date(), language=language)
    facts = facts_of(resume, findings, role=role, letter=letter)
    spoken = findings.language
    consulted = model_tier.consult(
        candidate.account,
        question_prompt(facts, spoken),
        lambda text: read_questions(text, facts, spoken),
        purpose="questions",
        subject=candidate.pk,
    )
    if not consulted.value:
        reason = consulted.reason or "none of its questions rests on the document"
        return replace(made, warnings=(model_tier.warning(reason),))
    mixed = _mixed(consulted.value, made.questions)
    return replace(made, questions=mixed, model_used=model_tier.model_used(MODEL_USED, consulted.model))


def _mixed(new: tuple[Question, ...], local: tuple[Question, ...]) -> tuple[Question, ...]:
    """As many of each category as the local ones are, the new ones first; technical before behavioural."""
    chosen: list[Question] = []
    for category in (TECHNICAL, BEHAVIOURAL):
        ours = [question for question in local if question.category == category]
        theirs = [question for question in new if question.category == category]
        chosen += [*theirs, *ours][: max(len(ours), 1)]
    return tuple(chosen)


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
