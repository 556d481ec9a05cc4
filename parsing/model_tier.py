"""The language model's part in a reading: what is asked, what it may cost, what of the answer stands.

Whatever goes wrong, the reading by rules stands as it is and its warnings say why nothing was added to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Account
from parsing import llm
from parsing.engine.llm import BadAnswer, Prompt
from parsing.llm import ModelUnavailable
from parsing.model_calls import ModelCall, ModelSpend

T = TypeVar("T")

MODEL_USED_CHARS = 40
_MICROS = 1_000_000
_OUTCOME_CHARS = 120

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Consulted(Generic[T]):
    """What came of asking: a value, or the reason why there is none."""

    value: T | None
    model: str = ""
    reason: str = ""  # "" where there is a value


def consult(
    account: Account, prompt: Prompt, read: Callable[[str], T], *, purpose: str, subject: str, timeout_s: float = 0
) -> Consulted[T]:
    """Ask, within the caps of spending, and read the answer by `read`; its BadAnswer is a reason like any other."""
    call = reserve(account, prompt, purpose=purpose, subject=subject)
    if call is None:
        return Consulted(None, reason="the cap of spending on the language model is reached")
    return settle(call, attempt(prompt, read, timeout_s=timeout_s))


@dataclass(frozen=True, slots=True)
class Attempt(Generic[T]):
    """An answer that was read, or why not; made without touching the database."""

    value: T | None
    reason: str
    answer: llm.Answer | None


def attempt(prompt: Prompt, read: Callable[[str], T], *, timeout_s: float = 0) -> Attempt[T]:
    """The call itself."""
    try:
        answer = llm.ask(prompt, timeout_s=timeout_s or None)
    except ModelUnavailable as error:
        return Attempt(None, str(error), None)
    try:
        return Attempt(read(answer.text), "", answer)
    except BadAnswer as error:
        return Attempt(None, f"the language model's answer was not usable: {error}", answer)


def reserve(account: Account, prompt: Prompt, *, purpose: str, subject: str) -> ModelCall | None:
    """Record the call and set its highest cost aside; None where that would go over a cap.

    The row is written before anything is sent, so that no document leaves unseen.
    """
    now = timezone.now()
    cost = _cost(*llm.expected_tokens(prompt))
    caps = ((now.strftime("%Y-%m-%d"), settings.LLM_DAY_CAP), (now.strftime("%Y-%m"), settings.LLM_MONTH_CAP))
    with transaction.atomic():
        for period, cap in caps:
            ModelSpend.objects.get_or_create(period=period)
            room = ModelSpend.objects.filter(period=period, cost_micros__lte=int(cap * _MICROS) - cost)
            if not room.update(cost_micros=F("cost_micros") + cost):
                transaction.set_rollback(True)
                log.warning("model.cap_reached", period=period, purpose=purpose, subject=subject)
                return None
        call = ModelCall.objects.create(
            account=account,
            purpose=purpose,
            subject=subject,
            host=llm.host(),
            model=settings.LLM_MODEL[:100],
            sent_chars=len(prompt.system) + len(prompt.data),
            cost_micros=cost,
            created_at=now,
        )
    log.info("model.sent", purpose=purpose, subject=subject, host=call.host, chars=call.sent_chars)
    return call


def settle(call: ModelCall, made: Attempt[T]) -> Consulted[T]:
    """Put the real cost in the place of the reserved one, and keep what came of it."""
    answer = made.answer
    reserved, cost = call.cost_micros, call.cost_micros
    if answer is not None:
        call.input_tokens, call.output_tokens = answer.input_tokens, answer.output_tokens
        cost = _cost(answer.input_tokens, answer.output_tokens)
    call.cost_micros, call.outcome = cost, (made.reason or "used")[:_OUTCOME_CHARS]
    with transaction.atomic():
        call.save(update_fields=["input_tokens", "output_tokens", "cost_micros", "outcome"])
        for period in _periods(call.created_at):
            ModelSpend.objects.filter(period=period).update(cost_micros=F("cost_micros") + (cost - reserved))
    log.info("model.answered", purpose=call.purpose, subject=call.subject, outcome=call.outcome)
    return Consulted(made.value, answer.model if answer else "", made.reason)


def model_used(rules: str, model: str) -> str:
    """ "cvault-rules-1+gpt-4o": both, where both had a part."""
    return f"{rules}+{model}"[:MODEL_USED_CHARS]


def warning(reason: str) -> str:
    """What the answer says where the local reading stands alone."""
    return f"Read without the language model: {reason}"


def _cost(input_tokens: int, output_tokens: int) -> int:
    """In millionths; a price is of a million tokens."""
    return round(input_tokens * settings.LLM_INPUT_PRICE + output_tokens * settings.LLM_OUTPUT_PRICE)


def _periods(moment: datetime) -> tuple[str, str]:
    return moment.strftime("%Y-%m-%d"), moment.strftime("%Y-%m")
