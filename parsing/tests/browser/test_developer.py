"""A developer's first quarter of an hour: sign up, a key, the request as the page shows it, a webhook, its delivery."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from playwright.sync_api import Page, expect

from accounts.models import Account, ApiKey
from billing.models import Subscription
from parsing.models import Candidate
from parsing.tests.browser.test_first_hour import sign_up
from webhooks.models import Delivery, DeliveryState
from webhooks.tests.receivers import Receiver

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEMO = project.BASE_DIR / "parsing" / "demo"


def run_as_shown(command: str, *, folder: Path, document: Path) -> str:
    """What the command of the page prints in a folder with that CV; curl is only told to be quiet about progress."""
    shutil.copy(document, folder / "resume.pdf")
    command = command.replace("curl ", "curl -sS --fail-with-body ", 1)
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_sign_up_key_request_webhook_delivery(
    open_page: Callable[..., Page],
    live_server: Any,
    settings: Any,
    receiver: Receiver,
    work: Callable[[], None],
    deliver: Callable[[], None],
    tmp_path: Path,
) -> None:
    settings.BASE_URL = live_server.url
    settings.WEBHOOK_ALLOW_INSECURE = True
    page = open_page("/")
    sign_up(page, "dev@example.org")
    Subscription.objects.update_or_create(account=Account.objects.get(), defaults={"plan": "ultra"})

    page.get_by_role("link", name="API keys").first.click()
    page.get_by_label("Name").fill("Nightly import")
    page.get_by_role("button", name="Create key").click()
    command = page.locator("pre code").first.inner_text()
    assert page.locator("[data-secret]").inner_text() in command

    printed = run_as_shown(command, folder=tmp_path, document=DEMO / "amelia-hartley.pdf")
    assert "Amelia Hartley" in printed
    expect(page.get_by_role("status").filter(has_text="It arrived")).to_be_visible()  # the page looks by itself
    assert ApiKey.objects.get().last_used_at is not None

    page.get_by_role("link", name="Webhooks").first.click()
    page.get_by_role("link", name="Add webhook").first.click()
    page.get_by_label("Address").fill(receiver.url)
    page.get_by_role("button", name="Add webhook").click()
    expect(page.locator("[data-secret]")).to_contain_text("whsec_")

    printed = run_as_shown(command, folder=tmp_path, document=DEMO / "jonas-reichert.pdf")
    assert "Jonas Reichert" in printed
    deliver()
    page.get_by_role("link", name="Open the webhook").click()
    delivery = page.get_by_role("region", name="Deliveries").locator("tbody tr").first
    expect(delivery).to_contain_text("delivered")
    delivery.get_by_role("link").first.click()
    expect(page.get_by_text("200").first).to_be_visible()
    assert {request.headers["webhook-id"] for request in receiver.received}
    assert Delivery.objects.filter(state=DeliveryState.SUCCEEDED).exists()

    page.get_by_role("link", name="Overview").first.click()
    for step in ("Upload a CV", "Create an API key", "Add a webhook", "Send your first request"):
        expect(page.get_by_role("listitem").filter(has_text=step)).to_contain_text("done")
    assert Candidate.objects.count() == 2
