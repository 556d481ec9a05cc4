"""The first hour of a new customer: sign up, make a key, upload CVs, read candidates."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Account
from billing.models import Subscription
from parsing.tests.browser.documents import pdf_cv, text_cv

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct-horse-battery"


def sign_up(page: Page, email: str) -> None:
    page.get_by_role("link", name="Sign up").first.click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/overview")


def test_sign_up_make_a_key_upload_three_and_see_three(
    open_page: Callable[..., Page], work: Callable[[], None]
) -> None:
    page = open_page("/")
    sign_up(page, "dana@example.org")
    Subscription.objects.update_or_create(account=Account.objects.get(), defaults={"plan": "ultra"})

    page.get_by_role("link", name="API keys").first.click()
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name="Create key").click()
    secret = page.locator("[data-secret]").inner_text()
    assert secret.startswith("cv_live_")
    expect(page.locator("pre").first).to_contain_text(secret)
    page.get_by_role("link", name="All keys").click()
    expect(page.get_by_role("row").filter(has_text="Laptop")).to_contain_text(secret[-4:])
    expect(page.locator("body")).not_to_contain_text(secret)

    page.get_by_role("link", name="Upload").first.click()
    page.get_by_label("Drop CVs here").set_input_files(
        [
            {"name": "amara.pdf", "mimeType": "application/pdf", "buffer": pdf_cv("Amara Okafor")},
            {"name": "bruno.txt", "mimeType": "text/plain", "buffer": text_cv("Bruno Keller", skill="Java")},
            {"name": "carla.txt", "mimeType": "text/plain", "buffer": text_cv("Carla Moreno")},
        ]
    )
    expect(page.get_by_role("status").filter(has_text="3 ready")).to_be_visible()
    page.get_by_label("Job description").fill("You must know Python and PostgreSQL.")
    page.get_by_role("button", name="Read these CVs").click()
    page.wait_for_url("**/jobs/job_*")
    expect(page.get_by_text("0 of 3 done")).to_be_visible()
    work()
    ranked = page.get_by_role("region", name="Ranking").locator("tbody tr")
    expect(ranked).to_have_count(3)
    expect(ranked.last).to_contain_text("Bruno Keller")

    page.get_by_role("link", name="Candidates").first.click()
    expect(page.get_by_text("3 candidates")).to_be_visible()
    for name in ("Amara Okafor", "Bruno Keller", "Carla Moreno"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


def test_value_and_place_in_the_document_light_up_together(
    open_page: Callable[..., Page], work: Callable[[], None]
) -> None:
    page = open_page("/")
    sign_up(page, "dana@example.org")
    page.goto("/upload")
    page.get_by_label("Drop CVs here").set_input_files(
        [{"name": "amara.pdf", "mimeType": "application/pdf", "buffer": pdf_cv("Amara Okafor")}]
    )
    page.get_by_role("button", name="Read these CVs").click()
    page.wait_for_url("**/jobs/job_*")
    work()
    page.get_by_role("link", name="Amara Okafor").click()

    page.locator("[data-record] [data-path='name']").hover()
    place = page.locator("[data-document] [data-places='name']")
    expect(place).to_have_class("place lit")
    page.wait_for_load_state("networkidle")
    assert page.locator(".sheet img").first.evaluate("image => image.naturalWidth") > 500

    page.mouse.move(0, 0)
    page.locator("[data-document] [data-places='emails[0]']").hover()
    expect(page.locator("[data-record] [data-path='emails[0]']")).to_have_class("value lit")
