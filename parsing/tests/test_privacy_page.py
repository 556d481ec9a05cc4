"""The privacy centre over HTTP: find, hand out, erase, keep for so long; and only within one's own workspace."""

import json
import time

import pytest
from django.test import Client

from accounts.models import Account, AuditEvent
from parsing.models import Candidate, Erasure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(owner):
    client = Client()
    client.force_login(owner)
    return client


def a_candidate(account, name, email):
    return Candidate.objects.create(
        account=account, filename=f"{name}.pdf", sha256=name[:1] * 64, pipeline_version="1", name=name, email=email,
        resume={}, search_text=f"{name.lower()} {email}",
    )  # fmt: skip


def test_a_person_is_found_handed_out_and_erased_with_a_certificate(page, account):
    jane = a_candidate(account, "Jane Roe", "jane@example.org")
    a_candidate(account, "Kim Poe", "kim@example.org")

    found = page.get("/settings/privacy?person=jane@example.org").content.decode()
    assert "Jane Roe" in found
    assert "Kim Poe" not in found
    handed_out = json.loads(page.post("/settings/privacy/export", {"candidate": [jane.pk]}).content)
    assert [item["candidate_id"] for item in handed_out] == [jane.pk]

    asked = page.post("/settings/privacy/erase", {"candidate": [jane.pk]})
    assert b"cannot be undone" in asked.content
    assert Candidate.objects.count() == 2
    page.post("/settings/privacy/erase", {"candidate": [jane.pk], "sure": "yes"})

    assert [candidate.name for candidate in Candidate.objects.all()] == ["Kim Poe"]
    assert Erasure.objects.get().pk in page.get("/settings/privacy").content.decode()
    assert {"person.exported", "person.erased"} <= set(AuditEvent.objects.values_list("action", flat=True))


def test_nobody_of_another_workspace_is_found_or_erased(page, other_account):
    theirs = a_candidate(other_account, "Jane Roe", "jane@example.org")

    assert "jane@example.org" not in page.get("/settings/privacy?person=Jane Roe").content.decode()
    assert json.loads(page.post("/settings/privacy/export", {"candidate": [theirs.pk]}).content) == []
    page.post("/settings/privacy/erase", {"candidate": [theirs.pk], "sure": "yes"})
    assert Candidate.objects.get() == theirs


def test_how_long_things_are_kept_is_chosen_here(page, account):
    page.post("/settings/privacy/retention", {"days": "90"})
    assert Account.objects.get(pk=account.pk).retention_days == 90

    page.post("/settings/privacy/retention", {"days": "-1"})
    assert Account.objects.get(pk=account.pk).retention_days == 90


def test_an_old_session_is_asked_for_the_password_first(client, owner, account):
    jane = a_candidate(account, "Jane Roe", "jane@example.org")
    client.force_login(owner)
    session = client.session
    session["signed_in_at"] = time.time() - 7200
    session.save()

    answer = client.post("/settings/privacy/erase", {"candidate": [jane.pk], "sure": "yes"})

    assert "/accounts/reauthenticate/" in answer["Location"]
    assert Candidate.objects.exists()
