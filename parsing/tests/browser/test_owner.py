"""What an owner sees to: a colleague, a plan that is paid for, and a person who asks to be forgotten."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Membership
from billing.fake_stripe.server import FakeStripe
from parsing.models import Candidate, Erasure, JobFile, StoredFile
from parsing.tests.browser.documents import text_cv
from parsing.tests.browser.test_account import link_in_letter
from parsing.tests.browser.test_first_hour import PASSWORD, sign_up
from parsing.tests.stored import stored_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_invite_a_colleague_choose_a_plan_erase_a_person(
    open_page: Callable[..., Page], fake: FakeStripe, work: Callable[[], None]
) -> None:
    page = open_page("/")
    sign_up(page, "olga@example.org")
    invite(page, open_page)
    pay(page)
    erase(page, work)


def invite(owner: Page, open_page: Callable[..., Page]) -> None:
    owner.get_by_role("link", name="Invite a colleague").click()
    owner.get_by_label("E-mail address").fill("rita@example.org")
    owner.get_by_label("Role", exact=True).select_option("recruiter")
    owner.get_by_role("button", name="Send the invitation").click()
    expect(owner.get_by_text("on its way to rita@example.org")).to_be_visible()

    colleague = open_page(link_in_letter("/invitations/"))
    colleague.get_by_role("link", name="Sign up").click()
    colleague.get_by_label("Email").fill("rita@example.org")
    colleague.get_by_label("Password", exact=True).fill(PASSWORD)
    colleague.get_by_role("button", name="Sign up").click()
    colleague.get_by_role("button", name="Join").click()
    colleague.wait_for_url("**/overview")
    assert Membership.objects.get(user__email="rita@example.org").role == "recruiter"
    owner.reload()
    expect(owner.get_by_role("row").filter(has_text="rita@example.org")).to_be_visible()


def pay(page: Page) -> None:
    page.goto("/billing")
    page.get_by_role("link", name="Choose Ultra").click()
    page.get_by_role("button", name="Continue to payment").click()
    page.get_by_role("button", name="Pay and subscribe").click()
    page.wait_for_url("**/billing")
    expect(page.locator(".billing-name")).to_have_text("Ultra")


def erase(page: Page, work: Callable[[], None]) -> None:
    page.get_by_role("link", name="Upload").first.click()
    page.get_by_label("Drop CVs here").set_input_files(
        [
            {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text_cv(name)}
            for name in ("Amara Okafor", "Bruno Keller")
        ]
    )
    page.get_by_role("button", name="Read these CVs").click()
    page.wait_for_url("**/jobs/job_*")
    work()

    page.goto("/settings/privacy")
    page.get_by_label("Name, e-mail address or phone number").fill("amara.okafor@example.org")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("1 record found")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF to read").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Erase", exact=True).click()
    page.get_by_role("button", name="Erase for good").click()

    expect(page.get_by_role("heading", name="Certificate")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Amara")
    assert [candidate.name for candidate in Candidate.objects.all()] == ["Bruno Keller"]
    assert Erasure.objects.get().candidates == 1
    assert StoredFile.objects.count() == 1
    assert not JobFile.objects.filter(candidate=None, state="done").exclude(findings=None).exists()
    assert len([name for name in stored_names() if "documents" not in name]) <= len(stored_names())
    page.goto("/candidates")
    expect(page.get_by_text("1 candidate", exact=True)).to_be_visible()
    page.goto("/settings/audit?kind=deletions")
    expect(page.get_by_role("table")).to_contain_text("olga@example.org")
