"""What the races are made of: workspaces with a key, and many callers that begin together."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from queue import Empty, SimpleQueue
from typing import TypeVar

from django.db import connection

from accounts import api_keys
from accounts.models import Account, KeyKind
from billing.models import Subscription

Means = TypeVar("Means")
Answer = TypeVar("Answer")


def workspace(name: str, *, plan: str = "mega", kind: str = KeyKind.CV_LIVE) -> tuple[Account, str]:
    """A workspace on a plan, and the text of its key."""
    account = Account.objects.create(name=name)
    Subscription.objects.create(account=account, plan=plan)
    return account, api_keys.create_key(account, name=name, kind=kind)[1]


@contextmanager
def own_connection() -> Iterator[None]:
    """A caller's connection to the database, closed when the caller is done."""
    try:
        yield
    finally:
        connection.close()


def at_once(
    count: int, calls: Sequence[Callable[[Means], Answer]], *, means: Callable[[], AbstractContextManager[Means]]
) -> list[Answer]:
    """The answers to all calls, taken in this order by so many callers that begin together.

    Each has `means` of its own, which every call gets. Raises the first error of any.
    """
    waiting: SimpleQueue[Callable[[Means], Answer]] = SimpleQueue()
    for call in calls:
        waiting.put(call)
    start = threading.Barrier(count)
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            with means() as mine:
                start.wait()
                while not errors:
                    answers.append(waiting.get_nowait()(mine))
        except Empty:
            pass
        except BaseException as error:  # noqa: BLE001  # raised below, in the thread that reports
            errors.append(error)
            start.abort()

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return answers
