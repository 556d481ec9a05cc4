"""Where a person is signed in, and the end of it: one session, or all but this one."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import audit
from accounts.models import Account
from accounts.requests import PageRequest


@login_required
@require_http_methods(["GET", "POST"])
def session_list(request: PageRequest) -> HttpResponse:
    """Send `session` to end that one; without it all but this one end."""
    mine = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        ended = _chosen(mine, request.POST.get("session"))
        for session in ended:
            session.end()
        _record(request, ended)
        return redirect("usersessions_list")
    newest_first = sorted(mine, key=lambda session: (session.is_current(), session.created_at), reverse=True)
    return render(request, "usersessions/usersession_list.html", {"sessions": newest_first})


def _chosen(mine: list[UserSession], wanted: str | None) -> list[UserSession]:
    """Raises Http404 for a session that is not there, is another's, or is this one, which signing out ends."""
    others = [session for session in mine if not session.is_current()]
    if wanted is None:
        return others
    chosen = [session for session in others if str(session.pk) == wanted]
    if not chosen:
        raise Http404
    return chosen


def _record(request: PageRequest, ended: list[UserSession]) -> None:
    count = len(ended)
    words = ngettext("%(count)s session was signed out.", "%(count)s sessions were signed out.", count)
    messages.success(request, words % {"count": count})
    if ended:
        workspaces = Account.objects.filter(memberships__user=request.user)
        audit.record_in_all(
            workspaces,
            action="user.sessions_ended",
            actor=request.user,
            target=str(request.user.pk),
            data={"sessions": count},
        )
