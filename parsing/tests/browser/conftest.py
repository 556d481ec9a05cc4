"""A real Chromium in front of a live server. Where there is none its tests are left out, unless the gate demands it."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from billing.fake_stripe.server import WEBHOOK_SECRET, FakeStripe, running
from parsing import jobs, sandbox
from parsing.models import ParseJob
from webhooks.deliverer import deliver_due
from webhooks.tests.receivers import Receiver

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE_MS = 60_000  # of a step on a machine that does much else; what is there earlier is taken earlier
_TEST_TIMEOUT_S = 300
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    browser_tests = [item for item in items if here in item.path.parents]
    for item in browser_tests:
        if item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(_TEST_TIMEOUT_S))
    if CHROMIUM or not browser_tests:
        return
    if os.environ.get("CVAULT_REQUIRE_BROWSER"):
        raise pytest.UsageError("CVAULT_REQUIRE_BROWSER is set and there is no Chromium: install it or set CHROMIUM")
    config.hook.pytest_deselected(items=browser_tests)
    items[:] = [item for item in items if item not in browser_tests]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's event loop runs in this thread, and the tests speak to the database from it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Opens a page of a fresh visitor. A message on the console (a broken CSP, a script error) fails the test.

    `refusals` are statuses that a form is to be answered with: a browser calls them errors.
    """
    complaints: list[str] = []
    contexts = []

    def visit(path: str = "/", *, refusals: tuple[int, ...] = (), **options: Any) -> Page:
        def hear(message: ConsoleMessage) -> None:
            is_expected = any(f"with a status of {status} " in message.text for status in refusals)
            if message.type == "error" and not is_expected:
                complaints.append(message.text)

        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", hear)
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def turn(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> threading.Lock:
    """Held while a test writes: meanwhile requests wait.

    With SQLite the server's thread shares the connection, and its transactions, with the test.
    """
    turn = threading.Lock()
    respond = BaseHandler.get_response

    def respond_in_turn(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        with turn:
            return respond(handler, request)

    monkeypatch.setattr(BaseHandler, "get_response", respond_in_turn)
    return turn


@pytest.fixture
def work(turn: threading.Lock) -> Iterator[Callable[[], None]]:
    """Does what the worker would do: every open job, in the real sandbox; that is up before a page asks it."""
    sandbox.skills_in_child("Python", title=None, department=None)

    def run() -> None:
        with turn:
            for job_id in list(ParseJob.objects.filter(state="queued").values_list("id", flat=True)):
                jobs.run_job(job_id)

    yield run
    sandbox.close()


@pytest.fixture
def fake(settings: Any, live_server: Any, turn: threading.Lock) -> Iterator[FakeStripe]:
    """A fake Stripe that the live server pays at and hears from. `turn` lets requests in one after another."""
    now = int(timezone.now().timestamp())
    with running(webhook_url=f"{live_server.url}/stripe/webhook", now=now) as stripe:
        settings.BASE_URL = live_server.url
        settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY = stripe.url, "sk_test_fake"
        settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
        form_action = [*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"], stripe.url]
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"form-action": form_action}
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
        call_command("stripe_setup", stdout=StringIO())
        yield stripe


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A customer's server on this machine that keeps what it was sent."""
    found = Receiver()
    yield found
    found.close()


@pytest.fixture
def deliver(turn: threading.Lock) -> Callable[[], None]:
    """What the delivering process would do."""

    def run() -> None:
        with turn:
            deliver_due()

    return run
