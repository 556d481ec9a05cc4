"""A recruiter's morning: a role, 25 CVs for it, a correction, a comparison, a table to take along, a tag, a view."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from parsing.models import Candidate
from parsing.tests.browser.documents import text_cv
from parsing.tests.browser.test_first_hour import PASSWORD

UPLOADS = 25
GIVEN = ("Ada", "Boris", "Clara", "Dmitri", "Elena")
FAMILIES = ("Lindqvist", "Marchetti", "Novak", "Osei", "Petrov")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/overview")


def test_role_upload_rank_correct_compare_export(
    open_page: Callable[..., Page], owner: Any, work: Callable[[], None]
) -> None:
    page = open_page("/accounts/login/")
    sign_in(page, owner.email)

    page.get_by_role("link", name="Roles").click()
    page.get_by_label("Title").fill("Backend engineer")
    page.get_by_label("Job description").fill("You must know Python and PostgreSQL.")
    page.get_by_role("button", name="Create role").click()
    page.wait_for_url("**/roles/role_*")
    page.get_by_role("link", name="Upload CVs for it").click()
    others = [(f"{given} {family}", "Java") for given in GIVEN for family in FAMILIES][:UPLOADS]
    people = [("Bruno Keller", "Java"), ("Carla Moreno", "Python"), *others[: UPLOADS - 2]]
    page.get_by_label("Drop CVs here").set_input_files(
        [
            {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text_cv(name, skill=skill)}
            for name, skill in people
        ]
    )
    page.get_by_role("button", name="Read these CVs").click()
    page.wait_for_url("**/jobs/job_*")
    work()

    page.get_by_role("link", name="Roles").click()
    page.get_by_role("link", name="Backend engineer").click()
    ranked = page.get_by_role("region", name="Ranking").locator("tbody tr")
    expect(ranked).to_have_count(UPLOADS)
    expect(ranked.first).to_contain_text("Carla Moreno")

    page.get_by_role("link", name="Carla Moreno").click()
    page.get_by_role("link", name="Correct", exact=True).click()
    page.get_by_label("Name").fill("Carla Moreno Ruiz")
    page.get_by_role("button", name="Save corrections").click()
    expect(page.get_by_role("heading", name="Carla Moreno Ruiz").first).to_be_visible()

    page.get_by_role("link", name="Roles").click()
    page.get_by_role("link", name="Backend engineer").click()
    page.get_by_label("Compare Carla Moreno Ruiz").check()
    page.get_by_label("Compare Bruno Keller").check()
    page.get_by_role("button", name="Compare ticked").click()
    columns = page.get_by_role("columnheader")
    expect(columns.filter(has_text="Carla Moreno Ruiz")).to_be_visible()
    expect(columns.filter(has_text="Bruno Keller")).to_be_visible()

    page.get_by_role("link", name="Candidates").first.click()
    page.wait_for_url("**/candidates")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("carla")
    expect(page.get_by_text("1 candidate", exact=True)).to_be_visible()
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    table = download.value.path().read_text(encoding="utf-8-sig")
    assert "Carla Moreno Ruiz" in table
    assert Candidate.objects.count() == UPLOADS

    tag_two_and_keep_a_view(page)


def tag_two_and_keep_a_view(page: Page) -> None:
    page.get_by_role("link", name="Remove this filter").click()
    page.get_by_text("25 candidates", exact=True).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-chosen]")).to_have_text("2")
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_label("Tag", exact=True).fill("shortlist")
    page.get_by_role("button", name="Tag them").click()
    expect(page.locator(".badge", has_text="shortlist")).to_have_count(2)

    page.get_by_text("Save view").click()
    page.get_by_label("Name of this view").fill("Everybody of today")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("navigation", name="Saved views")).to_contain_text("Everybody of today")


def test_a_value_is_corrected_where_it_stands(
    open_page: Callable[..., Page], owner: Any, work: Callable[[], None]
) -> None:
    page = open_page("/accounts/login/")
    sign_in(page, owner.email)
    page.goto("/upload")
    page.get_by_label("Drop CVs here").set_input_files(
        [{"name": "carla.txt", "mimeType": "text/plain", "buffer": text_cv("Carla Moreno")}]
    )
    page.get_by_role("button", name="Read these CVs").click()
    page.wait_for_url("**/jobs/job_*")
    work()
    page.get_by_role("link", name="Carla Moreno").click()

    page.get_by_role("link", name="Correct: E-mail").click()
    page.get_by_label("E-mail", exact=True).fill("carla at home")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This must be an e-mail address")).to_be_visible()
    page.get_by_label("E-mail", exact=True).fill("carla@home.example")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="carla@home.example")).to_be_visible()

    page.get_by_role("link", name="Correct: Name").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Name", exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="Carla Moreno").first).to_be_visible()

    page.get_by_role("link", name="Correct: Skills").click()
    page.get_by_label("Skills", exact=True).fill("Python\nRust")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".skills")).to_contain_text("Rust")
    candidate = Candidate.objects.get()
    assert candidate.email == "carla@home.example"
    assert {correction.field for correction in candidate.corrections.all()} == {"email", "skills"}
