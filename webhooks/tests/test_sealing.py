"""Secrets at rest: bound to their endpoint, whatever is moved; and those of older versions, until they are bound."""

from importlib import import_module

import pytest
from django.apps import apps

from cvault import encryption
from cvault.encryption import Unreadable
from webhooks import endpoints, sealing
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db

ADDRESS = {"target_url": "https://93.184.215.14/hook"}


@pytest.fixture(autouse=True)
def _new_process():
    sealing.opened.cache_clear()


def secrets_of(endpoint):
    endpoint.refresh_from_db()
    return endpoints.readable_secrets(
        endpoint.pk, endpoint.secret, endpoint.previous_secret, endpoint.previous_secret_until
    )


def test_a_secret_opens_in_its_own_row_alone(account):
    mine, secret = endpoints.create_endpoint(account, ADDRESS)
    other, _secret = endpoints.create_endpoint(account, ADDRESS)
    Endpoint.objects.filter(pk=other.pk).update(secret=mine.secret)

    assert secrets_of(mine) == (secret,)
    assert secrets_of(other) == ()
    with pytest.raises(Unreadable):
        encryption.decrypt(mine.secret)


def test_a_rotation_keeps_both_in_their_row(account):
    endpoint, old = endpoints.create_endpoint(account, ADDRESS)

    new = endpoints.rotate_secret(endpoint)

    assert secrets_of(endpoint) == (new, old)


def test_what_an_older_version_stored_opens_and_is_bound_by_the_migration(account):
    endpoint, _secret = endpoints.create_endpoint(account, ADDRESS)
    Endpoint.objects.update(secret=encryption.encrypt("whsec_old"))
    assert secrets_of(endpoint) == ("whsec_old",)

    import_module("webhooks.migrations.0003_secrets_bound_to_rows").bind(apps, None)

    assert secrets_of(endpoint) == ("whsec_old",)
    with pytest.raises(Unreadable):
        encryption.decrypt(endpoint.secret)
    assert sealing.resealed(endpoint.secret, endpoint.pk) == endpoint.secret  # a second run changes nothing


def test_a_secret_whose_key_is_lost_does_not_stop_the_migration(account, settings):
    settings.ENCRYPTION_KEYS = ["a key that is lost"]
    lost, _secret = endpoints.create_endpoint(account, ADDRESS)
    settings.ENCRYPTION_KEYS = ["the key of today"]
    kept, _secret = endpoints.create_endpoint(account, ADDRESS)
    Endpoint.objects.filter(pk=kept.pk).update(secret=encryption.encrypt("whsec_old"))

    import_module("webhooks.migrations.0003_secrets_bound_to_rows").bind(apps, None)

    assert (secrets_of(lost), secrets_of(kept)) == ((), ("whsec_old",))
