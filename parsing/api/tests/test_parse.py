"""parse_cv_batch_parallel: the form, the synchronous and the asynchronous answer."""

import json

import pytest

from billing.models import Charge, QuotaPeriod, Subscription
from parsing import jobs
from parsing.api.tests.conftest import PARSE, a_file
from parsing.models import Candidate, JobFile, JobState, ParseJob

pytestmark = pytest.mark.django_db

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.covers(
    "R063",
    "R065",
    "R066",
    "R099",
    "R104",
    "R105",
    "R106",
    "R107",
    "R109",
    "R110",
    "R111",
    "R112",
    "R113",
    "R007",
    "R379",
)
def test_small_batches_are_answered_at_once(parse):
    response = parse("Ada Lovelace", "Grace Hopper")

    body = response.json()
    assert response.status_code == 200
    assert {"success", "count", "parses_used", "parses_limit", "duplicates", "results"} <= set(body)
    assert (body["success"], body["count"], body["failed"], body["duplicates"]) == (True, 2, 0, [])
    assert (body["parses_used"], body["parses_limit"], body["quota_status"]) == (2, 1000, "ok")
    first, second = body["results"]
    assert {"file_index", "filename", "success", "candidate", "parse_tier", "cached"} <= set(first)
    assert (first["file_index"], first["filename"], first["success"]) == (0, "0.txt", True)
    assert (first["parse_tier"], first["cached"]) == ("tier1", False)
    assert first["candidate"]["name"] == "Ada Lovelace"
    by_name = {candidate.name: candidate.id for candidate in Candidate.objects.all()}
    assert first["candidate"]["candidate_id"] == first["candidate_id"] == by_name["Ada Lovelace"]
    assert second["file_index"] == 1
    assert ParseJob.objects.get().id == body["job_id"]


@pytest.mark.covers("R114", "R115", "R151", "R136", "R138", "R096")
def test_a_file_that_cannot_be_read_is_a_result(parse):
    body = parse("unreadable", "").json()

    assert (body["success"], body["count"], body["failed"]) == (True, 2, 2)
    assert body["results"][0] == {
        "file_index": 0,
        "filename": "0.txt",
        "success": False,
        "error": "Could not extract text from file",
        "error_code": "unreadable",
    }
    assert body["results"][1]["error_code"] == "empty_document"
    assert body["status"] == "completed"
    assert body["parses_used"] == 0


@pytest.mark.covers("R116", "R117", "R118", "R119", "R120", "R100", "R101", "R050")
def test_more_than_five_files_are_answered_with_a_job(parse):
    response = parse(*(f"Person {number}" for number in range(6)))

    body = response.json()
    assert response.status_code == 202
    job_id = body["job_id"]
    assert job_id.startswith("job_")
    assert body == {
        "success": True,
        "async": True,
        "job_id": job_id,
        "status": "queued",
        "total": 6,
        "poll_url": f"/api/portal/job_status/{job_id}",
        "results_url": f"/api/portal/job_results/{job_id}",
        "parses_used": 6,
        "parses_limit": 1000,
        "quota_status": "ok",
        "duplicates": [],
    }
    assert response["Location"] == body["poll_url"]
    assert response["Retry-After"] == "1"


@pytest.mark.covers("R101")
@pytest.mark.parametrize(("mode", "texts", "status"), [("sync", 6, 200), ("async", 1, 202), ("auto", 1, 200)])
def test_mode_chooses(parse, mode, texts, status):
    assert parse(*(f"Person {number}" for number in range(texts)), mode=mode).status_code == status


@pytest.mark.covers("R101")
def test_a_running_job_becomes_a_202_when_the_window_closes(parse, settings, engine):
    settings.PARSE_SYNC_BUDGET_S = 0.01
    engine.slots = 0  # no room in this process, and no worker either

    response = parse("Ada Lovelace")

    assert response.status_code == 202
    assert ParseJob.objects.get().state == JobState.QUEUED


