"""People, workspaces with their plan, keys, agreements, the audit log."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminSelectWidget

from accounts import api_keys
from accounts.models import Account, ApiKey, AuditEvent, Membership, User
from billing.models import Subscription
from billing.plans import PLANS, plan_for
from billing.subscriptions import change_plan
from cvault.errors import CVaultError
from parsing.admin.site import OperatorAdmin, note, operators
from parsing.models import DpaRequest, Erasure


class MembershipInline(TabularInline):
    model = Membership
    extra = 0
    fields = readonly_fields = ("user", "role", "created_at")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AccountForm(forms.ModelForm):
    """The plan stands with the workspace; what it becomes, and when, is the service's to say."""

    plan = forms.ChoiceField(
        choices=[(slug, plan.name) for slug, plan in PLANS.items()],
        widget=UnfoldAdminSelectWidget,
        help_text="A larger plan counts at once, a smaller one from the next period on.",
    )

    class Meta:
        model = Account
        fields = ("name", "retention_days")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        subscription = Subscription.objects.filter(account=self.instance).first()
        self.initial["plan"] = (subscription and subscription.next_plan) or plan_for(self.instance).slug


@admin.register(Account, site=operators)
class AccountAdmin(OperatorAdmin):
    form = AccountForm
    list_display = ("name", "id", "plan_name", "people", "created_at", "suspended_at", "deletion_due_at")
    list_filter = ("suspended_at", "deletion_due_at")
    search_fields = ("id", "name", "members__email")
    date_hierarchy = "created_at"
    inlines: ClassVar = [MembershipInline]
    changeable = ("name", "retention_days", "plan")
    actions = ("suspend", "resume")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Account]":
        rows: QuerySet[Account] = super().get_queryset(request).select_related("subscription")
        return rows.prefetch_related("memberships")

    @admin.display(description="plan")
    def plan_name(self, account: Account) -> str:
        return plan_for(account).name

    @admin.display(description="people")
    def people(self, account: Account) -> int:
        return len(account.memberships.all())

    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        slug = form.cleaned_data.get("plan")
        if "plan" in form.changed_data and slug:
            try:
                change_plan(obj, slug)
            except CVaultError as error:
                messages.error(request, error.message)
            else:
                note(request, obj, "billing.plan_assigned", plan=slug)

    @admin.action(description="Suspend: keys and pages of the workspace stop at once")
    def suspend(self, request: HttpRequest, rows: "QuerySet[Account]") -> None:
        self.apply(request, rows, "suspended", lambda row: _set(row, suspended_at=timezone.now()))

    @admin.action(description="Let it work again")
    def resume(self, request: HttpRequest, rows: "QuerySet[Account]") -> None:
        self.apply(request, rows, "resumed", lambda row: _set(row, suspended_at=None))


def _set(account: Account, **values: Any) -> None:
    Account.objects.filter(pk=account.pk).update(**values)


@admin.register(User, site=operators)
class UserAdmin(OperatorAdmin):
    list_display = ("email", "is_active", "is_staff", "date_joined", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email",)
    hidden = ("password",)
    changeable = ("is_active", "is_staff")


@admin.register(ApiKey, site=operators)
class ApiKeyAdmin(OperatorAdmin):
    list_display = ("name", "account", "kind", "display_start", "last_four", "created_at", "last_used_at", "revoked_at")
    list_filter = ("kind",)
    search_fields = ("id", "account__id", "name")
    list_select_related = ("account",)
    hidden = ("digest",)
    actions = ("revoke",)

    @admin.action(description="Revoke: dead on the next request")
    def revoke(self, request: HttpRequest, rows: "QuerySet[ApiKey]") -> None:
        actor: Any = request.user
        self.apply(request, rows, "revoked_key", lambda key: api_keys.revoke_key(key, by=actor))


@admin.register(AuditEvent, site=operators)
class AuditEventAdmin(OperatorAdmin):
    list_display = ("created_at", "action", "actor_name", "account", "target", "ip")
    search_fields = ("account__id", "action", "target", "actor_name")
    date_hierarchy = "created_at"
    list_select_related = ("account",)


@admin.register(DpaRequest, site=operators)
class DpaRequestAdmin(OperatorAdmin):
    list_display = ("company", "state", "account", "signatory", "email", "created_at")
    list_filter = ("state",)
    list_select_related = ("account",)
    changeable = ("state",)


@admin.register(Erasure, site=operators)
class ErasureAdmin(OperatorAdmin):
    list_display = ("id", "account", "candidates", "documents", "created_at")
    list_select_related = ("account",)
    hidden = ("digests",)
