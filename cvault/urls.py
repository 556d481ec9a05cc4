"""Every address of the product: pages, the portal API, the extract API."""

from django.urls import URLPattern, URLResolver, include, path

from accounts import session_views
from parsing.admin import operators

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/portal/", include("parsing.api.portal.urls")),
    path("api/v1/", include("parsing.api.extract.urls")),
    path("", include("parsing.api.openapi.urls")),
    path("admin/", operators.urls),
    path("accounts/sessions/", session_views.session_list, name="usersessions_list"),  # before allauth's
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("billing.urls")),
    path("", include("parsing.urls")),
]
