"""Requirements R200-R227 over HTTP: subscriptions, what is sent when a job ends, the delivery history."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parsing.tests.fake_engine import FakeEngine
from webhooks import delivery, http, signing
from webhooks.models import Delivery

URL = "/api/portal/webhooks"


@pytest.fixture(autouse=True)
def _insecure_targets(settings: Any) -> None:
    settings.WEBHOOK_ALLOW_INSECURE = True


@pytest.fixture
def created(api_client: Any) -> dict[str, Any]:
    body = {"target_url": "http://127.0.0.1:9/hook", "event_types": ["parse.completed", "parse.failed"]}
    answer = api_client.post(URL, body, content_type="application/json")
    assert answer.status_code == 201
    return dict(answer.json()["webhook"])


def test_created_webhook_shows_its_secret_once(api_client: Any, created: dict[str, Any]) -> None:
    listed = api_client.get(URL).json()

    assert created["id"].startswith("wh_")
    assert created["secret"].startswith("whsec_")
    assert listed["success"] is True
    assert [entry["id"] for entry in listed["webhooks"]] == [created["id"]]
    assert "secret" not in listed["webhooks"][0]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"target_url": ""},
        {"target_url": 5},
        {"target_url": "ftp://example.com"},
        {"target_url": "http://127.0.0.1:9/", "event_types": []},
        {"target_url": "http://127.0.0.1:9/", "event_types": ["parse.everything"]},
        {"target_url": "http://127.0.0.1:9/", "event_types": "parse.completed"},
    ],
)
def test_wrong_webhook_is_refused_with_a_sentence(api_client: Any, body: dict[str, Any]) -> None:
    answer = api_client.post(URL, body, content_type="application/json")

    assert answer.status_code == 400
    assert isinstance(answer.json()["error"], str)


def test_private_target_is_refused(api_client: Any, settings: Any) -> None:
    settings.WEBHOOK_ALLOW_INSECURE = False

    answer = api_client.post(URL, {"target_url": "https://127.0.0.1/"}, content_type="application/json")

    assert answer.status_code == 400
    assert "not public" in answer.json()["error"]


def test_finished_parse_is_delivered_signed_and_listed(
    api_client: Any, created: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: dict[str, Any] = {}

    def post(url: str, body: bytes, headers: dict[str, str]) -> http.Answer:
        sent.update(url=url, body=body, headers=headers)
        return http.Answer(200, b"ok", None, 5)

    monkeypatch.setattr(http, "post", post)
    cv = SimpleUploadedFile("cv.txt", b"Jane Smith\njane@example.com\n\nSkills\nPython, Django\n", "text/plain")
    parsed = api_client.post("/api/portal/parse_cv_batch_parallel", {"files[]": cv}).json()

    delivery.attempt_delivery(Delivery.objects.get().id)

    event = json.loads(sent["body"])
    assert sent["url"] == created["target_url"]
    assert event["type"] == "parse.completed"
    assert event["data"]["job_id"] == parsed["job_id"]
    assert (event["data"]["total"], event["data"]["completed"], event["data"]["failed"]) == (1, 1, 0)
    assert b"Jane" not in sent["body"]
    assert sent["headers"]["CVault-Signature"] == signing.contract_signature(created["secret"], sent["body"])
    history = api_client.get(f"{URL}/{created['id']}/deliveries").json()
    assert history["total"] == 1
    entry = history["deliveries"][0]
    assert (entry["event_id"], entry["status"], entry["response_status"]) == (event["id"], "succeeded", 200)
    assert entry["request_body"] == sent["body"].decode()


def test_deleted_webhook_is_gone(api_client: Any, created: dict[str, Any]) -> None:
    assert api_client.delete(f"{URL}/{created['id']}").json() == {"success": True}

    assert api_client.delete(f"{URL}/{created['id']}").status_code == 404
    assert api_client.get(URL).json()["webhooks"] == []


def test_test_event_and_resend(api_client: Any, created: dict[str, Any]) -> None:
    first = api_client.post(f"{URL}/{created['id']}/test").json()

    again = api_client.post(f"{URL}/{created['id']}/deliveries/{first['delivery_id']}/resend").json()

    assert again["event_id"] == first["event_id"]
    assert again["delivery_id"] != first["delivery_id"]


def test_eleventh_webhook_is_refused(api_client: Any, created: dict[str, Any]) -> None:
    for _ in range(9):
        api_client.post(URL, {"target_url": "http://127.0.0.1:9/"}, content_type="application/json")

    answer = api_client.post(URL, {"target_url": "http://127.0.0.1:9/"}, content_type="application/json")

    assert answer.status_code == 403


@pytest.mark.covers("R380")
def test_a_document_of_the_extract_api_is_told_to_those_who_subscribed(
    api_client: Any, created: dict[str, Any], fake_engine: FakeEngine
) -> None:
    cv = SimpleUploadedFile("cv.txt", b"Jane Smith", "text/plain")
    job_id = api_client.post("/api/v1/extract", {"file": cv})["X-Job-Id"]

    event = json.loads(Delivery.objects.get().event.body)

    assert (event["type"], event["data"]["job_id"]) == ("parse.completed", job_id)
    assert event["data"]["source"] == "extract"


@pytest.mark.covers("R380")
def test_nobody_is_told_who_did_not_subscribe(api_client: Any, fake_engine: FakeEngine) -> None:
    api_client.post("/api/v1/extract", {"file": SimpleUploadedFile("cv.txt", b"Jane Smith", "text/plain")})

    assert not Delivery.objects.exists()
