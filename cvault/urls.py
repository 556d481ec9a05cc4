"""Every address of the product: pages, the portal API, the extract API."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
