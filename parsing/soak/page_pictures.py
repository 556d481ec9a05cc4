"""Takes the pictures of parsing.soak.page_shots; pages are found by following links, as a reader would."""

import argparse
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product as every_pair
from pathlib import Path
from typing import Any

from parsing.soak import setup

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs in this thread
setup.begin()

from django.conf import settings  # noqa: E402  # models need Django first
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.test import Client  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.sessions import HashedSessionMiddleware  # noqa: E402
from parsing import sandbox  # noqa: E402
from parsing.management.commands import seed_demo  # noqa: E402
from parsing.models import BulkAction, Candidate, JobState, ParseJob, Role  # noqa: E402
from parsing.soak import page_scenes  # noqa: E402
from parsing.soak.web import broker  # noqa: E402
from parsing.tests.browser import crawl  # noqa: E402
from webhooks.models import Endpoint  # noqa: E402

WIDTHS_PX = (1440, 390)
THEMES = ("light", "dark")
TALLEST_PX = 4000
VISITOR_STARTS = ("/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/no-such-page")
MEMBER_STARTS = (
    "/overview", "/components", "/upload", "/accounts/reauthenticate/",
    "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/sessions/",
)  # fmt: skip
# What is opened on a page before the picture: name, address, what is pressed.
OPENED = (
    ("candidates-filters", "/candidates", ".filters-more > summary"),
    ("candidates-save-view", "/candidates", ".views-save > summary"),
    ("candidates-chosen", "/candidates?all=1", "[data-row] .tick"),
    ("overview-person", "/overview", ".rail-person > summary"),
)


_BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
_OTHER_BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Nothing: pictures are the only output."""


class Camera:
    """Takes each page in every width and theme."""

    def __init__(self, browser: Browser, folder: Path, *, base_url: str, language: str, only: str) -> None:
        self.browser, self.folder, self.base_url = browser, folder, base_url
        self.language, self.only = language, only
        self.pictures = 0
        self.pages: set[str] = set()

    def take(self, scene: str, addresses: dict[str, str], session: str | None) -> None:
        wanted = {name: address for name, address in sorted(addresses.items()) if self.only in f"{scene}-{name}"}
        opened = [moment for moment in OPENED if session and self.only in f"{scene}-{moment[0]}"]
        for width, theme in every_pair(WIDTHS_PX, THEMES):
            if "admin" in scene and (width == min(WIDTHS_PX)) is not (theme == "dark"):
                continue  # the operators' theme is not ours: two looks tell enough
            with self._visit(width, theme, session) as page:
                for name, address in wanted.items():
                    page.goto(address)
                    self._shoot(page, f"{scene}-{name}", f"{width}-{theme}")
                for name, address, pressed in opened if scene == "full" else ():
                    page.goto(address)
                    page.locator(pressed).first.click()
                    self._shoot(page, f"{scene}-{name}", f"{width}-{theme}")

    @contextmanager
    def _visit(self, width: int, theme: Any, session: str | None) -> Iterator[Page]:
        context = self.browser.new_context(
            base_url=self.base_url,
            viewport={"width": width, "height": 900 if width > 640 else 844},  # a desk, a phone
            color_scheme=theme,
            reduced_motion="reduce",
            locale=self.language,
        )
        if session:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base_url}])
        yield context.new_page()
        context.close()

    def _shoot(self, page: Page, name: str, look: str) -> None:
        page.wait_for_load_state("networkidle")
        height = min(TALLEST_PX, page.evaluate("document.documentElement.scrollHeight"))
        width = page.evaluate("window.innerWidth")
        page.screenshot(
            path=self.folder / f"{name}-{look}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
        )
        self.pictures += 1
        self.pages.add(name)


@contextmanager
def served() -> Iterator[str]:
    """The address of the product in threads of this process."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def addresses_of(person: User | None, *starts: str) -> tuple[dict[str, str], str | None]:
    """Name of a page -> its address, and the session that sees it."""
    client = Client(SERVER_NAME="localhost", headers={"user-agent": _BROWSER})
    if person is not None:
        _sign_in(Client(SERVER_NAME="localhost", headers={"user-agent": _OTHER_BROWSER}), person)
        _sign_in(client, person)
    found = crawl.pages(client, *starts)
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    names = {route.replace("/", "_").strip("_") or "root": address for route, address in found.items()}
    return names, session.value if person is not None and session else None


def _sign_in(client: Client, person: User) -> None:
    """Through the door, twice: what asks for the password again is seen, and the session is in the list."""
    client.post("/accounts/login/", {"login": person.email, "password": seed_demo.PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": seed_demo.PASSWORD})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--language", default="en")
    chosen = parser.parse_args()
    settings.WEBHOOK_ALLOW_INSECURE = True  # an address without a name: nothing is asked, nothing is sent
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    HashedSessionMiddleware.accepts_names = True  # the cookie of the test client is the name of its session
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with broker(), sync_playwright() as playwright, served() as base_url:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        camera = Camera(browser, chosen.folder, base_url=base_url, language=chosen.language, only=chosen.only)
        scenes = {"full": page_scenes.full(browser), "empty": page_scenes.empty(), "used-up": page_scenes.used_up()}
        sandbox.close()
        camera.take("visitor", *_of_visitors())
        for scene, person in scenes.items():
            starts = [*MEMBER_STARTS, "/admin/"] if scene == "full" else MEMBER_STARTS
            addresses, session = addresses_of(person, *starts)
            operators = {name: address for name, address in addresses.items() if address.startswith("/admin/")}
            special = _special(person) if scene == "full" else {}
            camera.take(scene, {name: addresses[name] for name in addresses.keys() - operators} | special, session)
            camera.take("admin", operators, session)
        browser.close()
    setup.report(pictures=camera.pictures, pages=len(camera.pages))


def _of_visitors() -> tuple[dict[str, str], None]:
    names, _session = addresses_of(None, *(start for start in VISITOR_STARTS if start != "/no-such-page"))
    return {**names, "not-found": "/no-such-page"}, None


def _special(person: User) -> dict[str, str]:
    """Pages of one route that look unlike one another."""
    account = person.accounts.get()
    known = Candidate.objects.filter(account=account)
    found = {f"candidate-{who}": one for who in ("Wolfe", "Testperson") for one in known if who in one.name}
    found |= {f"candidate-{code}": one for code in ("ar", "he") if (one := known.filter(language=code).first())}
    named = {name: f"/candidates/{candidate.pk}" for name, candidate in found.items()}
    for action in BulkAction.objects.filter(account=account):
        named[f"bulk-{action.kind}-{action.state}"] = f"/candidates/bulk/{action.pk}"
    for job in ParseJob.objects.filter(account=account, state=JobState.PROCESSING):
        named["job-under-way"] = f"/jobs/{job.pk}"
    for endpoint in Endpoint.objects.filter(account=account):
        named["webhook-failing" if endpoint.failing_since else f"webhook-{endpoint.enabled}"] = (
            f"/webhooks/{endpoint.pk}"
        )
    named["sign-out"] = "/accounts/logout/"  # asks first; no link leads there
    named["role-ranked"] = f"/roles/{Role.objects.get(account=account, title=page_scenes.ROLE).pk}"
    people = known.filter(merged_into=None).order_by("created_at").values_list("pk", flat=True)[:4]
    named["compare-four"] = "/compare?" + "&".join(f"c={pk}" for pk in people)
    return named


if __name__ == "__main__":
    main()
