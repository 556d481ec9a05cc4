"""What people corrected, as cases to measure the engine against: each document with the truth beside it."""

import io
import json
import zipfile

from accounts.models import Account
from parsing import storage
from parsing.engine import profiles
from parsing.engine.codec import resume_from_json
from parsing.models import Candidate, Correction

MOST_CASES = 200  # of one archive
MOST_BYTES = 100 * 1024 * 1024  # of their documents


def write_cases(account: Account) -> tuple[io.BytesIO, int]:
    """A ZIP archive `corrected/<candidate>.<format>` with `<candidate>.json` beside each, and the number of cases.

    The truth is the corrected record in JSON Resume form, as `python -m parsing.evals` reads it; `meta.corrected` names
    the fields that a person has looked at. Candidates whose document is gone are left out.
    """
    corrected = Correction.objects.filter(account=account).values("candidate")
    candidates = Candidate.objects.for_account(account).filter(pk__in=corrected).select_related("stored_file")
    archive, number, size_bytes = io.BytesIO(), 0, 0
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as cases:
        for candidate in candidates.defer("document", "search_text").order_by("created_at")[:MOST_CASES]:
            content = storage.read(candidate.stored_file) if candidate.stored_file else None
            if content is None:
                continue
            size_bytes += len(content)
            if size_bytes > MOST_BYTES:
                break
            ending = _ending(candidate)
            cases.writestr(f"corrected/{candidate.pk}.{ending}", content)
            truth = json.dumps(_truth(candidate), ensure_ascii=False, indent=1)
            cases.writestr(f"corrected/{candidate.pk}.json", truth)
            number += 1
    archive.seek(0)
    return archive, number


def _truth(candidate: Candidate) -> dict[str, object]:
    fields = Correction.objects.filter(candidate=candidate).values_list("field", flat=True)
    truth = profiles.json_resume(resume_from_json(candidate.resume))
    meta = {**truth["meta"], "corrected": sorted(set(fields))}
    return {**truth, "meta": meta}


def _ending(candidate: Candidate) -> str:
    """Of the document by its content; pictures keep the ending that they came with."""
    kind = candidate.stored_file.format if candidate.stored_file else ""
    ending = candidate.filename.rpartition(".")[2].lower()
    return ending if kind == "image" and ending.isalnum() else kind
