"""Invitations, roles, leaving, handing over, and the end of a workspace."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Account, AuditEvent, Invitation, Membership, Role, User

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct-horse-battery"


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def invite(client: Client, email: str, role: str = "recruiter") -> str:
    """Send an invitation; the path of the link in the letter."""
    answer = client.post("/settings/team", {"email": email, "role": role})
    assert answer.status_code == 302, answer.content
    return re.search(r"https?://[^/]+(/invitations/\S+)", mail.outbox[-1].body)[1]


def member(account: Account, email: str) -> Membership:
    return Membership.objects.get(account=account, user__email=email)


def test_an_invited_stranger_signs_up_joins_and_has_no_workspace_of_their_own(signed_in, account):
    link = invite(signed_in, "Nina@Example.org", "viewer")
    nina = Client()
    assert b"Alice" in nina.get(link).content or b"Workspace of alice" in nina.get(link).content

    nina.post("/accounts/signup/", {"email": "nina@example.org", "password1": PASSWORD, "next": link})
    answer = nina.post(link)

    assert answer["Location"] == "/overview"
    assert member(account, "nina@example.org").role == Role.VIEWER
    assert Account.objects.filter(members__email="nina@example.org").count() == 1
    assert nina.get("/settings/api-keys").status_code == 403
    assert nina.get(link).status_code == 404  # used


def test_an_invitation_is_for_one_address_and_one_week(signed_in, account, stranger):
    link = invite(signed_in, "nina@example.org")
    charlie = Client()
    charlie.force_login(stranger)

    assert charlie.post(link)["Location"] == link
    assert not Membership.objects.filter(account=account, user=stranger).exists()

    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert charlie.get(link).status_code == 404


def test_a_withdrawn_invitation_works_no_more_and_a_second_one_replaces_the_first(signed_in):
    first = invite(signed_in, "nina@example.org")
    second = invite(signed_in, "nina@example.org", "admin")
    assert signed_in.get(first).status_code == 404

    signed_in.post(f"/settings/team/invitations/{Invitation.objects.get().pk}/withdraw")

    assert signed_in.get(second).status_code == 404
    assert {"member.invited", "member.uninvited"} <= set(AuditEvent.objects.values_list("action", flat=True))


def test_the_token_is_stored_as_a_hash(signed_in):
    token = invite(signed_in, "nina@example.org").rpartition("/")[2]

    assert token not in str(Invitation.objects.values().get())


def test_an_admin_makes_no_owner_and_touches_none(account, owner, colleague):
    Membership.objects.filter(user=colleague).update(role=Role.ADMIN)
    admin = Client()
    admin.force_login(colleague)

    admin.post(f"/settings/team/{member(account, owner.email).pk}/role", {"role": "viewer"})
    admin.post(f"/settings/team/{member(account, owner.email).pk}/remove")
    admin.post("/settings/team", {"email": "nina@example.org", "role": "owner"})
    admin.post(f"/settings/team/{member(account, colleague.email).pk}/role", {"role": "owner"})

    assert member(account, owner.email).role == Role.OWNER
    assert member(account, colleague.email).role == Role.ADMIN
    assert not Invitation.objects.exists()


def test_a_workspace_keeps_an_owner(signed_in, account, owner, colleague):
    mine, bobs = member(account, owner.email), member(account, colleague.email)
    signed_in.post("/settings/team/leave")
    signed_in.post(f"/settings/team/{mine.pk}/role", {"role": "viewer"})
    assert member(account, owner.email).role == Role.OWNER

    signed_in.post(f"/settings/team/{bobs.pk}/owner")
    assert (member(account, owner.email).role, member(account, colleague.email).role) == (Role.ADMIN, Role.OWNER)
    signed_in.post("/settings/team/leave")
    assert not Membership.objects.filter(user=owner).exists()


def test_a_removed_member_sees_nothing_on_the_next_click(signed_in, account, colleague):
    bob = Client()
    bob.force_login(colleague)
    assert bob.get("/candidates").context["account"] == account

    signed_in.post(f"/settings/team/{member(account, colleague.email).pk}/remove")

    assert bob.get("/candidates").context["account"] != account


def test_nobody_touches_the_team_of_another_workspace(signed_in, other_account, stranger):
    theirs = member(other_account, stranger.email)

    for path in ("role", "remove", "owner"):
        assert signed_in.post(f"/settings/team/{theirs.pk}/{path}", {"role": "viewer"}).status_code == 404
    assert member(other_account, stranger.email).role == Role.OWNER


def test_a_workspace_is_deleted_only_by_its_name_and_can_be_kept(signed_in, account, api_client):
    assert signed_in.post("/settings/delete", {"name": "yes"}).status_code == 400
    signed_in.post("/settings/delete", {"name": account.name})
    assert Account.objects.get(pk=account.pk).deletion_due_at > timezone.now() + timedelta(days=13)
    assert api_client.get("/api/v1/usage").status_code == 403
    assert b"will be deleted" in signed_in.get("/overview").content

    signed_in.post("/settings/keep")

    assert Account.objects.get(pk=account.pk).deletion_due_at is None
    assert api_client.get("/api/v1/usage").status_code == 200
