"""The snippets of docs/api, which are those of the reference, against a running server."""

import ast
import json
import re
from pathlib import Path

import pytest

from parsing.tests.live.conftest import snippets

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.covers("R001", "R102", "R103", "R104", "R101", "R022")
def test_the_quickstart_prints_a_person(run_snippet):
    printed = run_snippet("portal.md", "quickstart")

    assert "Name: Amelia Hartley" in printed
    assert re.search(r"Fit score: \d{1,3}/100", printed)
    assert re.search(r"Skills: \w+", printed)


@pytest.mark.covers("R066", "R089", "R090", "R063")
def test_the_batch_example_reads_both_files(run_snippet):
    answer = ast.literal_eval(run_snippet("portal.md", "batch"))

    assert [item["success"] for item in answer["results"]] == [True, True]
    assert answer["results"][0]["filename"] == "john_doe.pdf"
    assert answer["results"][1]["candidate"]["name"]


@pytest.mark.covers("R128", "R144", "R166", "R184", "R155")
def test_the_curl_examples_lead_from_one_to_the_next(run_snippet):
    batch = ast.literal_eval(run_snippet("portal.md", "batch"))
    ids = {"job_abc123": batch["job_id"], "cand_xyz": batch["results"][0]["candidate_id"]}

    status, results, skills, rescored, questions = (
        json.loads(run_snippet("portal.md", name, **ids))
        for name in (
            "job_status",
            "job_results",
            "extract_skills",
            "rescore_candidates",
            "generate_interview_questions",
        )
    )

    assert (status["status"], status["completed"]) == ("completed", 2)
    assert [item["file_index"] for item in results["results"]] == [0, 1]
    assert {"Python", "Django", "PostgreSQL"} <= set(skills["required"])
    assert rescored["updated"] == 2
    assert {"Technical", "Behavioural"} <= {item["category"] for item in questions["questions"]}


@pytest.mark.covers("R292", "R293", "R299", "R326", "R333")
def test_the_extract_examples(run_snippet):
    data = json.loads(run_snippet("extract.md", "extract"))["data"]
    usage = json.loads(run_snippet("extract.md", "usage"))["data"]
    unknown = json.loads(run_snippet("extract.md", "job"))

    assert data["full_name"] == "Amelia Hartley"
    assert usage["credits_used"] == 1
    assert unknown["error"]["code"] == "NOT_FOUND"


def test_every_snippet_of_the_pages_is_run_here():
    names = {name for page in ("portal.md", "extract.md") for name in snippets(page)}
    # An endpoint needs a public https address; the verifying ones are run by webhooks/tests/test_signing.py.
    not_run = {"webhooks", "event", "verify", "verify_node", "verify_standard"}

    source = Path(__file__).read_text(encoding="utf-8")

    assert {name for name in names - not_run if f'"{name}"' not in source} == set()
