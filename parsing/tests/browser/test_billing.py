"""An owner buys a plan and cancels it: our pages, the fake's checkout, the real library, real signatures, real HTTP."""

from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from billing.fake_stripe.server import FakeStripe
from billing.models import StripeEvent
from parsing.tests.browser.test_first_hour import sign_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.covers("R387")
def test_choose_ultra_pay_use_it_cancel_and_be_back_on_basic(open_page: Callable[..., Page], fake: FakeStripe) -> None:
    page = open_page("/")
    sign_up(page, "olga@example.org")
    page.goto("/pricing")
    page.get_by_role("link", name="Choose Ultra").click()
    expect(page.get_by_role("main")).to_contain_text("1,000 parses a month")
    page.get_by_role("button", name="Continue to payment").click()
    page.get_by_role("button", name="Pay with a card that is declined").click()
    expect(page.get_by_role("alert")).to_contain_text("declined")
    page.get_by_role("button", name="Pay and subscribe").click()

    page.wait_for_url("**/billing")
    expect(page.locator(".billing-name")).to_have_text("Ultra")
    expect(page.get_by_role("main")).to_contain_text("0 of 1,000 used")
    expect(page.get_by_role("row").filter(has_text="FAKE-0001")).to_contain_text("€99")
    expect(page.get_by_role("row").filter(has_text="FAKE-0001")).to_contain_text("paid")

    page.get_by_role("link", name="Cancel the plan").click()
    page.get_by_role("button", name="Cancel at the period's end").click()
    expect(page.get_by_text("Basic from", exact=False)).to_be_visible()
    expect(page.locator(".billing-name")).to_have_text("Ultra")

    with urlopen(f"{fake.url}/_fake/clock", data=b"days=32"):
        pass
    _wait_for_the_end(page)
    expect(page.locator(".billing-name")).to_have_text("Basic")


def _wait_for_the_end(page: Page) -> None:
    """The event travels on its own; the page is asked again until it has arrived and is noted as handled."""
    ended = StripeEvent.objects.filter(type="customer.subscription.deleted", handled_at__isnull=False)
    for _ in range(150):
        page.goto("/billing")
        if page.locator(".billing-name").inner_text() == "Basic" and ended.exists():
            return
        page.wait_for_timeout(100)
    raise AssertionError("the end of the subscription did not arrive")
