"""What needs a fresh sign-in: keys, payment, the end of a workspace. An old session is asked for the password again."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.middleware import demand_page
from accounts.requests import PageRequest

PageView = Callable[..., HttpResponse]
_SIGNED_IN_AT = "signed_in_at"
_HELD_FOR = "held_for_workspace"


def fresh_sign_in_required(view: PageView) -> PageView:
    """For what is sent; looking is free. What was sent is done after the password, or a second factor, was given.

    It is done in the workspace that it was sent for, with the role that the person has there by then: allauth calls the
    view, and no middleware asks for either.
    """

    @wraps(view)
    def guarded(request: PageRequest, *args: str, **options: str) -> HttpResponse:
        if request.method == "POST":
            if not _signed_in_lately(request):
                request.session[_HELD_FOR] = request.account.pk
                raise ReauthenticationRequired
            if _is_taken_up_again(request):
                _demand_the_same_workspace(request)
                demand_page(request)
        return view(request, *args, **options)

    return guarded


def _is_taken_up_again(request: PageRequest) -> bool:
    """Whether the request came to the page of the password, which has put the earlier one in its place."""
    match = request.resolver_match
    return match is not None and match.route.startswith("accounts/")


def _demand_the_same_workspace(request: PageRequest) -> None:
    if request.session.pop(_HELD_FOR, None) != request.account.pk:
        raise PermissionDenied


def note_sign_in(*, request: HttpRequest | None = None, **_details: Any) -> None:
    """Remember in the session when it began; a sign-up counts too, and leaves no other trace."""
    if request is not None and hasattr(request, "session"):
        request.session[_SIGNED_IN_AT] = time.time()


def _signed_in_lately(request: PageRequest) -> bool:
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    moments.append(request.session.get(_SIGNED_IN_AT, 0))
    return time.time() - max(moments) < settings.FRESH_SIGN_IN_S
