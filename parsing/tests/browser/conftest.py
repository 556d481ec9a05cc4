"""A real Chromium in front of a live server. Where there is none its tests are left out, unless the gate demands it."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase
from playwright.sync_api import Browser, Page, expect, sync_playwright

from parsing import jobs, sandbox
from parsing.models import ParseJob

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
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
    expect.set_options(timeout=15_000)
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
    """Opens a page of a fresh visitor. A message on the console (a broken CSP, a script error) fails the test."""
    complaints: list[str] = []
    contexts = []

    def visit(path: str = "/", **options: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
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
    """Does what the worker would do: every open job, in the real sandbox."""

    def run() -> None:
        with turn:
            for job_id in list(ParseJob.objects.filter(state="queued").values_list("id", flat=True)):
                jobs.run_job(job_id)

    yield run
    sandbox.close()
