"""Sign-up tells nobody whose address is known, neither by what it answers nor by what it writes."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from accounts.models import AuditEvent, User

pytestmark = pytest.mark.django_db(transaction=True)  # counts what is written for good

PASSWORD = "correct-horse-battery-staple"


@pytest.fixture(autouse=True)
def _with_confirmation(settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """What is asked of the database from here on, with begins and ends."""
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    found: list[str] = []

    def read() -> list[str]:
        found[:] = [query["sql"] for query in connection.queries_log]
        return found

    yield read
    connection.force_debug_cursor = False


def sign_up(address: str):
    return Client().post("/accounts/signup/", {"email": address, "password1": PASSWORD})


def times_a_disk_is_waited_for(statements: list[str]) -> int:
    """Transactions that wrote and were committed, and writes outside of any."""
    waits, inside, wrote = 0, False, False
    for statement in statements:
        word = statement.split()[0]
        if word == "BEGIN":
            inside, wrote = True, False
        elif word in ("INSERT", "UPDATE", "DELETE"):
            wrote = True
            waits += not inside
        elif word in ("COMMIT", "ROLLBACK"):
            waits += word == "COMMIT" and wrote
            inside = False
    return waits


def test_a_known_address_costs_as_many_writes_as_a_new_one(owner: User, statements) -> None:
    sign_up("somebody@example.org")  # what is done once in a process
    connection.queries_log.clear()
    new = sign_up("else@example.org")
    for_a_new_one = times_a_disk_is_waited_for(statements())
    connection.queries_log.clear()

    known = sign_up(owner.email)

    assert times_a_disk_is_waited_for(statements()) == for_a_new_one > 0
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert not User.objects.filter(email__endswith="invalid").exists()


def test_who_has_the_address_finds_the_try_in_the_audit_log(owner: User, account) -> None:
    sign_up(owner.email)

    event = AuditEvent.objects.get(action="user.sign_up_tried")
    assert (event.account, event.data) == (account, {"address": owner.email})
