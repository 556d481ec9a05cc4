"""Section J of the requirements over HTTP: subscriptions, what is sent when a job ends, the delivery history."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Account
from parsing import jobs
from parsing.tests.fake_engine import FakeEngine
from webhooks import endpoints, signing
from webhooks.deliverer import deliver_due
from webhooks.models import Delivery, Endpoint
from webhooks.tests.receivers import Receiver

URL = "/api/portal/webhooks"
PARSE = "/api/portal/parse_cv_batch_parallel"


@pytest.fixture(autouse=True)
def _insecure_targets(settings: Any) -> None:
    settings.WEBHOOK_ALLOW_INSECURE = True


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    yield found
    found.close()


@pytest.fixture
def created(api_client: Any, receiver: Receiver) -> dict[str, Any]:
    body = {"target_url": receiver.url, "event_types": ["parse.completed", "parse.failed"]}
    answer = api_client.post(URL, body, content_type="application/json")
    assert answer.status_code == 201
    return dict(answer.json()["webhook"])


def a_cv(name: str = "cv.txt", text: bytes = b"Jane Smith\njane@example.com\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text, "text/plain")


def patch(client: Any, webhook_id: str, **fields: Any) -> Any:
    return client.patch(f"{URL}/{webhook_id}", json.dumps(fields), content_type="application/json")


@pytest.mark.covers("R200", "R201", "R203", "R204", "R205", "R216", "R223")
def test_created_webhook_shows_its_secret_once(api_client: Any, created: dict[str, Any]) -> None:
    listed = api_client.get(URL).json()

    assert created["id"].startswith("wh_")
    assert created["secret"].startswith("whsec_")
    assert created["event_types"] == ["parse.completed", "parse.failed"]
    assert listed["success"] is True
    assert [entry["id"] for entry in listed["webhooks"]] == [created["id"]]
    assert listed["webhooks"][0]["enabled"] is True
    assert "secret" not in listed["webhooks"][0]
    assert created["secret"] not in Endpoint.objects.get().secret


@pytest.mark.covers("R222")
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"target_url": ""},
        {"target_url": 5},
        {"target_url": "ftp://example.com"},
        {"target_url": "http://127.0.0.1:9/", "event_types": []},
        {"target_url": "http://127.0.0.1:9/", "event_types": ["parse.everything"]},
        {"target_url": "http://127.0.0.1:9/", "event_types": [["parse.completed"]]},
        {"target_url": "http://127.0.0.1:9/", "event_types": "parse.completed"},
        {"target_url": "http://127.0.0.1:9/", "description": 5},
        {"target_url": "http://127.0.0.1:9/", "max_per_second": 0},
        {"target_url": "http://127.0.0.1:9/", "max_per_second": True},
        {"target_url": "http://127.0.0.1:9/", "include_extract": "yes"},
        {"target_url": "http://127.0.0.1:9/", "enabled": None},
    ],
)
def test_wrong_webhook_is_refused_with_a_sentence(api_client: Any, body: dict[str, Any]) -> None:
    answer = api_client.post(URL, body, content_type="application/json")

    assert answer.status_code == 400
    assert isinstance(answer.json()["error"], str)
    assert not Endpoint.objects.exists()


@pytest.mark.covers("R222")
def test_no_event_types_are_all_of_them(api_client: Any) -> None:
    answer = api_client.post(URL, {"target_url": "http://127.0.0.1:9/"}, content_type="application/json")

    assert answer.json()["webhook"]["event_types"] == ["parse.completed", "parse.failed", "score.completed"]


@pytest.mark.covers("R221")
def test_private_target_is_refused(api_client: Any, settings: Any) -> None:
    settings.WEBHOOK_ALLOW_INSECURE = False

    answer = api_client.post(URL, {"target_url": "https://127.0.0.1/"}, content_type="application/json")

    assert answer.status_code == 400
    assert "not public" in answer.json()["error"]


@pytest.mark.covers("R199", "R206", "R210", "R211", "R212", "R213", "R215", "R219")
def test_finished_parse_is_delivered_signed_and_listed(
    api_client: Any, created: dict[str, Any], receiver: Receiver, fake_engine: FakeEngine
) -> None:
    parsed = api_client.post(PARSE, {"files[]": a_cv()}).json()

    deliver_due()

    sent = receiver.received[0]
    event = json.loads(sent.body)
    assert set(event) == {"id", "type", "created_at", "api_version", "livemode", "data"}
    assert (event["type"], event["api_version"], event["livemode"]) == ("parse.completed", "v1", True)
    assert event["id"].startswith("evt_")
    assert event["data"]["job_id"] == parsed["job_id"]
    assert event["data"]["status"] == "completed"
    assert event["data"]["mode"] == "sync"
    assert (event["data"]["total"], event["data"]["completed"], event["data"]["failed"]) == (1, 1, 0)
    assert event["data"]["results_url"] == f"/api/portal/job_results/{parsed['job_id']}"
    assert b"Jane" not in sent.body
    assert sent.headers["CVault-Signature"] == signing.contract_signature(created["secret"], sent.body)
    assert sent.headers["webhook-id"] == event["id"]
    history = api_client.get(f"{URL}/{created['id']}/deliveries").json()
    assert (history["success"], history["total"], history["offset"]) == (True, 1, 0)
    entry = history["deliveries"][0]
    assert (entry["event_id"], entry["status"], entry["response_status"]) == (event["id"], "succeeded", 200)
    assert entry["request_body"] == sent.body.decode()
    assert entry["request_headers"]["CVault-Signature"] == sent.headers["CVault-Signature"]
    assert (entry["attempt"], entry["response_body"], entry["error"]) == (1, "thanks", None)


@pytest.mark.covers("R210")
def test_a_job_that_nobody_waited_for_is_asynchronous(
    api_client: Any, created: dict[str, Any], fake_engine: FakeEngine
) -> None:
    accepted = api_client.post(PARSE, {"files[]": a_cv(), "mode": "async"}).json()
    jobs.run_job(accepted["job_id"])

    assert json.loads(Delivery.objects.get().event.body)["data"]["mode"] == "async"


@pytest.mark.covers("R209")
def test_a_job_with_unreadable_files_is_completed_and_says_how_many(
    api_client: Any, created: dict[str, Any], fake_engine: FakeEngine
) -> None:
    api_client.post(PARSE, {"files[]": [a_cv("a.txt", b"Ada"), a_cv("b.txt", b"unreadable")]})

    event = json.loads(Delivery.objects.get().event.body)

    assert (event["type"], event["data"]["completed"], event["data"]["failed"]) == ("parse.completed", 1, 1)


@pytest.mark.covers("R207")
def test_a_job_that_failed_as_a_whole_says_so(
    api_client: Any, created: dict[str, Any], account: Any, fake_engine: FakeEngine
) -> None:
    accepted = api_client.post(PARSE, {"files[]": a_cv(), "mode": "async"}).json()
    Account.objects.filter(pk=account.pk).update(suspended_at=timezone.now())

    jobs.run_job(accepted["job_id"])

    event = json.loads(Delivery.objects.get().event.body)
    assert (event["type"], event["data"]["status"]) == ("parse.failed", "failed")
    assert event["data"]["error"] == "The account is suspended"


@pytest.mark.covers("R208")
def test_a_rescore_tells_how_many_it_updated(api_client: Any, created: dict[str, Any], fake_engine: FakeEngine) -> None:
    patch(api_client, created["id"], event_types=["score.completed"])
    parsed = api_client.post(PARSE, {"files[]": a_cv()}).json()
    assert not Delivery.objects.exists()

    body = {"job_id": parsed["job_id"], "required_skills": ["Python"]}
    api_client.post("/api/portal/rescore_candidates", body, content_type="application/json")

    event = json.loads(Delivery.objects.get().event.body)
    assert (event["type"], event["data"]["updated"]) == ("score.completed", 1)


@pytest.mark.covers("R202", "R224", "R225")
def test_deleted_webhook_is_gone(api_client: Any, created: dict[str, Any], receiver: Receiver) -> None:
    api_client.post(f"{URL}/{created['id']}/test")

    answer = api_client.delete(f"{URL}/{created['id']}")

    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert Delivery.objects.get().state == "cancelled"
    assert (deliver_due(), receiver.received) == (0, [])
    assert api_client.delete(f"{URL}/{created['id']}").status_code == 404
    assert api_client.get(f"{URL}/{created['id']}/deliveries").status_code == 404
    assert api_client.get(URL).json()["webhooks"] == []


@pytest.mark.covers("R220", "R227")
def test_test_event_and_resend(api_client: Any, created: dict[str, Any], receiver: Receiver) -> None:
    first = api_client.post(f"{URL}/{created['id']}/test").json()
    resend = f"{URL}/{created['id']}/deliveries/{first['delivery_id']}/resend"
    assert api_client.post(resend).json() == first  # it still waits
    deliver_due()

    again = api_client.post(resend).json()

    assert again["event_id"] == first["event_id"]
    assert again["delivery_id"] != first["delivery_id"]
    deliver_due()
    assert [json.loads(request.body)["id"] for request in receiver.received] == [first["event_id"]] * 2
    assert len({request.body for request in receiver.received}) == 1
    one = api_client.get(f"{URL}/{created['id']}/deliveries/{again['delivery_id']}").json()["delivery"]
    assert (one["cause"], one["status"], one["event_type"]) == ("resend", "succeeded", "webhook.test")


@pytest.mark.covers("R226")
def test_eleventh_webhook_is_refused(api_client: Any, created: dict[str, Any]) -> None:
    for _ in range(9):
        api_client.post(URL, {"target_url": "http://127.0.0.1:9/"}, content_type="application/json")

    answer = api_client.post(URL, {"target_url": "http://127.0.0.1:9/"}, content_type="application/json")

    assert answer.status_code == 403


def test_a_webhook_is_changed_in_part(api_client: Any, created: dict[str, Any]) -> None:
    changed = patch(api_client, created["id"], description="Staging", max_per_second=5).json()["webhook"]

    assert (changed["description"], changed["max_per_second"]) == ("Staging", 5)
    assert changed["target_url"] == created["target_url"]
    assert patch(api_client, created["id"], target_url="ftp://example.com").status_code == 400
    assert patch(api_client, created["id"], max_per_second=7.0).json()["webhook"]["max_per_second"] == 7
    assert patch(api_client, created["id"], max_per_second=7.5).status_code == 400
    assert patch(api_client, created["id"], max_per_second=None).json()["webhook"]["max_per_second"] is None


@pytest.mark.covers("R225", "R229")
def test_a_disabled_webhook_gets_nothing_and_begins_anew_when_enabled(
    api_client: Any, created: dict[str, Any], receiver: Receiver
) -> None:
    receiver.will_answer(410)
    api_client.post(f"{URL}/{created['id']}/test")
    deliver_due()
    gone = api_client.get(f"{URL}/{created['id']}").json()["webhook"]
    assert (gone["enabled"], gone["last_failure"]) == (False, "The endpoint answered 410")
    assert "410" in gone["disabled_reason"]
    assert api_client.post(f"{URL}/{created['id']}/test").status_code == 409

    back = patch(api_client, created["id"], enabled=True).json()["webhook"]

    assert (back["enabled"], back["disabled_reason"], back["failing_since"]) == (True, None, None)
    assert api_client.post(f"{URL}/{created['id']}/test").status_code == 202


@pytest.mark.covers("R230")
def test_a_rotated_secret_overlaps_with_the_old_one(
    api_client: Any, created: dict[str, Any], receiver: Receiver
) -> None:
    rotated = api_client.post(f"{URL}/{created['id']}/rotate").json()
    receiver.will_answer(401)
    api_client.post(f"{URL}/{created['id']}/test")
    deliver_due()
    Delivery.objects.update(due_at=timezone.now())
    deliver_due()

    new, old = rotated["webhook"]["secret"], created["secret"]
    assert new != old
    assert rotated["previous_secret_valid_until"] > "2"
    signatures = [request.headers["CVault-Signature"] for request in receiver.received]
    body = receiver.received[0].body
    assert signatures == [signing.contract_signature(new, body), signing.contract_signature(old, body)]
    assert len(receiver.received[0].headers["webhook-signature"].split(" ")) == 2

    Endpoint.objects.update(previous_secret_until=timezone.now() - timedelta(seconds=1))
    api_client.post(f"{URL}/{created['id']}/test")
    deliver_due()
    assert len(receiver.received[-1].headers["webhook-signature"].split(" ")) == 1


def test_deliveries_are_narrowed_and_paged(api_client: Any, created: dict[str, Any], receiver: Receiver) -> None:
    receiver.will_answer(500)
    for _ in range(3):
        api_client.post(f"{URL}/{created['id']}/test")
        deliver_due()
    deliveries = f"{URL}/{created['id']}/deliveries"

    page = api_client.get(deliveries, {"limit": 2, "offset": 2}).json()
    assert (page["total"], len(page["deliveries"]), page["has_more"]) == (3, 1, False)
    assert api_client.get(deliveries, {"status": "pending"}).json()["total"] == 1
    assert api_client.get(deliveries, {"event_type": "parse.failed"}).json()["total"] == 0
    assert api_client.get(deliveries, {"since": "2999-01-01"}).json()["total"] == 0
    assert api_client.get(deliveries, {"until": "2999-01-01T00:00:00Z"}).json()["total"] == 3
    waiting = api_client.get(deliveries, {"status": "pending"}).json()["deliveries"][0]
    assert waiting["next_retry_at"] is not None
    assert waiting["attempts"][0]["response_body"] == "thanks"
    for wrong in ({"status": "lost"}, {"event_type": "x"}, {"since": "yesterday"}, {"until": "2026-13-01"}):
        assert api_client.get(deliveries, wrong).status_code == 400


def test_everything_lost_is_recovered(api_client: Any, created: dict[str, Any], receiver: Receiver) -> None:
    first = api_client.post(f"{URL}/{created['id']}/test").json()
    Delivery.objects.update(state="failed")
    recover = f"{URL}/{created['id']}/recover"

    answer = api_client.post(recover, {"since": "2020-01-01T00:00:00Z"}, content_type="application/json")

    assert (answer.status_code, answer.json()["recovered"]) == (202, 1)
    deliver_due()
    assert json.loads(receiver.received[0].body)["id"] == first["event_id"]
    assert api_client.post(recover, {}, content_type="application/json").status_code == 400
    assert api_client.post(recover, {"since": 5}, content_type="application/json").status_code == 400


@pytest.mark.covers("R380")
def test_a_document_of_the_extract_api_is_told_to_those_who_asked(
    api_client: Any, created: dict[str, Any], fake_engine: FakeEngine
) -> None:
    api_client.post("/api/v1/extract", {"file": a_cv("one.txt", b"Jane One")})
    assert not Delivery.objects.exists()
    patch(api_client, created["id"], include_extract=True)

    job_id = api_client.post("/api/v1/extract", {"file": a_cv("two.txt", b"Jane Two")})["X-Job-Id"]

    event = json.loads(Delivery.objects.get().event.body)
    assert (event["type"], event["data"]["job_id"]) == ("parse.completed", job_id)
    assert event["data"]["source"] == "extract"


@pytest.mark.covers("R023")
def test_a_stranger_finds_nothing(
    api_client: Any, stranger_client: Any, created: dict[str, Any], receiver: Receiver
) -> None:
    sent = api_client.post(f"{URL}/{created['id']}/test").json()
    one = f"{URL}/{created['id']}"

    assert stranger_client.get(URL).json()["webhooks"] == []
    for path in (one, f"{one}/deliveries", f"{one}/deliveries/{sent['delivery_id']}"):
        assert stranger_client.get(path).status_code == 404
    for path in (f"{one}/test", f"{one}/rotate", f"{one}/recover", f"{one}/deliveries/{sent['delivery_id']}/resend"):
        assert stranger_client.post(path).status_code == 404
    assert patch(stranger_client, created["id"], enabled=False).status_code == 404
    # An id of another endpoint's delivery is not found under one's own.
    body = {"target_url": receiver.url}
    own = stranger_client.post(URL, body, content_type="application/json").json()["webhook"]["id"]
    assert stranger_client.post(f"{URL}/{own}/deliveries/{sent['delivery_id']}/resend").status_code == 404


def test_endpoints_of_the_pages_and_of_the_api_are_the_same(api_client: Any, account: Any) -> None:
    made, _secret = endpoints.create_endpoint(account, {"target_url": "http://127.0.0.1:9/"})

    assert [entry["id"] for entry in api_client.get(URL).json()["webhooks"]] == [made.pk]
