"""Plans, periods and the ledger as they stand, and what Stripe told us. Plans are changed with their workspace."""

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from billing import syncing
from billing.models import Charge, ChargeState, Invoice, QuotaPeriod, Reversal, StripeEvent, Subscription
from parsing.admin.site import OperatorAdmin, operators


@admin.register(Subscription, site=operators)
class SubscriptionAdmin(OperatorAdmin):
    list_display = ("account", "plan", "next_plan", "status", "anchor_at", "grace_ends_at", "overage_enabled")
    list_filter = ("plan", "status")
    search_fields = ("=account__id", "=customer_id", "=stripe_id")
    list_select_related = ("account",)


@admin.register(QuotaPeriod, site=operators)
class QuotaPeriodAdmin(OperatorAdmin):
    list_display = ("account", "starts_at", "ends_at", "used", "limit", "in_ledger")
    search_fields = ("=account__id",)
    list_select_related = ("account",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[QuotaPeriod]":
        charged = Count("charges", filter=~Q(charges__state=ChargeState.RELEASED))
        rows: QuerySet[QuotaPeriod] = super().get_queryset(request).annotate(charged=charged)
        return rows

    @admin.display(description="sum of the ledger")
    def in_ledger(self, period: QuotaPeriod) -> str:
        """The one law: counter and ledger are equal."""
        charged: int = period.charged  # type: ignore[attr-defined]  # annotated above
        return f"{charged}" if charged == period.used else f"{charged}: DIFFERS"


@admin.register(Charge, site=operators)
class ChargeAdmin(OperatorAdmin):
    list_display = ("key", "account", "state", "source", "reason", "created_at", "finished_at")
    ordering = ("-created_at",)
    list_filter = ("state", "source", "reason")
    search_fields = ("=key", "=account__id")
    date_hierarchy = "created_at"
    list_select_related = ("account",)


@admin.register(StripeEvent, site=operators)
class StripeEventAdmin(OperatorAdmin):
    list_display = ("id", "type", "customer_id", "received_at", "handled_at", "error")
    list_filter = ("type", ("handled_at", admin.EmptyFieldListFilter))
    search_fields = ("=id", "=customer_id")
    actions = ("handle",)

    @admin.action(description="Try all that wait again")
    def handle(self, request: HttpRequest, rows: "QuerySet[StripeEvent]") -> None:
        syncing.handle_waiting()
        self.apply(request, rows, "handled", lambda _row: None)


@admin.register(Invoice, site=operators)
class InvoiceAdmin(OperatorAdmin):
    list_display = ("number", "account", "status", "total", "currency", "created_at")
    list_filter = ("status",)
    search_fields = ("=number", "=stripe_id", "=account__id")
    list_select_related = ("account",)


@admin.register(Reversal, site=operators)
class ReversalAdmin(OperatorAdmin):
    list_display = ("stripe_id", "kind", "status", "amount", "currency", "account", "created_at")
    list_select_related = ("account",)
