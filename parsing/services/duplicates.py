"""Documents that the account has had read before: never charged again, never shared with another (R037, R053)."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from parsing.engine.codec import PIPELINE_VERSION
from parsing.jobs.finishing import UNFINISHED
from parsing.models import Candidate, JobFile, ParseJob


def known_fingerprints(job: ParseJob, fingerprints: Iterable[str]) -> set[str]:
    """Those of the documents that this account, in this mode, has had read with the present pipeline."""
    return set(_known(job, fingerprints).values_list("sha256", flat=True))


def link_copies(job: ParseJob, files: Sequence[JobFile]) -> list[JobFile]:
    """Tie every copy to its document; the files that are left to be read, in their order.

    A copy has its candidate at once where the document was read before. Otherwise it waits for its first copy, in this
    batch or in another job that is under way.
    """
    known = {found.sha256: found for found in _known(job, (file.sha256 for file in files)).only("sha256")}
    first_copies = _under_way(job, files)
    to_read = []
    for file in files:
        candidate, first = known.get(file.sha256), first_copies.get(file.sha256)
        if candidate is not None:
            file.candidate, file.cached = candidate, True
        elif first is not None:
            file.duplicate_of = first
        else:
            first_copies[file.sha256] = file
            to_read.append(file)
    return to_read


def _under_way(job: ParseJob, files: Sequence[JobFile]) -> dict[str, JobFile]:
    """Unfinished first copies of the account's other jobs, by SHA-256."""
    mine = JobFile.objects.for_account(job.account, livemode=job.livemode)
    fingerprints = {file.sha256 for file in files}
    unfinished = mine.filter(sha256__in=fingerprints, state__in=UNFINISHED, duplicate_of=None, candidate=None)
    return {file.sha256: file for file in unfinished.only("sha256", "stored_file")}


def _known(job: ParseJob, fingerprints: Iterable[str]) -> QuerySet[Candidate]:
    mine: QuerySet[Candidate] = Candidate.objects.for_account(job.account, livemode=job.livemode)
    return mine.filter(sha256__in=set(fingerprints), pipeline_version=PIPELINE_VERSION)
