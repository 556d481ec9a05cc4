"""Letters about keys: who holds one is told when it was made, rotated or revoked, and by whom."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from accounts.models import ApiKey, Membership, Role, User


@dataclass(frozen=True, slots=True)
class Happening:
    subject: str
    sentence: str


CREATED = Happening("A new API key", "A new API key was made")
ROTATED = Happening("An API key was rotated", "An API key was rotated; this is the new one")
REVOKED = Happening("An API key was revoked", "An API key was revoked; requests with it are refused")


def tell(key: ApiKey, happening: Happening, *, by: User | None) -> None:
    """A letter to the owners and to who made the key, once the transaction has succeeded. It never holds the key."""
    owners = Membership.objects.filter(account=key.account_id, role=Role.OWNER, user__is_active=True)
    addresses = set(owners.exclude(user__email="").values_list("user__email", flat=True))
    if key.created_by is not None and key.created_by.is_active and key.created_by.email:
        addresses.add(key.created_by.email)
    text = (
        f"{happening.sentence} in {key.account.name}.\n\n"
        f"Name: {key.name}\nKey: {key.display_start}...{key.last_four}\nBy: {by.email if by else 'the operator'}\n\n"
        f"If you did not expect this, revoke the key now: {settings.BASE_URL}/settings/api-keys\n"
    )
    for address in sorted(addresses):
        letter = EmailMessage(subject=f"{happening.subject}: {key.name}", body=text, to=[address])
        transaction.on_commit(partial(letter.send, fail_silently=True))