@pytest.mark.covers("R121", "R037", "R055", "R057", "R054", "R123")
def test_duplicates_are_free_and_named(parse):
    first = parse("Ada Lovelace").json()
    known = first["results"][0]["candidate_id"]

    response = parse("Ada Lovelace", "Grace Hopper", "Grace Hopper")

    body = response.json()
    assert [item["cached"] for item in body["results"]] == [True, False, True]
    assert body["results"][0]["candidate_id"] == known
    assert body["parses_used"] == 2
    assert [item["file_index"] for item in body["duplicates"]] == [0, 2]
    assert body["duplicates"][0]["duplicate_of"] == {
        "candidate_id": known,
        "job_id": first["job_id"],
        "filename": "0.txt",
        "parsed_at": body["duplicates"][0]["duplicate_of"]["parsed_at"],
    }
    assert parse("Ada Lovelace", "Grace Hopper", mode="async").status_code == 200


@pytest.mark.covers("R068", "R077", "R102", "R267", "R268", "R070")
def test_a_job_description_brings_the_score_into_the_default_profile(parse):
    with_job = parse("Ada Lovelace", job_description="Python Django").json()["results"][0]["candidate"]
    without = parse("Ada Lovelace").json()["results"][0]["candidate"]

    assert with_job["fit_score"] == 2
    assert with_job["hiring_recommendation"] == "no"
    assert with_job["skills"] == []
    assert "fit_score" not in without
    assert "hiring_recommendation" not in without


@pytest.mark.covers("R159", "R158")
@pytest.mark.parametrize(
    "fields",
    [
        {"required_skills": '["Python", "Go", "Rust"]'},
        {"required_skills": ["Python", "Go", "Rust"]},
        {"required_skills[]": ["Python", "Go", "Rust"]},
        {"required_skills": "Python, Go, Rust"},
        {"parse_options": '{"required_skills": ["Python", "Go", "Rust"]}'},
    ],
)
def test_skills_can_be_sent_instead_of_a_description(parse, fields):
    assert parse("Ada Lovelace", **fields).json()["results"][0]["candidate"]["fit_score"] == 3


@pytest.mark.covers(
    "R069", "R073", "R074", "R075", "R076", "R078", "R079", "R080", "R081", "R082", "R083", "R085", "R088",
    "R269", "R270", "R271", "R283",
)  # fmt: skip
@pytest.mark.parametrize(
    ("options", "present", "absent"),
    [
        (None, set(), {"verdict", "red_flags", "strengths", "self_check", "projects"}),
        ({"red_flags": True}, set(), {"verdict", "red_flags"}),
        ({"output_profile": "ats_plus"}, {"verdict", "red_flags", "strengths", "self_check"}, {"projects"}),
        ({"output_profile": "ats_plus", "verdict": False}, {"red_flags"}, {"verdict"}),
        ({"output_profile": "ats_plus", "verdict": "false"}, {"red_flags"}, {"verdict"}),
        ({"response_mode": "full"}, {"verdict", "projects", "links", "evidence"}, set()),
        ({"response_mode": "ats"}, set(), {"verdict", "projects"}),
        ({"output_profile": "ats_core", "response_mode": "full"}, set(), {"projects"}),
    ],
)
def test_profiles_and_switches(parse, options, present, absent):
    fields = {"parse_options": json.dumps(options)} if options is not None else {}

    candidate = parse("Ada Lovelace", **fields).json()["results"][0]["candidate"]

    assert present <= set(candidate)
    assert not absent & set(candidate)


@pytest.mark.covers("R082", "R087")
def test_what_is_ignored_is_said(parse):
    body = parse("Ada", parse_options='{"red_flags": true, "colour": "blue"}', shoe_size="43").json()

    assert len(body["warnings"]) == 3
    assert any("colour" in warning for warning in body["warnings"])
    assert any("shoe_size" in warning for warning in body["warnings"])


