"""Which scope of a key each route of the APIs asks for: one table. A route that is not in it is refused."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

from accounts.key_rules import Scope

_LOOKING = ("GET", "HEAD", "OPTIONS")
_PARSE, _READ, _WRITE, _WEBHOOKS = Scope.PARSE, Scope.READ, Scope.WRITE, Scope.WEBHOOKS

# View name -> scope to look, and scope to send something; one where they are the same.
SCOPES: Mapping[str, Scope | tuple[Scope, Scope]] = {
    "portal:parse_cv_batch_parallel": _PARSE,
    "portal:job_status": _READ,
    "portal:job_results": _READ,
    "portal:extract_skills": _READ,  # a text in, skills out: nothing is stored
    "portal:rescore_candidates": _WRITE,
    "portal:generate_interview_questions": _READ,
    "portal:webhooks": _WEBHOOKS,
    "portal:webhook": _WEBHOOKS,
    "portal:webhook_deliveries": _WEBHOOKS,
    "portal:webhook_test": _WEBHOOKS,
    "portal:webhook_rotate": _WEBHOOKS,
    "portal:webhook_recover": _WEBHOOKS,
    "portal:webhook_delivery": _WEBHOOKS,
    "portal:webhook_resend": _WEBHOOKS,
    "portal:usage": _READ,
    "portal:jobs": _READ,
    "portal:job_cancel": _WRITE,
    "portal:candidates": _READ,
    "portal:candidates_export": _READ,
    "portal:candidate": (_READ, _WRITE),
    "portal:candidate_file": _READ,
    "portal:blind_ranking": _READ,
    "portal:candidate_blind": _READ,
    "portal:candidate_export": _READ,
    "extract:extract": _PARSE,
    "extract:usage": _READ,
    "extract:job": _READ,
}


def needed(view_name: str, method: str) -> Scope:
    """Raises ImproperlyConfigured for a route in no table: no key opens it."""
    try:
        entry = SCOPES[view_name]
    except KeyError as error:
        raise ImproperlyConfigured(f"The route {view_name!r} is missing from parsing.api.scopes.SCOPES") from error
    if isinstance(entry, tuple):
        return entry[0] if method in _LOOKING else entry[1]
    return entry
