"""Pages of a long list, the same for every list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(request: HttpRequest, rows: Any, *, size: int = PAGE_SIZE) -> "Page[Any]":
    """The page that `?page=` names; the nearest one that exists for anything else."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
