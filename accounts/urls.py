"""The pages of Settings that belong to people, workspaces and keys."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("settings", views.settings, name="settings"),
    path("settings/api-keys", views.api_key_list, name="api_keys"),
    path("settings/api-keys/<str:key_id>/rotate", views.rotate, name="api_key_rotate"),
    path("settings/api-keys/<str:key_id>/revoke", views.revoke, name="api_key_revoke"),
]
