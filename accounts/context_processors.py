"""What every page may show of the signed-in person's workspace."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts import permissions
from accounts.models import Membership


def workspace(request: HttpRequest) -> dict[str, Any]:
    """`account`, false for a visitor; `may`, what the role permits; `workspaces`, all of the person's."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not hasattr(request, "membership"):
        return {"account": None, "may": frozenset(), "workspaces": ()}
    membership: Membership | None = request.membership
    return {
        "account": request.account,  # type: ignore[attr-defined]  # set by the middleware
        "may": SimpleLazyObject(lambda: permissions.granted(membership.role if membership else "")),
        "workspaces": SimpleLazyObject(
            lambda: list(Membership.objects.filter(user=user).select_related("account").order_by("created_at"))
        ),
    }
