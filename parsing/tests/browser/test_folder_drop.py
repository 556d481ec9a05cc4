"""Dropping files and folders on the page of uploads, as a person with a mouse does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from parsing.models import JobFile
from parsing.tests.browser.documents import text_cv
from parsing.tests.browser.test_recruiter import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def drop(page: Page, *paths: Path) -> None:
    """Drag what lies at these paths over the page's zone and let it go: only the browser itself can bring a folder."""
    box = page.locator("[data-drop]").bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    protocol = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver"):
        protocol.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
    expect(page.locator("[data-drop]")).to_have_attribute("data-over", "true")
    protocol.send("Input.dispatchDragEvent", {"type": "drop", **at, "data": data})


def test_a_folder_in_a_folder_is_dropped_and_read(
    open_page: Callable[..., Page], owner: Any, work: Callable[[], None], tmp_path: Path
) -> None:
    inner = tmp_path / "Applications" / "from Monday"
    inner.mkdir(parents=True)
    for name, folder in (("Ada Lindqvist", inner), ("Boris Novak", inner), ("Carla Moreno", inner.parent)):
        (folder / f"{name}.txt").write_bytes(text_cv(name))
    (inner / ".DS_Store").write_bytes(b"left by a desktop")
    (inner / "budget.xlsx").write_bytes(b"not a CV")
    single = tmp_path / "Dmitri Osei.txt"
    single.write_bytes(text_cv("Dmitri Osei"))
    page = open_page("/accounts/login/")
    sign_in(page, owner.email)
    page.goto("/upload")

    drop(page, inner.parent, single)

    chosen = page.locator("[data-files] li")
    expect(chosen).to_have_count(5)
    expect(page.locator("[data-drop]")).not_to_have_attribute("data-over", "true")
    expect(page.locator("[data-files-summary]")).to_have_text("4 ready · 1 left out")
    expect(chosen.filter(has_text="budget.xlsx")).to_contain_text("not a document we read")
    drop(page, single)  # once more: it is known
    expect(chosen).to_have_count(5)
    page.get_by_role("button", name="Remove: Boris Novak.txt").click()
    expect(page.locator("[data-files-summary]")).to_have_text("3 ready · 1 left out")

    page.get_by_role("button", name="Read these CVs").click()
    page.wait_for_url("**/jobs/job_*")
    work()
    page.reload()

    for name in ("Ada Lindqvist", "Carla Moreno", "Dmitri Osei"):
        expect(page.get_by_role("link", name=name)).to_be_visible()
    assert JobFile.objects.count() == 3
