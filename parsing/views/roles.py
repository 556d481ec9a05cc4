"""Roles: the list, a role with its ranking, what counts for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PageRequest
from cvault.errors import CVaultError
from parsing.forms import NewRoleForm, RoleForm, WeightsForm
from parsing.models import JobState, Role
from parsing.services import roles
from parsing.services.ranking import ranking
from parsing.views.paging import page_of
from parsing.views.ranking import rows_of


@login_required
@require_http_methods(["GET", "POST"])
def role_list(request: PageRequest) -> HttpResponse:
    form = NewRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            role = roles.create_role(
                request.account,
                title=form.cleaned_data["title"],
                description=form.cleaned_data["description"],
                by=request.user,
            )
        except CVaultError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Check below what was read from the description."))
            return redirect("role", role_id=role.id)
    mine = Role.objects.for_account(request.account)
    mine = mine.annotate(candidates=Count("jobs__files__candidate", distinct=True)).order_by("closed_at", "-created_at")
    context = {"form": form, "page": page_of(request, mine)}
    return render(request, "parsing/roles.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def role_page(request: PageRequest, role_id: str) -> HttpResponse:
    """The ranking first; below it what counts, to be changed."""
    role = _role(request, role_id)
    initial = {
        "title": role.title,
        "description": role.description,
        "required_skills": role.required_skills,
        "nice_to_have_skills": role.nice_to_have_skills,
    }
    form = RoleForm(request.POST or None, initial=initial)
    weights = WeightsForm(request.POST or None, initial=dict(role.weights))
    if request.method == "POST" and form.is_valid() and weights.is_valid():
        try:
            ranked = roles.change_role(role, **form.cleaned_data, weights=weights.chosen(), by=request.user)
        except CVaultError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The candidates are being ranked anew.") if ranked else _("The role is saved."))
            return redirect("role", role_id=role.id)
    page = page_of(request, ranking(role))
    page.object_list = roles.with_candidates(list(page.object_list))
    context = {
        "role": role,
        "form": form,
        "weights": weights,
        "page": page,
        "rows": rows_of(page),
        "at_work": role.jobs.filter(Q(state=JobState.QUEUED) | Q(state=JobState.PROCESSING)).exists(),
    }
    return render(request, "parsing/role.html", context, status=400 if form.errors or weights.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def close(request: PageRequest, role_id: str) -> HttpResponse:
    """Asks, then closes."""
    role = _role(request, role_id)
    if request.method == "POST":
        roles.close_role(role, by=request.user)
        messages.success(request, _("The role is closed. Its ranking stays."))
        return redirect("role", role_id=role.id)
    return render(request, "parsing/role_close.html", {"role": role})


@login_required
@require_POST
def reopen(request: PageRequest, role_id: str) -> HttpResponse:
    role = _role(request, role_id)
    roles.reopen_role(role, by=request.user)
    messages.success(request, _("The role is open again."))
    return redirect("role", role_id=role.id)


def _role(request: PageRequest, role_id: str) -> Role:
    found: Role = get_object_or_404(Role.objects.for_account(request.account), id=role_id)
    return found
