"""Signing in: what an old session is asked again, how often one may try, and which other services are offered."""

import time

import environ
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.key_rules import Scope
from accounts.models import ApiKey, Membership, Role
from cvault import social_sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "correct-horse-battery"
KEY = {"name": "One", "kind": "cv_live", "scopes": Scope.values}


@pytest.fixture
def old_session(owner) -> Client:
    """Alice signed in hours ago."""
    EmailAddress.objects.create(user=owner, email=owner.email, primary=True, verified=True)
    client = Client()
    client.force_login(owner)
    session = client.session
    session["signed_in_at"] = time.time() - 7200
    session.save()
    return client


@pytest.mark.parametrize(
    ("method", "page", "form"),
    [
        ("post", "/settings/api-keys", KEY),
        ("post", "/settings/api-keys/key_x/rotate", {}),
        ("post", "/accounts/email/", {"email": "new@example.org", "action_add": ""}),
        ("get", "/accounts/2fa/totp/activate/", {}),
        ("get", "/accounts/2fa/webauthn/add/", {}),
        ("post", "/accounts/2fa/recovery-codes/generate/", {}),
        ("post", "/billing/change/pro", {}),
        ("post", "/billing/overage", {"allowed": "yes"}),
        ("post", "/settings/delete", {"name": "x"}),
        ("post", "/settings/team/1/owner", {}),
        ("post", "/settings/privacy/retention", {"files": "30"}),
        ("post", "/settings/privacy/export", {}),
    ],
)
def test_an_old_session_is_asked_for_the_password_first(old_session, method, page, form) -> None:
    answer = getattr(old_session, method)(page, form)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not ApiKey.objects.exists()
    assert not Authenticator.objects.exists()
    assert EmailAddress.objects.count() == 1


def test_what_was_sent_is_done_once_the_password_was_given(old_session) -> None:
    old_session.post("/settings/api-keys", KEY)

    answer = old_session.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/settings/api-keys"})

    assert answer.status_code == 200
    assert b"cv_live_" in answer.content
    assert ApiKey.objects.get().name == "One"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMIN])
def test_what_was_sent_for_one_workspace_is_not_done_in_another(
    old_session, owner, account, other_account, role
) -> None:
    """Else a viewer of the second one could let the first one's form make a key there."""
    Membership.objects.create(account=other_account, user=owner, role=role)
    old_session.post("/settings/api-keys", KEY)
    old_session.post("/workspaces/switch", {"workspace": other_account.pk})

    answer = old_session.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/settings/api-keys"})

    assert answer.status_code == 403
    assert not ApiKey.objects.exists()


def test_what_was_sent_is_not_done_by_a_role_that_may_no_longer(old_session, owner, account) -> None:
    old_session.post("/settings/api-keys", KEY)
    Membership.objects.filter(account=account, user=owner).update(role=Role.VIEWER)

    answer = old_session.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/settings/api-keys"})

    assert answer.status_code == 403
    assert not ApiKey.objects.exists()


def test_who_guesses_passwords_is_stopped_even_with_the_right_one(account, owner) -> None:
    """Of one person: whoever asks, from wherever."""
    for number in range(10):
        guess = {"login": owner.email, "password": f"wrong-{number}"}
        Client(REMOTE_ADDR=f"198.51.100.{number}").post("/accounts/login/", guess)

    answer = Client(REMOTE_ADDR="198.51.100.99").post("/accounts/login/", {"login": owner.email, "password": PASSWORD})

    assert answer.status_code in (200, 429)
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/accounts/login/", {"login": "somebody%d@example.org", "password": "wrong"}),
        ("/accounts/signup/", {"email": "somebody%d@example.org", "password1": PASSWORD}),
        ("/accounts/password/reset/", {"email": "somebody%d@example.org"}),
    ],
)
def test_one_address_of_the_network_cannot_try_for_ever(page, form) -> None:
    statuses = []
    for number in range(60):
        sent = {name: value % number if "%" in value else value for name, value in form.items()}
        statuses.append(Client(REMOTE_ADDR="198.51.100.1").post(page, sent).status_code)
        if statuses[-1] == 429:
            break

    assert statuses[0] in (200, 302)
    assert statuses[-1] == 429


def test_a_service_is_offered_where_both_of_its_keys_are_set(client) -> None:
    env = environ.Env()
    env.ENVIRON = {}
    assert social_sign_in.keys(env) == {}
    env.ENVIRON = {"GOOGLE_CLIENT_ID": "half"} | {
        f"{service}_CLIENT_{part}": "x" for service in ("GITHUB", "LINKEDIN") for part in ("ID", "SECRET")
    }

    found = social_sign_in.keys(env)

    assert list(found) == ["github", "linkedin"]
    assert list(social_sign_in.providers(found)) == ["github", "openid_connect"]
    assert social_sign_in.apps(list(found))[1].endswith("openid_connect")
    assert "Google" not in client.get("/accounts/login/").content.decode()  # none is set here
