"""Forgetting a candidate: the record, the document, and the cache entry that the record is."""

from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import ApiKey, User
from parsing.models import Candidate, JobFile, ScoringRecord, StoredFile

MAX_PAGE_IMAGES = 30  # of one document


def page_image_name(account_id: str, sha256: str, number: int) -> str:
    """Where the picture of a page is kept for a while."""
    return f"page:{account_id}:{sha256}:{number}"


def page_image_names(account_id: str, sha256: str) -> list[str]:
    return [page_image_name(account_id, sha256, number) for number in range(MAX_PAGE_IMAGES)]


def delete_candidate(candidate: Candidate, *, by: User | None = None, api_key: ApiKey | None = None) -> None:
    """Erase what was read and the document it was read from; results keep a line that says it is deleted (R290).

    The same document sent again is read, and charged, anew (R056).
    """
    account, candidate_id = candidate.account, candidate.pk
    with transaction.atomic():
        files = JobFile.objects.filter(candidate=candidate)
        stored_ids = {candidate.stored_file_id, *files.values_list("stored_file", flat=True)}
        transaction.on_commit(partial(cache.delete_many, page_image_names(account.pk, candidate.sha256)))
        files.update(findings=None, fit_score=None, filename="deleted")
        ScoringRecord.objects.filter(candidate=candidate).update(candidate=None, erased_at=timezone.now())
        candidate.delete()
        StoredFile.objects.filter(account=account, pk__in=stored_ids - {None}).delete()
        audit.record(account, action="candidate.deleted", actor=by, api_key=api_key, target=candidate_id)
