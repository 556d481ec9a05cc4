"""A developer's bad morning: the server was down, deliveries are lost. Found, understood, mended and recovered."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from parsing.tests.browser.test_recruiter import sign_in
from webhooks import endpoints, events
from webhooks.deliverer import deliver_due
from webhooks.models import Delivery, DeliveryState, Endpoint
from webhooks.tests.receivers import Receiver

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"wide": {"width": 1440, "height": 1000}, "narrow": {"width": 390, "height": 844}}


@pytest.fixture
def picture() -> Callable[..., None]:
    """Nothing may stick out to the side, in both sizes. CVAULT_SCREENSHOTS names a folder for pictures."""
    wanted = os.environ.get("CVAULT_SCREENSHOTS")

    def take(page: Page, name: str) -> None:
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], (name, size)
            for theme in ("light", "dark") if wanted else ():
                page.emulate_media(color_scheme=theme)
                page.screenshot(path=Path(wanted or "") / f"{name}-{size}-{theme}.png", full_page=True)
        page.set_viewport_size(SIZES["wide"])
        page.emulate_media(color_scheme="light")

    return take


@pytest.fixture
def broken(account: Any, receiver: Receiver, settings: Any) -> Endpoint:
    """An endpoint whose address was mistyped: two events were delivered before, three are lost, one is tried again."""
    settings.WEBHOOK_ALLOW_INSECURE = True
    good = receiver.url
    made, _secret = endpoints.create_endpoint(
        account, {"target_url": good, "description": "Applicant tracking, production"}
    )
    for _ in range(2):
        events.publish(account, "parse.completed", {"job_id": "job_before"}, livemode=True)
    deliver_due()
    endpoints.update_endpoint(made, {"target_url": good.replace("/hook", "/hooks")})
    receiver.will_answer(*[500] * 4, body=b'{"error": "no such route: /hooks"}')
    for number in range(4):
        events.publish(account, "parse.completed", {"job_id": f"job_{number}"}, livemode=True)
    deliver_due()
    lost = Delivery.objects.filter(state=DeliveryState.PENDING).order_by("pk").values_list("pk", flat=True)[:3]
    Delivery.objects.filter(pk__in=list(lost)).update(state=DeliveryState.FAILED)
    Delivery.objects.filter(state=DeliveryState.PENDING).update(due_at=timezone.now() + timedelta(hours=5))
    return made


def test_lost_deliveries_are_found_understood_and_recovered(
    open_page: Callable[..., Page],
    owner: Any,
    broken: Endpoint,
    receiver: Receiver,
    picture: Callable[..., None],
    deliver: Callable[[], None],
) -> None:
    page = open_page("/accounts/login/", viewport=SIZES["wide"])
    sign_in(page, owner.email)

    # Found: the list says which endpoint fails, since when and why.
    page.get_by_role("link", name="Webhooks").first.click()
    row = page.get_by_role("row").filter(has_text="Applicant tracking")
    expect(row).to_contain_text("failing")
    expect(row).to_contain_text("The endpoint answered 500")
    expect(row).to_contain_text("40 %")
    picture(page, "endpoints")
    row.get_by_role("link").click()

    # Understood: what the server said.
    expect(page.get_by_text("4 deliveries did not arrive.")).to_be_visible()
    picture(page, "endpoint")
    page.get_by_role("link", name="Given up").click()
    deliveries = page.get_by_role("region", name="Deliveries").locator("tbody tr")
    expect(deliveries).to_have_count(3)
    deliveries.first.get_by_role("link").click()
    expect(page.get_by_text("no such route: /hooks").first).to_be_visible()
    picture(page, "delivery")

    # Mended.
    page.get_by_role("link", name="Edit the webhook").click()
    page.get_by_label("Address").fill(receiver.url)
    picture(page, "edit")
    page.get_by_role("button", name="Save changes").click()

    # Recovered.
    page.get_by_role("button", name="Recover all").click()
    expect(page.get_by_text("4 deliveries are sent once more.")).to_be_visible()
    deliver()
    page.reload()
    expect(page.get_by_text("healthy").first).to_be_visible()
    expect(page.get_by_role("button", name="Recover all")).to_have_count(0)
    picture(page, "recovered")
    assert len({request.headers["webhook-id"] for request in receiver.received if request.path == "/hook"}) == 6


def test_a_webhook_is_added_tested_and_turned_off(
    open_page: Callable[..., Page],
    owner: Any,
    receiver: Receiver,
    settings: Any,
    picture: Callable[..., None],
    deliver: Callable[[], None],
) -> None:
    settings.WEBHOOK_ALLOW_INSECURE = True
    page = open_page("/accounts/login/", viewport=SIZES["wide"])
    sign_in(page, owner.email)

    page.get_by_role("link", name="Webhooks").first.click()
    page.get_by_role("link", name="Add webhook").first.click()
    page.get_by_label("Address").fill(receiver.url)
    page.get_by_label("Deliveries a second, at most").fill("20")
    page.get_by_role("button", name="Add webhook").click()
    secret = page.locator("[data-secret]").inner_text()
    assert secret.startswith("whsec_")
    page.get_by_role("tab", name="Ruby").click()
    expect(page.locator("code").filter(has_text="OpenSSL::HMAC")).to_contain_text(secret)
    picture(page, "created")
    page.get_by_role("link", name="Open the webhook").click()

    page.get_by_role("button", name="Send test").click()
    expect(page.get_by_text("waiting").first).to_be_visible()
    deliver()
    expect(page.get_by_text("delivered").first).to_be_visible()  # the page looks again by itself
    page.get_by_text("Send it from your shell").click()
    expect(page.locator("#curl")).to_contain_text("CVault-Signature: sha256=")
    page.get_by_role("button", name="Send again").click()
    deliver()
    assert len({request.headers["webhook-id"] for request in receiver.received}) == 1

    page.get_by_role("link", name="Webhook", exact=True).click()
    page.get_by_label("Event").select_option("webhook.test")
    page.wait_for_url("**type=webhook.test*")
    expect(page.get_by_role("region", name="Deliveries").locator("tbody tr")).to_have_count(2)
    page.get_by_title("More").click()
    page.get_by_role("button", name="Disable").click()
    expect(page.get_by_text("This webhook is disabled.")).to_be_visible()
    page.get_by_role("button", name="Enable").last.click()
    expect(page.get_by_text("The webhook is enabled.")).to_be_visible()
    assert Endpoint.objects.get().enabled
