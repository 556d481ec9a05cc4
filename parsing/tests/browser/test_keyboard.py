"""A day without a mouse: the list, the candidate, the dialog of the keys, menus; focus is always seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from parsing.tests.browser.documents import text_cv
from parsing.tests.browser.test_recruiter import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Ada Lindqvist", "Bruno Keller", "Carla Moreno")


@pytest.fixture
def page(open_page: Callable[..., Page], owner: User, work: Callable[[], None]) -> Page:
    page = open_page("/accounts/login/")
    sign_in(page, owner.email)
    page.goto("/upload")
    page.get_by_label("Drop CVs here").set_input_files(
        [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text_cv(name)} for name in NAMES]
    )
    page.get_by_role("button", name="Read these CVs").click()
    page.wait_for_url("**/jobs/job_*")
    work()
    page.goto("/candidates?order=name")
    page.wait_for_load_state("networkidle")
    return page


def is_seen(focused: Locator) -> bool:
    """Whether the focused element is drawn in another way than when it is not."""
    drawn = "element => [getComputedStyle(element).boxShadow, getComputedStyle(element).outlineStyle]"
    shadow, outline = focused.evaluate(drawn)
    return bool(shadow != "none" or outline != "none")


def test_through_the_list_into_a_candidate_and_its_correction(page: Page) -> None:
    for key, name in (("j", NAMES[0]), ("j", NAMES[1]), ("j", NAMES[2]), ("j", NAMES[2]), ("k", NAMES[1])):
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_text(name)
        assert is_seen(page.locator(":focus"))
        expect(page.locator("[data-row][aria-selected=true]")).to_contain_text(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/candidates/cand_*")
    expect(page.get_by_role("heading", name=NAMES[1]).first).to_be_visible()
    page.keyboard.press("e")
    page.wait_for_url("**/correct")
    expect(page.get_by_label("Name")).to_have_value(NAMES[1])

    page.goto("/candidates?order=name")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/correct")
    expect(page.get_by_label("Name")).to_have_value(NAMES[0])


def test_the_search_takes_letters_that_are_keys_elsewhere(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_label("Search candidates")).to_be_focused()
    page.keyboard.type("keller")
    expect(page.get_by_text("1 candidate", exact=True)).to_be_visible()
    expect(page.get_by_label("Search candidates")).to_have_value("keller")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_have_text("Bruno Keller")

    page.goto("/overview")
    page.keyboard.press("/")
    page.keyboard.type("carla")
    page.keyboard.press("Enter")
    page.wait_for_url("**/candidates?q=carla")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/overview")


def test_the_list_of_keys_holds_the_focus_and_gives_it_back(page: Page) -> None:
    page.keyboard.press("j")
    before = page.locator(":focus").inner_text()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        # The browser's own bar may have its turn; what lies behind the dialog may not.
        behind = page.evaluate(
            "!shortcuts.contains(document.activeElement) && document.activeElement.matches('.app *')"
        )
        assert not behind
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(":focus")).to_have_text(before)


def test_the_first_stop_leads_past_the_navigation_and_every_stop_is_seen(page: Page) -> None:
    page.goto("/candidates")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search candidates")).to_be_focused()
    while page.locator(":focus").count():  # until the end of the page
        assert is_seen(page.locator(":focus")), page.locator(":focus").evaluate("element => element.outerHTML")
        page.keyboard.press("Tab")


def test_a_menu_opens_and_closes_where_it_stands(page: Page) -> None:
    page.locator("summary", has_text="Export").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="CSV")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="CSV")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="CSV")).to_be_hidden()
    expect(page.locator("summary", has_text="Export")).to_be_focused()


def test_values_of_a_candidate_are_stops_that_light_their_place(page: Page) -> None:
    page.get_by_role("link", name=NAMES[0]).click()
    page.wait_for_url("**/candidates/cand_*")  # and until its scripts listen
    page.locator("[data-record] [data-path='name']").first.focus()

    expect(page.locator("[data-document] .lit")).to_have_text(NAMES[0])
    assert is_seen(page.locator(":focus"))
