"""What a request of a page carries besides Django's own: set by the middlewares, named here for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import Account, Membership, User


class PageRequest(HttpRequest):
    """The request of a signed-in person; a visitor's `account` is false."""

    account: Account
    membership: Membership
    user: User
    htmx: HtmxDetails
