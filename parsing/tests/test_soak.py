"""Proofs with real processes, in small; `make soak` runs them at full length."""

from typing import Any

import pytest

from parsing.soak.harness import databases, prove

each_database = pytest.mark.parametrize("database", databases())
pytestmark = pytest.mark.timeout(400)  # processes start slowly on a machine that others use too


def assert_quota_is_right(found: dict[str, Any]) -> None:
    right = {"overspend": 0, "charged_twice": 0, "ledger_differs": 0, "unused": 0}
    assert {name: found[name] for name in right} == right, found


def assert_copies_are_charged_once(found: dict[str, Any], *, copies: int) -> None:
    assert found["copies"] == found["copies_done"] == copies, found
    assert found["copies_charged"] == found["copies_settled"] == found["copies_candidates"] == 1, found
    assert found["repeated_answers"] == found["repeated_jobs"] == found["repeated_charged"] == 1, found


def assert_nothing_is_lost(found: dict[str, Any]) -> None:
    assert found["jobs_lost"] == found["files_lost"] == found["wrong_counters"] == 0, found
    assert found["candidates"] == found["settled"] == found["documents"], found
    assert found["reserved"] == found["ledger_differs"] == found["innocent_failures"] == 0, found


@each_database
def test_threads_that_race_for_the_last_parses_neither_overspend_nor_pay_twice(database: str) -> None:
    found = prove("race", database=database, threads=16, attempts=200, retried=20, limit=100, copies=10)

    assert_quota_is_right(found)
    assert_copies_are_charged_once(found, copies=10)


def test_the_race_catches_a_quota_that_reads_checks_and_writes() -> None:
    found = prove("race", database="sqlite", attempts=300, retried=100, limit=100, copies=0, naive=1)

    assert found["overspend"] or found["charged_twice"] or found["ledger_differs"], found


def test_a_killed_worker_and_a_lost_broker_lose_nothing() -> None:
    found = prove("kills", database="sqlite", jobs=3, master=1, broker=1, poison=0, milliseconds=1_500)

    assert_nothing_is_lost(found)
    assert found["killed"] == {"master": 1, "broker": 1}


@pytest.mark.soak
@pytest.mark.timeout(1_000)
@each_database
@pytest.mark.parametrize("seed", range(20))
def test_race_at_full_length(database: str, seed: int) -> None:
    found = prove("race", database=database, timeout_s=900, seed=seed, copies=1_000 if seed == 0 else 50)

    assert_quota_is_right(found)
    assert_copies_are_charged_once(found, copies=1_000 if seed == 0 else 50)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@each_database
def test_kills_at_full_length(database: str) -> None:
    deaths = {"worker": 60, "master": 60, "dispatcher": 40, "broker": 40}
    found = prove("kills", database=database, timeout_s=3_500, jobs=1_000, poison=3, milliseconds=300, **deaths)

    assert_nothing_is_lost(found)
    assert found["poison_attempts"] == [3, 3, 3], found
    assert found["poison_given_up"] == 3, found
    assert found["recovery_max_s"] <= 30, found


def assert_http_is_right(found: dict[str, Any], *, copies: int) -> None:
    right = {"overspend": 0, "charged_twice": 0, "ledger_differs": 0, "jobs_differ": 0, "unused": 0, "unexpected": []}
    assert {name: found[name] for name in right} == right, found
    assert found["refused"], found
    if copies:
        assert found["copies_refused"] == found["repeated_refused"] == [], found
        assert found["copies_answered"] == found["repeated_answered"] == copies, found
        once = ("copies_answers", "copies_charged", "copies_candidates", "copies_used")
        once += ("repeated_answers", "repeated_jobs", "repeated_charged")
        assert {name: found[name] for name in once} == dict.fromkeys(once, 1), found


@pytest.mark.parametrize("database", databases()[-1:])
def test_clients_that_race_over_http_neither_overspend_nor_pay_twice(database: str) -> None:
    found = prove("http_race", database=database, left=100, batches=8, retried=4, copies=50)

    assert_http_is_right(found, copies=50)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(20))
def test_race_over_http_at_full_length(seed: int) -> None:
    copies = 1_000 if seed == 0 else 0
    found = prove(
        "http_race", database="postgresql", timeout_s=3_500, seed=seed, left=2_000, batches=120, copies=copies
    )

    assert_http_is_right(found, copies=copies)


@pytest.mark.soak
@pytest.mark.timeout(1_000)
def test_the_race_over_http_catches_a_quota_that_reads_checks_and_writes() -> None:
    found = prove("http_race", database="postgresql", timeout_s=900, left=300, batches=30, copies=0, naive=1)

    assert found["overspend"] or found["charged_twice"] or found["ledger_differs"], found


def assert_hostile_files_do_no_harm(found: dict[str, Any]) -> None:
    nothing = ("server_errors", "dead_workers", "untyped", "unfinished", "gave_up", "health_failures")
    nothing += ("reserved", "failed_and_charged", "ledger_differs", "charges_differ")
    assert not any(found[name] for name in nothing), found
    assert found["files"] == sum(found["outcomes"].values()), found
    assert found["limit_mib"] <= 1_024, found


@pytest.mark.covers("R114")
def test_damaged_files_over_http_are_results_or_typed_errors() -> None:
    found = prove(
        "hostile_files", database="sqlite", settings="cvault.settings", mutations=20, batched=20, bombs=0, strangers=0
    )

    assert_hostile_files_do_no_harm(found)
    assert found["outcomes"]["read"], found


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("database", databases()[-1:])
def test_hostile_files_at_full_length(database: str) -> None:
    found = prove("hostile_files", database=database, settings="cvault.settings", timeout_s=3_500)

    assert_hostile_files_do_no_harm(found)
    assert found["files"] >= 300 + 40, found
    assert found["slowest_s"] <= 15.0, found
    assert found["peak_mib"] <= 1_024, found
    assert found["health_p99_ms"] < 200, found
