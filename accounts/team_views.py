"""The pages of the team: members, invitations, roles; and of the workspace as a whole."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import accounts, permissions, teams
from accounts.adapter import INVITATION_IN_SESSION
from accounts.forms import InviteForm, RoleForm, WorkspaceForm
from accounts.middleware import WORKSPACE_IN_SESSION
from accounts.models import Invitation, Membership, Role
from accounts.permissions import Permission
from accounts.recency import fresh_sign_in_required
from accounts.requests import PageRequest
from cvault.errors import CVaultError

PageView = Callable[..., HttpResponse]


def told_on_team_page(view: PageView) -> PageView:
    """What cannot be done is said on the team's page."""

    @wraps(view)
    def guarded(request: PageRequest, *args: str, **options: str) -> HttpResponse:
        try:
            return view(request, *args, **options)
        except CVaultError as error:
            messages.error(request, error.message)
            return redirect("team")

    return guarded


@require_http_methods(["GET", "POST"])
@never_cache
def team(request: PageRequest) -> HttpResponse:
    """Who is here, who is asked to come, and the form that asks."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            teams.invite(request.account, by=request.membership, **form.cleaned_data)
        except CVaultError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("team")
    context = {
        "form": form,
        "members": Membership.objects.filter(account=request.account).select_related("user").order_by("created_at"),
        "invitations": Invitation.objects.filter(account=request.account).order_by("-created_at"),
        "roles": Role.choices,
        "grace_days": teams.DELETION_GRACE_DAYS,
    }
    return render(request, "accounts/team.html", context, status=400 if form.errors else 200)


@require_POST
@told_on_team_page
def role(request: PageRequest, member_id: int) -> HttpResponse:
    form = RoleForm(request.POST)
    chosen = form.cleaned_data["role"] if form.is_valid() else ""
    teams.change_role(_member(request, member_id), chosen, by=request.membership)
    messages.success(request, _("The role is changed."))
    return redirect("team")


@require_http_methods(["GET", "POST"])
@told_on_team_page
def remove(request: PageRequest, member_id: int) -> HttpResponse:
    member = _member(request, member_id)
    if request.method == "GET":
        context = {"member": member, "keys": teams.keys_made_by(member), "leaving": member.pk == request.membership.pk}
        return render(request, "accounts/team_remove.html", context)
    teams.remove(member, by=request.membership)
    messages.success(request, _("%(email)s is no member any more.") % {"email": member.user.email})
    return redirect("team")


@require_http_methods(["GET", "POST"])
@told_on_team_page
def leave(request: PageRequest) -> HttpResponse:
    if request.method == "GET":
        context = {"member": request.membership, "keys": teams.keys_made_by(request.membership), "leaving": True}
        return render(request, "accounts/team_remove.html", context)
    teams.remove(request.membership, by=request.membership)
    request.session.pop(WORKSPACE_IN_SESSION, None)
    messages.success(request, _("You left the workspace."))
    return redirect("overview")


@require_POST
@told_on_team_page
def uninvite(request: PageRequest, invitation_id: str) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=invitation_id, account=request.account)
    teams.withdraw(invitation, by=request.membership)
    messages.success(request, _("The invitation is withdrawn; its link works no more."))
    return redirect("team")


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: PageRequest, token: str) -> HttpResponse:
    """The link in the letter: who asks, and one button. A visitor signs in or up first and comes back here."""
    found = teams.find_invitation(token)
    if found is None:
        return render(request, "accounts/invitation.html", {"invitation": None}, status=404)
    is_visitor = request.user.pk is None
    if request.method == "POST" and is_visitor:
        raise PermissionDenied
    if request.method == "POST":
        try:
            membership = teams.accept(found, request.user)
        except CVaultError as error:
            messages.error(request, error.message)
            return redirect("invitation", token)
        request.session.pop(INVITATION_IN_SESSION, None)
        request.session[WORKSPACE_IN_SESSION] = membership.account_id
        messages.success(request, _("Welcome to %(name)s.") % {"name": membership.account.name})
        return redirect("overview")
    if is_visitor:
        request.session[INVITATION_IN_SESSION] = token  # whoever signs up now gets no workspace of their own
    context = {"invitation": found, "next": reverse("invitation", args=[token])}
    return render(request, "accounts/invitation.html", context)


@require_POST
def switch(request: PageRequest) -> HttpResponse:
    """Another workspace of the same person."""
    chosen = get_object_or_404(Membership, user=request.user, account_id=request.POST.get("workspace", ""))
    request.session[WORKSPACE_IN_SESSION] = chosen.account_id
    allowed = permissions.granted(chosen.role)
    return redirect("overview" if Permission.SEE_OVERVIEW in allowed else "settings")


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    form = WorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = accounts.create_account(request.user, name=form.cleaned_data["name"])
        request.session[WORKSPACE_IN_SESSION] = account.pk
        return redirect("overview")
    return render(request, "accounts/workspace_new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@fresh_sign_in_required
@told_on_team_page
def transfer(request: PageRequest, member_id: int) -> HttpResponse:
    member = _member(request, member_id)
    if request.method == "GET":
        return render(request, "accounts/workspace_transfer.html", {"member": member})
    teams.transfer(request.account, to=member, by=request.membership)
    messages.success(request, _("%(email)s owns the workspace now; you are an admin.") % {"email": member.user.email})
    return redirect("team")


@require_http_methods(["GET", "POST"])
@fresh_sign_in_required
def delete(request: PageRequest) -> HttpResponse:
    """Deletion after a grace period; the name is typed, so that nobody does it by mistake."""
    typed = request.POST.get("name", "").strip()
    if request.method == "POST" and typed == request.account.name:
        due_at = teams.delete_later(request.account, by=request.membership)
        messages.success(request, _("The workspace will be deleted on %(date)s.") % {"date": f"{due_at:%d %B %Y}"})
        return redirect("settings")
    context = {"grace_days": teams.DELETION_GRACE_DAYS, "is_wrong": request.method == "POST"}
    return render(request, "accounts/workspace_delete.html", context, status=400 if context["is_wrong"] else 200)


@require_POST
def keep(request: PageRequest) -> HttpResponse:
    teams.keep(request.account, by=request.membership)
    messages.success(request, _("The workspace stays."))
    return redirect("settings")


def _member(request: PageRequest, member_id: int) -> Membership:
    return get_object_or_404(
        Membership.objects.select_related("user", "account"), pk=member_id, account=request.account
    )
