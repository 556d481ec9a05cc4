"""One CV without an account: read in a child like any other, shown once, stored nowhere."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.origin import address_of
from accounts.requests import PageRequest
from billing import throttling
from billing.plans import DEFAULT_PLAN
from cvault.errors import CVaultError, MissingFile
from parsing import sandbox
from parsing.engine.errors import EngineError
from parsing.models import Candidate
from parsing.services import Upload
from parsing.services.intake import accept_files
from parsing.views.candidate_page import page_context


@require_http_methods(["GET", "POST"])
@never_cache
def try_it(request: PageRequest) -> HttpResponse:
    """The record of the file sent; the form stands on the landing page."""
    if request.method == "GET":
        return redirect("/#try")
    try:
        throttling.take((throttling.TRIALS_OF_ADDRESS, address_of(request)))
        candidate = _read(request)
    except CVaultError as error:
        return render(request, "public/tried.html", {"problem": error.message}, status=error.status)
    except (EngineError, sandbox.SandboxClosed) as error:
        return render(request, "public/tried.html", {"problem": str(error)}, status=422)
    context = page_context(candidate, None, [])
    return render(request, "public/tried.html", {**context, "pages": []})


def _read(request: PageRequest) -> Candidate:
    """The candidate, as a row that is never saved. Raises CVaultError, EngineError."""
    file = request.FILES.get("file")
    if file is None:
        raise MissingFile(_("Choose a file first"))
    (accepted,) = accept_files([Upload(file, file.name or "cv")], plan=DEFAULT_PLAN)
    file.seek(0)
    reading = sandbox.parse_in_child(file.read(), filename=accepted.filename, today=timezone.localdate())
    return Candidate(
        id="",
        filename=accepted.filename,
        sha256=accepted.sha256,
        resume=reading.resume,
        document=reading.document,
        parse_tier=reading.parse_tier,
        model_used=reading.model_used,
        parsed_at=timezone.now(),
        **reading.columns,
    )