@pytest.mark.covers("R087", "R088", "R097", "R250", "R234")
@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"parse_options": "{"}, "parse_options"),
        ({"parse_options": "[]"}, "parse_options"),
        ({"parse_options": '{"output_profile": "huge"}'}, "parse_options.output_profile"),
        ({"parse_options": '{"verdict": 1}'}, "parse_options.verdict"),
        ({"required_skills": '["a", 1]'}, "required_skills[1]"),
        ({"required_skills": "[not json"}, "required_skills"),
        ({"allow_partial": "perhaps"}, "allow_partial"),
        ({"mode": "later"}, "mode"),
        ({"job_description": "x" * 50_001}, "job_description"),
    ],
)
def test_wrong_values_are_named(parse, fields, named):
    response = parse("Ada Lovelace", **fields)

    assert response.status_code == 400
    assert named in response.json()["details"]
    assert not ParseJob.objects.exists()


@pytest.mark.covers("R097")
def test_the_length_of_a_description_counts_code_points_after_newlines_are_made_one(parse):
    assert parse("Ada", job_description="\U0001f600" * 50_000).status_code == 200
    assert parse("Ada", job_description="\r\n" * 49_999 + "x").status_code == 200
    assert "fit_score" not in parse("Ada", job_description=" \n ").json()["results"][0]["candidate"]


@pytest.mark.covers("R066", "R096", "R067")
def test_the_field_of_the_files(api_client):
    assert api_client.post(PARSE, {"job_description": "x"}).json()["error_code"] == "missing_file"
    assert api_client.post(PARSE, {"files[]": "text, not a file"}).status_code == 400
    for name in ("files[]", "files", "file"):
        assert api_client.post(PARSE, {name: a_file()}).status_code == 200


@pytest.mark.covers("R091", "R092", "R093", "R234")
@pytest.mark.parametrize("content", [b"MZ\x90\x00" + b"\0" * 300, b"\x7fELF" + b"\0" * 300])
def test_an_unsupported_file_fails_the_request_and_is_named(api_client, content):
    files = [a_file(), a_file(content, "cv.pdf", "application/pdf")]

    response = api_client.post(PARSE, {"files[]": files})

    assert response.status_code == 400
    assert response.json()["details"]["file_index"] == 1
    assert response.json()["details"]["filename"] == "cv.pdf"
    assert not JobFile.objects.exists()


@pytest.mark.covers("R094", "R239", "R093", "R371")
def test_ten_megabytes_are_the_limit(api_client):
    limit = 10 * 1024 * 1024

    assert api_client.post(PARSE, {"files[]": a_file("Ada\n" + "x" * (limit - 4))}).status_code == 200
    response = api_client.post(PARSE, {"files[]": [a_file(), a_file("A" * (limit + 1), "big.txt")]})
    assert response.status_code == 413
    assert response.json()["error"] == "File exceeds 10 MB limit"
    assert response.json()["details"]["filename"] == "big.txt"
    assert QuotaPeriod.objects.get().used == 1


@pytest.mark.covers("R038", "R039", "R040", "R041", "R043", "R095", "R064")
@pytest.mark.parametrize(
    ("plan", "most", "parses"), [("basic", 1, 5), ("pro", 1, 100), ("ultra", 25, 1000), ("mega", 50, 5000)]
)
def test_the_plans(account, parse, plan, most, parses):
    Subscription.objects.filter(account=account).update(plan=plan)

    fits = parse(*(f"Person {number}" for number in range(min(most, parses))))
    too_many = parse(*(f"Somebody {number}" for number in range(most + 1)))

    assert fits.status_code in (200, 202)
    assert fits.json()["parses_limit"] == parses
    assert too_many.status_code == (403 if most < 50 else 400)
    if most < 50:
        assert too_many.json()["details"] == {"max_batch_size": most, "received": most + 1}


@pytest.mark.covers("R042", "R048", "R049", "R062", "R236", "R242", "R243")
def test_an_exhausted_quota_is_a_402_and_nothing_is_parsed(account, parse, engine):
    Subscription.objects.filter(account=account).update(plan="ultra")
    parse("Ada Lovelace")
    QuotaPeriod.objects.update(used=999)

    response = parse("Ada Lovelace", "Grace Hopper", "Jean Bartik")

    body = response.json()
    assert response.status_code == 402
    assert body["error"] == "Monthly parse quota exhausted"
    assert (body["quota_used"], body["quota_limit"]) == (999, 1000)
    assert (body["files_requested"], body["files_chargeable"]) == (3, 2)
    assert body["resets_at"].endswith("Z")
    assert body["upgrade_url"].endswith("/pricing")
    assert engine.read == ["Ada Lovelace"]


