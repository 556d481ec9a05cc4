"""The audit log: nothing of it is changed, everything that counts is in it, and its page finds and hands it out."""

import csv
import io
import json
import re
from contextlib import nullcontext
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts import api_keys, audit, teams
from accounts.audit_log import KINDS, WORDS, Filters, kind_of
from accounts.models import AppendOnly, AuditEvent, Membership
from parsing.services import data_classes

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(owner):
    client = Client()
    client.force_login(owner)
    return client


def sign_in(client, email, password, **options):
    return client.post("/accounts/login/", {"login": email, "password": password}, **options)


def test_nothing_that_was_written_is_changed_or_taken_away(account):
    event = audit.record(account, action="candidate.deleted")
    event.action = "nothing.happened"

    for attempt in (
        event.save,
        event.delete,
        AuditEvent.objects.all().delete,
        account.audit_events.all().delete,
        lambda: AuditEvent.objects.update(action="nothing.happened"),
        lambda: AuditEvent.objects.bulk_update([event], ["action"]),
    ):
        with pytest.raises(AppendOnly):
            attempt()
    assert AuditEvent.objects.filter(action="candidate.deleted").count() == 1


@pytest.mark.parametrize(
    "statement",
    ["UPDATE accounts_auditevent SET action = 'x' WHERE id = %s", "DELETE FROM accounts_auditevent WHERE id = %s"],
)
def test_on_postgresql_the_database_itself_refuses(account, statement):
    event = audit.record(account, action="candidate.deleted")
    refuses = pytest.raises(DatabaseError) if connection.vendor == "postgresql" else nullcontext()

    with refuses, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [event.pk])


def test_what_a_person_did_stays_with_their_name_when_they_are_gone(account, colleague):
    event = audit.record(account, action="candidate.deleted", actor=colleague)

    colleague.delete()

    event.refresh_from_db()
    assert (event.actor, event.actor_name) == (None, "bob@example.org")


def test_old_entries_go_with_their_retention_and_young_ones_stay(account):
    now = timezone.now()
    old = AuditEvent.objects.create(account=account, action="user.signed_in", created_at=now - timedelta(days=400))
    data_classes.choose(account, "audit", 365)

    data_classes.purge_classes(now=now)

    assert not AuditEvent.objects.filter(pk=old.pk).exists()
    assert AuditEvent.objects.get(action="retention.purged").data == {"audit": 1}


def test_signing_in_and_failing_to_are_written_with_the_address(account, other_account, client):
    sign_in(client, "alice@example.org", "wrong-battery-horse", REMOTE_ADDR="192.0.2.7")
    sign_in(client, "alice@example.org", "correct-horse-battery", REMOTE_ADDR="192.0.2.8")

    failed, signed_in = AuditEvent.objects.filter(account=account, action__startswith="user.").order_by("pk")
    assert (failed.action, failed.ip, failed.actor) == ("user.sign_in_failed", "192.0.2.7", None)
    assert failed.data == {"reason": "password", "address": "alice@example.org"}
    assert (signed_in.action, signed_in.ip, signed_in.actor_name) == (
        "user.signed_in",
        "192.0.2.8",
        "alice@example.org",
    )
    assert not AuditEvent.objects.filter(account=other_account, action__startswith="user.").exists()


def test_of_an_address_that_nobody_has_only_the_failure_is_kept(account, client):
    sign_in(client, "nobody@example.org", "wrong-battery-horse")

    event = AuditEvent.objects.get(action="user.sign_in_failed")
    assert (event.account, event.data) == (None, {"reason": "password"})


def test_every_workspace_of_a_person_sees_the_sign_in(account, other_account, owner, client):
    Membership.objects.create(account=other_account, user=owner, role="viewer")

    sign_in(client, owner.email, "correct-horse-battery")

    seen = AuditEvent.objects.filter(action="user.signed_in").values_list("account", flat=True)
    assert set(seen) == {account.pk, other_account.pk}


