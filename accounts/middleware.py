"""Which workspace a signed-in person is looking at."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts import accounts
from accounts.models import Account


class CurrentAccountMiddleware:
    """Sets `request.account`: the person's workspace, false for a visitor. Looked up when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.account = SimpleLazyObject(lambda: _account_of(request))  # type: ignore[attr-defined]  # ours to add
        return self.get_response(request)


def _account_of(request: HttpRequest) -> Account | None:
    user = request.user  # None in a page of the REST framework
    return accounts.account_for(user) if user is not None and user.is_authenticated else None
