"""The extract API: every way to send a file, the headers, usage, jobs, health, and its error table."""

import base64
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from billing.models import QuotaPeriod
from parsing.api.extract import views
from parsing.api.magic import FORCED_ERRORS
from parsing.api.tests.conftest import EXTRACT, a_file
from parsing.engine.readers import OcrStatus

pytestmark = pytest.mark.django_db

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
ADA = base64.b64encode(b"Ada Lovelace").decode()
FIELDS = {
    "full_name", "email", "phone", "location", "linkedin_url", "summary", "experience", "education", "skills",
    "languages", "certifications", "projects", "total_experience_years", "seniority_level", "detected_language",
    "confidence_score",
}  # fmt: skip


def error_of(response):
    return response.status_code, response.json()["error"]["code"]


@pytest.mark.covers(
    "R293", "R299", "R300", "R308", "R309", "R310", "R311", "R312", "R313", "R314", "R315", "R316", "R317", "R318",
    "R320", "R321", "R322", "R323", "R325", "R375", "R382",
)  # fmt: skip
def test_extract_answers_the_data_and_three_headers(api_client, extract):
    response = extract("Ada Lovelace")

    body = response.json()
    assert response.status_code == 200
    assert set(body) == {"success", "data"}
    assert set(body["data"]) >= FIELDS
    assert body["data"]["full_name"] == "Ada Lovelace"
    assert response["X-Job-Id"].startswith("job_")
    assert response["X-Model-Used"] == "fake-1"
    assert int(response["X-Processing-Time-Ms"]) >= 0
    job = api_client.get(f"/api/v1/job/{response['X-Job-Id']}").json()["data"]
    assert job["result"] == body["data"]
    assert (job["model_used"], str(job["processing_time_ms"])) == ("fake-1", response["X-Processing-Time-Ms"])
    assert api_client.get("/api/v1/usage").json()["data"]["credits_used"] == 1


@pytest.mark.covers("R301", "R302", "R303")
@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    "fields",
    [
        {"base64": ADA, "content_type": "text/plain"},
        {"base64": ADA, "content_type": "Text/Plain; charset=utf-8"},
        {"base64": f"data:text/plain;base64,{ADA}"},
        {"base64": f"data:text/plain;charset=utf-8;base64,{ADA}", "content_type": "text/plain"},
        {"base64": f"{ADA[:8]}\n{ADA[8:]}\n", "content_type": "text/plain"},
        {"base64": ADA.rstrip("="), "content_type": "text/plain", "filename": "ada.txt"},
    ],
)
def test_base64_in_a_form_and_in_json(api_client, as_json, fields):
    response = api_client.post(EXTRACT, fields, **({"content_type": "application/json"} if as_json else {}))

    assert response.status_code == 200
    assert response.json()["data"]["full_name"] == "Ada Lovelace"


def test_a_filename_that_is_no_text_is_refused(api_client):
    fields = {"base64": ADA, "content_type": "text/plain", "filename": {"name": "ada.txt"}}
    response = api_client.post(EXTRACT, fields, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["error"]["details"] == {"filename": "This must be a string"}


@pytest.mark.covers("R305")
def test_a_file_wins_over_base64(api_client):
    response = api_client.post(EXTRACT, {"file": a_file("Grace Hopper"), "base64": ADA, "content_type": "text/plain"})

    assert response.json()["data"]["full_name"] == "Grace Hopper"


@pytest.mark.covers("R304", "R306", "R355", "R356", "R357", "R363", "R371", "R372", "R373", "R368")
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (400, "NO_FILE")),
        ({"base64": ""}, (400, "NO_FILE")),
        ({"base64": ADA}, (400, "UNSUPPORTED_FORMAT")),
        ({"base64": ADA, "content_type": "audio/mpeg"}, (400, "UNSUPPORTED_FORMAT")),
        ({"base64": "*not base64*", "content_type": "text/plain"}, (422, "UNPROCESSABLE")),
        ({"base64": "A", "content_type": "text/plain"}, (422, "UNPROCESSABLE")),
        ({"base64": 5, "content_type": "text/plain"}, (400, "INVALID_REQUEST")),
        (
            {"base64": base64.b64encode(b"MZ\x90\0" * 99).decode(), "content_type": "text/plain"},
            (400, "UNSUPPORTED_FORMAT"),
        ),
        ({"base64": "A" * (14 * 1024 * 1024), "content_type": "text/plain"}, (400, "FILE_TOO_LARGE")),
        ({"base64": base64.b64encode(b"unreadable").decode(), "content_type": "text/plain"}, (422, "UNPROCESSABLE")),
    ],
)
def test_what_cannot_be_read(api_client, fields, expected):
    response = api_client.post(EXTRACT, fields, content_type="application/json")

    assert error_of(response) == expected
    assert not QuotaPeriod.objects.filter(used__gt=0).exists()


