"""Sign-up that takes as long, and writes as much, for an address that is known as for one that is not."""

import secrets
from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest

from accounts import audit
from accounts.models import Account

SIGN_UP_TRIED = "user.sign_up_tried"


class SignUpForm(SignupForm):
    """Where the address is taken, the answer is that of a new one, and so is the work behind it."""

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            self._work_as_if_new(request)
        return super().try_save(request)

    def save(self, request: HttpRequest) -> Any:
        """Person, workspace and address are written at once: a disk is waited for as often as in `_work_as_if_new`."""
        with transaction.atomic():
            return super().save(request)

    def _work_as_if_new(self, request: HttpRequest) -> None:
        """Make a person, a workspace, a hash of the password, and take all of it back: unseen, it costs the same.

        What is written for good in their stead is a line in the audit log of those whose address it is.
        """
        known, self.account_already_exists = self.cleaned_data["email"], False
        self.cleaned_data["email"] = f"{secrets.token_hex(16)}@invalid.invalid"
        try:
            with transaction.atomic():
                user = self.save(request)
                _look_up_as_for_a_letter(user)
                transaction.set_rollback(True)
        finally:
            self.cleaned_data["email"], self.account_already_exists = known, True
        theirs = Account.objects.filter(memberships__user__email__iexact=known)
        audit.record_in_all(theirs, action=SIGN_UP_TRIED, data={"address": known})


def _look_up_as_for_a_letter(user: Any) -> None:
    """What is asked of the database before the letter to a new address is written."""
    EmailAddress.objects.filter(user=user, verified=True).exists()
    EmailAddress.objects.filter(user=user).select_related("user").first()
    type(user).objects.filter(pk=user.pk).first()
