"""Every component in every state, on one page, for those who change them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest


@login_required
@require_safe
def gallery(request: PageRequest) -> HttpResponse:
    return render(request, "parsing/gallery.html", {"bands": ("strong_yes", "yes", "maybe", "no")})
