"""The OpenAPI documents and their browsable pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from parsing.api.openapi import reference
from parsing.api.openapi.documents import API_NAMES, openapi_document


@require_safe
def openapi_json(_request: HttpRequest, api: str) -> JsonResponse:
    """The document of one API; the same for everybody."""
    return JsonResponse(openapi_document(api), json_dumps_params={"ensure_ascii": False})


@require_safe
def reference_page(request: HttpRequest, api: str) -> HttpResponse:
    """The same document to read."""
    context = {
        "api": api,
        "document": openapi_document(api),
        "groups": reference.groups(api),
        "base_url": settings.BASE_URL,
        "document_route": f"openapi_{api}",
        "others": [
            {"route": f"api_page_{other}", "title": openapi_document(other)["info"]["title"]}
            for other in API_NAMES
            if other != api
        ],
    }
    return render(request, "public/reference.html", context)


urlpatterns = [
    address
    for api in API_NAMES
    for address in (
        path(f"docs/api/{api}/openapi.json", openapi_json, {"api": api}, name=f"openapi_{api}"),
        path(f"docs/api/{api}", reference_page, {"api": api}, name=f"api_page_{api}"),
    )
]
