"""Keys are changed while people work, in small; `make soak` does it with 10,000 candidates."""

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
