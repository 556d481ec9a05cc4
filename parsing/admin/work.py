"""Jobs and their files without a word of them, the doorbells still to be rung, deliveries of webhooks."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import TabularInline

from parsing.admin.site import OperatorAdmin, operators
from parsing.models import JobFile, JobState, OutboxMessage, ParseJob
from parsing.services.retrying import retry_job
from webhooks import events
from webhooks.models import Attempt, Delivery, Endpoint


class DeadWork(admin.SimpleListFilter):
    """What will not end by itself, or ended badly."""

    title = "dead work"
    parameter_name = "dead"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("abandoned", "Open, and nobody holds it"), ("failed", "With failed files")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[ParseJob]") -> "QuerySet[ParseJob]":
        if self.value() == "abandoned":
            open_jobs = queryset.filter(state__in=(JobState.QUEUED, JobState.PROCESSING))
            return open_jobs.exclude(lease_until__gte=timezone.now())
        if self.value() == "failed":
            return queryset.filter(failed__gt=0)
        return queryset


@admin.register(ParseJob, site=operators)
class ParseJobAdmin(OperatorAdmin):
    list_display = (
        "id",
        "account",
        "state",
        "kind",
        "source",
        "total",
        "completed",
        "failed",
        "attempts",
        "created_at",
    )
    ordering = ("-created_at",)
    list_filter = (DeadWork, "state", "kind", "source", "livemode")
    search_fields = ("=id", "=account__id")
    date_hierarchy = "created_at"
    list_select_related = ("account",)
    hidden = ("job_description", "requirements", "options", "idempotency_key", "request_digest", "warnings", "role")
    actions = ("retry",)

    @admin.action(description="Retry: ring for an open job, read the failed files of an ended one again")
    def retry(self, request: HttpRequest, rows: "QuerySet[ParseJob]") -> None:
        actor: Any = request.user
        self.apply(request, rows.select_related("account"), "retried", lambda job: retry_job(job, by=actor))


@admin.register(JobFile, site=operators)
class JobFileAdmin(OperatorAdmin):
    """No names of files: people are named in them."""

    list_display = (
        "id",
        "account",
        "job",
        "state",
        "error_code",
        "attempts",
        "parse_tier",
        "duration_ms",
        "finished_at",
    )
    list_filter = ("state", "error_code", "parse_tier")
    search_fields = ("=id", "=job__id", "=account__id")
    list_select_related = ("account", "job")
    hidden = ("filename", "sha256", "findings", "fit_score", "candidate")


@admin.register(OutboxMessage, site=operators)
class OutboxAdmin(OperatorAdmin):
    list_display = ("topic", "target", "attempts", "due_at", "created_at")
    search_fields = ("=target",)
    actions = ("ring",)

    @admin.action(description="Ring now")
    def ring(self, request: HttpRequest, rows: "QuerySet[OutboxMessage]") -> None:
        self.apply(
            request, rows, "rung", lambda row: OutboxMessage.objects.filter(pk=row.pk).update(due_at=timezone.now())
        )


@admin.register(Endpoint, site=operators)
class EndpointAdmin(OperatorAdmin):
    list_display = ("target_url", "account", "enabled", "failing_since", "last_failure", "created_at", "deleted_at")
    list_filter = ("enabled",)
    search_fields = ("=id", "=account__id", "target_url")
    list_select_related = ("account",)
    hidden = ("secret", "previous_secret")


class AttemptInline(TabularInline):
    model = Attempt
    extra = 0
    can_delete = False
    fields = readonly_fields = ("number", "response_status", "error", "duration_ms", "created_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Delivery, site=operators)
class DeliveryAdmin(OperatorAdmin):
    """What was sent names jobs; what a customer's server answered is the customer's, and is not shown."""

    list_display = ("id", "event_type", "account", "endpoint", "state", "cause", "attempts_made", "created_at")
    ordering = ("-created_at",)
    list_filter = ("state", "cause", "event__type")
    search_fields = ("=id", "=event__id", "=endpoint__id", "=account__id")
    date_hierarchy = "created_at"
    list_select_related = ("account", "endpoint", "event")
    inlines: ClassVar = [AttemptInline]
    actions = ("replay",)

    @admin.display(description="event")
    def event_type(self, delivery: Delivery) -> str:
        return delivery.event.type

    @admin.action(description="Replay: the same event once more")
    def replay(self, request: HttpRequest, rows: "QuerySet[Delivery]") -> None:
        self.apply(request, rows.select_related("endpoint", "event", "account"), "replayed", events.resend)
