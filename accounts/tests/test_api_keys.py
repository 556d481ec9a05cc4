"""Keys: shown once, stored as a keyed hash, dead the moment they are rotated."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import api_keys
from accounts.models import ApiKey, AuditEvent, KeyKind
from cvault.errors import Conflict, InvalidInput, InvalidKey, NotPermitted

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R021", "R022", "R298", "R377")
@pytest.mark.parametrize("kind", KeyKind.values)
def test_create_key_answers_a_text_that_authenticates(account, kind):
    key, text = api_keys.create_key(account, name="Zapier", kind=kind)

    assert re.fullmatch(rf"{kind}_[0-9A-Za-z]{{36}}", text)
    assert api_keys.authenticate(text) == key
    assert key.livemode == kind.endswith("live")


@pytest.mark.covers("R025")
def test_the_text_is_in_no_column_of_the_database(account, owner):
    key, text = api_keys.create_key(account, name="Zapier", by=owner)

    stored = [str(value) for row in ApiKey.objects.values_list() for value in row]
    stored += [str(value) for row in AuditEvent.objects.values_list() for value in row]
    secret_part = text.removeprefix("cv_live_")
    assert not [value for value in stored if secret_part[:12] in value or secret_part[-12:] in value]
    assert (key.display_start, key.last_four) == (text[:12], text[-4:])


def test_a_typing_error_is_refused_without_a_query(account):
    _, text = api_keys.create_key(account, name="Zapier")
    wrong = text[:20] + ("a" if text[20] != "a" else "b") + text[21:]

    with CaptureQueriesContext(connection) as queries, pytest.raises(InvalidKey):
        api_keys.authenticate(wrong)

    assert len(queries) == 0


@pytest.mark.parametrize(
    "text", ["", "cv_live_", "cv_live_your_key_here", "sk_live_" + "a" * 36, "cv_live_" + "é" * 36]
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(InvalidKey):
        api_keys.authenticate(text)


@pytest.mark.covers("R027")
def test_a_rotated_key_is_dead_at_once_and_the_new_one_keeps_name_and_kind(account, owner):
    old, old_text = api_keys.create_key(account, name="Zapier", kind="excv_test")

    new, new_text = api_keys.rotate_key(old, by=owner)

    with pytest.raises(InvalidKey):
        api_keys.authenticate(old_text)
    assert api_keys.authenticate(new_text) == new
    assert (new.name, new.kind) == ("Zapier", "excv_test")


@pytest.mark.covers("R028")
def test_a_rotated_key_can_be_kept_for_some_hours(account, owner):
    old, old_text = api_keys.create_key(account, name="Zapier")

    api_keys.rotate_key(old, by=owner, keep_old_h=24)

    assert api_keys.authenticate(old_text) == old
    ApiKey.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvalidKey):
        api_keys.authenticate(old_text)


def test_a_dead_key_cannot_be_rotated(account, owner):
    key, _ = api_keys.create_key(account, name="Zapier")
    api_keys.revoke_key(key, by=owner)

    with pytest.raises(Conflict):
        api_keys.rotate_key(key, by=owner)

    assert ApiKey.objects.count() == 1


def test_a_revoked_key_is_dead(account, owner):
    key, text = api_keys.create_key(account, name="Zapier")

    api_keys.revoke_key(key, by=owner)
    api_keys.revoke_key(key, by=owner)

    with pytest.raises(InvalidKey):
        api_keys.authenticate(text)
    assert AuditEvent.objects.filter(action="api_key.revoked").count() == 1


@pytest.mark.parametrize(
    ("name", "kind"), [("", "cv_live"), (" \n ", "cv_live"), ("x" * 81, "cv_live"), ("Zapier", "x")]
)
def test_a_key_needs_a_name_and_a_known_kind(account, name, kind):
    with pytest.raises(InvalidInput):
        api_keys.create_key(account, name=name, kind=kind)


@pytest.mark.covers("R029")
def test_an_account_has_a_bounded_number_of_keys(account, monkeypatch):
    monkeypatch.setattr(api_keys, "MAX_ACTIVE_KEYS", 1)
    api_keys.create_key(account, name="One")

    with pytest.raises(NotPermitted):
        api_keys.create_key(account, name="Two")


def test_use_is_noted_once_a_minute(account):
    key, _ = api_keys.create_key(account, name="Zapier")
    api_keys.note_use(key)
    first = ApiKey.objects.get().last_used_at

    with CaptureQueriesContext(connection) as queries:
        api_keys.note_use(ApiKey(pk=key.pk, last_used_at=first))

    assert len(queries) == 0
    assert first is not None
