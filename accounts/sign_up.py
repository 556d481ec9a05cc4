"""Sign-up that takes as long, and does as much, for an address that is known as for one that is not."""

import secrets
from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest


class SignUpForm(SignupForm):
    """Where the address is taken, the answer is that of a new one, and so is the work behind it."""

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            self._work_as_if_new(request)
        return super().try_save(request)

    def _work_as_if_new(self, request: HttpRequest) -> None:
        """Make a person, a workspace, a hash of the password, and take all of it back: unseen, it costs the same."""
        known, self.account_already_exists = self.cleaned_data["email"], False
        self.cleaned_data["email"] = f"{secrets.token_hex(16)}@invalid.invalid"
        try:
            with transaction.atomic():
                user = self.save(request)
                _look_up_as_for_a_letter(user)
                transaction.set_rollback(True)
        finally:
            self.cleaned_data["email"], self.account_already_exists = known, True


def _look_up_as_for_a_letter(user: Any) -> None:
    """What is asked of the database before the letter to a new address is written."""
    EmailAddress.objects.filter(user=user, verified=True).exists()
    EmailAddress.objects.filter(user=user).select_related("user").first()
    type(user).objects.filter(pk=user.pk).first()
