"""Caches that count: a number for each key, one higher with every call, all keys in one round trip."""

from collections.abc import Sequence
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache


def count(keys: Sequence[str], *, timeout_s: int) -> list[int]:
    """How often each key has been counted, this time included. A key is forgotten `timeout_s` after its last count.

    Raises whatever the cache raises when it is down.
    """
    store: Any = caches["default"]  # one of those below
    counts: list[int] = store.count(keys, timeout_s=timeout_s)
    return counts


class CountingRedisCache(RedisCache):
    """Shared by all processes of an installation."""

    def count(self, keys: Sequence[str], *, timeout_s: int) -> list[int]:
        """See the function of this name."""
        names = [self.make_and_validate_key(key) for key in keys]
        with self._cache.get_client(None, write=True).pipeline(transaction=False) as pipeline:
            for name in names:
                pipeline.incr(name)
                pipeline.expire(name, timeout_s)
            return [int(answer) for answer in pipeline.execute()[::2]]


class CountingLocMemCache(LocMemCache):
    """Of one process."""

    def count(self, keys: Sequence[str], *, timeout_s: int) -> list[int]:
        """See the function of this name."""
        for key in keys:
            self.add(key, 0, timeout=timeout_s)
        return [int(self.incr(key)) for key in keys]
