"""With scripts off: everything but drag and drop and live progress works."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Account, ApiKey, Invitation, User
from parsing.models import Candidate, Correction, Erasure, Note, Role, SavedView
from parsing.tests.browser.documents import text_cv
from parsing.tests.browser.test_recruiter import sign_in
from webhooks.models import Endpoint

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(open_page: Callable[..., Page], owner: User) -> Page:
    page = open_page("/accounts/login/", java_script_enabled=False)
    sign_in(page, owner.email)
    return page


def upload(page: Page, work: Callable[[], None], *, job_description: str = "") -> None:
    page.goto("/upload")
    page.get_by_label("Drop CVs here").set_input_files(
        [
            {"name": "bruno.txt", "mimeType": "text/plain", "buffer": text_cv("Bruno Keller", skill="Java")},
            {"name": "carla.txt", "mimeType": "text/plain", "buffer": text_cv("Carla Moreno")},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        ]
    )
    page.get_by_label("Job description").fill(job_description)
    page.get_by_role("button", name="Read these CVs").click()
    work()
    page.reload()  # no script asks how far it is


def test_a_recruiters_work(page: Page, work: Callable[[], None]) -> None:
    page.goto("/roles")
    page.get_by_label("Title").fill("Backend engineer")
    page.get_by_label("Job description").fill("You must know Python and PostgreSQL.")
    page.get_by_role("button", name="Create role").click()
    page.get_by_label("Nice to have").fill("Docker")
    page.get_by_role("button", name="Save the role").click()
    assert Role.objects.get().nice_to_have_skills == ["Docker"]

    upload(page, work, job_description="You must know Python.")
    expect(page.get_by_text("1 of 3 files could not be read")).to_be_visible()
    find(page)
    look_after_one(page)
    act_on_many(page)


def find(page: Page) -> None:
    """Search, filter, sort, keep the view."""
    page.goto("/candidates")
    page.get_by_label("Search candidates").fill("carla")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.get_by_text("1 candidate", exact=True)).to_be_visible()
    page.get_by_role("link", name="Remove this filter").click()
    page.get_by_label("Order").select_option("name")
    page.get_by_label("Experience", exact=True).select_option("5")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator("[data-row] .row-link")).to_have_text(["Bruno Keller", "Carla Moreno"])
    page.locator("summary", has_text="Save view").click()
    page.get_by_label("Name of this view").fill("Five years")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("navigation", name="Saved views")).to_contain_text("Five years")
    assert SavedView.objects.get().query == "?years=5&order=name"


def look_after_one(page: Page) -> None:
    """Correct, tag, note, review."""
    page.goto("/candidates")
    page.get_by_role("link", name="Carla Moreno").click()
    page.get_by_role("link", name="Correct", exact=True).click()
    page.get_by_label("Name").fill("Carla Moreno Ruiz")
    page.get_by_role("button", name="Save corrections").click()
    page.get_by_label("Tags").fill("shortlist")
    page.get_by_role("button", name="Save tags").click()
    page.get_by_label("Note", exact=True).fill("Spoke on the phone")
    page.get_by_role("button", name="Add note").click()
    page.get_by_role("button", name="Mark reviewed").click()
    expect(page.get_by_role("button", name="Reviewed by")).to_be_visible()
    (candidate,) = [one for one in Candidate.objects.all() if one.name == "Carla Moreno Ruiz"]
    assert (candidate.tags, Note.objects.count(), Correction.objects.count()) == (["shortlist"], 1, 1)


def act_on_many(page: Page) -> None:
    """Compare, export, delete: chosen by their boxes."""
    page.goto("/candidates?all=1")
    page.get_by_label("Choose Bruno Keller").check()
    page.get_by_label("Choose Carla Moreno Ruiz").check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("columnheader").filter(has_text="Bruno Keller")).to_be_visible()

    page.goto("/candidates?all=1")
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "Carla Moreno Ruiz" in download.value.path().read_text(encoding="utf-8-sig")
    page.locator("summary", has_text="Export").click()  # an open menu lies over the list

    page.get_by_label("Choose Bruno Keller").check()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_label("Type 1 to confirm").fill("1")
    page.get_by_role("button", name="Delete them for good").click()
    expect(page.get_by_text("1 candidate was deleted.")).to_be_visible()
    assert Candidate.objects.count() == 1


def test_settings_key_webhook_invitation_erasure_and_appearance(
    page: Page, account: Account, work: Callable[[], None], settings: Any
) -> None:
    settings.WEBHOOK_ALLOW_INSECURE = True  # an address without a name: no test asks a name server
    page.goto("/settings")
    page.get_by_label("Name of the workspace").fill("Northwind hiring")
    page.get_by_role("button", name="Save the name").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    page.get_by_role("button", name="English").click()
    account.refresh_from_db()
    assert account.name == "Northwind hiring"

    page.goto("/settings/api-keys")
    page.get_by_label("Name").fill("No script")
    page.get_by_role("button", name="Create key").click()
    expect(page.locator("[data-secret]")).to_contain_text("cv_live_")
    assert ApiKey.objects.get().name == "No script"

    page.goto("/webhooks/new")
    page.get_by_label("Address").fill("http://127.0.0.1:9/hook")
    page.get_by_role("button", name="Add webhook").click()
    expect(page.locator("[data-secret]")).to_contain_text("whsec_")
    assert Endpoint.objects.get().target_url == "http://127.0.0.1:9/hook"

    page.goto("/settings/team")
    page.get_by_label("E-mail address").fill("rita@example.org")
    page.get_by_role("button", name="Send the invitation").click()
    assert Invitation.objects.get().email == "rita@example.org"

    upload(page, work)
    page.goto("/settings/privacy")
    page.get_by_label("Name, e-mail address or phone number").fill("Bruno Keller")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Erase", exact=True).click()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_role("heading", name="Certificate")).to_be_visible()
    assert Erasure.objects.get().candidates == 1
    assert [candidate.name for candidate in Candidate.objects.all()] == ["Carla Moreno"]


def test_a_visitor_tries_a_cv(open_page: Callable[..., Page], work: Callable[[], None]) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_label("Or try it now").set_input_files(
        {"name": "carla.txt", "mimeType": "text/plain", "buffer": text_cv("Carla Moreno")}
    )
    page.get_by_role("button", name="Read it").click()

    expect(page.locator("[data-record]").get_by_role("heading", name="Carla Moreno")).to_be_visible()
