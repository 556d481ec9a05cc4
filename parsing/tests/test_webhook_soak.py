"""Proofs about webhooks with real processes, in small; `make soak` runs them at full length."""

from typing import Any

import pytest

from parsing.soak.harness import databases, prove

SETTINGS = "parsing.soak.webhook_settings"
pytestmark = pytest.mark.timeout(400)  # processes start slowly on a machine that others use too


def assert_every_event_arrived(found: dict[str, Any], *, kills: int) -> None:
    assert found["kills"] == kills, found
    assert found["events"] == found["committed"], found
    nothing = ("lost", "not_succeeded", "never_committed_but_sent", "with_more_than_one_event_id", "rows_differ")
    assert {name: found[name] for name in nothing} == dict.fromkeys(nothing, 0), found
    assert found["rows"] == found["attempts"], found
    assert found["arrived_more_often_than_tried"] == 0, found
    assert found["interrupted"] > 0, found


@pytest.mark.covers("R232", "R227")
def test_a_killed_deliverer_loses_nothing() -> None:
    found = prove("webhook_kills", database="sqlite", settings=SETTINGS, kills=2)

    assert_every_event_arrived(found, kills=2)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_five_hundred_kills_of_the_deliverer() -> None:
    found = prove("webhook_kills", database=databases()[-1], settings=SETTINGS, timeout_s=3_500, kills=500)

    print(found)  # noqa: T201  # what `make soak` is for
    assert_every_event_arrived(found, kills=500)


@pytest.mark.soak
@pytest.mark.timeout(1_200)
def test_hostile_receivers_cost_little_and_their_neighbours_nothing() -> None:
    found = prove("webhook_hostile", database=databases()[-1], settings=SETTINGS, timeout_s=1_000, each=100, seconds=30)

    print(found)  # noqa: T201  # what `make soak` is for
    assert min(found["exchanges"].values()) >= 100, found
    assert max(found["longest_ms"].values()) <= 11_000, found
    assert max(found["most_read_bytes"].values()) <= 64 * 1024, found
    assert found["good_failed"] == 0, found
    assert found["p95_beside_ms"] <= 1.5 * found["p95_alone_ms"], found
