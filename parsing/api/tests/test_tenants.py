"""Every route of the product, generated from the table of addresses, met by everybody who must not get through.

A route that is not described here fails the test: whoever adds one says whose it is.
"""

import json
import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts import api_keys
from accounts.models import Account, ApiKey
from parsing.api.tests.conftest import a_file
from parsing.models import Candidate
from webhooks.models import Delivery, Endpoint, Event

pytestmark = pytest.mark.django_db

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
CANARY = "Canary Birdsong"
# Routes of the APIs that need no key, and why.
OPEN = {"api/v1/health": "a public health check (R345)"}


def _routes(patterns, prefix=""):
    for entry in patterns:
        path = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, path)
        elif isinstance(entry, URLPattern):
            yield path, entry.callback


ALL_ROUTES = dict(_routes(get_resolver().url_patterns))
API_ROUTES = sorted(path for path in ALL_ROUTES if path.startswith("api/"))
CLOSED = [path for path in API_ROUTES if path not in OPEN]


# Kinds of things in addresses, and an id that nobody has.
MISSING = {
    "job_id": "job_nothing",
    "candidate_id": "cand_nothing",
    "webhook_id": "wh_nothing",
    "delivery_id": "dlv_nothing",
}


@dataclass(frozen=True)
class Things:
    """What Alice has, by the name that it has in addresses."""

    ids: dict[str, str]

    def send(self, client, route, method, *, missing=False):
        """A request that would succeed for Alice; or the same for things that do not exist."""
        ids = MISSING if missing else self.ids
        path = "/" + re.sub(r"<str:(\w+)>", lambda match: ids[match[1]], route)
        assert "<" not in path, f"say whose {route} is: this test knows no such kind of thing"
        body = _body(route, ids) if method in ("post", "put", "patch") else {}
        return getattr(client, method)(path, **body)

    def untouched(self):
        person = Candidate.objects.filter(pk=self.ids["candidate_id"]).first()
        endpoint = Endpoint.objects.get(pk=self.ids["webhook_id"])
        return person is not None and person.name == CANARY and endpoint.enabled and endpoint.deleted_at is None


def _body(route, ids):
    if route.endswith(("parse_cv_batch_parallel", "v1/extract")):
        return {"data": {"files[]": a_file("Somebody else")}}
    bodies = {
        "rescore_candidates": {"job_id": ids["job_id"], "required_skills": ["Python"]},
        "generate_interview_questions": {"candidate_id": ids["candidate_id"]},
        "extract_skills": {"description": "Python"},
        "recover": {"since": "2020-01-01"},
        "<str:candidate_id>": {"name": "Mallory"},
    }
    body = next((value for key, value in bodies.items() if route.endswith(key)), {})
    return {"data": json.dumps(body), "content_type": "application/json"}


@pytest.fixture
def things(parse, account):
    done = parse(CANARY, job_description="Python").json()
    endpoint = Endpoint.objects.create(
        account=account, target_url=f"https://example.org/{CANARY}", event_types=["parse.completed"], secret="x"
    )
    event = Event.objects.create(account=account, type="parse.completed", body="{}")
    delivery = Delivery.objects.create(account=account, endpoint=endpoint, event=event)
    return Things(
        {
            "job_id": done["job_id"],
            "candidate_id": done["results"][0]["candidate_id"],
            "webhook_id": endpoint.id,
            "delivery_id": delivery.id,
        }
    )


def statuses(things, client, route):
    return {method: things.send(client, route, method).status_code for method in METHODS}


@pytest.mark.covers("R002", "R018", "R292")
@pytest.mark.parametrize("route", CLOSED)
def test_nobody_gets_in_without_a_live_key(things, route, account, make_key, client_of):
    key, secret = make_key(account)
    api_keys.revoke_key(key, by=None)

    anonymous = statuses(things, Client(raise_request_exception=False), route)
    revoked = statuses(things, client_of(secret), route)

    assert set(anonymous.values()) == set(revoked.values()) == {401}
    assert things.untouched()


@pytest.mark.parametrize("route", CLOSED)
def test_suspended_and_deleted_accounts_get_nowhere(things, route, account, api_client):
    Account.objects.filter(pk=account.pk).update(suspended_at=timezone.now())
    suspended = statuses(things, api_client, route)
    ApiKey.objects.filter(account=account).delete()
    deleted = statuses(things, api_client, route)

    assert (set(suspended.values()), set(deleted.values())) == ({403}, {401})
    assert things.untouched()


@pytest.mark.covers("R023", "R341")
@pytest.mark.parametrize("who", ["a stranger", "a test key of the same account"])
@pytest.mark.parametrize("route", CLOSED)
def test_what_is_anothers_looks_as_if_it_were_not_there(
    things, route, who, account, other_account, make_key, client_of
):
    if who != "a stranger" and "webhook" in route:
        return  # endpoints belong to the account in both modes
    of_whom = (other_account, "cv_live") if who == "a stranger" else (account, "cv_test")
    client = client_of(make_key(of_whom[0], kind=of_whom[1])[1])

    for method in METHODS:
        foreign = things.send(client, route, method)
        missing = things.send(client, route, method, missing=True)

        assert foreign.status_code == missing.status_code
        if foreign.status_code >= 400:
            assert foreign.content == missing.content
        if "<" in route and method in ("get", "head"):
            assert foreign.status_code in (404, 405)
        for secret in (CANARY, *things.ids.values()):
            assert secret.encode() not in foreign.content
    assert things.untouched()


@pytest.mark.parametrize("route", [route for route in CLOSED if "<" in route])
def test_the_owner_does_get_through(things, route, api_client):
    codes = {things.send(api_client, route, method).status_code for method in ("get", "post")}

    assert codes & {200, 202, 409}  # a finished job cannot be cancelled


def test_no_route_of_the_apis_has_a_trailing_slash():
    assert [route for route in API_ROUTES if route.endswith("/")] == []
