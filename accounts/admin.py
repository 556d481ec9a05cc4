"""The operator's view of people, workspaces, keys and the audit log. Keys show what people know of them, no digest."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Account, ApiKey, AuditEvent, Membership, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("email", "is_active", "is_staff", "date_joined", "last_login")
    search_fields = ("email",)
    exclude = ("password",)


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    list_display = ("id", "name", "created_at", "suspended_at")
    search_fields = ("id", "name", "members__email")
    inlines: ClassVar = [MembershipInline]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("account", "user", "role", "created_at")


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    list_display = ("name", "account", "display_start", "last_four", "created_at", "last_used_at", "revoked_at")
    search_fields = ("id", "account__id", "name")


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "account", "action", "target", "actor")
    search_fields = ("account__id", "action", "target")
    date_hierarchy = "created_at"

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
