"""The table of bulk actions: what each needs, checks and does to a piece of the candidates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.permissions import Permission
from cvault.errors import InvalidInput
from parsing.models import BulkAction, Candidate, Role
from parsing.services import bulk_exports, notes, roles
from parsing.services.deletion import delete_candidate

Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    permission: Permission
    check: Callable[[BulkAction, Mapping[str, Any]], Arguments]  # what is stored; raises InvalidInput
    do: Callable[[BulkAction, Sequence[Candidate]], int]  # how many it changed; in a transaction
    piece: int = 100  # candidates of one transaction
    at_once: int = 25  # so many are done while the page waits


def _no_arguments(_action: BulkAction, _given: Mapping[str, Any]) -> Arguments:
    return {}


def _check_tag(_action: BulkAction, given: Mapping[str, Any]) -> Arguments:
    tag = " ".join(str(given.get("tag", "")).replace("\x00", "").replace(",", " ").split())
    if not 1 <= len(tag) <= notes.MAX_TAG_CHARS:
        raise InvalidInput(f"Write a tag of 1 to {notes.MAX_TAG_CHARS} characters")
    return {"tag": tag}


def _check_role(action: BulkAction, given: Mapping[str, Any]) -> Arguments:
    role = Role.objects.for_account(action.account).filter(pk=str(given.get("role", ""))).first()
    if role is None:
        raise InvalidInput("Choose a role")
    if not role.required_skills and not role.nice_to_have_skills:
        raise InvalidInput("This role names no skills yet: say first what counts")
    return {"role": role.pk}


def _check_delete(action: BulkAction, given: Mapping[str, Any]) -> Arguments:
    """A deletion cannot be undone: the number has to be typed."""
    if str(given.get("number", "")).strip() != str(action.total):
        raise InvalidInput(f"Type {action.total} to confirm")
    return {}


def _tag(action: BulkAction, candidates: Sequence[Candidate]) -> int:
    tag, changed = action.arguments["tag"], 0
    for candidate in candidates:
        known = {name.casefold() for name in candidate.tags}
        if tag.casefold() not in known and len(known) < notes.MAX_TAGS:
            notes.store_tags(candidate, [*candidate.tags, tag])
            changed += 1
    return changed


def _untag(action: BulkAction, candidates: Sequence[Candidate]) -> int:
    tag, changed = action.arguments["tag"].casefold(), 0
    for candidate in candidates:
        left = [known for known in candidate.tags if known.casefold() != tag]
        if left != candidate.tags:
            notes.store_tags(candidate, left)
            changed += 1
    return changed


def _review(action: BulkAction, candidates: Sequence[Candidate]) -> int:
    waiting = [candidate for candidate in candidates if candidate.reviewed_at is None]
    for candidate in waiting:
        if action.created_by is not None:
            notes.mark_reviewed(candidate, reviewed=True, by=action.created_by)
    return len(waiting)


def _rescore(action: BulkAction, candidates: Sequence[Candidate]) -> int:
    """A job of its own for each piece and mode; the role's ranking shows them as they are scored."""
    role = Role.objects.for_account(action.account).filter(pk=action.arguments["role"]).first()
    if role is None:
        raise InvalidInput("The role was deleted meanwhile")
    for livemode in (True, False):
        ids = [candidate.pk for candidate in candidates if candidate.livemode is livemode]
        if ids:
            roles.score_for(role, ids, livemode=livemode, by=action.created_by)
    return len(candidates)


def _delete(action: BulkAction, candidates: Sequence[Candidate]) -> int:
    for candidate in candidates:
        if Candidate.objects.filter(pk=candidate.pk).exists():  # not gone with another of the same person
            delete_candidate(candidate, by=action.created_by)
    return len(candidates)


def _export(_action: BulkAction, candidates: Sequence[Candidate]) -> int:
    """Written as a whole by bulk_exports."""
    return len(candidates)


KINDS: Mapping[str, Kind] = {
    "review": Kind(Permission.EDIT_CANDIDATES, _no_arguments, _review),
    "tag": Kind(Permission.EDIT_CANDIDATES, _check_tag, _tag, at_once=200),
    "untag": Kind(Permission.EDIT_CANDIDATES, _check_tag, _untag, at_once=200),
    "rescore": Kind(Permission.EDIT_CANDIDATES, _check_role, _rescore, at_once=100),
    "delete": Kind(Permission.DELETE_CANDIDATES, _check_delete, _delete, piece=20),
    bulk_exports.KIND: Kind(Permission.EXPORT_CANDIDATES, bulk_exports.check, _export, at_once=50),
}