@pytest.mark.covers("R356", "R363", "R325")
def test_files_that_cannot_be_read(extract):
    assert error_of(extract(b"x" * (10 * 1024 * 1024 + 1))) == (400, "FILE_TOO_LARGE")
    assert error_of(extract(b"MZ\x90\0" * 99, name="cv.pdf")) == (400, "UNSUPPORTED_FORMAT")
    assert error_of(extract("unreadable")) == (422, "UNPROCESSABLE")
    assert error_of(extract("")) == (422, "UNPROCESSABLE")
    assert extract("unreadable").json()["error"]["message"] == "File corrupted or unreadable"


@pytest.mark.covers("R354", "R360", "R378")
def test_an_exhausted_quota(extract):
    extract("Ada Lovelace")
    QuotaPeriod.objects.update(used=1000)

    response = extract("Grace Hopper")

    assert response.status_code == 402
    error = response.json()["error"]
    assert (error["code"], error["retryable"]) == ("QUOTA_EXCEEDED", False)
    assert error["message"] == "Monthly credit quota exceeded. Please upgrade your plan."


@pytest.mark.covers("R325")
def test_the_same_file_again_is_free(api_client, extract):
    first, again = extract("Ada Lovelace"), extract("Ada Lovelace")

    assert first.json() == again.json()
    assert api_client.get("/api/v1/usage").json()["data"]["credits_used"] == 1


@pytest.mark.covers("R324", "R335", "R338", "R320")
def test_an_extraction_can_be_polled(api_client):
    response = api_client.post(f"{EXTRACT}?async=true", {"file": a_file()})

    job_id = response["X-Job-Id"]
    assert response.status_code == 202
    assert response.json() == {"success": True, "data": {"id": job_id, "status": "pending"}}
    job = api_client.get(f"/api/v1/job/{job_id}").json()["data"]
    assert (job["status"], job["result"], job["confidence_score"], job["completed_at"]) == ("pending", None, None, None)
    assert job["processing_time_ms"] is None


@pytest.mark.covers("R324", "R365")
def test_an_answer_that_takes_too_long_is_a_503_to_be_asked_again(extract, api_client, settings, engine):
    settings.PARSE_SYNC_BUDGET_S = 0.01
    engine.slots = 0

    response = extract("Ada Lovelace")

    assert error_of(response) == (503, "SERVICE_UNAVAILABLE")
    assert response.json()["error"]["retryable"] is True
    assert response["Retry-After"]
    assert api_client.get(f"/api/v1/job/{response['X-Job-Id']}").json()["data"]["status"] == "pending"


@pytest.mark.covers("R333", "R334", "R335", "R336", "R337", "R340", "R376")
def test_a_finished_job(api_client, extract):
    job_id = extract("Ada Lovelace")["X-Job-Id"]

    job = api_client.get(f"/api/v1/job/{job_id}").json()["data"]

    assert set(job) >= {
        "id", "status", "result", "confidence_score", "processing_time_ms", "model_used", "created_at", "completed_at",
    }  # fmt: skip
    assert (job["id"], job["status"]) == (job_id, "done")
    assert job["confidence_score"] == job["result"]["confidence_score"]
    assert MOMENT.fullmatch(job["created_at"])
    assert MOMENT.fullmatch(job["completed_at"])


@pytest.mark.covers("R338")
def test_a_failed_job_says_why(api_client, extract):
    job_id = extract("unreadable")["X-Job-Id"]

    job = api_client.get(f"/api/v1/job/{job_id}").json()["data"]

    assert (job["status"], job["result"]) == ("failed", None)
    assert job["error"] == {"code": "UNPROCESSABLE", "message": "File corrupted or unreadable", "retryable": False}


@pytest.mark.covers("R339", "R341")
def test_unknown_and_foreign_jobs(api_client, stranger_client, extract, account, make_key, client_of):
    job_id = extract("Ada Lovelace")["X-Job-Id"]
    test_client = client_of(make_key(account, kind="excv_test")[1])

    for client in (stranger_client, test_client):
        response = client.get(f"/api/v1/job/{job_id}")
        assert error_of(response) == (404, "NOT_FOUND")
        assert response.json() == client.get("/api/v1/job/abc123").json()


