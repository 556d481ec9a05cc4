"""How long results are kept: as long as the workspace says, counted from the day of the request (R142).

What has expired is deleted for good, and looks as if it had never been there (R141): the job, and every candidate and
document that no younger job refers to. The ledger of charges stays.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts import audit
from accounts.models import Account
from parsing.models import Candidate, JobFile, JobState, ParseJob, StoredFile
from parsing.services.deletion import forget_candidate

BATCH = 200  # jobs of one account in one run: a short one, however much there is
_ENDED = (JobState.COMPLETED, JobState.FAILED)


def retention_days(account: Account) -> int:
    """The choice of the workspace, else of the operator; 0 keeps everything until somebody deletes it."""
    chosen: int | None = account.retention_days
    days: int = settings.RETENTION_DAYS if chosen is None else chosen
    return days


def expires_at(job: ParseJob) -> datetime | None:
    """When the job and its results go; None for never."""
    days = retention_days(job.account)
    return job.created_at + timedelta(days=days) if days else None


def purge_expired(*, now: datetime | None = None) -> int:
    """Delete what has expired; how many jobs. May run at any time, and again."""
    now, count = now or timezone.now(), 0
    for account in Account.objects.all().iterator():
        days = retention_days(account)
        if days:
            ended = ParseJob.objects.for_account(account).filter(state__in=_ENDED)
            old = list(ended.filter(created_at__lte=now - timedelta(days=days)).order_by("created_at")[:BATCH])
            for job in old:
                _forget(job)
            if old:
                audit.record(account, action="retention.purged", data={"candidates": len(old)})
            count += len(old)
    return count


@transaction.atomic
def _forget(job: ParseJob) -> None:
    files = list(job.files.values_list("candidate_id", "stored_file_id"))
    job.delete()
    in_use = JobFile.objects.filter(candidate=OuterRef("pk"))
    read_here = Candidate.objects.filter(pk__in={candidate for candidate, _ in files if candidate})
    for candidate in read_here.exclude(Exists(in_use)).select_related("account"):
        forget_candidate(candidate)
    documents = StoredFile.objects.filter(pk__in={stored for _, stored in files if stored})
    documents.exclude(Exists(JobFile.objects.filter(stored_file=OuterRef("pk")))).exclude(
        Exists(Candidate.objects.filter(stored_file=OuterRef("pk")))
    ).delete()
