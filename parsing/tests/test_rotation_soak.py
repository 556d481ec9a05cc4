"""A rotated key is dead for every process at once, and no request is missing in the log; `make soak`: 1,000 times."""

from typing import Any

import pytest

from parsing.soak.harness import databases, prove

pytestmark = pytest.mark.timeout(400)  # processes start slowly on a machine that others use too


def assert_no_dead_key_was_accepted(found: dict[str, Any], *, rotations: int) -> None:
    assert found["unexpected"] == [], found
    assert found["rotations"] == rotations, found
    assert found["with_dead_keys"] >= rotations, found
    assert found["late_accepts"] == found["early_refusals"] == 0, found
    assert found["keys_alive"] == 2, found  # one in each workspace


def assert_every_request_is_in_the_log(found: dict[str, Any]) -> None:
    """The servers have ended in good order: nothing of what they had not written yet is lost."""
    assert found["logged"] == found["counted"] == found["accepted"] > 0, found


@pytest.mark.parametrize("database", databases()[-1:])
def test_a_rotated_key_is_dead_in_both_processes(database: str) -> None:
    found = prove("rotations", database=database, rotations=12, clients=4)

    assert_no_dead_key_was_accepted(found, rotations=12)
    assert_every_request_is_in_the_log(found)


def test_the_proof_catches_keys_that_are_remembered() -> None:
    found = prove("rotations", database="sqlite", rotations=4, clients=4, naive=1)

    assert found["late_accepts"] > 0, found


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("database", databases()[-1:])
def test_a_thousand_rotations_under_sixteen_clients(database: str) -> None:
    found = prove("rotations", database=database, timeout_s=3_500)

    print(found)  # noqa: T201 - a proof to be read
    assert_no_dead_key_was_accepted(found, rotations=1_000)
    assert_every_request_is_in_the_log(found)
