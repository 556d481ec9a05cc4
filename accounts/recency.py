"""What needs a fresh sign-in: keys, payment, the end of a workspace. An old session is asked for the password again."""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpResponse

from accounts.requests import PageRequest

PageView = Callable[..., HttpResponse]


def fresh_sign_in_required(view: PageView) -> PageView:
    """For what is sent; looking is free. What was sent is done after the password, or a second factor, was given."""

    @wraps(view)
    def guarded(request: PageRequest, *args: str, **options: str) -> HttpResponse:
        if request.method == "POST" and not _signed_in_lately(request):
            raise ReauthenticationRequired
        return view(request, *args, **options)

    return guarded


def _signed_in_lately(request: PageRequest) -> bool:
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(moments) and time.time() - max(moments) < settings.FRESH_SIGN_IN_S
