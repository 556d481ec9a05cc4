"""The language model: any endpoint that speaks OpenAI's protocol, where the operator has named one. Off by default.

One call, one answer within a bound of time, or a `ModelUnavailable` that says why. What may be asked, and what of an
answer holds, is the business of `parsing.engine.llm`; what it costs, of `parsing.services.model_tier`.
"""

import logging
import queue
import threading
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import openai
from django.conf import settings

from parsing.engine.llm import Prompt

logging.getLogger("openai").setLevel(logging.WARNING)  # at DEBUG it would log what is sent
logging.getLogger("httpx2").setLevel(logging.WARNING)  # the addresses of every request

_MAX_ANSWER_CHARS = 100_000
_TOLERATED_FAILURES = 3  # in a row; then nothing is asked for a while, so that a dead endpoint slows no parse
_REST_S = 60.0
_CHARS_A_TOKEN = 2.0  # fewer than any tokenizer needs on average: an estimate that rather costs too much


class ModelUnavailable(Exception):
    """No usable answer; the message is a reason to be shown, and holds nothing of the document."""


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    model: str  # as the endpoint names it
    input_tokens: int
    output_tokens: int


def is_configured() -> bool:
    """Whether the operator has turned the tier on."""
    return bool(settings.LLM_BASE_URL and settings.LLM_MODEL)


def is_used_for(purpose: str) -> bool:
    """Whether it is on for "extraction" or "prose"."""
    return is_configured() and purpose in settings.LLM_USES


def host() -> str:
    """Where documents go, to be shown to the operator."""
    return urlsplit(settings.LLM_BASE_URL).hostname or ""


def expected_tokens(prompt: Prompt) -> tuple[int, int]:
    """The most that a call may use: (input, output)."""
    return int((len(prompt.system) + len(prompt.data)) / _CHARS_A_TOKEN) + 500, settings.LLM_MAX_OUTPUT_TOKENS


def ask(prompt: Prompt, *, timeout_s: float | None = None) -> Answer:
    """The model's answer. Raises ModelUnavailable, also where none comes within the time."""
    if not is_configured():
        raise ModelUnavailable("no language model is configured")
    if not _health.may_ask():
        raise ModelUnavailable("the language model failed several times and is left alone for a minute")
    limit_s = min(settings.LLM_TIMEOUT_S, timeout_s or settings.LLM_TIMEOUT_S)
    try:
        answer = _within(limit_s, prompt)
    except ModelUnavailable:
        _health.failed()
        raise
    _health.succeeded()
    return answer


def _within(limit_s: float, prompt: Prompt) -> Answer:
    """The call in a thread of its own: an endpoint that sends a byte now and then is left behind in time too."""
    results: queue.SimpleQueue[Answer | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            results.put(_call(prompt, limit_s))
        except Exception as error:  # noqa: BLE001  # handed to the thread that waits, whatever it is
            results.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        result = results.get(timeout=limit_s)
    except queue.Empty:
        raise ModelUnavailable("the language model did not answer in time") from None
    if isinstance(result, Answer):
        return result
    raise ModelUnavailable(_reason(result)) from result


def _call(prompt: Prompt, limit_s: float) -> Answer:
    with openai.OpenAI(
        base_url=settings.LLM_BASE_URL, api_key=settings.LLM_API_KEY or "none", timeout=limit_s, max_retries=0
    ) as client:
        completion = client.chat.completions.create(
            model=settings.LLM_MODEL,
            messages=[{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.data}],
            temperature=0,
            max_tokens=settings.LLM_MAX_OUTPUT_TOKENS,
            **_form(prompt),
        )
    text = completion.choices[0].message.content if completion.choices else None
    if not text:
        raise ModelUnavailable("the language model gave no answer")
    if len(text) > _MAX_ANSWER_CHARS:
        raise ModelUnavailable("the language model's answer is too long")
    usage = completion.usage
    used = (usage.prompt_tokens, usage.completion_tokens) if usage else expected_tokens(prompt)
    return Answer(text, completion.model or settings.LLM_MODEL, max(used[0] or 0, 0), max(used[1] or 0, 0))


def _form(prompt: Prompt) -> dict[str, Any]:
    """How the endpoint is told the form of the answer; ours is checked in any case."""
    if settings.LLM_RESPONSE_FORMAT == "json_schema":
        schema = {"name": prompt.name, "schema": prompt.schema, "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    if settings.LLM_RESPONSE_FORMAT == "json_object":
        return {"response_format": {"type": "json_object"}}
    return {}


def _reason(error: Exception) -> str:
    """What went wrong, without a word of the request or of the answer."""
    if isinstance(error, ModelUnavailable):
        return str(error)
    if isinstance(error, openai.APITimeoutError):
        return "the language model did not answer in time"
    if isinstance(error, openai.RateLimitError):
        return "the language model takes no more requests at the moment"
    if isinstance(error, openai.APIStatusError):
        return f"the language model answered with status {error.status_code}"
    if isinstance(error, openai.APIConnectionError):
        return "the language model could not be reached"
    return "the language model's answer could not be read"


class _Health:
    """Failures in a row, in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._rest_until = 0.0

    def may_ask(self) -> bool:
        with self._lock:
            return monotonic() >= self._rest_until

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= _TOLERATED_FAILURES:
                self._failures, self._rest_until = 0, monotonic() + _REST_S

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def reset(self) -> None:
        """As in a fresh process."""
        with self._lock:
            self._failures, self._rest_until = 0, 0.0


_health = _Health()
forget_failures = _health.reset
