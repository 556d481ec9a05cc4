"""A visitor without an account: one CV on the landing page, its record beside it, and nothing kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from parsing.models import Candidate, JobFile, StoredFile
from parsing.tests.browser.documents import pdf_cv
from parsing.tests.stored import stored_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_try_a_cv_see_its_record_and_leave_nothing(open_page: Callable[..., Page], work: Callable[[], None]) -> None:
    page = open_page("/")
    page.get_by_label("Or try it now").set_input_files(
        {"name": "amara.pdf", "mimeType": "application/pdf", "buffer": pdf_cv("Amara Okafor")}
    )
    page.get_by_role("button", name="Read it").click()

    record = page.locator("[data-record]")
    expect(record.get_by_role("heading", name="Amara Okafor")).to_be_visible()
    expect(record).to_contain_text("Northwind Logistics")
    record.locator("[data-path='name']").hover()
    expect(page.locator("[data-document] .lit")).to_have_text("Amara Okafor")
    page.locator("[data-document] [data-places*='emails[0]']").hover()
    expect(record.locator("[data-path='emails[0]']")).to_have_class("value lit")

    assert [model.objects.count() for model in (Candidate, JobFile, StoredFile)] == [0, 0, 0]
    assert stored_names() == []
    page.get_by_role("link", name="Sign up and keep the next one").click()
    expect(page.get_by_role("button", name="Sign up")).to_be_visible()


def test_a_file_that_is_no_cv_says_what_to_do(open_page: Callable[..., Page], work: Callable[[], None]) -> None:
    page = open_page("/", refusals=(400,))
    page.get_by_label("Or try it now").set_input_files(
        {"name": "tool.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00 a program"}
    )
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Read it").click()

    assert answer.value.status == 400
    expect(page.get_by_role("heading", name="This file could not be read")).to_be_visible()
    page.get_by_role("link", name="Try another file").click()
    expect(page.get_by_label("Or try it now")).to_be_visible()
