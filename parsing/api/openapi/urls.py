"""The OpenAPI documents and their browsable pages."""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularSwaggerSplitView

from parsing.api.openapi.documents import API_NAMES, openapi_document


@require_safe
def openapi_json(_request: HttpRequest, api: str) -> JsonResponse:
    """The document of one API; the same for everybody."""
    return JsonResponse(openapi_document(api), json_dumps_params={"ensure_ascii": False})


urlpatterns = [
    address
    for api in API_NAMES
    for address in (
        path(f"docs/api/{api}/openapi.json", openapi_json, {"api": api}, name=f"openapi_{api}"),
        path(
            f"docs/api/{api}",
            SpectacularSwaggerSplitView.as_view(
                url_name=f"openapi_{api}", authentication_classes=[], permission_classes=[]
            ),
            name=f"api_page_{api}",
        ),
    )
]
