"""Which workspace a signed-in person is looking at, and whether their role lets them do this there."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.functional import SimpleLazyObject

from accounts import accounts, permissions, teams
from accounts.models import Membership

WORKSPACE_IN_SESSION = "workspace"
_OWN_GUARDS = ("/api/", "/accounts/", "/admin/", "/static/")  # keys, allauth, staff, nothing


class CurrentAccountMiddleware:
    """Sets `request.membership` and `request.account`, false for a visitor, and holds pages to `permissions.PAGES`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _look_up_lazily(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _options: Any) -> HttpResponse | None:
        match = request.resolver_match
        page = (match.url_name if match else "") or ""
        if permissions.is_open(page) or request.path.startswith(_OWN_GUARDS):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        wanted = permissions.needed(page, request.method or "GET")
        if not request.membership:  # type: ignore[attr-defined]  # set above
            accounts.account_for(request.user)  # who left their last workspace gets one of their own
            _look_up_lazily(request)
        _demand(request, wanted)
        return None


def demand_page(request: HttpRequest) -> None:
    """Hold the page that the request's path leads to against the table, where a view is called by no address.

    Raises PermissionDenied.
    """
    page = resolve(request.path_info).url_name or ""
    _demand(request, permissions.needed(page, request.method or "GET"))


def _demand(request: HttpRequest, wanted: permissions.Permission) -> None:
    membership: Membership | None = request.membership  # type: ignore[attr-defined]  # set by the middleware
    if not membership:
        raise PermissionDenied
    if wanted not in permissions.granted(membership.role):
        raise PermissionDenied(membership.get_role_display())


def _look_up_lazily(request: HttpRequest) -> None:
    """The queries are made when somebody asks, and at most once."""
    request.membership = SimpleLazyObject(lambda: _membership_of(request))  # type: ignore[attr-defined]  # ours to add
    request.account = SimpleLazyObject(lambda: _account_of(request))  # type: ignore[attr-defined]  # ours to add


def _membership_of(request: HttpRequest) -> Membership | None:
    user = request.user  # None in a page of the REST framework
    if user is None or not user.is_authenticated:
        return None
    return teams.membership_of(user, request.session.get(WORKSPACE_IN_SESSION))


def _account_of(request: HttpRequest) -> Any:
    membership: Membership | None = request.membership  # type: ignore[attr-defined]  # set by the middleware
    return membership.account if membership else None