@pytest.mark.covers("R342", "R374")
def test_a_portal_job_can_be_read_here_and_the_other_way_round(api_client, parse, extract):
    portal, own = parse("Ada Lovelace").json()["job_id"], extract("Grace Hopper")["X-Job-Id"]

    assert api_client.get(f"/api/v1/job/{portal}").json()["data"]["status"] == "done"
    assert api_client.get(f"/api/portal/job_status/{own}").json()["status"] == "completed"


@pytest.mark.covers("R326", "R327", "R328", "R329", "R330", "R331", "R349", "R352")
def test_usage(api_client, account):
    data = api_client.get("/api/v1/usage").json()["data"]

    assert (data["plan"], data["credits_used"], data["credits_limit"], data["credits_remaining"]) == (
        "ultra",
        0,
        1000,
        1000,
    )
    assert MOMENT.fullmatch(data["current_period_start"])
    assert MOMENT.fullmatch(data["current_period_end"])
    assert isinstance(data["overage_rate"], float)
    assert data["overage_enabled"] is False
    QuotaPeriod.objects.create(
        account=account,
        starts_at=account.subscription.anchor_at,
        ends_at=timezone.now() + timedelta(days=30),
        used=1003,
    )
    assert api_client.get("/api/v1/usage").json()["data"]["credits_remaining"] == 0


@pytest.mark.covers("R344", "R345", "R346", "R348")
def test_health_is_public_and_not_wrapped(client):
    response = client.get("/api/v1/health")

    body = response.json()
    assert response.status_code == 200
    assert set(body) == {"status", "checks"}
    assert (body["status"], body["checks"]["api"], body["checks"]["database"]) == ("healthy", "ok", "ok")
    assert MOMENT.fullmatch(body["checks"]["timestamp"])


def test_health_says_which_languages_of_scans_are_read(client, monkeypatch):
    monkeypatch.setattr(views, "ocr_status", lambda: OcrStatus("tesseract 5.3.0", ("de", "en")))
    assert client.get("/api/v1/health").json()["checks"]["ocr"] == {
        "engine": "tesseract 5.3.0",
        "languages": ["de", "en"],
    }

    monkeypatch.setattr(views, "ocr_status", lambda: OcrStatus(None, ()))
    without = client.get("/api/v1/health")
    assert without.status_code == 200
    assert without.json()["checks"]["ocr"] == {"engine": None, "languages": []}


@pytest.mark.covers("R347")
def test_a_sick_database_is_a_503(client, monkeypatch):
    class Dead:
        def cursor(self):
            raise views.DatabaseError("secret host name")

    monkeypatch.setattr(views, "connection", Dead())

    response = client.get("/api/v1/health")

    assert response.status_code == 503
    assert (response.json()["status"], response.json()["checks"]["database"]) == ("unhealthy", "error")
    assert b"secret" not in response.content
    assert connection.vendor


@pytest.mark.covers("R294", "R295", "R296", "R297", "R341")
def test_a_test_key_consumes_no_credit(api_client, account, extract, make_key, client_of):
    client = client_of(make_key(account, kind="excv_test")[1])

    response = extract("Ada Lovelace", client=client)

    usage = client.get("/api/v1/usage").json()["data"]
    assert (usage["credits_used"], usage["mode"]) == (0, "test")
    assert client.get(f"/api/v1/job/{response['X-Job-Id']}").json()["data"]["livemode"] is False


@pytest.mark.undocumented
@pytest.mark.covers("R296", "R252")
@pytest.mark.parametrize("name", FORCED_ERRORS)
def test_magic_names_force_every_error_of_a_test_key(account, extract, make_key, client_of, name):
    client = client_of(make_key(account, kind="excv_test")[1])

    forced = extract("Ada Lovelace", name=f"{name}.pdf", client=client)
    live = extract("Ada Lovelace", name=f"{name}.pdf")

    assert forced.json()["success"] is False
    assert forced.json()["error"]["code"].lower() == name.removeprefix("magic_")
    assert ("Retry-After" in forced) == (forced.status_code in (429, 503))
    assert live.status_code == 200


@pytest.mark.parametrize("said", ["maybe", "\u00c2", "2"])
def test_async_that_says_neither_true_nor_false_is_refused(api_client, said):
    response = api_client.post(f"{EXTRACT}?async={said}", {"file": a_file()})

    assert response.status_code == 400
    assert response.json()["error"]["details"] == {"async": "async must be true or false"}
