"""Forgetting a candidate: the record, the document, and the cache entry that the record is."""

from collections.abc import Iterable
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import audit
from accounts.models import ApiKey, User
from cvault.sealed_fields import sealed_value
from parsing.jobs.erased import FORGOTTEN_NAME
from parsing.models import BulkAction, Candidate, JobFile, ScoringRecord, StoredFile
from parsing.services.merging import everyone_of
from parsing.storage import discard_file

MAX_PAGE_IMAGES = 30  # of one document


def page_image_name(account_id: str, sha256: str, number: int) -> str:
    """Where the picture of a page is kept for a while."""
    return f"page:{account_id}:{sha256}:{number}"


def page_image_names(account_id: str, sha256: str) -> list[str]:
    return [page_image_name(account_id, sha256, number) for number in range(MAX_PAGE_IMAGES)]


def forget_results(files: QuerySet[JobFile]) -> None:
    """Results keep a line that says "deleted"."""
    files.update(findings=None, fit_score=None)
    for pk in files.values_list("pk", flat=True):
        JobFile.objects.filter(pk=pk).update(filename=sealed_value(JobFile, "filename", FORGOTTEN_NAME, pk))


def hold(candidates: Iterable[Candidate], *, with_copies: bool = False) -> None:
    """Within the transaction nobody else adds anything to these candidates: the index, a result, a note.

    What is being added is waited for; who comes later finds nobody. Rows are held in the order in which the end of a
    reading takes them, so that no two wait for each other in a circle. `with_copies` holds other files of the same
    documents too.
    """
    ours = list(candidates)
    wanted = Q(candidate__in=[one.pk for one in ours])
    if with_copies:
        wanted |= Q(account__in={one.account_id for one in ours}, sha256__in={one.sha256 for one in ours})
    files = JobFile.objects.select_for_update().filter(wanted).order_by("pk")
    stored = {*files.values_list("stored_file", flat=True), *(one.stored_file_id for one in ours)} - {None}
    for rows in (Candidate.objects.filter(pk__in=[one.pk for one in ours]), StoredFile.objects.filter(pk__in=stored)):
        list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))


def delete_candidate(candidate: Candidate, *, by: User | None = None, api_key: ApiKey | None = None) -> None:
    """Erase what was read and the document it was read from; results keep a line that says it is deleted (R290).

    Documents of the same person that were merged with it go too. The same document sent again is read, and charged,
    anew (R056).
    """
    with transaction.atomic():
        everyone = everyone_of([candidate])
        hold(everyone)
        for one in everyone:
            if Candidate.objects.filter(pk=one.pk).exists():  # the caller may hold one that is gone
                forget_candidate(one, by=by, api_key=api_key)


def forget_candidate(candidate: Candidate, *, by: User | None = None, api_key: ApiKey | None = None) -> None:
    """The same for this document alone: another one of the same person stays."""
    account, candidate_id = candidate.account, candidate.pk
    with transaction.atomic():
        hold([candidate])
        files = JobFile.objects.filter(candidate=candidate)
        stored_ids = {candidate.stored_file_id, *files.values_list("stored_file", flat=True)}
        # Robust: were the cache away, the documents must go all the same; its pictures are sealed, and end in time.
        transaction.on_commit(partial(cache.delete_many, page_image_names(account.pk, candidate.sha256)), robust=True)
        forget_results(files)
        ScoringRecord.objects.filter(candidate=candidate).update(candidate=None, erased_at=timezone.now())
        for exported in BulkAction.objects.filter(account=account, items__candidate=candidate).exclude(result=""):
            discard_file(exported.result)
            BulkAction.objects.filter(pk=exported.pk).update(result="")
        candidate.delete()
        StoredFile.objects.filter(account=account, pk__in=stored_ids - {None}).delete()
        audit.record(account, action="candidate.deleted", actor=by, api_key=api_key, target=candidate_id)
