"""Proofs of what must not be told and must not be left, in small; `make soak` runs them at full length."""

from typing import Any

import pytest

from parsing.soak.harness import databases, prove

pytestmark = pytest.mark.timeout(400)  # processes start slowly on a machine that others use too


def assert_nobody_is_told(found: dict[str, Any]) -> None:
    for flow in ("sign_in", "reset", "sign_up"):
        assert found[flow]["only_known"] == found[flow]["only_unknown"] == 0, found
        assert found[flow]["kinds_of_answers"] == 1, found


def test_sign_in_reset_and_sign_up_do_not_tell_whose_address_is_known() -> None:
    found = prove("enumeration", database="sqlite", settings="parsing.soak.sign_in_settings", samples=8)

    assert_nobody_is_told(found)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("database", databases()[-1:])
def test_two_thousand_strangers_are_told_nothing(database: str) -> None:
    found = prove("enumeration", database=database, settings="parsing.soak.sign_in_settings", timeout_s=3_500)

    print(found)  # noqa: T201 - the times are to be read, not asserted
    assert_nobody_is_told(found)


def test_no_secret_that_was_handed_out_is_found_anywhere() -> None:
    found = prove("leaks", database="sqlite", settings="parsing.soak.sign_in_settings")

    assert found["kinds"] == 12, found
    assert not any(found["found"].values()), found


def assert_nothing_is_left(found: dict[str, Any], *, erasures: int) -> None:
    assert found["erasures"] >= erasures
    words = 50 * found["erasures"]
    assert found["canaries"] == 2 * words, found  # of the document that was read, and of the one that was being read
    assert found["exported"] == found["exported_pdf"] == words, found
    seen = {place: found[f"before_in_{place}"] for place in ("opened_rows", "files", "cache_and_queue")}
    assert set(seen.values()) == {words}, found  # the search sees what is there
    assert found["before_in_dump"] == found["before_in_logs"] == 0, found  # sealed, and not written down
    left = {name: number for name, number in found.items() if name.startswith("hits_")}
    assert len(left) == 8, found
    assert not any(left.values()), found
    assert found["candidates_left"] == found["files_left"] == found["unfinished"] == 0, found


def test_people_who_are_erased_while_they_are_read_leave_no_word() -> None:
    found = prove("erasures", database="sqlite", settings="cvault.settings", erasures=3)

    assert_nothing_is_left(found, erasures=3)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("database", databases())
def test_two_hundred_erasures_in_mid_parse(database: str) -> None:
    found = prove("erasures", database=database, settings="cvault.settings", timeout_s=3_500, erasures=200)

    print(found)  # noqa: T201 - a proof to be read
    assert_nothing_is_left(found, erasures=200)
    assert found["in_mid_parse"] == 200, found
