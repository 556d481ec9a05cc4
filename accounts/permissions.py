"""Who may do what in a workspace: one table of roles, one table of pages. A page that is in no table is refused.

The APIs are governed by their keys (accounts.authentication); these tables are for people.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured

from accounts.models import Role


class Permission(StrEnum):
    SEE_OVERVIEW = "see_overview"  # counts, no candidates
    SEE_CANDIDATES = "see_candidates"  # and jobs, roles, documents
    EDIT_CANDIDATES = "edit_candidates"  # upload, correct, score, review, note
    EXPORT_CANDIDATES = "export_candidates"
    DELETE_CANDIDATES = "delete_candidates"
    SEE_USAGE = "see_usage"
    MANAGE_KEYS = "manage_keys"
    MANAGE_WEBHOOKS = "manage_webhooks"
    MANAGE_BILLING = "manage_billing"
    MANAGE_TEAM = "manage_team"
    MANAGE_WORKSPACE = "manage_workspace"  # name, audit log, retention, erasure
    OWN_WORKSPACE = "own_workspace"  # hand it over, delete it
    BE_MEMBER = "be_member"  # one's own things: leave, switch


P = Permission
_VIEWER = {P.BE_MEMBER, P.SEE_OVERVIEW, P.SEE_CANDIDATES, P.SEE_USAGE}
_RECRUITER = _VIEWER | {P.EDIT_CANDIDATES, P.EXPORT_CANDIDATES, P.DELETE_CANDIDATES}
_DEVELOPER = {P.BE_MEMBER, P.SEE_OVERVIEW, P.SEE_USAGE, P.MANAGE_KEYS, P.MANAGE_WEBHOOKS}
_ADMIN = _RECRUITER | _DEVELOPER | {P.MANAGE_BILLING, P.MANAGE_TEAM, P.MANAGE_WORKSPACE}

GRANTED: Mapping[str, frozenset[Permission]] = {
    Role.VIEWER: frozenset(_VIEWER),
    Role.RECRUITER: frozenset(_RECRUITER),
    Role.DEVELOPER: frozenset(_DEVELOPER),  # works on the connection, and sees no candidate on the pages
    Role.ADMIN: frozenset(_ADMIN),
    Role.OWNER: frozenset(_ADMIN | {P.OWN_WORKSPACE}),
}

# Pages of everybody, signed in or not. Those under /accounts/ are about one's own person: allauth guards them.
OPEN_PAGES = frozenset({
    "landing", "pricing", "docs", "status", "privacy", "terms", "dpa", "subprocessors", "appearance", "gallery",
    "stripe_webhook", "try_it", "openapi_portal", "openapi_extract", "api_page_portal", "api_page_extract",
    "invitation",
})  # fmt: skip

# Page -> permission to look, and permission to send something; one where they are the same.
PAGES: Mapping[str, Permission | tuple[Permission, Permission]] = {
    "overview": P.SEE_OVERVIEW,
    "upload": P.EDIT_CANDIDATES,
    "jobs": P.SEE_CANDIDATES,
    "job": P.SEE_CANDIDATES,
    "job_rescore": P.EDIT_CANDIDATES,
    "compare": P.SEE_CANDIDATES,
    "roles": (P.SEE_CANDIDATES, P.EDIT_CANDIDATES),
    "role": (P.SEE_CANDIDATES, P.EDIT_CANDIDATES),
    "role_close": P.EDIT_CANDIDATES,
    "role_reopen": P.EDIT_CANDIDATES,
    "candidates": P.SEE_CANDIDATES,
    "saved_views": P.SEE_CANDIDATES,  # one's own; sharing them asks for more
    "saved_view_change": P.SEE_CANDIDATES,
    "saved_view_delete": P.SEE_CANDIDATES,
    "saved_view_default": P.SEE_CANDIDATES,
    "candidates_bulk": P.EDIT_CANDIDATES,  # and what the action itself needs (parsing.services.bulk_kinds)
    "bulk_action": P.EDIT_CANDIDATES,
    "bulk_result": P.EXPORT_CANDIDATES,
    "corrections_export": P.EXPORT_CANDIDATES,
    "candidate_merge": P.EDIT_CANDIDATES,
    "candidate_unmerge": P.EDIT_CANDIDATES,
    "candidate_not_the_same": P.EDIT_CANDIDATES,
    "candidates_export": P.EXPORT_CANDIDATES,
    "candidate": P.SEE_CANDIDATES,
    "candidate_blind": P.SEE_CANDIDATES,
    "candidate_blind_file": P.EXPORT_CANDIDATES,
    "blind_ranking": P.SEE_CANDIDATES,
    "candidate_correct": P.EDIT_CANDIDATES,
    "candidate_questions": (P.SEE_CANDIDATES, P.EDIT_CANDIDATES),
    "candidate_delete": P.DELETE_CANDIDATES,
    "candidate_original": P.SEE_CANDIDATES,
    "candidate_json": P.EXPORT_CANDIDATES,
    "candidate_json_resume": P.EXPORT_CANDIDATES,
    "candidate_page_image": P.SEE_CANDIDATES,
    "candidate_note": P.EDIT_CANDIDATES,
    "candidate_note_delete": P.EDIT_CANDIDATES,
    "candidate_tags": P.EDIT_CANDIDATES,
    "candidate_reviewed": P.EDIT_CANDIDATES,
    "usage": P.SEE_USAGE,
    "usage_csv": P.SEE_USAGE,
    "api_keys": P.MANAGE_KEYS,
    "api_key": P.MANAGE_KEYS,  # its requests
    "api_key_first_request": P.MANAGE_KEYS,  # whether it came
    "api_key_rotate": P.MANAGE_KEYS,
    "api_key_revoke": P.MANAGE_KEYS,
    "webhooks": P.MANAGE_WEBHOOKS,
    "webhook_new": P.MANAGE_WEBHOOKS,
    "webhook_edit": P.MANAGE_WEBHOOKS,
    "webhook_enabled": P.MANAGE_WEBHOOKS,
    "webhook_recover": P.MANAGE_WEBHOOKS,
    "webhook": P.MANAGE_WEBHOOKS,
    "webhook_test": P.MANAGE_WEBHOOKS,
    "webhook_rotate": P.MANAGE_WEBHOOKS,
    "webhook_delete": P.MANAGE_WEBHOOKS,
    "webhook_delivery": P.MANAGE_WEBHOOKS,
    "webhook_resend": P.MANAGE_WEBHOOKS,
    "billing": (P.SEE_USAGE, P.MANAGE_BILLING),
    "billing_change": P.MANAGE_BILLING,
    "billing_portal": P.MANAGE_BILLING,
    "billing_paid": P.MANAGE_BILLING,
    "billing_overage": P.MANAGE_BILLING,
    "settings": (P.BE_MEMBER, P.MANAGE_WORKSPACE),
    "privacy_center": P.MANAGE_WORKSPACE,
    "privacy_retention": P.MANAGE_WORKSPACE,
    "person_export": P.MANAGE_WORKSPACE,
    "person_erase": P.MANAGE_WORKSPACE,
    "erasure_certificate": P.MANAGE_WORKSPACE,
    "erasure_certificate_file": P.MANAGE_WORKSPACE,
    "scoring_log": P.MANAGE_WORKSPACE,
    "scoring_log_export": P.MANAGE_WORKSPACE,
    "candidate_notice": P.MANAGE_WORKSPACE,
    "dpa_request": P.MANAGE_WORKSPACE,
    "audit_log": P.MANAGE_WORKSPACE,
    "audit_export": P.MANAGE_WORKSPACE,
    "team": (P.BE_MEMBER, P.MANAGE_TEAM),
    "team_role": P.MANAGE_TEAM,
    "team_remove": P.MANAGE_TEAM,
    "team_uninvite": P.MANAGE_TEAM,
    "team_leave": P.BE_MEMBER,
    "workspace_switch": P.BE_MEMBER,
    "workspace_new": P.BE_MEMBER,
    "workspace_transfer": P.OWN_WORKSPACE,
    "workspace_delete": P.OWN_WORKSPACE,
    "workspace_keep": P.OWN_WORKSPACE,
}

_LOOKING = ("GET", "HEAD", "OPTIONS")


def is_open(page: str) -> bool:
    """Whether the page asks for no membership."""
    return page in OPEN_PAGES


def needed(page: str, method: str) -> Permission:
    """What a person needs for this request. Raises ImproperlyConfigured for a page in no table: nobody may see it."""
    try:
        entry = PAGES[page]
    except KeyError as error:
        raise ImproperlyConfigured(f"The page {page!r} is missing from accounts.permissions.PAGES") from error
    if isinstance(entry, tuple):
        look, send = entry
        return look if method in _LOOKING else send
    return entry


def granted(role: str) -> frozenset[Permission]:
    """What a role may; nothing for a role that we do not know."""
    return GRANTED.get(role, frozenset())
