"""The classes of data that a workspace keeps for so long: which there are, what goes next, and letting it go.

Jobs and candidates have their own module (parsing.services.retention): there all else of a person goes with them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit, request_log
from accounts.models import Account, ApiRequest, AuditEvent
from cvault.errors import InvalidInput
from parsing.engine.searching import folded
from parsing.jobs.finishing import UNFINISHED
from parsing.models import Candidate, JobFile, ParseJob, RetentionRule, ScoringRecord, StoredFile
from parsing.services.retention import retention_days
from webhooks.models import Delivery, DeliveryState, Event

BATCH = 500  # rows of one statement
MOST_DAYS = 3650
SOON = timedelta(days=7)
HALF_A_YEAR_DAYS = 183  # the least for logs of automated decisions
Rows = Callable[[Account], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class DataClass:
    """One class: what it holds, and between which numbers of days a workspace chooses."""

    slug: str
    name: Any
    holds: Any
    rows: Rows  # what there is, with `created_at`
    purge: Callable[[Account, datetime], int] | None  # None: somebody else does
    default_days: Callable[[], int]
    least_days: int = 1
    most_days: Callable[[], int] = lambda: MOST_DAYS
    may_stay: bool = True  # 0: until somebody deletes it
    is_noted: bool = True  # in the audit log, when something goes: not where that would be every ten minutes


@dataclass(frozen=True, slots=True)
class Outlook:
    """A class in a workspace as it stands: how long, how much there is, what goes next."""

    kind: DataClass
    days: int
    stored: int
    next_at: datetime | None  # when the oldest goes; None for never, and where there is nothing
    soon: int  # rows that go within SOON


def outlook(account: Account, *, now: datetime | None = None) -> list[Outlook]:
    """Every class, as the privacy centre shows it."""
    return [_look(account, kind, days_of(account, kind), now or timezone.now()) for kind in CLASSES.values()]


def days_of(account: Account, kind: DataClass) -> int:
    """The choice of the workspace, else as installed; never more than the operator allows."""
    if kind.slug == "candidates":
        return retention_days(account)
    rule = RetentionRule.objects.filter(account=account, data_class=kind.slug).first()
    days = rule.days if rule else kind.default_days()
    return days if kind.may_stay and not days else min(days or kind.most_days(), kind.most_days())


@transaction.atomic
def choose(account: Account, slug: str, days: int) -> None:
    """Keep this class for so many days from now on. Raises InvalidInput for a number that the class does not allow."""
    kind = CLASSES[slug]
    if not ((days == 0 and kind.may_stay) or kind.least_days <= days <= kind.most_days()):
        raise InvalidInput(f"Choose between {kind.least_days} and {kind.most_days()} days", details={slug: "days"})
    if slug == "candidates":
        Account.objects.filter(pk=account.pk).update(retention_days=days)
        account.retention_days = days
    else:
        RetentionRule.objects.update_or_create(account=account, data_class=slug, defaults={"days": days})


def purge_classes(*, now: datetime | None = None) -> int:
    """Let go what has had its time, in every workspace; how many rows. May run at any time, and again."""
    now, total = now or timezone.now(), 0
    for account in Account.objects.all().iterator():
        gone = {}
        for kind in CLASSES.values():
            days = days_of(account, kind)
            if days and kind.purge and (count := kind.purge(account, now - timedelta(days=days))):
                gone[kind.slug] = count
        if noted := {slug: count for slug, count in gone.items() if CLASSES[slug].is_noted}:
            audit.record(account, action="retention.purged", data=noted)
        total += sum(gone.values())
    return total


def _look(account: Account, kind: DataClass, days: int, now: datetime) -> Outlook:
    rows = kind.rows(account)
    oldest = rows.order_by("created_at").values_list("created_at", flat=True).first() if days else None
    return Outlook(
        kind=kind,
        days=days,
        stored=rows.count(),
        next_at=max(now, oldest + timedelta(days=days)) if oldest else None,
        soon=rows.filter(created_at__lte=now + SOON - timedelta(days=days)).count() if days else 0,
    )


def _stored_files(account: Account) -> "QuerySet[StoredFile]":
    """Documents that no running job still needs."""
    needed = JobFile.objects.filter(stored_file=OuterRef("pk"), state__in=UNFINISHED)
    return StoredFile.objects.filter(account=account).exclude(Exists(needed))


def _purge_files(account: Account, before: datetime) -> int:
    ids = list(_stored_files(account).filter(created_at__lt=before).values_list("pk", flat=True)[:BATCH])
    StoredFile.objects.filter(account=account, pk__in=ids).delete()  # its bytes go with each
    return len(ids)


def _texts(account: Account) -> "QuerySet[Candidate]":
    texts: QuerySet[Candidate] = Candidate.objects.for_account(account).filter(text_gone_at=None)
    return texts


def _purge_texts(account: Account, before: datetime) -> int:
    """The lines of the document, and all its words in the search; the record and the name stay to be found."""
    old = list(_texts(account).filter(created_at__lt=before)[:BATCH])
    for candidate in old:
        candidate.document, candidate.text_gone_at = {}, timezone.now()
        candidate.search_text = folded(f"{candidate.name} {candidate.email}").strip()
        candidate.indexed_at = None  # the index is made anew of what is left
        candidate.save(update_fields=["document", "text_gone_at", "search_text", "indexed_at"])
    return len(old)


def _deliveries(account: Account) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(account=account).exclude(state=DeliveryState.PENDING)


def _purge_deliveries(account: Account, before: datetime) -> int:
    """With their attempts, and the events that nothing refers to any more."""
    ids = list(_deliveries(account).filter(created_at__lt=before).values_list("pk", flat=True)[:BATCH])
    Delivery.objects.filter(pk__in=ids).delete()
    Event.objects.filter(account=account, created_at__lt=before, deliveries=None).delete()
    return len(ids)


def _requests(account: Account) -> "QuerySet[ApiRequest]":
    return ApiRequest.objects.filter(key__account=account)


def _scores(account: Account) -> "QuerySet[ScoringRecord]":
    return ScoringRecord.objects.filter(account=account)


def _purge_scores(account: Account, before: datetime) -> int:
    return _scores(account).filter(created_at__lt=before).delete()[0]


def _entries(account: Account) -> "QuerySet[AuditEvent]":
    return AuditEvent.objects.filter(account=account)


CLASSES: Mapping[str, DataClass] = {
    kind.slug: kind
    for kind in (
        DataClass(
            "candidates",
            _("Jobs and candidates"),
            _("Everything read from a document, its scores, notes and tags, and the document with it."),
            ParseJob.objects.for_account,
            None,
            lambda: settings.RETENTION_DAYS,
        ),
        DataClass(
            "files",
            _("Original documents"),
            _("The uploaded files and the pictures of their pages. The record stays."),
            _stored_files,
            _purge_files,
            lambda: 0,
        ),
        DataClass(
            "text",
            _("Text of documents"),
            _("Every line with its place on the page, and the search in it. The record stays."),
            _texts,
            _purge_texts,
            lambda: 0,
        ),
        DataClass(
            "webhooks",
            _("Webhook deliveries"),
            _("What was sent to your endpoints and what they answered."),
            _deliveries,
            _purge_deliveries,
            lambda: settings.WEBHOOK_RETENTION_DAYS,
            most_days=lambda: settings.WEBHOOK_RETENTION_DAYS,
            may_stay=False,
        ),
        DataClass(
            "requests",
            _("Requests of API keys"),
            _("Time, route, status, duration and network address of every call. Nothing of what was sent or answered."),
            _requests,
            request_log.purge,
            lambda: settings.REQUEST_LOG_DAYS,
            most_days=lambda: settings.REQUEST_LOG_DAYS,
            may_stay=False,
            is_noted=False,
        ),
        DataClass(
            "scoring",
            _("Log of automated scoring"),
            _("Inputs, engine, result and reviewer of every score. At least half a year."),
            _scores,
            _purge_scores,
            lambda: settings.SCORING_LOG_DAYS,
            least_days=HALF_A_YEAR_DAYS,
        ),
        DataClass(
            "audit",
            _("Audit log"),
            _("Who did what, when and from where. At least half a year."),
            _entries,
            lambda account, before: audit.forget(account, before=before),
            lambda: settings.AUDIT_LOG_DAYS,
            least_days=HALF_A_YEAR_DAYS,
        ),
    )
}
