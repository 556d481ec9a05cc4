"""What the APIs stand over a real wire, in small; `make soak` runs it at full length."""

from typing import Any

import pytest

from parsing.soak.harness import prove

pytestmark = pytest.mark.timeout(400)  # processes start slowly on a machine that others use too


def assert_the_wire_is_harmless(found: dict[str, Any], *, files: int) -> None:
    assert found["refused_by_portal"] == found["refused_by_extract"] == found["malformed"], found
    assert found["jobs"] == found["charges"] == found["documents"] == found["files_left"] == 0, found
    assert found["answers_after_broken"] == found["answers_after_slow"] == 200, found
    assert found["slow_ended_s"] < 20, found  # the grace of the proof is 3 s; without one they would end after 60
    assert (found["large_statuses"], found["stored"]) == ([400, 202], files + 1), found
    assert found["memory_growth_mb"] <= 40, found  # a file may be looked at as a whole, a batch may not


@pytest.mark.covers("R017", "R094", "R369")
def test_broken_slow_and_large_uploads_cost_nothing() -> None:
    found = prove("wire", database="sqlite", broken=4, slow=8, files=8)

    assert_the_wire_is_harmless(found, files=8)


@pytest.mark.soak
@pytest.mark.timeout(1_000)
def test_the_wire_at_full_length() -> None:
    found = prove("wire", database="sqlite", timeout_s=900, broken=200, slow=8, files=50)

    assert_the_wire_is_harmless(found, files=50)


@pytest.mark.covers("R016", "R252", "R291")
def test_generated_requests_find_no_answer_that_the_documents_do_not_promise() -> None:
    found = prove("conformance", database="sqlite", settings="cvault.settings", examples=1, modes=1, coverage=0)

    assert found["failures"] == [], "\n".join(found["failures"])
    assert found["portal_test"], found
    assert found["extract_test"], found


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_twenty_thousand_generated_requests() -> None:
    found = prove(
        "conformance", database="sqlite", settings="cvault.settings", timeout_s=3_500, examples=12, least=20_000
    )

    assert found["failures"] == [], "\n".join(found["failures"])
    assert found["requests"] >= 20_000, found
