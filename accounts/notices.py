"""Letters to everybody who holds an API key: what changes, long before it does (R015)."""

from django.core.mail import EmailMessage

from accounts import audit
from accounts.models import Account, ApiKey, Membership, Role, User


def key_holders() -> dict[str, Account]:
    """E-mail address -> account, of the owners of live keys' accounts and of those who made the keys."""
    holders: dict[str, Account] = {}
    for key in ApiKey.objects.active().select_related("account", "created_by"):
        people: list[User] = [key.created_by] if key.created_by else []
        owners = Membership.objects.filter(account=key.account, role__in=(Role.OWNER, Role.ADMIN)).select_related(
            "user"
        )
        for person in (*people, *(membership.user for membership in owners)):
            if person.is_active and person.email:
                holders.setdefault(person.email, key.account)
    return holders


def notify_key_holders(*, subject: str, text: str) -> int:
    """One letter to each, which shows nobody else's address, and a line in the audit log. How many were sent."""
    holders = key_holders()
    for address, account in holders.items():
        EmailMessage(subject=subject, body=text, to=[address]).send()
        audit.record(account, action="notice.sent", target=subject, data={"subject": subject})
    return len(holders)


def notify_owners(account: Account, *, subject: str, text: str) -> int:
    """One letter to each owner and admin of the workspace. How many were sent."""
    people = Membership.objects.filter(account=account, role__in=(Role.OWNER, Role.ADMIN), user__is_active=True)
    addresses = list(people.exclude(user__email="").values_list("user__email", flat=True))
    for address in addresses:
        EmailMessage(subject=subject, body=text, to=[address]).send()
    return len(addresses)