def test_the_address_behind_a_trusted_proxy_is_the_one_it_saw(account, client, settings):
    settings.TRUST_PROXY = True

    sign_in(client, "alice@example.org", "x", headers={"x-forwarded-for": "192.0.2.1, 2001:db8::5"})
    sign_in(client, "alice@example.org", "x", headers={"x-forwarded-for": "not an address"})

    ips = AuditEvent.objects.filter(action="user.sign_in_failed").order_by("pk").values_list("ip", flat=True)
    assert list(ips) == ["2001:db8::5", None]


def actions_in_the_code() -> set[str]:
    """Every action that is written out where it is recorded."""
    found = set()
    for app in ("accounts", "billing", "webhooks", "parsing"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            if "tests" not in path.parts and path.name != "audit_log.py":
                found |= set(
                    re.findall(r'(?:action|_ACTION|RESCORED|SCORED)\s*=\s*"([a-z_]+\.[a-z_]+)"', path.read_text())
                )
    return found


def test_every_event_has_its_kind_and_a_column_of_words():
    actions = actions_in_the_code()

    assert len(actions) > 30
    assert not {action for action in actions if not kind_of(action)}
    assert not {action for action in WORDS if not kind_of(action)}


def test_the_kinds_part_the_log_and_none_shows_an_event_twice(account):
    for action in (*WORDS, "billing.refund", "operator.changed"):
        audit.record(account, action=action)

    shown = [list(Filters(kind=kind).events(account).values_list("pk", flat=True)) for kind in KINDS]

    everything = list(AuditEvent.objects.filter(account=account).values_list("pk", flat=True))
    assert sorted(chain.from_iterable(shown)) == sorted(everything)


def test_the_page_finds_by_person_kind_and_time(account, owner, colleague, page):
    audit.record(account, action="candidate.deleted", actor=colleague, target="cand_gone")
    audit.record(account, action="api_key.created", actor=owner, target="key_new")
    old = timezone.now() - timedelta(days=40)
    AuditEvent.objects.create(account=account, action="billing.overage", actor_name="carol@example.org", created_at=old)

    by_person = page.get("/settings/audit?person=bob").content.decode()
    by_kind = page.get("/settings/audit?kind=keys").content.decode()
    by_time = page.get(f"/settings/audit?until={old:%Y-%m-%d}").content.decode()

    assert "cand_gone" in by_person
    assert "key_new" not in by_person
    assert "key_new" in by_kind
    assert "cand_gone" not in by_kind
    assert "carol@example.org" in by_time
    assert "cand_gone" not in by_time
    assert b"fits these filters" in page.get("/settings/audit?person=nobody-at-all").content
    assert page.get("/settings/audit?kind=invented&since=never").status_code == 200


def test_the_log_is_taken_along_as_csv_and_json_and_that_is_an_event_itself(account, owner, page):
    audit.record(account, action="candidates.exported", actor=owner, data={"number": 3})
    audit.record(account, action="account.renamed", target="=HYPERLINK(1)")

    rows = list(csv.DictReader(io.StringIO(page.get("/settings/audit/export/csv").getvalue().decode("utf-8-sig"))))
    items = json.loads(page.get("/settings/audit/export/json?kind=exports").getvalue())

    assert {"candidates.exported", "account.renamed"} <= {row["action"] for row in rows}
    assert next(row for row in rows if row["action"] == "account.renamed")["target"] == "'=HYPERLINK(1)"
    assert [item["action"] for item in items] == ["log.exported", "candidates.exported"]
    assert items[1]["data"] == {"number": 3}
    assert page.get("/settings/audit/export/xml").status_code == 404


def test_nobody_sees_the_log_of_another_workspace(account, other_account, page):
    audit.record(other_account, action="candidate.deleted", target="cand_theirs")

    assert b"cand_theirs" not in page.get("/settings/audit").content
    assert b"cand_theirs" not in page.get("/settings/audit/export/json").getvalue()


def test_keys_members_and_exports_leave_their_lines(account, owner, page):
    key, _text = api_keys.create_key(account, name="CI", by=owner)
    api_keys.revoke_key(key, by=owner)
    teams.invite(account, email="new@example.org", role="viewer", by=account.memberships.get())
    page.get("/candidates/export/csv")

    expected = {"api_key.created", "api_key.revoked", "member.invited", "candidates.exported"}
    assert expected <= set(AuditEvent.objects.filter(account=account).values_list("action", flat=True))