@pytest.mark.covers("R049")
def test_allow_partial_parses_as_many_as_fit(parse):
    parse("Ada Lovelace")
    QuotaPeriod.objects.update(used=999)

    body = parse("Grace Hopper", "Jean Bartik", "Ada Lovelace", allow_partial="true").json()

    assert [item["success"] for item in body["results"]] == [True, False, True]
    assert body["results"][1]["error"] == "Monthly parse quota exhausted"
    assert (body["parses_used"], body["quota_status"]) == (1000, "exhausted")


@pytest.mark.covers("R036", "R047")
def test_only_successful_new_parses_are_charged(parse):
    parse("Ada Lovelace", "unreadable", "")

    assert QuotaPeriod.objects.get().used == 1
    assert sorted(Charge.objects.values_list("state", flat=True)) == ["released", "settled"]


@pytest.mark.covers("R053")
def test_another_accounts_copy_is_never_used(parse, stranger_client):
    mine = parse("Ada Lovelace").json()
    theirs = parse("Ada Lovelace", client=stranger_client).json()

    assert theirs["results"][0]["cached"] is False
    assert theirs["results"][0]["candidate_id"] != mine["results"][0]["candidate_id"]
    assert theirs["parses_used"] == 1


@pytest.mark.covers("R123")
def test_an_idempotency_key_makes_one_job(parse):
    key = {"idempotency-key": "upload-7"}
    first, again = parse("Ada Lovelace", headers=key), parse("Ada Lovelace", headers=key)
    other = parse("Grace Hopper", headers=key)

    assert first.json() == again.json()
    assert ParseJob.objects.count() == 1
    assert other.status_code == 409


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "a\tb"])
def test_an_idempotency_key_has_a_shape(parse, key):
    assert parse("Ada Lovelace", headers={"idempotency-key": key}).status_code == 400


@pytest.mark.covers("R098", "R096")
def test_names_of_files_are_echoed_clean(api_client):
    files = [
        a_file("One", "../../etc/Lebenslauf Größe <b>.txt"),
        a_file("Two", "same.txt"),
        a_file("Three", "same.txt"),
    ]

    results = api_client.post(PARSE, {"files[]": files}).json()["results"]

    assert [item["filename"] for item in results] == ["Lebenslauf Größe <b>.txt", "same.txt", "same.txt"]


@pytest.mark.covers("R125")
def test_answers_are_utf_8_without_escapes(parse):
    response = parse("Zoë Łukasiewicz 王小明")

    assert "Zoë Łukasiewicz 王小明".encode() in response.content


@pytest.mark.covers("R030", "R295", "R296")
def test_a_test_key_costs_nothing_and_sees_its_own_data_only(account, parse, make_key, client_of):
    client = client_of(make_key(account, kind="cv_test")[1])
    live = parse("Ada Lovelace").json()

    test = parse("Ada Lovelace", client=client).json()

    assert test["results"][0]["cached"] is False
    assert test["parses_used"] == 1
    assert client.get(f"/api/portal/job_status/{live['job_id']}").status_code == 404
    assert client.get(f"/api/portal/job_status/{test['job_id']}").status_code == 200


@pytest.mark.covers("R126", "R064")
def test_fifty_files_go_through_in_order(account, parse, stub_broker):
    Subscription.objects.filter(account=account).update(plan="mega")
    job_id = parse(*(f"Person {number}" for number in range(50))).json()["job_id"]
    jobs.run_job(job_id)

    files = JobFile.objects.filter(job=job_id).order_by("index")
    assert [file.candidate.name for file in files] == [f"Person {number}" for number in range(50)]
