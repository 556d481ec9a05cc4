"""Prints HTML to PDF with the Chromium of the machine, where there is one."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright


def chromium_path() -> Path | None:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return Path(found) if found else None


class Printer:
    """Prints in a thread of its own: a thread has one event loop for Playwright, which tests of pages may hold."""

    def __init__(self, page: Page, thread: Executor) -> None:
        self._page, self._thread = page, thread

    def pdf(self, html: str) -> bytes:
        return self._thread.submit(self._print, html).result()

    def _print(self, html: str) -> bytes:
        self._page.set_content(html)
        return self._page.pdf(format="A4", print_background=True)


@contextmanager
def printer() -> Iterator[Printer | None]:
    """None where there is no Chromium or it does not start."""
    path = chromium_path()
    if path is None:
        yield None
        return
    with ThreadPoolExecutor(max_workers=1) as thread:
        playwright = thread.submit(sync_playwright().start).result()
        try:
            browser = thread.submit(_launch, playwright, path).result()
            try:
                page = thread.submit(browser.new_page, java_script_enabled=False).result() if browser else None
                yield Printer(page, thread) if page else None
            finally:
                if browser:
                    thread.submit(browser.close).result()
        finally:
            thread.submit(playwright.stop).result()


def _launch(playwright: Playwright, path: Path) -> Browser | None:
    try:
        return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
    except Error:
        return None
