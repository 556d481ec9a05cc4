"""Workspaces: made at sign-up, found for a signed-in person."""

from django.db import transaction

from accounts import audit
from accounts.models import Account, Membership, Role, User


@transaction.atomic
def create_account(user: User, *, name: str) -> Account:
    """A workspace that `user` owns."""
    account = Account.objects.create(name=name.strip()[:120] or "Workspace")
    Membership.objects.create(account=account, user=user, role=Role.OWNER)
    audit.record(account, action="account.created", actor=user, target=account.id)
    return account


def account_for(user: User) -> Account:
    """The workspace the person works in: the first joined. Made here for people who never signed up (a superuser)."""
    return _first_account(user) or _account_made_once(user)


@transaction.atomic
def _account_made_once(user: User) -> Account:
    User.objects.select_for_update().get(pk=user.pk)  # of two first requests, one makes the workspace
    return _first_account(user) or create_account(user, name=default_name(user))


def _first_account(user: User) -> Account | None:
    return Account.objects.filter(memberships__user=user).order_by("memberships__created_at", "id").first()


def default_name(user: User) -> str:
    """What a workspace is called until its owner renames it."""
    return f"{user.email.partition('@')[0]}'s workspace"


@transaction.atomic
def rename_account(account: Account, *, name: str, by: User) -> None:
    """Gives the workspace another name."""
    Account.objects.filter(pk=account.pk).update(name=name.strip()[:120])
    audit.record(account, action="account.renamed", actor=by, target=account.pk)
