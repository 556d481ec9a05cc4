"""extract_skills, rescore_candidates, generate_interview_questions."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.audit import forget
from accounts.models import AuditEvent
from parsing import jobs, sandbox
from parsing.containment.errors import ParserCrashed
from parsing.models import JobKind, ParseJob
from parsing.services import interviews

pytestmark = pytest.mark.django_db

JSON = {"content_type": "application/json"}
DESCRIPTION = """Senior Backend Engineer
Requirements:
- Python, Django, PostgreSQL
- Docker
Nice to have:
- Kubernetes, Redis
"""


def post(client, path, body):
    return client.post(f"/api/portal/{path}", body, **JSON)


@pytest.mark.covers("R154", "R155", "R156", "R157", "R160", "R162", "R165", "R058")
def test_extract_skills_answers_two_lists(api_client):
    body = {"description": DESCRIPTION, "title": "Senior Backend Engineer", "department": "Engineering"}

    answer, again = post(api_client, "extract_skills", body).json(), post(api_client, "extract_skills", body).json()

    assert answer == again
    assert answer["success"] is True
    named = ["Python", "Django", "PostgreSQL", "Docker"]
    assert [skill for skill in answer["required"] if skill in named] == named
    assert answer["nice_to_have"] == ["Kubernetes", "Redis"]
    assert not set(answer["required"]) & set(answer["nice_to_have"])
    assert api_client.get("/api/portal/usage").json()["parses_used"] == 0


@pytest.mark.covers("R163")
def test_a_description_without_skills_gives_empty_lists(api_client):
    answer = post(api_client, "extract_skills", {"description": "We are nice."}).json()

    assert (answer["success"], answer["required"], answer["nice_to_have"]) == (True, [], [])


@pytest.mark.covers("R161", "R250", "R234")
@pytest.mark.parametrize(
    "body",
    [{}, {"description": ""}, {"description": " \n"}, {"description": None}, {"description": 5}, {"description": ["a"]},
     {"description": "x" * 50_001}, {"title": "x"}, {"description": "x", "title": 5}],
)  # fmt: skip
def test_extract_skills_needs_a_description(api_client, body):
    response = post(api_client, "extract_skills", body)

    assert response.status_code == 400
    assert response.json()["details"]


def test_a_description_that_ends_its_child_is_refused(api_client, monkeypatch):
    def crash(*_, **__):
        raise ParserCrashed

    monkeypatch.setattr(sandbox, "skills_in_child", crash)

    answer = post(api_client, "extract_skills", {"description": "Python"})

    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_input")


def test_extract_skills_needs_a_child_and_says_so(api_client, monkeypatch):
    def closed(*_, **__):
        raise sandbox.SandboxClosed

    monkeypatch.setattr(sandbox, "skills_in_child", closed)

    assert post(api_client, "extract_skills", {"description": "Python"}).status_code == 503


def test_extract_skills_takes_the_longest_description(api_client):
    assert post(api_client, "extract_skills", {"description": "\U0001f600" * 50_000}).status_code == 200


@pytest.fixture
def parsed(parse):
    """A finished job with two people and a file that could not be read."""
    return parse("Ada Lovelace", "unreadable", "Grace Hopper").json()


@pytest.mark.covers("R166", "R167", "R169", "R170", "R172", "R174", "R176", "R180", "R181", "R183", "R058")
def test_rescore_answers_the_scores_of_the_people(api_client, parsed):
    body = {"job_id": parsed["job_id"], "required_skills": ["Python", "Go"], "nice_to_have_skills": ["Redis"]}

    answer, again = (
        post(api_client, "rescore_candidates", body).json(),
        post(api_client, "rescore_candidates", body).json(),
    )

    assert (answer["success"], answer["updated"]) == (True, 2)
    people = sorted(item["candidate_id"] for item in parsed["results"] if item["success"])
    assert [score["candidate_id"] for score in answer["scores"]] == people
    for score in answer["scores"]:
        assert {"candidate_id", "fit_score", "hiring_recommendation", "matched_skills", "missing_skills"} <= set(score)
        assert score["fit_score"] == 2
    assert answer["scores"] == again["scores"]
    assert api_client.get("/api/portal/usage").json()["parses_used"] == 2


@pytest.mark.covers("R175", "R153", "R178")
def test_a_rescore_is_a_job_and_its_scores_stay(api_client, parsed):
    answer = post(
        api_client, "rescore_candidates", {"job_id": parsed["job_id"], "required_skills": ["A", "B", "C"]}
    ).json()

    results = api_client.get(f"/api/portal/job_results/{parsed['job_id']}").json()["results"]
    assert [item["candidate"]["fit_score"] for item in results if item["success"]] == [3, 3]
    rescore = api_client.get(f"/api/portal/job_status/{answer['job_id']}").json()
    assert (rescore["kind"], rescore["status"], rescore["completed"]) == ("rescore", "completed", 2)
    assert api_client.get(f"/api/portal/job_results/{answer['job_id']}").json()["scores"] == answer["scores"]
    candidate_id = answer["scores"][0]["candidate_id"]
    scores = api_client.get(f"/api/portal/candidates/{candidate_id}").json()["scores"]
    assert {(item["job_id"], item["fit_score"]) for item in scores} == {(answer["job_id"], 3), (parsed["job_id"], 3)}


def test_the_history_says_who_scored_against_what_and_what_was_before(api_client, parse):
    made = parse("Ada", job_description="A").json()
    first = made["results"][0]["candidate"]["fit_score"]
    candidate_id = made["results"][0]["candidate_id"]
    body = {"job_id": made["job_id"], "required_skills": ["B", "C"], "nice_to_have_skills": ["D"]}

    rescored = post(api_client, "rescore_candidates", body).json()
    scores = api_client.get(f"/api/portal/candidates/{candidate_id}").json()["scores"]

    newest = next(item for item in scores if item["job_id"] == rescored["job_id"])
    assert (newest["required_skills"], newest["nice_to_have_skills"]) == (["B", "C"], ["D"])
    assert newest["by"].startswith("API key ")
    assert newest["scored_at"]
    before = next(item for item in scores if "replaced_at" in item)
    assert (before["job_id"], before["fit_score"]) == (made["job_id"], first)
    assert before["replaced_by"] == rescored["job_id"]


@pytest.mark.covers("R168", "R177")
def test_a_rescore_can_be_polled(api_client, parsed):
    body = {"job_id": parsed["job_id"], "required_skills": ["Python"]}

    response = post(api_client, "rescore_candidates?async=true", body)

    accepted = response.json()
    assert response.status_code == 202
    assert accepted == {
        "success": True,
        "async": True,
        "job_id": accepted["job_id"],
        "status": "queued",
        "total": 2,
        "poll_url": f"/api/portal/job_status/{accepted['job_id']}",
        "results_url": f"/api/portal/job_results/{accepted['job_id']}",
    }
    jobs.run_job(accepted["job_id"])
    results = api_client.get(accepted["results_url"]).json()
    assert (results["total"], results["updated"], len(results["scores"])) == (2, 2, 2)


@pytest.mark.covers("R160", "R171")
def test_rescore_takes_the_names_of_extract_skills_and_single_candidates(api_client, parsed):
    candidate_id = parsed["results"][0]["candidate_id"]

    answer = post(
        api_client, "rescore_candidates", {"candidate_ids": [candidate_id], "required": ["A", "a ", "B"]}
    ).json()

    assert [(score["candidate_id"], score["fit_score"]) for score in answer["scores"]] == [(candidate_id, 2)]


@pytest.mark.covers("R171")
@pytest.mark.parametrize(
    "body",
    [{}, {"required_skills": ["Python"]}, {"job_id": "JOB"}, {"job_id": "JOB", "required_skills": []},
     {"job_id": "JOB", "required_skills": "Python"}, {"job_id": "JOB", "required_skills": [1]},
     {"job_id": "JOB", "required_skills": ["", " "]}, {"job_id": 7, "required_skills": ["Python"]},
     {"job_id": "JOB", "required_skills": [f"skill {n}" for n in range(201)]}],
)  # fmt: skip
def test_rescore_refuses_what_makes_no_sense(api_client, parsed, body):
    body = {**body, **({"job_id": parsed["job_id"]} if body.get("job_id") == "JOB" else {})}

    response = post(api_client, "rescore_candidates", body)

    assert response.status_code == 400
    assert response.json()["details"]


@pytest.mark.covers("R179", "R023")
def test_rescore_of_unfinished_unknown_and_foreign_jobs(api_client, stranger_client, parse, parsed):
    skills = {"required_skills": ["Python"]}
    queued = parse("Jean Bartik", mode="async").json()["job_id"]

    assert post(api_client, "rescore_candidates", {"job_id": queued, **skills}).status_code == 409
    assert post(api_client, "rescore_candidates", {"job_id": "job_nothing", **skills}).status_code == 404
    assert post(stranger_client, "rescore_candidates", {"job_id": parsed["job_id"], **skills}).status_code == 404
    candidate_id = parsed["results"][0]["candidate_id"]
    assert post(stranger_client, "rescore_candidates", {"candidate_ids": [candidate_id], **skills}).status_code == 404


def test_rescore_of_a_job_without_people_is_finished_at_once(api_client, parse):
    job_id = parse("unreadable").json()["job_id"]

    answer = post(api_client, "rescore_candidates", {"job_id": job_id, "required_skills": ["Python"]}).json()

    assert (answer["updated"], answer["scores"]) == (0, [])
    assert ParseJob.objects.get(kind=JobKind.RESCORE).completed_at is not None


@pytest.fixture
def candidate_id(parse):
    return parse("Ada Lovelace").json()["results"][0]["candidate_id"]


@pytest.mark.covers("R184", "R186", "R187", "R188", "R189", "R190", "R196", "R198", "R058")
def test_interview_questions(api_client, candidate_id):
    body = {"candidate_id": candidate_id, "job_context": "Python, Django", "motivation_letter": "I like systems."}

    for sent in (body, {"candidate_id": candidate_id}):
        answer = post(api_client, "generate_interview_questions", sent).json()
        assert answer["success"] is True
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer["generated_at"])
        assert 1 <= len(answer["questions"]) <= 10
        assert {question["category"] for question in answer["questions"]} == {"Technical", "Behavioural"}
        assert all(question["question"] and question["rationale"] for question in answer["questions"])
    assert answer["remaining_today"] == 18


@pytest.mark.covers("R185", "R192", "R193", "R062")
def test_interview_questions_are_limited_to_twenty_a_day_of_the_account(
    account, api_client, make_key, client_of, candidate_id
):
    other_key = client_of(make_key(account)[1])
    body = {"candidate_id": candidate_id}
    assert post(api_client, "generate_interview_questions", {"candidate_id": "cand_x"}).status_code == 404

    clients = (api_client, other_key)
    statuses = [post(clients[n % 2], "generate_interview_questions", body).status_code for n in range(21)]
    last = post(api_client, "generate_interview_questions", body)

    assert statuses == [200] * 20 + [429]
    assert last.json()["limit"] == 20
    assert last.json()["resets_at"].endswith("T00:00:00Z")
    assert 1 <= int(last["Retry-After"]) <= 86_400
    told = {"account": account, "action": "interview_questions.generated"}
    forget(account, before=timezone.now())
    yesterday = timezone.now() - timedelta(days=1)
    AuditEvent.objects.bulk_create(AuditEvent(**told, created_at=yesterday) for _ in range(20))
    assert post(api_client, "generate_interview_questions", body).status_code == 200


@pytest.mark.covers("R192")
def test_the_day_ends_at_midnight_utc(account):
    before = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    for _ in range(3):
        AuditEvent.objects.create(account=account, action="interview_questions.generated", created_at=before)

    assert interviews.remaining_today(account, now=before) == 17
    assert interviews.remaining_today(account, now=before + timedelta(seconds=1)) == 20


@pytest.mark.covers("R187", "R194", "R195")
@pytest.mark.parametrize(
    ("change", "status"),
    [({"candidate_id": None}, 400), ({"candidate_id": 5}, 400), ({"candidate_id": "cand_nothing"}, 404),
     ({"job_context": "x" * 50_001}, 400), ({"motivation_letter": "x" * 50_001}, 400), ({"job_context": None}, 200)],
)  # fmt: skip
def test_interview_questions_refuse_what_makes_no_sense(api_client, candidate_id, change, status):
    response = post(api_client, "generate_interview_questions", {"candidate_id": candidate_id, **change})

    assert response.status_code == status


@pytest.mark.covers("R194", "R023")
def test_interview_questions_about_a_foreign_candidate(stranger_client, candidate_id):
    assert post(stranger_client, "generate_interview_questions", {"candidate_id": candidate_id}).status_code == 404
