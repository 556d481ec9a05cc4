"""What a key may be used for, from where and until when; the same on the page and on the wire."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts import api_keys
from accounts.api_keys import KeyRules
from accounts.key_rules import Scope, checked_networks, checked_scopes, is_in
from accounts.models import ApiKey
from accounts.tests.test_permissions import pages
from cvault.errors import Conflict, InvalidInput
from parsing.api.scopes import SCOPES, needed

pytestmark = pytest.mark.django_db

ROUTES = {
    f"{prefix}:{pattern.name}": pattern
    for prefix in ("portal", "extract")
    for path, pattern in pages(get_resolver())
    if path.startswith("api/portal/" if prefix == "portal" else "api/v1/")
}
OPEN = {"extract:health"}


def key_with(account, *scopes, networks=(), expires_at=None):
    return api_keys.create_key(account, name="Script", rules=KeyRules(scopes, networks, expires_at))


def call(secret, method, route, **extra):
    names = ROUTES[route].pattern.converters
    path = reverse(route, kwargs=dict.fromkeys(names, "x"))
    client = Client(raise_request_exception=False, headers={"x-api-key": secret}, **extra)
    return client.generic(method.upper(), path, b"{}", content_type="application/json")


def test_every_route_is_in_the_table_and_the_table_holds_nothing_else():
    assert set(SCOPES) == set(ROUTES) - OPEN


@pytest.mark.parametrize("scope", Scope.values)
def test_a_key_opens_what_its_scope_says_and_nothing_else(account, scope, settings):
    settings.RATE_LIMIT_FACTOR = 0
    _, secret = key_with(account, scope)
    for route, pattern in ROUTES.items():
        if route in OPEN:
            continue
        for method in pattern.callback.view_class().allowed_methods:
            response = call(secret, method, route)
            if needed(route, method) == scope:
                assert response.status_code != 403, (route, method, response.content)
            else:
                assert response.status_code == 403, (route, method)


def test_a_refusal_has_the_shape_of_its_api(account):
    _, secret = key_with(account, Scope.WEBHOOKS)
    portal, extract = call(secret, "GET", "portal:usage"), call(secret, "GET", "extract:usage")
    assert portal.json()["error"] == "This key may not be used for this: it needs the scope read"
    assert portal.json()["success"] is False
    assert extract.json()["error"]["message"] == portal.json()["error"]
    assert (portal.status_code, extract.status_code) == (403, 403)


def test_a_key_without_rules_opens_everything(account, make_key):
    _, secret = make_key(account)
    assert call(secret, "GET", "portal:usage").status_code == 200
    assert call(secret, "GET", "portal:webhooks").status_code == 200
    assert checked_scopes(Scope.values) == []


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        ("192.0.2.9", True),
        ("192.0.3.9", False),
        ("2001:db8::7", True),
        ("2001:db9::7", False),
        ("::ffff:192.0.2.9", True),
    ],
)
def test_a_key_is_used_from_its_networks_alone(account, address, opens):
    _, secret = key_with(account, networks=("192.0.2.0/24", "2001:db8::/32"))
    response = call(secret, "GET", "portal:usage", REMOTE_ADDR=address)
    assert response.status_code == (200 if opens else 403)


def test_a_proxy_is_believed_only_where_the_operator_says_so(account, settings):
    _, secret = key_with(account, networks=("192.0.2.0/24",))
    forwarded = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "10.9.9.9, 192.0.2.4"}
    assert call(secret, "GET", "portal:usage", **forwarded).status_code == 403
    settings.TRUST_PROXY = True
    assert call(secret, "GET", "portal:usage", **forwarded).status_code == 200
    lying = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.4, 10.9.9.9"}
    assert call(secret, "GET", "portal:usage", **lying).status_code == 403


def test_networks_are_read_leniently_and_checked():
    assert checked_networks("192.0.2.7, 192.0.2.9/24\n2001:DB8::1/32") == [
        "192.0.2.7/32",
        "192.0.2.0/24",
        "2001:db8::/32",
    ]
    assert not is_in("nonsense", ["0.0.0.0/0"])
    for wrong in ("example.org", "192.0.2.0/33", "1 " * 51):
        with pytest.raises(InvalidInput):
            checked_networks(wrong)
    with pytest.raises(InvalidInput):
        checked_scopes(["admin"])


def test_an_expired_key_is_an_invalid_one(account):
    _, secret = key_with(account, expires_at=timezone.now() - timedelta(seconds=1))
    assert call(secret, "GET", "portal:usage").status_code == 401


def test_where_and_for_what_a_key_was_used_is_shown(account, owner, client):
    key, secret = key_with(account)
    call(secret, "GET", "portal:usage", REMOTE_ADDR="192.0.2.9")
    key.refresh_from_db()
    assert (key.last_used_from, key.last_used_for) == ("192.0.2.9", "GET api/portal/usage")
    client.force_login(owner)
    page = client.get(reverse("api_keys")).content.decode()
    assert "192.0.2.9" in page
    assert "GET api/portal/usage" in page


def test_a_key_is_made_with_rules_on_the_page(account, owner, client):
    client.force_login(owner)
    day = timezone.localdate() + timedelta(days=3)
    fields = {"name": "Script", "kind": "cv_live", "scopes": ["read"], "networks": "192.0.2.0/24", "expires_on": day}
    assert client.post(reverse("api_keys"), fields).status_code == 200
    key = ApiKey.objects.get(name="Script")
    assert (key.scopes, key.networks) == (["read"], ["192.0.2.0/24"])
    assert timezone.localtime(key.expires_at).date() == day + timedelta(days=1)
    for wrong in ({"scopes": []}, {"networks": "example.org"}, {"expires_on": day - timedelta(days=9)}):
        assert client.post(reverse("api_keys"), {**fields, **wrong}).status_code == 400


@pytest.mark.parametrize("hours", [1, 24, 168])
def test_a_rotated_key_may_work_on_for_a_while_and_is_ended_on_the_page(account, owner, client, hours):
    key, secret = key_with(account, Scope.READ, networks=("127.0.0.0/8",))
    client.force_login(owner)
    page = client.post(reverse("api_key_rotate", args=[key.id]), {"keep_old_h": hours})
    fresh = ApiKey.objects.exclude(pk=key.pk).get(name="Script")
    assert (fresh.scopes, fresh.networks, fresh.expires_at) == (["read"], ["127.0.0.0/8"], None)
    assert secret not in page.content.decode()
    key.refresh_from_db()
    assert timedelta(hours=hours - 1) < key.expires_at - timezone.now() <= timedelta(hours=hours)
    assert call(secret, "GET", "portal:usage").status_code == 200
    assert "End now" in client.get(reverse("api_keys")).content.decode()
    with pytest.raises(Conflict):
        api_keys.rotate_key(key, by=owner)
    client.post(reverse("api_key_revoke", args=[key.id]))
    assert call(secret, "GET", "portal:usage").status_code == 401


def test_no_choice_stops_the_old_key_now(account, owner, client):
    key, secret = key_with(account)
    client.force_login(owner)
    client.post(reverse("api_key_rotate", args=[key.id]))
    assert call(secret, "GET", "portal:usage").status_code == 401


def test_owners_and_makers_are_told(account, owner, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        key, _ = api_keys.create_key(account, name="Script", by=owner)
        fresh, text = api_keys.rotate_key(key, by=owner)
        api_keys.revoke_key(fresh, by=owner)
    assert [letter.subject for letter in mailoutbox] == [
        "A new API key: Script",
        "An API key was rotated: Script",
        "An API key was revoked: Script",
    ]
    assert all(letter.to == [owner.email] for letter in mailoutbox)
    assert not any(text in letter.body for letter in mailoutbox)
