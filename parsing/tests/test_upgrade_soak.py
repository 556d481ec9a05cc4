"""An installation of the first version becomes one of today, in small; `make soak` does it with 2,000 candidates."""

from typing import Any

import pytest

from parsing.soak.harness import databases, prove

pytestmark = pytest.mark.timeout(400)  # processes start slowly on a machine that others use too


def assert_all_is_there_and_sealed(found: dict[str, Any]) -> None:
    assert found["lost"] == found["wrong_answers"] == [], found
    assert found["readable_lines_before"] > 0, found  # the first version stored them so
    assert found["readable_lines_after"] == 0, found
    assert found["readable_words_before"] > 0, found  # so did versions until lately with names, tags and searches
    assert found["readable_words_after"] == 0, found
    assert found["sealed_files"] > 0, found


@pytest.mark.parametrize("database", databases()[-1:])
def test_rows_of_the_first_version_are_those_of_today(database: str) -> None:
    figures = {"candidates": 20, "records": 2}

    assert_all_is_there_and_sealed(
        prove("upgrade", database=database, settings="cvault.settings", migrated=False, **figures)
    )


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("database", databases())
def test_two_thousand_rows_of_the_first_version(database: str) -> None:
    found = prove("upgrade", database=database, settings="cvault.settings", migrated=False, timeout_s=3_500)

    print(found)  # noqa: T201 - a proof to be read
    assert_all_is_there_and_sealed(found)
