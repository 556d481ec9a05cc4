"""Our side of django-allauth: whoever signs up gets a workspace."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from accounts import accounts, origin, teams
from accounts.models import User

INVITATION_IN_SESSION = "invitation"  # the token, while an invited person signs up


class AccountAdapter(DefaultAccountAdapter):
    def get_client_ip(self, request: HttpRequest) -> str:
        """What sign-in is limited by, and the list of sessions shows: the same address as everywhere else."""
        return origin.valid_address_of(request)

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """The person and, in the same transaction, the workspace: there is no account without one."""
        user = super().save_user(request, user, form, commit)
        if commit:
            _give_workspace(request, user)
        return user


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Who comes through another service gets a workspace like everybody else."""
        user: User = super().save_user(request, sociallogin, form)
        _give_workspace(request, user)
        return user


def _give_workspace(request: HttpRequest, user: User) -> None:
    """Somebody who follows an invitation joins that workspace, and needs none of their own."""
    invited = teams.find_invitation(request.session.get(INVITATION_IN_SESSION, ""))
    if not (invited and invited.email == user.email):
        accounts.create_account(user, name=accounts.default_name(user))
