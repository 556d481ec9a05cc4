"""One action on many candidates: chosen in the list, asked about, done while one watches or goes on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit, permissions
from accounts.requests import PageRequest
from cvault.errors import CVaultError, InvalidInput
from parsing.models import BulkAction, BulkItem, BulkState, Candidate, Role
from parsing.services import bulk, bulk_exports
from parsing.services.listing import Found
from parsing.views import candidate_filters
from parsing.views.candidate_filters import Filters
from parsing.views.jobs import STOP_POLLING
from parsing.views.judging import MOST_COMPARED

_SHOWN = 10  # names of those it is about


@login_required
@require_POST
def ask(request: PageRequest) -> HttpResponse:
    """What was ticked in the list, or all that match; then the page that asks for the rest."""
    kind = request.POST.get("action", "")
    came_from = Filters.of(QueryDict(request.POST.get("query", "").removeprefix("?"))).address()
    back = f"{reverse('candidates')}{came_from}"
    ids = list(dict.fromkeys(request.POST.getlist("c")))
    if kind == "compare":
        if 2 <= len(ids) <= MOST_COMPARED:
            return redirect(f"{reverse('compare')}?{'&'.join(f'c={pk}' for pk in ids)}")
        messages.error(request, _("Tick two to four candidates to compare them."))
        return redirect(back)
    try:
        if not bulk.may(kind, permissions.granted(request.membership.role)):
            raise PermissionDenied
        chosen = _chosen(request, ids, came_from)
        action = bulk.ask(request.account, chosen, kind=kind, came_from=came_from, by=request.user)
        if kind != "review":
            return redirect("bulk_action", action_id=action.pk)
        return _after_start(request, bulk.start(action, {}, by=request.user))
    except CVaultError as error:
        messages.error(request, error.message)
        return redirect(back)


def _chosen(request: PageRequest, ids: list[str], came_from: str) -> Found:
    if request.POST.get("all") == "yes":
        return candidate_filters.filtered(request.account, Filters.of(QueryDict(came_from.removeprefix("?"))))
    return Found(Candidate.objects.for_account(request.account).filter(pk__in=ids[: bulk.MOST]))


@login_required
@require_http_methods(["GET", "POST"])
def action_page(request: PageRequest, action_id: str) -> HttpResponse:
    """Asks, then shows the progress and the result. POST confirms."""
    action = _own(request, action_id)
    problem = ""
    if request.method == "POST":
        try:
            return _after_start(request, bulk.start(action, request.POST.dict(), by=request.user))
        except InvalidInput as error:
            problem = error.message
        except CVaultError as error:
            messages.error(request, error.message)
            return redirect("bulk_action", action_id=action.pk)
    asked = action.state == BulkState.ASKED
    finished = action.state in (BulkState.DONE, BulkState.FAILED)
    context = {
        "action": action,
        "problem": problem,
        "asked": asked,
        "finished": finished,
        "said": said(action),
        "back": _back(action),
        "share": round(100 * (action.done + action.skipped) / action.total) if action.total else 100,
        "roles": Role.objects.for_account(request.account).filter(closed_at=None).order_by("title") if asked else (),
        "formats": [name for name, most in bulk_exports.MOST.items() if most >= action.total] if asked else (),
        "shown": _some_names(action) if asked else (),
        "more": max(0, action.total - _SHOWN),
        "role": Role.objects.for_account(request.account).filter(pk=action.arguments.get("role", "")).first(),
    }
    if request.htmx:
        return render(request, "parsing/_bulk_state.html", context, status=STOP_POLLING if finished else 200)
    return render(request, "parsing/bulk_action.html", context, status=400 if problem else 200)


@login_required
@require_safe
def result(request: PageRequest, action_id: str) -> FileResponse:
    """The file of an export, for a day."""
    action = _own(request, action_id)
    if not action.result:
        raise Http404
    try:
        content = bulk_exports.open_result(action)
    except FileNotFoundError as error:
        raise Http404 from error
    data = {"number": action.total, "as": action.arguments.get("format", "")}
    audit.record(request.account, action="candidates.exported", actor=request.user, target=action.pk, data=data)
    return FileResponse(content, as_attachment=True, filename=action.result_name)


def _own(request: PageRequest, action_id: str) -> BulkAction:
    mine = BulkAction.objects.filter(account=request.account, created_by=request.user)
    action = get_object_or_404(mine.select_related("account"), id=action_id)
    if not bulk.may(action.kind, permissions.granted(request.membership.role)):
        raise PermissionDenied
    return action


def _some_names(action: BulkAction) -> list[str]:
    items = BulkItem.objects.filter(action=action).order_by("pk").select_related("candidate")
    rows = items.only("candidate__name", "candidate__filename", "action")[:_SHOWN]
    return [item.candidate.name or item.candidate.filename for item in rows]


def _back(action: BulkAction) -> str:
    return f"{reverse('candidates')}{action.came_from}"


def _after_start(request: PageRequest, action: BulkAction) -> HttpResponse:
    """Back in the list where all is done; else the page of the progress, or of the file."""
    if action.state != BulkState.DONE or action.result:
        return redirect("bulk_action", action_id=action.pk)
    messages.success(request, said(action))
    if action.kind == "rescore":
        return redirect("role", role_id=action.arguments["role"])
    return redirect(_back(action))


def said(action: BulkAction) -> str:
    """What was done, in a sentence."""
    n = action.done
    sentences = {
        "review": ngettext("%(n)d candidate is marked reviewed.", "%(n)d candidates are marked reviewed.", n),
        "tag": ngettext("%(n)d candidate got the tag.", "%(n)d candidates got the tag.", n),
        "untag": ngettext("The tag is off %(n)d candidate.", "The tag is off %(n)d candidates.", n),
        "delete": ngettext("%(n)d candidate was deleted.", "%(n)d candidates were deleted.", n),
        "rescore": ngettext("%(n)d candidate is being scored.", "%(n)d candidates are being scored.", n),
        "export": ngettext("%(n)d candidate is in the file.", "%(n)d candidates are in the file.", n),
    }
    return sentences[action.kind] % {"n": n}
