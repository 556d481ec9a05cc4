"""What every page may show of the signed-in person's workspace."""

from typing import Any

from django.http import HttpRequest


def workspace(request: HttpRequest) -> dict[str, Any]:
    """`account`, or None for a visitor."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {"account": request.account if signed_in and hasattr(request, "account") else None}
