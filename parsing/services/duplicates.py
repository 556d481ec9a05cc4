"""Documents that the account has had read before: never charged again, never shared with another (R037, R053)."""

from collections.abc import Iterable, Sequence

from parsing.engine.codec import PIPELINE_VERSION
from parsing.jobs.finishing import UNFINISHED
from parsing.models import Candidate, JobFile, ParseJob


def known_candidates(job: ParseJob, fingerprints: Iterable[str]) -> dict[str, Candidate]:
    """What this account, in this mode, has read with the present pipeline, by SHA-256."""
    mine = Candidate.objects.for_account(job.account, livemode=job.livemode)
    found = mine.filter(sha256__in=set(fingerprints), pipeline_version=PIPELINE_VERSION).defer("resume", "document")
    return {candidate.sha256: candidate for candidate in found}


def link_copies(job: ParseJob, files: Sequence[JobFile]) -> list[JobFile]:
    """Tie every copy to its document; the files that are left to be read, in their order.

    A copy has its candidate at once where the document was read before. Otherwise it waits for its first copy, in this
    batch or in another job that is under way.
    """
    known = known_candidates(job, (file.sha256 for file in files))
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
    return {file.sha256: file for file in unfinished.select_related("stored_file")}
