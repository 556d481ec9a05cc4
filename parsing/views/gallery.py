"""Every component in every state, on one page, for those who change them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "parsing/gallery.html", {"bands": ("strong_yes", "yes", "maybe", "no")})
