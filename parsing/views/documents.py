"""Downloads of a candidate: the original, the record as JSON, and the images of the pages."""

import json
from itertools import chain
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.requests import PageRequest
from cvault.encryption import Unreadable, open_sealed, seal
from parsing import sandbox, services, storage
from parsing.engine import profiles
from parsing.engine.codec import resume_from_json
from parsing.engine.errors import EngineError
from parsing.engine.options import effective_options
from parsing.models import Candidate, JobFile
from parsing.services.deletion import MAX_PAGE_IMAGES, page_image_name

PAGE_IMAGE_WIDTH_PX = 1400  # sharp on half of a large screen
_PAGE_IMAGE_KEPT_S = 3600


def _candidate(request: PageRequest, candidate_id: str) -> Candidate:
    candidates = Candidate.objects.for_account(request.account).select_related("stored_file")
    candidate: Candidate = get_object_or_404(candidates, id=candidate_id)
    return candidate


@login_required
@require_safe
def original(request: PageRequest, candidate_id: str) -> StreamingHttpResponse:
    """The document as it was sent; always an attachment, never opened by the browser in our origin."""
    candidate = _candidate(request, candidate_id)
    if candidate.stored_file is None:
        raise Http404
    pieces = storage.pieces(candidate.stored_file)
    try:
        first = next(pieces, b"")
    except FileNotFoundError as error:
        raise Http404 from error
    _note_export(request, candidate, "original")
    response = StreamingHttpResponse(chain([first], pieces), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=candidate.filename)
    response["Content-Length"] = candidate.stored_file.size_bytes
    return response


@login_required
@require_safe
def candidate_json(request: PageRequest, candidate_id: str) -> HttpResponse:
    """The full profile, as the portal API answers it; with the score of the job that `?job=` names."""
    candidate = _candidate(request, candidate_id)
    files = JobFile.objects.for_account(request.account).filter(candidate=candidate).select_related("candidate", "job")
    file = files.filter(job_id=request.GET.get("job", "")).first()
    scored = bool(file and file.job.requirements)
    options, _warnings = effective_options({"output_profile": "full_profile"}, has_job_description=scored)
    _note_export(request, candidate, "json")
    return _download(services.candidate_json(file or candidate, options=options), f"{candidate.id}.json")


@login_required
@require_safe
def json_resume(request: PageRequest, candidate_id: str) -> HttpResponse:
    candidate = _candidate(request, candidate_id)
    _note_export(request, candidate, "json_resume")
    return _download(profiles.json_resume(resume_from_json(candidate.resume)), f"{candidate.id}.resume.json")


def _note_export(request: PageRequest, candidate: Candidate, as_format: str) -> None:
    data = {"as": as_format}
    audit.record(request.account, action="candidate.exported", actor=request.user, target=candidate.id, data=data)


def _download(data: Any, filename: str) -> HttpResponse:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


@login_required
@require_safe
def page_image(request: PageRequest, candidate_id: str, number: int) -> HttpResponse:
    """One page as a picture, drawn by a limited child process and kept for a while."""
    candidate = _candidate(request, candidate_id)
    if candidate.stored_file is None or number >= MAX_PAGE_IMAGES:
        raise Http404
    name = page_image_name(candidate.account_id, candidate.sha256, number)
    image = _kept_image(name)
    if image is None:
        image = _rendered(candidate, number)
        cache.set(name, seal(image, name), _PAGE_IMAGE_KEPT_S)
    response = HttpResponse(image, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _kept_image(name: str) -> bytes | None:
    sealed = cache.get(name)
    try:
        return None if sealed is None else open_sealed(sealed, name)
    except Unreadable:  # kept before the keys were changed
        return None


def _rendered(candidate: Candidate, number: int) -> bytes:
    data = storage.read(candidate.stored_file) if candidate.stored_file else None
    if data is None:
        raise Http404
    try:
        return sandbox.render_page_in_child(data, number, width_px=PAGE_IMAGE_WIDTH_PX)
    except EngineError as error:
        raise Http404 from error
