"""The page of an API key: its days, its endpoints and its requests, for who may manage keys, of one's own workspace."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts import api_keys, request_log
from accounts.models import ApiRequest
from parsing.services.data_classes import CLASSES, choose, purge_classes
from parsing.views import key_requests

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, owner):
    client.force_login(owner)
    return client


@pytest.fixture
def key(account, make_key):
    return make_key(account)[0]


@pytest.fixture
def note():
    def make(key, route="/api/portal/usage", *, status=200, at=None, method="GET"):
        entry = request_log.Entry(key.pk, at or timezone.now(), method, route, status, 12.3, "192.0.2.7")
        request_log.waiting.add(entry)
        request_log.waiting.write()

    return make


def listed(client, key, query=""):
    answer = client.get(f"/settings/api-keys/{key.pk}{query}")
    assert answer.status_code == 200
    return [(row.method, row.route, row.status) for row in answer.context["page"]]


def test_the_page_shows_days_endpoints_and_requests(signed_in, key, note):
    note(key)
    note(key, "/api/portal/job_status/{job_id}", status=404, at=timezone.now() - timedelta(days=3))

    answer = signed_in.get(f"/settings/api-keys/{key.pk}")

    page = answer.content.decode()
    assert "2 requests in the last 30 days" in page
    assert [(bar.done, bar.failed) for bar in answer.context["chart"] if bar.done or bar.failed] == [(0, 1), (1, 0)]
    assert page.count('class="chart-failed"') == 1
    assert "GET /api/portal/job_status/{job_id}" in page
    assert "192.0.2.7" in page
    assert key.display_start in page
    assert f'href="/settings/api-keys/{key.pk}"' in signed_in.get("/settings/api-keys").content.decode()


def test_requests_are_narrowed_by_endpoint_outcome_and_day(signed_in, key, note):
    then = datetime(2026, 3, 14, 23, 59, 59, tzinfo=UTC)
    note(key)
    note(key, status=429)
    note(key, "/api/v1/extract", method="POST", status=500)
    note(key, "/api/v1/usage", at=then)

    assert len(listed(signed_in, key)) == 4
    assert listed(signed_in, key, "?outcome=refused") == [("GET", "/api/portal/usage", 429)]
    assert listed(signed_in, key, "?outcome=failed") == [("POST", "/api/v1/extract", 500)]
    assert listed(signed_in, key, "?endpoint=POST+/api/v1/extract") == [("POST", "/api/v1/extract", 500)]
    assert listed(signed_in, key, "?day=2026-03-14") == [("GET", "/api/v1/usage", 200)]
    assert listed(signed_in, key, "?day=2026-03-15") == []
    assert len(listed(signed_in, key, "?outcome=invented&day=never&page=99")) == 4
    assert listed(signed_in, key, "?endpoint=%00GET") == []


def test_long_logs_have_pages_and_an_end(signed_in, key, note, monkeypatch):
    monkeypatch.setattr(key_requests, "MOST_LISTED", 60)
    for number in range(70):
        note(key, at=timezone.now() - timedelta(seconds=number), status=200 + number)

    first, second = listed(signed_in, key), listed(signed_in, key, "?page=2")

    assert [row[2] for row in first + second] == list(range(200, 260))
    assert "The newest 60 that fit" in signed_in.get(f"/settings/api-keys/{key.pk}").content.decode()


def test_a_revoked_key_still_has_its_page(signed_in, key, owner, note):
    note(key)
    api_keys.revoke_key(key, by=owner)

    page = signed_in.get(f"/settings/api-keys/{key.pk}").content.decode()

    assert "Revoked" in page
    assert f"/settings/api-keys/{key.pk}/rotate" not in page


def test_somebody_elses_key_is_not_there(signed_in, other_account, make_key):
    theirs = make_key(other_account)[0]

    assert signed_in.get(f"/settings/api-keys/{theirs.pk}").status_code == 404


def test_the_workspace_chooses_how_long_up_to_what_is_installed(account, key, note):
    note(key, at=timezone.now() - timedelta(days=8))
    note(key)
    assert purge_classes() == 0

    choose(account, "requests", 7)

    assert purge_classes() == 1
    assert ApiRequest.objects.get().created_at > timezone.now() - timedelta(days=1)
    assert not account.audit_events.filter(action="retention.purged").exists()  # each ten minutes would be too often
    assert CLASSES["requests"].most_days() == 30


def test_a_key_on_nobodys_mind_says_so(signed_in, key):
    assert "No requests in the last 30 days." in signed_in.get(f"/settings/api-keys/{key.pk}").content.decode()
