"""A workspace for everybody who signs up, and one only."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from accounts import accounts
from accounts.adapter import AccountAdapter
from accounts.context_processors import workspace
from accounts.middleware import CurrentAccountMiddleware
from accounts.models import Account, AuditEvent, Role, User

pytestmark = pytest.mark.django_db


class _Form:
    cleaned_data = {"email": "new@example.org", "password1": "correct-horse-battery"}  # noqa: RUF012 - a fake form


def test_sign_up_makes_a_workspace_with_its_owner(rf):
    request = rf.post("/")
    request.session = {}
    user = AccountAdapter().save_user(request, User(), _Form())

    account = Account.objects.get()
    assert list(account.members.all()) == [user]
    assert account.memberships.get().role == Role.OWNER
    assert AuditEvent.objects.get().action == "account.created"


def test_account_for_finds_the_first_workspace(account, owner, other_account):
    accounts.create_account(owner, name="A second one")

    assert accounts.account_for(owner) == account


def test_account_for_makes_one_for_somebody_who_never_signed_up(make_user):
    user = make_user("admin@example.org")

    assert accounts.account_for(user) == accounts.account_for(user)
    assert Account.objects.count() == 1


@pytest.mark.covers("R024")
def test_the_middleware_knows_the_workspace_of_a_member(account, colleague):
    request = _through_middleware(colleague)

    assert request.account == account
    assert workspace(request)["account"] == account


def test_a_visitor_has_no_workspace():
    request = _through_middleware(AnonymousUser())

    assert not request.account
    assert workspace(request)["account"] is None


def _through_middleware(user):
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    CurrentAccountMiddleware(lambda request: request)(request)
    return request
