"""manage.py create_api_key: a key for scripts."""

import pytest
from django.core.management import CommandError, call_command

from accounts import api_keys
from accounts.models import Account, User
from billing.plans import plan_for

pytestmark = pytest.mark.django_db


def test_it_prints_the_key_alone_and_makes_what_is_missing(capsys):
    call_command("create_api_key", "New@Example.org", "--plan", "mega", "--kind", "test")

    secret = capsys.readouterr().out.strip()
    key = api_keys.authenticate(secret)
    assert secret.startswith("cv_test_")
    assert [user.email for user in key.account.members.all()] == ["new@example.org"]
    assert plan_for(key.account).slug == "mega"


def test_a_second_key_belongs_to_the_same_workspace(capsys):
    for _ in range(2):
        call_command("create_api_key", "new@example.org")

    assert (User.objects.count(), Account.objects.count()) == (1, 1)
    assert Account.objects.get().api_keys.count() == 2


def test_it_refuses_what_is_no_address():
    with pytest.raises(CommandError):
        call_command("create_api_key", "nobody")
