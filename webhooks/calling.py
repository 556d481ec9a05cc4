"""One attempt from its task to its outcome: sign, send, judge."""

from django.utils import timezone

from webhooks import http, signing
from webhooks.queue import Outcome, Task

USER_AGENT = "CVault-Webhooks/1"
NO_SECRET = "The secret of this webhook cannot be read: rotate it"  # noqa: S105  # a sentence


async def call(client: http.Client, task: Task) -> Outcome:
    """How the attempt went. Nothing is raised."""
    started_at = timezone.now()
    headers: dict[str, str] = {}
    exchange = http.Exchange(None, NO_SECRET, 0, 0)
    if task.secrets:
        body = task.body.encode()
        headers = request_headers(task, body, timestamp_s=int(started_at.timestamp()))
        exchange = await client.post(task.target_url, body, headers)
    answer = exchange.answer
    error = exchange.error
    if answer is not None and not 200 <= answer.status < 300:
        error = f"The endpoint answered {answer.status}" + (
            ": a redirect, which is not followed" if answer.status in (301, 302, 303, 307, 308) else ""
        )
    return Outcome(
        task=task,
        started_at=started_at,
        ended_at=timezone.now(),
        request_headers=headers,
        status=answer.status if answer else None,
        response_start=answer.body_start.decode("utf-8", "replace").replace("\x00", "") if answer else "",
        error=error,
        duration_ms=exchange.duration_ms,
        retry_after=answer.retry_after if answer else None,
    )


def request_headers(task: Task, body: bytes, *, timestamp_s: int) -> dict[str, str]:
    """What is sent beside the body, as the delivery log shows it."""
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "CVault-Event": task.event_type,
        "CVault-Delivery": task.delivery_id,
        **signing.headers(task.secrets, body, message_id=task.event_id, timestamp_s=timestamp_s, attempt=task.number),
    }
