"""From a name to addresses that were judged. Every address a name has must be public, or none of them is used."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout

from django.conf import settings

from webhooks.addresses import is_public
from webhooks.targets import Target, UnsafeUrl

LOOKUPS = 64  # at a time; a name that hangs holds one of them, however many deliveries wait for it
_resolver = ThreadPoolExecutor(max_workers=LOOKUPS, thread_name_prefix="resolve")


class NotResolved(Exception):
    """The name has no address, or not in time; the message is a plain sentence."""


def resolve(target: Target, *, timeout_s: float) -> list[str]:
    """The judged addresses of a target. Raises UnsafeUrl, NotResolved."""
    if target.is_address:
        return _judged(target, [target.host])
    lookup = _resolver.submit(_look_up, target.host, target.port)
    try:
        return _judged(target, lookup.result(timeout=timeout_s))
    except (OSError, UnicodeError) as error:
        raise NotResolved(f"The name {target.host} could not be resolved") from error
    except FutureTimeout as error:
        raise NotResolved(f"The name {target.host} was not resolved in time") from error


class Resolver:
    """The same for many calls at once: calls for one name share one look-up."""

    def __init__(self) -> None:
        self._running: dict[tuple[str, int], asyncio.Future[list[str]]] = {}

    async def resolve(self, target: Target) -> list[str]:
        """As `resolve`; the caller's deadline counts."""
        if target.is_address:
            return _judged(target, [target.host])
        key = (target.host, target.port)
        lookup = self._running.get(key)
        if lookup is None:
            lookup = asyncio.get_running_loop().run_in_executor(_resolver, _look_up, *key)
            self._running[key] = lookup
            lookup.add_done_callback(lambda done: self._forget(key, done))
        try:
            return _judged(target, await asyncio.shield(lookup))
        except TimeoutError:
            raise
        except (OSError, UnicodeError) as error:
            raise NotResolved(f"The name {target.host} could not be resolved") from error

    def _forget(self, key: tuple[str, int], done: "asyncio.Future[list[str]]") -> None:
        self._running.pop(key, None)
        if not done.cancelled():
            done.exception()  # somebody has seen it, even where nobody waits any more


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _judged(target: Target, addresses: list[str]) -> list[str]:
    allowed = settings.WEBHOOK_ALLOW_INSECURE or all(is_public(address) for address in addresses)
    if not addresses or not allowed:
        raise UnsafeUrl(f"{target.host} leads to an address that is not public")
    return addresses
