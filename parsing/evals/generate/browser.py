"""Prints HTML to PDF with the Chromium of the machine, where there is one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, sync_playwright


def chromium_path() -> Path | None:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return Path(found) if found else None


class Printer:
    def __init__(self, page: object) -> None:
        self._page = page

    def pdf(self, html: str) -> bytes:
        self._page.set_content(html)  # type: ignore[attr-defined]  # playwright's page, typed loosely on purpose
        return bytes(self._page.pdf(format="A4", print_background=True))  # type: ignore[attr-defined]


@contextmanager
def printer() -> Iterator[Printer | None]:
    """None where there is no Chromium or it does not start."""
    path = chromium_path()
    if path is None:
        yield None
        return
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error:
            yield None
            return
        try:
            yield Printer(browser.new_page(java_script_enabled=False))
        finally:
            browser.close()
