"""People who write from right to left: their values run their own way, and light up where they stand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from parsing.soak.page_people import ARABIC, HEBREW
from parsing.tests.browser.test_recruiter import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAYLA, NOA = "ليلى حداد", "נועה לוי"


def test_arabic_and_hebrew_candidates(open_page: Callable[..., Page], owner: User, work: Callable[[], None]) -> None:
    page = open_page("/accounts/login/")
    sign_in(page, owner.email)
    printer = page.context.new_page()
    printer.set_content(ARABIC)
    document = printer.pdf(format="A4")
    page.goto("/upload")
    page.get_by_label("Drop CVs here").set_input_files(
        [
            {"name": "layla.pdf", "mimeType": "application/pdf", "buffer": document},
            {"name": "noa.txt", "mimeType": "text/plain", "buffer": HEBREW.encode()},
        ]
    )
    page.get_by_role("button", name="Read these CVs").click()
    page.wait_for_url("**/jobs/job_*")
    work()

    page.goto("/candidates")
    page.get_by_role("link", name=LAYLA).click()
    name = page.locator("[data-record] [data-path='name']")
    expect(name).to_have_text(LAYLA)
    assert direction_of(page, "[data-record] h2") == "rtl"
    name.hover()
    place = page.locator("[data-document] .place.lit")
    expect(place).to_have_count(1)
    sheet = page.locator(".sheet").bounding_box()
    box = place.bounding_box()
    assert sheet
    assert box
    # Its first letter stands at the right edge of the text, near the top of the page.
    assert box["x"] + box["width"] > sheet["x"] + sheet["width"] * 0.8
    assert box["y"] < sheet["y"] + sheet["height"] * 0.15

    page.goto("/candidates")
    page.get_by_role("link", name=NOA).click()
    page.locator("[data-record] [data-path='name']").hover()
    line = page.locator("[data-document] .place-line.lit")
    expect(line).to_have_text(NOA)
    assert direction_of(page, "[data-document] .sheet") == "rtl"
    assert direction_of(page, "[data-record] h3") == "ltr"  # the words of the page stay as they are


def direction_of(page: Page, selector: str) -> str:
    found: str = page.locator(selector).first.evaluate("element => getComputedStyle(element).direction")
    return found
