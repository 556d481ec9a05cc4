"""Reading the audit log: its kinds of events, in words, and the filters of its page and exports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Account, AuditEvent

# Kind -> its name, and the beginnings of the actions that it holds. An action belongs to the first that fits.
KINDS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "exports": (
        _("Exports"),
        ("candidates.exported", "candidate.exported", "person.exported", "log.exported", "corrections.exported"),
    ),
    "deletions": (_("Deletions"), ("candidate.deleted", "person.erased", "retention.purged", "account.deletion")),
    "corrections": (_("Corrections"), ("candidate.corrected",)),
    "scores": (_("Scores"), ("candidates.rescored", "candidates.scored", "interview_questions.")),
    "sign-in": (_("Sign-in and security"), ("user.",)),
    "keys": (_("API keys"), ("api_key.", "encryption.")),
    "members": (_("Members"), ("member.", "account.transferred")),
    "billing": (_("Plan and billing"), ("billing.",)),
    "webhooks": (_("Webhooks"), ("webhook.", "delivery.")),
    "candidates": (_("Candidates and roles"), ("candidate.", "role.", "job.")),
    "workspace": (_("Workspace"), ("account.", "notice.", "dpa.")),
    "operator": (_("Operator"), ("operator.",)),
}
WORDS: Mapping[str, Any] = {
    "account.created": _("Workspace created"),
    "account.deletion_planned": _("Deletion of the workspace planned"),
    "account.deletion_taken_back": _("Deletion of the workspace taken back"),
    "account.renamed": _("Workspace renamed"),
    "account.retention_changed": _("Retention changed"),
    "account.transferred": _("Workspace handed over"),
    "api_key.created": _("API key created"),
    "api_key.revoked": _("API key revoked"),
    "api_key.rotated": _("API key rotated"),
    "billing.overage": _("Overage changed"),
    "billing.plan_assigned": _("Plan assigned by the operator"),
    "candidate.corrected": _("Candidate corrected"),
    "candidate.deleted": _("Candidate deleted"),
    "candidate.exported": _("Candidate exported"),
    "candidate.note_added": _("Note written"),
    "candidate.note_deleted": _("Note deleted"),
    "candidate.review_taken_back": _("Review taken back"),
    "candidate.reviewed": _("Decision reviewed"),
    "candidates.exported": _("Candidates exported"),
    "corrections.exported": _("Corrections exported"),
    "candidates.rescored": _("Candidates scored again"),
    "candidates.scored": _("Candidates scored"),
    "dpa.requested": _("Data processing agreement asked for"),
    "interview_questions.generated": _("Interview questions written"),
    "job.cancelled": _("Job cancelled"),
    "log.exported": _("Log exported"),
    "member.invited": _("Member invited"),
    "member.joined": _("Member joined"),
    "member.left": _("Member left"),
    "member.removed": _("Member removed"),
    "member.role_changed": _("Role of a member changed"),
    "member.uninvited": _("Invitation withdrawn"),
    "notice.sent": _("Letter to key holders sent"),
    "person.erased": _("Person erased"),
    "person.exported": _("Person exported"),
    "retention.purged": _("Deleted after its retention"),
    "role.changed": _("Role changed"),
    "role.closed": _("Role closed"),
    "role.created": _("Role created"),
    "role.reopened": _("Role reopened"),
    "user.email_added": _("E-mail address added"),
    "user.email_changed": _("E-mail address changed"),
    "user.email_removed": _("E-mail address removed"),
    "user.factor_added": _("Second factor added"),
    "user.factor_removed": _("Second factor removed"),
    "user.password_changed": _("Password changed"),
    "user.password_reset": _("Password reset"),
    "user.recovery_codes_made": _("Recovery codes made"),
    "user.sessions_ended": _("Sessions signed out"),
    "user.sign_in_failed": _("Sign-in failed"),
    "user.sign_up_tried": _("Sign-up tried with a known address"),
    "user.signed_in": _("Signed in"),
    "user.signed_out": _("Signed out"),
    "webhook.created": _("Webhook created"),
    "webhook.deleted": _("Webhook deleted"),
    "webhook.secret_rotated": _("Webhook secret rotated"),
    "webhook.updated": _("Webhook changed"),
}
COLUMNS = ("at", "action", "actor", "api_key_id", "ip", "target", "data")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; whatever cannot be understood is not asked for."""

    person: str = ""  # part of an address, or the id of a key
    kind: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        kind = query.get("kind", "")
        return cls(
            person=query.get("person", "").strip()[:254],
            kind=kind if kind in KINDS else "",
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
        )

    def __bool__(self) -> bool:
        return self != Filters()

    def events(self, account: Account) -> "QuerySet[AuditEvent]":
        """The account's events that are asked for, newest first."""
        rows = AuditEvent.objects.filter(account=account)
        if self.person:
            rows = rows.filter(
                Q(actor_name__icontains=self.person)
                | Q(data__address__icontains=self.person)
                | Q(api_key_id=self.person)
            )
        if self.kind:
            rows = rows.filter(_begins(KINDS[self.kind][1])).exclude(_begins(_before(self.kind)))
        if self.since:
            rows = rows.filter(created_at__gte=datetime.combine(self.since, time.min, UTC))
        if self.until:
            rows = rows.filter(created_at__lt=datetime.combine(self.until + timedelta(days=1), time.min, UTC))
        return rows.order_by("-created_at", "-id")


def kind_of(action: str) -> str:
    """A key of KINDS; empty for an action that nobody has sorted."""
    return next((kind for kind, (_name, starts) in KINDS.items() if action.startswith(starts)), "")


def words_of(action: str) -> str:
    """The action for people; as it is written where it has no words, as those of Stripe's and the operator's have."""
    known = WORDS.get(action)
    return str(known) if known else action.replace(".", ": ").replace("_", " ").capitalize()


def as_json(event: AuditEvent) -> dict[str, Any]:
    return {
        "at": event.created_at.isoformat(),
        "action": event.action,
        "actor": event.actor_name or None,
        "api_key_id": event.api_key_id or None,
        "ip": event.ip,
        "target": event.target or None,
        "data": event.data,
    }


def _before(kind: str) -> tuple[str, ...]:
    """The beginnings of the kinds that come first."""
    names = list(KINDS)
    return tuple(start for name in names[: names.index(kind)] for start in KINDS[name][1])


def _begins(starts: tuple[str, ...]) -> Q:
    asked = Q(pk__in=())
    for start in starts:
        asked |= Q(action__startswith=start)
    return asked


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
