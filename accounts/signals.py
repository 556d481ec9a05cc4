"""What allauth tells of a person, written into the audit log of the workspace they work in."""

from typing import Any

from allauth.account.signals import email_added, email_removed, password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from accounts import audit, recency, teams
from accounts.models import User


def connect() -> None:
    """Listen; called once, when the app is ready."""
    for signal, action in (
        (user_logged_in, "user.signed_in"),
        (password_changed, "user.password_changed"),
        (password_reset, "user.password_reset"),
        (email_added, "user.email_added"),
        (email_removed, "user.email_removed"),
        (authenticator_added, "user.factor_added"),
        (authenticator_removed, "user.factor_removed"),
    ):
        signal.connect(_Recorder(action), weak=False, dispatch_uid=action)
    user_logged_in.connect(recency.note_sign_in, dispatch_uid="note_sign_in")


class _Recorder:
    def __init__(self, action: str) -> None:
        self.action = action

    def __call__(self, *, request: HttpRequest | None = None, user: User | None = None, **_details: Any) -> None:
        membership = teams.membership_of(user, None) if user is not None else None
        if membership is not None:
            audit.record(membership.account, action=self.action, actor=user, target=str(membership.user_id))
