"""The pages of Settings that belong to people, workspaces and keys."""

from django.urls import path

from accounts import team_views, views

urlpatterns = [
    path("settings", views.settings, name="settings"),
    path("settings/api-keys", views.api_key_list, name="api_keys"),
    path("settings/api-keys/<str:key_id>/rotate", views.rotate, name="api_key_rotate"),
    path("settings/api-keys/<str:key_id>/revoke", views.revoke, name="api_key_revoke"),
    path("settings/team", team_views.team, name="team"),
    path("settings/team/leave", team_views.leave, name="team_leave"),
    path("settings/team/<int:member_id>/role", team_views.role, name="team_role"),
    path("settings/team/<int:member_id>/remove", team_views.remove, name="team_remove"),
    path("settings/team/<int:member_id>/owner", team_views.transfer, name="workspace_transfer"),
    path("settings/team/invitations/<str:invitation_id>/withdraw", team_views.uninvite, name="team_uninvite"),
    path("invitations/<str:token>", team_views.invitation, name="invitation"),
    path("workspaces/switch", team_views.switch, name="workspace_switch"),
    path("workspaces/new", team_views.new, name="workspace_new"),
    path("settings/delete", team_views.delete, name="workspace_delete"),
    path("settings/keep", team_views.keep, name="workspace_keep"),
]
