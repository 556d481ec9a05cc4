"""The site of the operators: our own sign-in in front of it, a theme of its own, and what each of its pages shares."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from csp.constants import NONCE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.sites import UnfoldAdminSite

from accounts import audit
from accounts.models import Account
from cvault.errors import CVaultError

# The theme's scripts are expressions in attributes, its colours a style element: on these pages alone both are let in.
# Inline scripts are not, here either.
_POLICY = {"script-src": [SELF, NONCE, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class OperatorSite(UnfoldAdminSite):
    """For staff who signed in as everybody does, with a second factor where the settings ask for one."""

    site_title = site_header = _("CVault operators")
    index_title = _("Installation")

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not _lacks_factor(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The one way in is the product's own: rate limits, second factors and the audit log are there."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or request.get_full_path())
        if request.user.is_staff and request.user.is_active and _lacks_factor(request):
            messages.error(request, _("Operators need a second factor: add one, then come back."))
            return redirect("mfa_index")
        raise PermissionDenied

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
            response: HttpResponse = inner(request, *args, **options)
            response._csp_replace = _POLICY  # type: ignore[attr-defined]  # noqa: SLF001 - how django-csp is told
            return response

        return guarded


def _lacks_factor(request: HttpRequest) -> bool:
    return settings.OPERATORS_NEED_MFA and not is_mfa_enabled(request.user)


operators = OperatorSite(name="admin")


class OperatorAdmin(ModelAdmin):
    """Reading only, unless a page says otherwise. Looking at one thing and every change go to the audit log."""

    list_per_page = 50
    show_full_result_count = False
    changeable: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()  # never shown: secrets, and words of people who never met the operator

    def has_add_permission(self, request: HttpRequest, *_more: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Where nothing can be changed no button offers to save it."""
        return bool(self.changeable) and bool(super().has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        names = [field.name for field in self.opts.concrete_fields if field.name not in self.hidden]
        return [*names, *[name for name in (*self.readonly_fields, *self.changeable) if name not in names]]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [name for name in self.get_fields(request, obj) if name not in self.changeable]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> HttpResponse:
        response: HttpResponse = super().change_view(request, object_id, *args, **options)
        found = self.get_object(request, unquote(object_id)) if request.method == "GET" else None
        if found is not None:
            note(request, found, "operator.looked")
        return response

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        fields = [
            name for part in message if isinstance(part, dict) for name in part.get("changed", {}).get("fields", [])
        ]
        note(request, obj, "operator.changed", fields=fields)
        return super().log_change(request, obj, message)

    def apply(self, request: HttpRequest, rows: "QuerySet[Any]", action: str, do: Callable[[Any], object]) -> None:
        """An action on each row, one line of the audit log for each; what cannot be done is told."""
        done = 0
        for row in rows:
            try:
                do(row)
            except CVaultError as error:
                self.message_user(request, f"{row}: {error.message}", messages.ERROR)
            else:
                note(request, row, f"operator.{action}")
                done += 1
        if done:
            self.message_user(request, f"{done} done")


def note(request: HttpRequest, row: Model, action: str, **data: Any) -> None:
    """A line in the log of the workspace that the row belongs to: its people see what the operator did."""
    account = row if isinstance(row, Account) else getattr(row, "account", None)
    actor: Any = request.user
    audit.record(account, action=action, actor=actor, target=f"{type(row).__name__.lower()} {row.pk}", data=data)
