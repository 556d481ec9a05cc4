"""Which key opens which door, and what a call without one is told."""

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from accounts import api_keys
from accounts.models import Account, ApiKey, KeyKind
from accounts.origin import address_of
from billing import throttling

pytestmark = pytest.mark.django_db

USAGE = ("/api/portal/usage", "/api/v1/usage")


def get(path, **headers):
    return Client(raise_request_exception=False).get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})


@pytest.mark.covers("R018", "R019", "R292", "R377")
@pytest.mark.parametrize("kind", KeyKind.values)
@pytest.mark.parametrize("path", USAGE)
def test_every_kind_of_key_opens_both_apis_in_both_headers(account, make_key, kind, path):
    _, secret = make_key(account, kind=kind)

    assert get(path, x_api_key=secret).status_code == 200
    assert get(path, authorization=f"Bearer {secret}").status_code == 200


@pytest.mark.covers("R020")
@pytest.mark.parametrize("path", USAGE)
def test_headers_are_read_leniently_but_must_agree(account, make_key, path):
    secret, other = make_key(account)[1], make_key(account)[1]

    assert get(path, authorization=f"bEARER   {secret} ").status_code == 200
    assert get(path, x_api_key=f" {secret} ").status_code == 200
    assert get(path, x_api_key=secret, authorization=f"Bearer {secret}").status_code == 200
    assert get(path, x_api_key=secret, authorization="Basic dXNlcjpwYXNz").status_code == 200
    assert get(path, x_api_key=secret, authorization=f"Bearer {other}").status_code == 401
    assert get(f"{path}?x-api-key={secret}&api_key={secret}").status_code == 401


@pytest.mark.covers("R031", "R235", "R026")
@pytest.mark.parametrize("header", [None, "cv_live_your_key_here", "x", "", "é"])
def test_the_portal_says_the_same_for_missing_unknown_and_revoked(account, make_key, header):
    key, secret = make_key(account)
    api_keys.revoke_key(key, by=None)
    revoked = get(USAGE[0], x_api_key=secret)

    response = get(USAGE[0], x_api_key=header) if header is not None else get(USAGE[0])

    assert response.status_code == revoked.status_code == 401
    assert response.json() == revoked.json()
    assert response.json()["error"] == "Missing or invalid API key"
    assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.covers("R358", "R359", "R367")
@pytest.mark.parametrize(
    ("headers", "code", "message"),
    [
        ({}, "UNAUTHORIZED", "Missing Authorization header"),
        ({"authorization": "Basic dXNlcjpwYXNz"}, "UNAUTHORIZED", "Missing Authorization header"),
        ({"authorization": "Bearer"}, "UNAUTHORIZED", "Missing Authorization header"),
        ({"authorization": "Bearer sk_live_x"}, "INVALID_KEY", "API key not found or revoked"),
        ({"authorization": "Bearer excv_live_xxxxxxxxxxxxxxxx"}, "INVALID_KEY", "API key not found or revoked"),
    ],
)
def test_the_extract_api_tells_a_missing_key_from_a_wrong_one(db, headers, code, message):
    response = get(USAGE[1], **headers)

    assert response.status_code == 401
    assert response.json()["error"] == {"code": code, "message": message, "retryable": False}


@pytest.mark.covers("R027")
def test_rotation_counts_on_the_very_next_request(account, make_key):
    key, secret = make_key(account)
    assert get(USAGE[0], x_api_key=secret).status_code == 200

    _, fresh = api_keys.rotate_key(key, by=None)

    assert get(USAGE[0], x_api_key=secret).status_code == 401
    assert get(USAGE[0], x_api_key=fresh).status_code == 200


@pytest.mark.covers("R237")
@pytest.mark.parametrize("path", USAGE)
def test_a_suspended_account_is_told_so(account, api_client, path):
    Account.objects.update(suspended_at=timezone.now())

    assert api_client.get(path).status_code == 403


@pytest.mark.covers("R034")
def test_a_key_remembers_its_use(api_client):
    api_client.get(USAGE[0])

    assert ApiKey.objects.get().last_used_at is not None


@pytest.mark.covers("R033", "R240", "R061", "R251", "R361", "R362")
def test_guessing_keys_is_limited_by_address_and_right_keys_still_pass(api_client, monkeypatch):
    monkeypatch.setattr(throttling, "WRONG_KEYS_OF_ADDRESS", throttling.Limit("wrong-keys", 2))
    statuses = [get(USAGE[0], x_api_key="cv_live_wrong").status_code for _ in range(3)]
    limited = get(USAGE[1], x_api_key="cv_live_wrong")

    assert statuses == [401, 401, 429]
    assert limited.json()["error"]["code"] == "RATE_LIMITED"
    assert 1 <= int(limited["Retry-After"]) <= 60
    assert get(USAGE[0]).status_code == 401  # no key is no guess
    assert api_client.get(USAGE[0]).status_code == 200


@pytest.mark.covers("R059", "R060", "R061", "R240", "R251")
def test_a_key_has_limits_for_reading_and_writing(account, api_client, make_key, client_of, monkeypatch):
    monkeypatch.setattr(throttling, "READS_OF_KEY", throttling.Limit("reads", 2))
    first, second, third = (api_client.get(USAGE[0]) for _ in range(3))

    assert (first.status_code, second.status_code, third.status_code) == (200, 200, 429)
    assert first["RateLimit-Policy"] == '"reads";q=2;w=60'
    assert first["RateLimit"].startswith('"reads";r=1;t=')
    assert third.json()["retry_after"] == int(third["Retry-After"])
    assert third["RateLimit"].startswith('"reads";r=0;t=')
    assert api_client.post("/api/portal/extract_skills").status_code == 400  # writes are counted apart
    assert client_of(make_key(account)[1]).get(USAGE[0]).status_code == 200  # and every key has its own


def test_all_keys_of_an_account_share_a_limit(account, make_key, client_of, monkeypatch):
    monkeypatch.setattr(throttling, "READS_OF_ACCOUNT", throttling.Limit("account-reads", 1))
    one, two = (client_of(make_key(account)[1]) for _ in range(2))

    assert (one.get(USAGE[0]).status_code, two.get(USAGE[0]).status_code) == (200, 429)


def test_a_dead_cache_lets_requests_pass(api_client):
    dead = {"BACKEND": "cvault.counting.CountingRedisCache", "LOCATION": "unix:///nowhere/broker.sock"}

    with override_settings(CACHES={"default": dead}):
        assert api_client.get(USAGE[0]).status_code == 200


def test_limits_can_be_turned_off(api_client, settings, monkeypatch):
    settings.RATE_LIMIT_FACTOR = 0
    monkeypatch.setattr(throttling, "READS_OF_KEY", throttling.Limit("reads", 0))

    response = api_client.get(USAGE[0])

    assert response.status_code == 200
    assert "RateLimit" not in response


def test_behind_a_trusted_proxy_the_callers_address_counts(settings, rf):
    request = rf.get("/", headers={"x-forwarded-for": "6.6.6.6, 203.0.113.7"}, REMOTE_ADDR="10.0.0.1")

    assert address_of(request) == "10.0.0.1"
    settings.TRUST_PROXY = True
    assert address_of(request) == "203.0.113.7"
