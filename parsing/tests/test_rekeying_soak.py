"""Keys are changed while people work, in small; `make soak` does it with 10,000 candidates, and seals old rows."""

from typing import Any

import pytest

from parsing.soak.harness import databases, prove

pytestmark = pytest.mark.timeout(400)  # processes start slowly on a machine that others use too


def assert_nobody_noticed(found: dict[str, Any]) -> None:
    assert found["failures"] == [], found
    assert found["unreadable"] == 0, found
    assert found["requests"] > 0, found
    assert found["writes"] > 0, found


def test_keys_are_changed_while_people_work() -> None:
    assert_nobody_noticed(prove("rekeying", database="sqlite", settings="cvault.settings", candidates=20, readers=2))


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("database", databases()[-1:])
def test_keys_of_ten_thousand_candidates_are_changed_while_people_work(database: str) -> None:
    found = prove("rekeying", database=database, settings="cvault.settings", timeout_s=3_500)

    print(found)  # noqa: T201 - a proof to be read
    assert found["candidates"] == 10_000, found
    assert_nobody_noticed(found)


@pytest.mark.soak
@pytest.mark.parametrize("database", databases())
def test_rows_of_an_older_version_are_sealed_and_lose_nothing(database: str) -> None:
    found = prove("upgrading", database=database, settings="cvault.settings", migrated=False, candidates=500)
    assert found["readable_before"] > 0, found
    assert found["readable_after"] == 0, found
    assert found["same"] == found["candidates"] == found["to_index"] == 500, found
    assert (found["by_place"], found["tagged"]) == (50, 50), found
    assert found["view"] is found["view_replaced"] is found["action"] is True, found
