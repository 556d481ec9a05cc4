"""Whether sign-in, reset and sign-up tell whose address is known: by status, body, headers, or the time they take."""

import random
import re
import secrets
from collections.abc import Callable
from statistics import median
from time import perf_counter, thread_time
from typing import Any

from parsing.soak import setup

setup.begin()

from allauth.account.models import EmailAddress  # noqa: E402  # models need Django first
from django.test import Client  # noqa: E402  # models need Django first

from accounts import accounts  # noqa: E402
from accounts.models import User  # noqa: E402

PASSWORD = "correct-horse-battery-staple"  # noqa: S105 - of people who exist in this proof alone
PEOPLE = 40  # known addresses, so that no row is always in a cache
# What differs from one answer to the next whoever asks: tokens, and the address as it was typed.
_TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value="|nonce="|\'nonce-|X-CSRFToken": ")[^"\']+')
_COOKIES = re.compile(r"(csrftoken|sessionid|messages)=[^;]*(?=;)|expires=[^;]*")
_OWN_HEADERS = ("X-Request-Id", "Date", "Expires")

CLOCKS = {"processor": thread_time, "clock": perf_counter}

Ask = Callable[[Client, str], Any]


def main() -> None:
    chosen = setup.numbers(samples=2_000, seed=1)
    chance = random.Random(chosen.seed)  # noqa: S311  # a repeatable order, no secret
    known = [f"known{number:02}-{secrets.token_hex(4)}@example.org" for number in range(PEOPLE)]
    for address in known:
        _sign_up_for_good(address)
    found = {}
    for name, ask in FLOWS.items():
        found[name] = _compare(ask, known, chance, chosen.samples // 2)
    setup.report(samples=chosen.samples, people=User.objects.count(), **found)


def _sign_up_for_good(address: str) -> None:
    user = User.objects.create_user(address, PASSWORD)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    accounts.create_account(user, name=address)


def _compare(ask: Ask, known: list[str], chance: random.Random, pairs: int) -> dict[str, Any]:
    """Pairs of a known and an unknown address in a random order; how their answers differ, and the medians.

    Two times of each: the processor's, without what else the machine does, and the clock's, with every wait for
    the disk and the database, which is what a stranger sees.
    """
    answers: dict[bool, set[Any]] = {True: set(), False: set()}
    took_ms: dict[str, dict[bool, list[float]]] = {name: {True: [], False: []} for name in CLOCKS}
    for _ in range(pairs):
        order = [True, False]
        chance.shuffle(order)
        for is_known in order:
            # As long as the others: only its letters are new.
            address = (
                chance.choice(known)
                if is_known
                else f"other{chance.randrange(PEOPLE):02}-{secrets.token_hex(4)}@example.org"
            )
            client = Client()
            started = {name: clock() for name, clock in CLOCKS.items()}
            response = ask(client, address)
            for name, clock in CLOCKS.items():
                took_ms[name][is_known].append((clock() - started[name]) * 1000)
            answers[is_known].add(_shape(response, address))
    return {
        "kinds_of_answers": len(answers[True] | answers[False]),
        "only_known": len(answers[True] - answers[False]),
        "only_unknown": len(answers[False] - answers[True]),
        **{f"{name}_ms": _apart(took) for name, took in took_ms.items()},
    }


def _apart(took_ms: dict[bool, list[float]]) -> dict[str, float]:
    known, unknown = median(took_ms[True]), median(took_ms[False])
    return {"known": round(known, 2), "unknown": round(unknown, 2), "difference": round(abs(known - unknown), 2)}


def _shape(response: Any, address: str) -> tuple[Any, ...]:
    """All that a stranger sees of an answer, without what is different every time."""
    headers = {name: _TOKENS.sub(r"\1", value) for name, value in response.items() if name not in _OWN_HEADERS}
    cookies = sorted(_COOKIES.sub(r"\1", morsel.OutputString()) for morsel in response.cookies.values())
    body = _TOKENS.sub(r"\1", response.content.decode()).replace(address, "ADDRESS")
    return response.status_code, tuple(sorted(headers.items())), tuple(cookies), body


def _sign_in(client: Client, address: str) -> Any:
    return client.post("/accounts/login/", {"login": address, "password": "wrong-" + PASSWORD})


def _reset(client: Client, address: str) -> Any:
    return client.post("/accounts/password/reset/", {"email": address})


def _sign_up(client: Client, address: str) -> Any:
    return client.post("/accounts/signup/", {"email": address, "password1": PASSWORD})


FLOWS: dict[str, Ask] = {"sign_in": _sign_in, "reset": _reset, "sign_up": _sign_up}


if __name__ == "__main__":
    main()
