"""Every page for everybody: nothing that axe finds wrong, nothing that moves, nothing that sticks out to the side."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as product
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page

from accounts import permissions
from accounts.models import User
from parsing import sandbox
from parsing.management.commands import seed_demo
from parsing.services import roles
from parsing.tests.browser import crawl
from webhooks import endpoints, events
from webhooks.models import EventType

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

# How a page is looked at: size and theme.
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "narrow, in German": {"viewport": {"width": 320, "height": 700}, "color_scheme": "light", "locale": "de-DE"},
}
MOST_SHIFT = 0.02
_WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""

_NEXT_FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def full_workspace(settings: Any) -> User:
    """A workspace with something on every page: candidates, a role, a key, a webhook with a delivery."""
    settings.WEBHOOK_ALLOW_INSECURE = True  # an address without a name: no test asks a name server
    call_command("seed_demo")
    sandbox.close()
    person = User.objects.get(email=seed_demo.EMAIL)
    account = person.accounts.get()
    roles.create_role(account, title="Backend engineer", description="You must know Python.", by=person)
    endpoints.create_endpoint(account, {"target_url": "http://127.0.0.1:9/hook", "event_types": list(EventType.values)})
    events.publish(account, EventType.PARSE_COMPLETED, {}, livemode=True)
    return person


def look_at_all(pages: dict[str, str], open_page: Callable[..., Page], look: str, session: str | None) -> None:
    page = open_page("/status", **LOOKS[look], reduced_motion="reduce")
    page.add_init_script(_WATCH_SHIFTS)
    if session is not None:
        page.context.add_cookies([{"name": product.SESSION_COOKIE_NAME, "value": session, "url": page.url}])
    wrong = []
    for route, address in sorted(pages.items()):
        page.goto(address)
        page.evaluate(_NEXT_FRAME)  # what a script changes at the start is painted by then
        wrong += [f"{route} ({address}): {what}" for what in complaints(page)]
    assert not wrong, "\n".join(wrong)


def complaints(page: Page) -> list[str]:
    found = []
    width, seen_width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if width > seen_width:
        found.append(f"{width} px wide in a window of {seen_width}")
    height, body_height = page.evaluate("[document.documentElement.scrollHeight, document.body.offsetHeight]")
    if height > max(body_height, page.viewport_size["height"]) + 1:
        found.append(f"can be scrolled {height - body_height} px into nothing")
    shifted = page.evaluate("window.shifted")
    if shifted > MOST_SHIFT:
        found.append(f"moved by {shifted:.3f} after it was painted")
    for violation in Axe().run(page).response["violations"]:
        places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        found.append(f"{violation['id']}: {violation['help']}: {places}")
    return found


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_a_workspace(look: str, open_page: Callable[..., Page], full_workspace: User, client: Client) -> None:
    client.force_login(full_workspace)
    pages = crawl.pages(client, "/overview", "/components", "/accounts/2fa/", "/accounts/sessions/")

    of_members = {route: address for route, address in pages.items() if not permissions.is_open(route)}
    assert len(of_members) >= 25, pages
    look_at_all(of_members, open_page, look, client.cookies[product.SESSION_COOKIE_NAME].value)


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_a_visitor(look: str, open_page: Callable[..., Page], client: Client, db: None) -> None:
    pages = crawl.pages(client, "/", "/accounts/password/reset/", "/accounts/password/reset/done/")

    assert len(pages) >= 8, pages
    look_at_all(pages, open_page, look, None)
