"""What Django and allauth tell of a person, written into the audit log of every workspace they work in."""

from typing import Any

from allauth.account.signals import email_added, email_changed, email_removed, password_changed, password_reset
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from accounts import audit, recency
from accounts.models import Account, User

SIGN_IN_FAILED = "user.sign_in_failed"


def connect() -> None:
    """Listen; called once, when the app is ready."""
    for signal, action in (
        (user_logged_in, "user.signed_in"),
        (user_logged_out, "user.signed_out"),
        (password_changed, "user.password_changed"),
        (password_reset, "user.password_reset"),
        (email_added, "user.email_added"),
        (email_changed, "user.email_changed"),
        (email_removed, "user.email_removed"),
        (authenticator_added, "user.factor_added"),
        (authenticator_removed, "user.factor_removed"),
        (authenticator_reset, "user.recovery_codes_made"),
    ):
        signal.connect(_Recorder(action), weak=False, dispatch_uid=action)
    user_login_failed.connect(_password_was_wrong, dispatch_uid="password_was_wrong")
    authentication_failed.connect(_code_was_wrong, dispatch_uid="code_was_wrong")
    user_logged_in.connect(recency.note_sign_in, dispatch_uid="note_sign_in")


class _Recorder:
    def __init__(self, action: str) -> None:
        self.action = action

    def __call__(self, *, request: HttpRequest | None = None, user: User | None = None, **_details: Any) -> None:
        if user is not None:
            audit.record_in_all(_workspaces(user), action=self.action, actor=user, target=str(user.pk))


def _password_was_wrong(*, credentials: dict[str, Any], **_details: Any) -> None:
    """Nobody is the actor: it is not known who typed. An address that nobody has is not kept, only that it happened."""
    address = str(credentials.get("email") or credentials.get("username") or "")
    user = User.objects.filter(email__iexact=address).first()
    audit.record_in_all(
        _workspaces(user) if user else (),
        action=SIGN_IN_FAILED,
        target=str(user.pk) if user else "",
        data={"reason": "password", **({"address": user.email} if user else {})},
    )


def _code_was_wrong(*, user: User, **_details: Any) -> None:
    data = {"reason": "code", "address": user.email}
    audit.record_in_all(_workspaces(user), action=SIGN_IN_FAILED, target=str(user.pk), data=data)


def _workspaces(user: User) -> list[Account]:
    return list(Account.objects.filter(memberships__user=user))
