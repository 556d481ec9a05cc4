"""Prints HTML to PDF with the Chromium of the machine, where there is one with the letters of all languages."""

import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

# What the pages are printed in, as fontconfig asks for it: boxes in the place of letters would count as misreadings.
FONTS = ("Liberation Sans", *(f":lang={code}" for code in ("ar", "el", "he", "hi", "ja", "ko", "ru", "zh-cn")))


def chromium_path() -> Path | None:
    """None where there is no Chromium, or one that lacks fonts."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return Path(found) if found and not fonts_lacking() else None


@cache
def fonts_lacking() -> tuple[str, ...]:
    """Those of `FONTS` that this machine does not have; none where it has no fontconfig to ask."""
    fontconfig = shutil.which("fc-list")
    if fontconfig is None:
        return ()
    return tuple(font for font in FONTS if not subprocess.check_output([fontconfig, font, "family"]))


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
    """None where there is no Chromium with all fonts, or it does not start."""
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
