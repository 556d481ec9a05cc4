"""job_status, job_results, the list of jobs, cancelling."""

import re

import pytest

from parsing import jobs
from parsing.models import JobFile, JobState, ParseJob

pytestmark = pytest.mark.django_db

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def status_of(client, job_id):
    return client.get(f"/api/portal/job_status/{job_id}")


def results_of(client, job_id, query=""):
    return client.get(f"/api/portal/job_results/{job_id}{query}")


@pytest.fixture
def queued(parse):
    """A job of seven files that nobody has taken."""
    return parse(*(f"Person {number}" for number in range(6)), "unreadable").json()["job_id"]


@pytest.mark.covers("R128", "R129", "R131", "R132", "R133", "R139", "R376")
def test_a_queued_job(api_client, queued):
    body = status_of(api_client, queued).json()

    assert {"success", "job_id", "status", "total", "completed", "failed", "created_at", "updated_at"} <= set(body)
    assert (body["success"], body["job_id"], body["status"]) == (True, queued, "queued")
    assert (body["total"], body["completed"], body["failed"]) == (7, 0, 0)
    assert TIME.fullmatch(body["created_at"])
    assert TIME.fullmatch(body["updated_at"])
    assert "error" not in body


@pytest.mark.covers("R135", "R137", "R144", "R147", "R150", "R114")
def test_a_finished_job(api_client, queued):
    jobs.run_job(queued)

    status, results = status_of(api_client, queued).json(), results_of(api_client, queued).json()

    assert (status["status"], status["completed"], status["failed"]) == ("completed", 6, 1)
    assert {"success", "job_id", "total", "offset", "limit", "results"} <= set(results)
    assert (results["total"], results["offset"], results["limit"], results["status"]) == (7, 0, 100, "completed")
    assert [item["file_index"] for item in results["results"]] == list(range(7))
    assert results["results"][6]["success"] is False


@pytest.mark.covers("R134", "R150")
def test_what_is_ready_can_be_fetched_before_the_end(api_client, queued, engine):
    def stop():
        raise RuntimeError("the process ends here")

    engine.commands["Person 3"] = stop
    with pytest.raises(RuntimeError):
        jobs.run_job(queued)

    status, results = status_of(api_client, queued).json(), results_of(api_client, queued).json()

    assert status["status"] == results["status"] == "processing"
    assert 0 < len(results["results"]) < 7
    assert results["total"] == len(results["results"])
    assert all(item["success"] for item in results["results"])


@pytest.mark.covers("R145", "R146", "R148", "R149")
@pytest.mark.parametrize(
    ("query", "offset", "limit", "indexes", "following"),
    [
        ("", 0, 100, [0, 1, 2, 3, 4, 5, 6], None),
        ("?offset=2&limit=3", 2, 3, [2, 3, 4], 5),
        ("?offset=6&limit=1", 6, 1, [6], None),
        ("?limit=1000", 0, 100, [0, 1, 2, 3, 4, 5, 6], None),
        ("?offset=7", 7, 100, [], None),
        ("?offset=99999999999999999999999", 2**31 - 1, 100, [], None),
    ],
)
def test_pages(api_client, queued, query, offset, limit, indexes, following):
    jobs.run_job(queued)

    body = results_of(api_client, queued, query).json()

    assert (body["total"], body["offset"], body["limit"]) == (7, offset, limit)
    assert [item["file_index"] for item in body["results"]] == indexes
    assert (body["has_more"], body["next_offset"]) == (following is not None, following)


@pytest.mark.covers("R148")
@pytest.mark.parametrize(
    "query", ["?limit=0", "?limit=-1", "?offset=-1", "?limit=ten", "?offset=1.5", "?limit=", "?limit=٣"]
)
def test_pages_that_make_no_sense(api_client, queued, query):
    response = results_of(api_client, queued, query)

    assert response.status_code == 400
    assert response.json()["details"]


@pytest.mark.covers("R141", "R238", "R023")
@pytest.mark.parametrize("path", ["job_status", "job_results"])
def test_unknown_and_foreign_jobs_answer_alike(api_client, stranger_client, queued, path):
    unknown = stranger_client.get(f"/api/portal/{path}/job_nothing")
    foreign = stranger_client.get(f"/api/portal/{path}/{queued}")

    assert unknown.status_code == foreign.status_code == 404
    assert unknown.json() == foreign.json()
    assert unknown.json()["error"] == "Job ID or resource not found"


@pytest.mark.covers("R136", "R140", "R051")
def test_a_job_that_failed_as_a_whole_says_why(api_client, queued):
    jobs.fail_job(ParseJob.objects.get(), "The storage is full")

    body = status_of(api_client, queued).json()

    assert (body["status"], body["error"], body["failed"]) == ("failed", "The storage is full", 7)
    assert results_of(api_client, queued).json()["results"][0]["error_code"] == "job_failed"


def test_a_job_can_be_cancelled_once(api_client, queued):
    first = api_client.post(f"/api/portal/jobs/{queued}/cancel")
    second = api_client.post(f"/api/portal/jobs/{queued}/cancel")

    assert (first.status_code, first.json()["status"]) == (200, "failed")
    assert second.status_code == 409
    assert api_client.get("/api/portal/usage").json()["parses_used"] == 0
    assert not jobs.run_job(queued) or ParseJob.objects.get().state == JobState.FAILED


def test_the_list_of_jobs(api_client, stranger_client, queued, parse):
    other = parse("Ada Lovelace").json()["job_id"]

    body = api_client.get("/api/portal/jobs?limit=1").json()

    assert [job["job_id"] for job in body["jobs"]] == [other]
    assert (body["total"], body["has_more"], body["next_offset"]) == (2, True, 1)
    assert stranger_client.get("/api/portal/jobs").json()["jobs"] == []


@pytest.mark.covers("R290", "R056")
def test_a_deleted_candidate_leaves_a_line_and_is_charged_again(api_client, parse):
    first = parse("Ada Lovelace").json()
    candidate_id = first["results"][0]["candidate_id"]

    assert api_client.delete(f"/api/portal/candidates/{candidate_id}").json()["deleted"] is True

    item = results_of(api_client, first["job_id"]).json()["results"][0]
    assert (item["success"], item["candidate"], item["error_code"]) == (False, None, "deleted")
    assert api_client.get(f"/api/portal/candidates/{candidate_id}").status_code == 404
    again = parse("Ada Lovelace").json()
    assert again["results"][0]["cached"] is False
    assert again["parses_used"] == 2


def test_the_number_of_queries_of_a_page_does_not_grow(api_client, queued, django_assert_max_num_queries):
    jobs.run_job(queued)
    assert JobFile.objects.count() == 7

    with django_assert_max_num_queries(6):  # key, its use, job, files with candidates
        results_of(api_client, queued)
