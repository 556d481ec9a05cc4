"""The first page after signing in: how much is left, what happened last, what to do next."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Account, ApiKey
from accounts.requests import PageRequest
from parsing.models import Candidate, FileState, JobFile, ParseJob
from parsing.views.charts import parses_by_day
from webhooks.endpoints import list_endpoints
from webhooks.models import Endpoint

RECENT_JOBS = 6
CHART_DAYS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the checklist for a new workspace; it ticks itself."""

    title: str
    text: str
    href: str
    done: bool


@login_required
@require_safe
def overview(request: PageRequest) -> HttpResponse:
    account = request.account
    week_ago = timezone.now() - timedelta(days=7)
    candidates = (
        Candidate.objects.for_account(account)
        .filter(merged_into=None)
        .aggregate(
            total=Count("id"),
            new=Count("id", filter=Q(created_at__gte=week_ago)),
            waiting=Count("id", filter=Q(reviewed_at=None)),
        )
    )
    failed = JobFile.objects.for_account(account).filter(state=FileState.FAILED, job__created_at__gte=week_ago).count()
    jobs = ParseJob.objects.for_account(account).order_by("-created_at")[:RECENT_JOBS]
    steps = _steps(account, has_candidates=candidates["total"] > 0)
    return render(
        request,
        "parsing/overview.html",
        {
            "candidates": candidates,
            "failed_files": failed,
            "failing_endpoints": [endpoint for endpoint in list_endpoints(account) if _is_failing(endpoint)],
            "jobs": jobs,
            "steps": steps,
            "steps_done": sum(step.done for step in steps),
            "chart": parses_by_day(account, days=CHART_DAYS),
        },
    )


def _is_failing(endpoint: Endpoint) -> bool:
    return endpoint.failing_since is not None or not endpoint.enabled


def _steps(account: Account, *, has_candidates: bool) -> list[Step]:
    keys = ApiKey.objects.for_account(account).aggregate(
        made=Count("id"), used=Count("id", filter=Q(last_used_at__isnull=False))
    )
    scored = ParseJob.objects.for_account(account).exclude(job_description="").exists()
    return [
        Step(_("Upload a CV"), _("PDF, Word, text or a photo of one."), reverse("upload"), has_candidates),
        Step(
            _("Score it against a job"),
            _("Paste a job description when you upload: candidates are ranked with reasons."),
            reverse("upload"),
            scored,
        ),
        Step(
            _("Create an API key"),
            _("The same record as JSON, from your own code."),
            reverse("api_keys"),
            keys["made"] > 0,
        ),
        Step(
            _("Send your first request"),
            _("A new key is shown once, with the request that works: copy it and run it."),
            reverse("docs") + "#quickstart",
            keys["used"] > 0,
        ),
        Step(
            _("Add a webhook"),
            _("Be told when a job is done, instead of asking."),
            reverse("webhooks"),
            bool(list_endpoints(account)),
        ),
        Step(
            _("Invite a colleague"),
            _("Everybody sees the same candidates, with a role of their own."),
            reverse("team"),
            account.memberships.count() + account.invitations.count() > 1,
        ),
    ]
