"""Saved views of the candidate list: keep one, change it, delete it, open the list with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import permissions
from accounts.permissions import Permission
from accounts.requests import PageRequest
from cvault.errors import CVaultError
from parsing.models import SavedView
from parsing.services import saved_views
from parsing.views.candidate_filters import Filters


@login_required
@require_http_methods(["GET", "POST"])
def view_list(request: PageRequest) -> HttpResponse:
    """All views with what can be done to them; POST keeps the present search under a name."""
    if request.method == "POST":
        # Read and written again: nothing but filters becomes part of an address that colleagues open.
        query = Filters.of(QueryDict(request.POST.get("query", "").removeprefix("?"))).address()
        try:
            view = saved_views.save_view(
                request.account,
                name=request.POST.get("name", ""),
                query=query,
                is_shared=_wants_to_share(request),
                is_default=request.POST.get("default") == "yes",
                by=request.user,
            )
        except CVaultError as error:
            messages.error(request, error.message)
            return redirect(f"{reverse('candidates')}{query}")
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
        return redirect(f"{reverse('candidates')}{view.query}")
    context = {
        "views": saved_views.visible_views(request.account, request.user),
        "default_id": saved_views.default_view_id(request.account, request.user),
    }
    return render(request, "parsing/saved_views.html", context)


@login_required
@require_POST
def change(request: PageRequest, view_id: int) -> HttpResponse:
    """Another name, shared or not."""
    view = _own(request, view_id)
    try:
        saved_views.change_view(view, name=request.POST.get("name", ""), is_shared=_wants_to_share(request))
    except CVaultError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The view is changed."))
    return redirect("saved_views")


@login_required
@require_POST
def delete(request: PageRequest, view_id: int) -> HttpResponse:
    _own(request, view_id).delete()
    messages.success(request, _("The view is deleted. The candidates stay."))
    return redirect("saved_views")


@login_required
@require_POST
def set_default(request: PageRequest, view_id: int) -> HttpResponse:
    """The list opens with the view; asked for the one it opens with already, with everybody again."""
    visible = saved_views.visible_views(request.account, request.user)
    view = next((view for view in visible if view.pk == view_id), None)
    if view is None:
        raise Http404
    is_default = saved_views.default_view_id(request.account, request.user) == view.pk
    saved_views.set_default(request.account, user=request.user, view=None if is_default else view)
    return redirect("saved_views")


def _own(request: PageRequest, view_id: int) -> SavedView:
    view = saved_views.own_view(request.account, request.user, view_id)
    if view is None:
        raise Http404
    return view


def _wants_to_share(request: PageRequest) -> bool:
    """Who may only look keeps views for themselves."""
    may_edit = Permission.EDIT_CANDIDATES in permissions.granted(request.membership.role)
    return may_edit and request.POST.get("shared") == "yes"
