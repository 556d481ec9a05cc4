"""Members of a workspace: invited by e-mail, given a role, removed, leaving, handing over, deleting it all.

There is always an owner, and only an owner makes or unmakes one.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.models import Account, ApiKey, Invitation, Membership, Role, User
from cvault.errors import Conflict, InvalidInput, NotPermitted

INVITATION_DAYS = 7
DELETION_GRACE_DAYS = 14
MAX_MEMBERS = 200  # members and open invitations of one workspace
_TOKEN_BYTES = 32


@transaction.atomic
def invite(account: Account, *, email: str, role: str, by: Membership) -> Invitation:
    """A letter with a link that works once, for a week. A second invitation takes the place of the first.

    Raises InvalidInput, NotPermitted, Conflict.
    """
    email = User.objects.normalize_email(email.strip()).lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidInput(f"{email[:80]!r} is no e-mail address", details={"email": "invalid"}) from error
    _check_role(role, by)
    if Membership.objects.filter(account=account, user__email=email).exists():
        raise Conflict(f"{email} is a member already")
    if account.memberships.count() + account.invitations.count() >= MAX_MEMBERS:
        raise Conflict(f"A workspace has at most {MAX_MEMBERS} members and open invitations")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    Invitation.objects.filter(account=account, email=email).delete()
    invitation = Invitation.objects.create(
        account=account,
        email=email,
        role=role,
        digest=_digest(token),
        invited_by=by.user,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    audit.record(account, action="member.invited", actor=by.user, target=invitation.id, data={"role": role})
    letter = EmailMessage(
        subject=f"{by.user.email} invites you to “{account.name}” on CVault",
        body=(
            f"You are asked to join the workspace “{account.name}” as {Role(role).label.lower()}.\n\n"
            f"Accept: {settings.BASE_URL}{reverse('invitation', args=[token])}\n\n"
            f"The link works once, for {INVITATION_DAYS} days, for {email}. If you expect no invitation, do nothing.\n"
        ),
        to=[email],
    )
    transaction.on_commit(letter.send)
    return invitation


def find_invitation(token: str) -> Invitation | None:
    """The open invitation of a link, None for one that is used, withdrawn or too old."""
    open_now = Invitation.objects.filter(digest=_digest(token), expires_at__gt=timezone.now())
    return open_now.select_related("account").first()


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Join. Raises NotPermitted for somebody with another address, Conflict for a link that was used meanwhile."""
    if user.email.lower() != invitation.email:
        raise NotPermitted(f"This invitation is for {invitation.email}: sign in with that address")
    if not Invitation.objects.filter(pk=invitation.pk).delete()[0]:
        raise Conflict("This invitation was used or withdrawn")
    membership, _ = Membership.objects.get_or_create(
        account=invitation.account, user=user, defaults={"role": invitation.role}
    )
    audit.record(invitation.account, action="member.joined", actor=user, data={"role": membership.role})
    return membership


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Membership) -> None:
    """The link works no more."""
    audit.record(invitation.account, action="member.uninvited", actor=by.user, target=invitation.pk)
    invitation.delete()


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: Membership) -> None:
    """Raises NotPermitted where an owner is concerned and `by` is none, Conflict for the last owner."""
    membership = _locked(membership)
    _check_role(role, by)
    _check_over(membership, by)
    if membership.role == Role.OWNER and role != Role.OWNER:
        _check_not_last_owner(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    audit.record(
        membership.account,
        action="member.role_changed",
        actor=by.user,
        target=str(membership.user_id),
        data={"from": before, "to": role},
    )


@transaction.atomic
def remove(membership: Membership, *, by: Membership) -> None:
    """End a membership; the person's sessions see nothing of the workspace from the next request on.

    Raises NotPermitted, Conflict as `change_role` does.
    """
    membership = _locked(membership)
    if membership.user_id != by.user_id:
        _check_over(membership, by)
    if membership.role == Role.OWNER:
        _check_not_last_owner(membership)
    action = "member.left" if membership.user_id == by.user_id else "member.removed"
    audit.record(membership.account, action=action, actor=by.user, target=str(membership.user_id))
    membership.delete()


@transaction.atomic
def transfer(account: Account, *, to: Membership, by: Membership) -> None:
    """`to` owns the workspace; `by`, who owned it, is an admin."""
    if by.role != Role.OWNER or to.account_id != account.pk or to.pk == by.pk:
        raise NotPermitted("Only an owner hands the workspace over, and to another member")
    Membership.objects.filter(pk=to.pk).update(role=Role.OWNER)
    Membership.objects.filter(pk=by.pk).update(role=Role.ADMIN)
    audit.record(account, action="account.transferred", actor=by.user, target=str(to.user_id))


@transaction.atomic
def delete_later(account: Account, *, by: Membership) -> datetime:
    """Mark the workspace for deletion and end its keys' power at once; the moment at which all of it goes."""
    due_at = timezone.now() + timedelta(days=DELETION_GRACE_DAYS)
    Account.objects.filter(pk=account.pk, deletion_due_at=None).update(deletion_due_at=due_at)
    audit.record(account, action="account.deletion_planned", actor=by.user, target=account.pk)
    return due_at


@transaction.atomic
def keep(account: Account, *, by: Membership) -> None:
    """Take the deletion back."""
    Account.objects.filter(pk=account.pk).update(deletion_due_at=None)
    audit.record(account, action="account.deletion_taken_back", actor=by.user, target=account.pk)


def membership_of(user: User, account_id: str | None) -> Membership | None:
    """The person's membership in that workspace; in the one joined first for None or one that is not theirs."""
    mine = Membership.objects.filter(user=user).select_related("account").order_by("created_at", "pk")
    chosen = mine.filter(account_id=account_id).first() if account_id else None
    return chosen or mine.first()


def keys_made_by(membership: Membership) -> int:
    """Live keys that a leaving member made: they belong to the workspace and stay."""
    return ApiKey.objects.for_account(membership.account).active().filter(created_by=membership.user).count()


def _check_role(role: str, by: Membership) -> None:
    if role not in Role.values:
        raise InvalidInput("Choose one of the roles", details={"role": "unknown"})
    if role == Role.OWNER and by.role != Role.OWNER:
        raise NotPermitted("Only an owner makes an owner")


def _check_over(membership: Membership, by: Membership) -> None:
    if membership.role == Role.OWNER and by.role != Role.OWNER:
        raise NotPermitted("Only an owner changes what an owner may")


def _check_not_last_owner(membership: Membership) -> None:
    others = Membership.objects.filter(account=membership.account, role=Role.OWNER).exclude(pk=membership.pk)
    if not others.exists():
        raise Conflict("A workspace needs an owner: hand it over first, or delete it")


def _locked(membership: Membership) -> Membership:
    """The row as it is now, and the workspace locked, so that two owners cannot unmake each other at once."""
    Account.objects.select_for_update(no_key=True).get(pk=membership.account_id)
    return Membership.objects.select_related("account", "user").get(pk=membership.pk)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
