"""The request log of a key: every request of it, nothing of the contents, and never a request the worse for it."""

from datetime import UTC, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts import api_keys, request_log
from accounts.models import ApiKey, ApiRequest, ApiRequestCount

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(account, api_key):
    return ApiKey.objects.get(account=account)


def logged():
    request_log.waiting.write()
    return ApiRequest.objects.order_by("created_at", "id")


def test_a_request_is_a_line_without_contents(api_client, key):
    asked_at = timezone.now()

    api_client.get("/api/portal/usage?secret=canary-in-query")
    api_client.post("/api/portal/parse_cv_batch_parallel", {"job_description": "canary in body"})
    api_client.get("/api/portal/job_status/canary_in_path")

    lines = list(logged())
    assert [(line.method, line.route, line.status) for line in lines] == [
        ("GET", "/api/portal/usage", 200),
        ("POST", "/api/portal/parse_cv_batch_parallel", 400),
        ("GET", "/api/portal/job_status/{job_id}", 404),
    ]
    assert all(line.key == key and line.ip == "127.0.0.1" for line in lines)
    assert all(asked_at <= line.created_at <= timezone.now() and 0 < line.duration_ms < 60_000 for line in lines)
    assert "canary" not in str([list(ApiRequest.objects.values()), list(ApiRequestCount.objects.values())])


def test_the_status_is_the_one_that_the_caller_got(client_of, account):
    """Also where the key was recognised and refused: it is its owner who wants to know."""
    rules = api_keys.KeyRules(networks=("192.0.2.0/24",))
    key, secret = api_keys.create_key(account, name="Elsewhere", rules=rules)

    assert client_of(secret).get("/api/v1/usage").status_code == 403

    assert [(line.key, line.status) for line in logged()] == [(key, 403)]


def test_who_is_not_recognised_is_in_nobodys_log(client, client_of, api_key):
    client.get("/api/portal/usage")
    client_of(api_key[:-1] + ("0" if api_key[-1] != "0" else "1")).get("/api/portal/usage")
    client.get("/api/v1/health")

    assert not logged()


def test_requests_are_counted_by_day_and_endpoint(api_client, key):
    for _ in range(3):
        api_client.get("/api/portal/usage")
    logged()
    api_client.get("/api/portal/usage")
    api_client.get("/api/portal/job_status/job_nothing")
    logged()

    today = timezone.now().astimezone(UTC).date()
    assert request_log.count_by_day(key, since=today) == {today: (4, 1)}
    assert request_log.endpoints_of(key, since=today) == [
        ("GET /api/portal/usage", 4),
        ("GET /api/portal/job_status/{job_id}", 1),
    ]


def test_what_cannot_be_written_now_is_written_later(api_client, key, monkeypatch):
    def away(_entries):
        raise OperationalError("the database is away")

    api_client.get("/api/portal/usage")
    with monkeypatch.context() as patch:
        patch.setattr(request_log, "_write", away)
        assert request_log.waiting.write() == 0
        assert api_client.get("/api/portal/usage").status_code == 200  # nobody waits for the log

    assert logged().count() == 2


def test_only_what_no_longer_fits_is_left_out_and_said(api_client, key, monkeypatch, caplog):
    monkeypatch.setattr(request_log, "MOST_WAITING", 2)

    assert [api_client.get("/api/portal/usage").status_code for _ in range(5)] == [200] * 5

    assert logged().count() == 2
    assert "request_log.left_out" in caplog.text


def test_a_key_that_is_gone_takes_its_lines_along_and_holds_up_no_other(
    api_client, key, other_account, make_key, client_of
):
    theirs, secret = make_key(other_account)
    api_client.get("/api/portal/usage")
    client_of(secret).get("/api/portal/usage")
    ApiKey.objects.filter(pk=theirs.pk).delete()

    assert [line.key for line in logged()] == [key]


def test_old_lines_go_and_young_ones_stay(account, key):
    now = timezone.now()
    days = (40, 31, 29, 0)
    entries = [
        request_log.Entry(key.pk, now - timedelta(days=age), "GET", "/api/portal/usage", 200, 1.0, "192.0.2.1")
        for age in days
        for _ in range(3)
    ]
    for entry in entries:
        request_log.waiting.add(entry)
    assert logged().count() == 12

    assert request_log.purge(account, now - timedelta(days=30)) == 6

    assert {(now - line.created_at).days for line in logged()} == {29, 0}
    assert sum(count.requests for count in ApiRequestCount.objects.all()) == 6


def test_purging_takes_several_statements_where_there_is_much(account, key, monkeypatch):
    monkeypatch.setattr(request_log, "PURGED_AT_ONCE", 2)
    old = timezone.now() - timedelta(days=31)
    ApiRequest.objects.bulk_create(
        ApiRequest(key=key, created_at=old, method="GET", route="/", status=200, duration_ms=1) for _ in range(5)
    )

    assert request_log.purge(account, timezone.now() - timedelta(days=30)) == 5
    assert not ApiRequest.objects.exists()


@pytest.mark.parametrize("address", ["", "not an address", "2001:db8::7"])
def test_an_address_that_is_none_is_left_open(api_client, key, address):
    api_client.get("/api/portal/usage", REMOTE_ADDR=address)

    assert logged().get().ip == (address if ":" in address else None)
