"""How often one may call: a line for each limit, counted in the shared cache, told in the RateLimit headers.

A window is fixed: at its edge a caller can send twice the quota in a moment, which is accepted for one cache call a
request. A cache that fails lets the request pass, and is logged: limits protect the service, they do not stop it.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from django.conf import settings

from cvault import counting
from cvault.errors import RateLimited

log = structlog.get_logger("cvault.throttling")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `quota` calls of one subject in `window_s` seconds."""

    name: str
    quota: int
    window_s: int = 60


# What is read may be polled every second, for hundreds of jobs, without ever meeting a limit (R060).
READS_OF_KEY = Limit("reads", 15_000)
READS_OF_ACCOUNT = Limit("account-reads", 30_000)
# What is written costs work: a script at full speed passes, a loop gone wild does not.
WRITES_OF_KEY = Limit("writes", 3_000)
WRITES_OF_ACCOUNT = Limit("account-writes", 6_000)
# Keys that do not exist, from one network address. A call without any key is no guess and costs nothing.
WRONG_KEYS_OF_ADDRESS = Limit("wrong-keys", 100)
# One CV without an account, from one network address: enough to be convinced, too little to live on.
TRIALS_OF_ADDRESS = Limit("trials", 10, window_s=3600)
# The public health check.
HEALTH_OF_ADDRESS = Limit("health", 6_000)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a subject stands in the current window of a limit."""

    limit: Limit
    quota: int
    used: int
    resets_in_s: int

    @property
    def remaining(self) -> int:
        return max(0, self.quota - self.used)


def take(*claims: tuple[Limit, str]) -> Standing | None:
    """Count one call against each (limit, subject). The standing that is closest to its limit; None without limits.

    Raises RateLimited, with the headers, where one is over.
    """
    factor = settings.RATE_LIMIT_FACTOR
    if not factor:
        return None
    standings = _count(claims, factor)
    tightest = min(standings, key=lambda standing: (standing.quota - standing.used) / standing.quota)
    if tightest.used > tightest.quota:
        raise RateLimited(retry_after_s=tightest.resets_in_s, headers=headers([tightest]))
    return tightest


def headers(standings: Sequence[Standing]) -> dict[str, str]:
    """RateLimit and RateLimit-Policy as in the IETF's draft."""
    policy = ", ".join(f'"{item.limit.name}";q={item.quota};w={item.limit.window_s}' for item in standings)
    state = ", ".join(f'"{item.limit.name}";r={item.remaining};t={item.resets_in_s}' for item in standings)
    return {"RateLimit-Policy": policy, "RateLimit": state}


def _count(claims: Sequence[tuple[Limit, str]], factor: float) -> list[Standing]:
    """Every claim counted in its window; none is used where the cache is down."""
    now = time.time()
    keys = [f"throttle:{limit.name}:{subject}:{int(now // limit.window_s)}" for limit, subject in claims]
    try:
        used = counting.count(keys, timeout_s=2 * max(limit.window_s for limit, _ in claims))
    except Exception:  # whatever the cache raises when it is down
        log.warning("throttle_store_failed", exc_info=True)
        used = [0] * len(keys)
    return [
        Standing(
            limit,
            quota=max(1, round(limit.quota * factor)),
            used=count,
            resets_in_s=max(1, round(limit.window_s - now % limit.window_s)),
        )
        for (limit, _), count in zip(claims, used, strict=True)
    ]
