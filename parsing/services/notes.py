"""What members of a workspace keep about a candidate: notes, tags, that they have looked."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from cvault.errors import InvalidInput
from cvault.sealed_fields import sealed_value
from parsing.keyed_words import tag_keys
from parsing.models import Candidate, Note, ScoringRecord

MAX_NOTE_CHARS = 5_000
MAX_TAGS = 20
MAX_TAG_CHARS = 40


@transaction.atomic
def add_note(candidate: Candidate, *, text: str, by: User) -> Note:
    """A note of `by`. Raises InvalidInput for an empty or too long one."""
    text = text.replace("\x00", "").strip()
    if not 1 <= len(text) <= MAX_NOTE_CHARS:
        raise InvalidInput(f"Write 1 to {MAX_NOTE_CHARS} characters")
    note = Note.objects.create(account=candidate.account, candidate=candidate, author=by, text=text)
    audit.record(candidate.account, action="candidate.note_added", actor=by, target=candidate.id)
    return note


@transaction.atomic
def delete_note(note: Note, *, by: User) -> None:
    """The note is gone; the audit log remembers that there was one."""
    audit.record(note.account, action="candidate.note_deleted", actor=by, target=note.candidate_id)
    note.delete()


def set_tags(candidate: Candidate, tags: Iterable[str]) -> list[str]:
    """The tags as they are kept: trimmed, each once, bounded in number and length."""
    trimmed = (" ".join(tag.replace("\x00", "").split())[:MAX_TAG_CHARS] for tag in tags)
    first_written: dict[str, str] = {}
    for tag in trimmed:
        if tag:
            first_written.setdefault(tag.casefold(), tag)
    kept = list(first_written.values())[:MAX_TAGS]
    store_tags(candidate, kept)
    return kept


def store_tags(candidate: Candidate, tags: Sequence[str]) -> None:
    """As they are, with what lists filter them by; nothing where the candidate was deleted meanwhile."""
    sealed = sealed_value(Candidate, "tags", list(tags), candidate.pk)
    keys = tag_keys(candidate.account_id, tags)
    Candidate.objects.filter(pk=candidate.pk).update(tags=sealed, tag_keys=keys)


@transaction.atomic
def mark_reviewed(candidate: Candidate, *, reviewed: bool, by: User) -> None:
    """That `by` has looked at the candidate and at the scores, or that somebody should look again."""
    now = timezone.now() if reviewed else None
    Candidate.objects.filter(pk=candidate.pk).update(reviewed_at=now, reviewed_by=by if reviewed else None)
    lines = ScoringRecord.objects.filter(candidate=candidate)
    if reviewed:
        lines.filter(reviewed_at=None).update(reviewed_at=now, reviewed_by=by, reviewed_by_name=by.email)
    else:
        lines.update(reviewed_at=None, reviewed_by=None, reviewed_by_name="")
    action = "candidate.reviewed" if reviewed else "candidate.review_taken_back"
    audit.record(candidate.account, action=action, actor=by, target=candidate.pk)
