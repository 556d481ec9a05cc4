"""What every test may use: people, a workspace with a key, a client, and a world without network."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dramatiq
import pytest
import structlog
from django.core.cache import cache
from django.test import Client

from accounts import accounts, api_keys, request_log
from accounts.models import Account, ApiKey, Membership, Role, User
from accounts.sessions import HashedSessionMiddleware
from billing.models import Subscription
from cvault import identifiers
from parsing.api import contract


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """At the end of every run: how much of the API contract has a test."""
    terminalreporter.write_line(contract.summary())


@pytest.fixture(autouse=True)
def _quick_and_clean(
    request: pytest.FixtureRequest, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A fast password hasher, files in a folder of the test's own, an empty cache, mail to memory.

    Ids follow from the test's name: one that holds a word which a test looks for, or signs which an address escapes,
    is met every time or never.

    Django's test client signs people in by the name of a session's row, which no browser can.
    """
    monkeypatch.setattr(HashedSessionMiddleware, "accepts_names", True)
    monkeypatch.setattr(identifiers, "secrets", random.Random(request.node.nodeid))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CACHES = {"default": {"BACKEND": "cvault.counting.CountingLocMemCache", "LOCATION": str(tmp_path)}}
    cache.clear()
    structlog.contextvars.clear_contextvars()
    request_log.waiting.begin_anew()  # no thread writes here: a test that reads the log writes it down first
    yield
    cache.clear()


@pytest.fixture
def make_user(db: None) -> Callable[[str], User]:
    """Someone with an e-mail address and the password "correct-horse-battery"."""

    def make(email: str) -> User:
        return User.objects.create_user(email, "correct-horse-battery")

    return make


@pytest.fixture
def make_account(make_user: Callable[[str], User]) -> Callable[..., Account]:
    """A workspace on a plan, with its owner."""

    def make(email: str, *, plan: str = "ultra") -> Account:
        account = accounts.create_account(make_user(email), name=f"Workspace of {email}")
        Subscription.objects.update_or_create(account=account, defaults={"plan": plan})
        return account

    return make


@pytest.fixture
def account(make_account: Callable[..., Account]) -> Account:
    """Alice's workspace, on the Ultra plan: batches of 25."""
    return make_account("alice@example.org")


@pytest.fixture
def owner(account: Account) -> User:
    """Alice owns the workspace."""
    return account.members.get()


@pytest.fixture
def colleague(account: Account, make_user: Callable[[str], User]) -> User:
    """Bob is a member of Alice's workspace."""
    user = make_user("bob@example.org")
    Membership.objects.create(account=account, user=user, role=Role.RECRUITER)
    return user


@pytest.fixture
def other_account(make_account: Callable[..., Account]) -> Account:
    """Charlie's workspace."""
    return make_account("charlie@example.net")


@pytest.fixture
def stranger(other_account: Account) -> User:
    """Charlie must see nothing of Alice's."""
    return other_account.members.get()


@pytest.fixture
def make_key() -> Callable[..., tuple[ApiKey, str]]:
    """A key of an account, and its text."""

    def make(account: Account, *, kind: str = "cv_live") -> tuple[ApiKey, str]:
        return api_keys.create_key(account, name=f"A {kind} key", kind=kind)

    return make


@pytest.fixture
def api_key(account: Account, make_key: Callable[..., tuple[ApiKey, str]]) -> str:
    """The text of a live key of Alice's workspace."""
    return make_key(account)[1]


@pytest.fixture
def client_of() -> Callable[[str], Client]:
    """A client that sends a key with every request, and hands errors over as the server would."""

    def make(secret: str) -> Client:
        return Client(headers={"x-api-key": secret}, raise_request_exception=False)

    return make


@pytest.fixture
def api_client(api_key: str, client_of: Callable[[str], Client]) -> Client:
    """A client with Alice's live key."""
    return client_of(api_key)


@pytest.fixture
def stranger_client(
    other_account: Account, make_key: Callable[..., tuple[ApiKey, str]], client_of: Callable[[str], Client]
) -> Client:
    """A client with Charlie's live key."""
    return client_of(make_key(other_account)[1])


@pytest.fixture
def stub_broker() -> Iterator[dramatiq.Broker]:
    """The broker, empty before and after."""
    broker = dramatiq.get_broker()
    broker.flush_all()
    yield broker
    broker.flush_all()
