"""One action on many candidates: asked for, confirmed, and done piece by piece, here or in a worker.

The items are rows, written when the action is asked for: what is done is what was shown, however the list changes
meanwhile. A piece and its progress are one transaction, so that a worker that dies costs nothing; the sweeper rings
again for what it held.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts import audit
from accounts.models import Account, User
from accounts.permissions import Permission
from cvault.errors import Conflict, CVaultError, InvalidInput
from cvault.sealed_fields import sealed_value
from parsing.models import BulkAction, BulkItem, BulkState, Candidate, OutboxMessage
from parsing.services import bulk_exports
from parsing.services.bulk_kinds import KINDS, Kind
from parsing.services.listing import Found

TOPIC = "bulk"  # of the outbox
MOST = 20_000  # candidates of one action
DONE_AT_ONCE = 25  # a page does not wait longer than for so many
LEASE_S = 60
ASKED_FOR_S = 24 * 3600  # after that an action that nobody confirmed, and a result that nobody fetched, is gone

log = structlog.get_logger(__name__)


def kind_of(name: str) -> Kind:
    """Raises InvalidInput for an action that does not exist."""
    if name not in KINDS:
        raise InvalidInput("There is no such action")
    return KINDS[name]


def ask(account: Account, candidates: Found, *, kind: str, came_from: str = "", by: User) -> BulkAction:
    """The action for these candidates of the account as they are now; nothing is done yet. Raises InvalidInput."""
    kind_of(kind)
    ids = candidates.ids(slice(MOST + 1))
    if not ids:
        raise InvalidInput("Choose at least one candidate")
    if len(ids) > MOST:
        raise InvalidInput(f"These are more than {MOST} candidates: filter them first")
    with transaction.atomic():
        action = BulkAction.objects.create(
            account=account, created_by=by, kind=kind, came_from=came_from[:1000], total=len(ids)
        )
        BulkItem.objects.bulk_create([BulkItem(action=action, candidate_id=pk) for pk in ids], batch_size=2000)
    return action


def start(action: BulkAction, arguments: Mapping[str, Any], *, by: User) -> BulkAction:
    """Confirm the action: a small one is done when this returns, a larger one is left to a worker.

    Raises InvalidInput for arguments that it cannot be done with, Conflict for one that was started before.
    """
    checked = kind_of(action.kind).check(action, arguments)
    with transaction.atomic():
        sealed = sealed_value(BulkAction, "arguments", checked, action.pk)
        started = BulkAction.objects.filter(pk=action.pk, state=BulkState.ASKED).update(
            state=BulkState.RUNNING, arguments=sealed, created_by=by
        )
        if not started:
            raise Conflict("This was started before")
        # A tag may be a word about people; the log is never erased and leaves it out.
        data = {"number": action.total, **{name: value for name, value in checked.items() if name != "tag"}}
        audit.record(action.account, action=f"candidates.bulk_{action.kind}", actor=by, target=action.pk, data=data)
        OutboxMessage.objects.create(topic=TOPIC, target=action.pk, due_at=timezone.now() + timedelta(seconds=2))
    if action.total <= kind_of(action.kind).at_once:
        run(action.pk)
    action.refresh_from_db()
    return action


def run(action_id: str) -> bool:
    """Work on the action until it is finished; False where another process is at it, or nothing is to be done."""
    now = timezone.now()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    claimed = BulkAction.objects.filter(free, pk=action_id, state=BulkState.RUNNING).update(lease_until=_lease())
    if not claimed:
        return False
    action = BulkAction.objects.select_related("account", "created_by").get(pk=action_id)
    try:
        if action.kind == bulk_exports.KIND:
            bulk_exports.write(action, renew=lambda done: _progress(action, done=done))
        else:
            _do_all(action)
    except CVaultError as error:
        _end(action, BulkState.FAILED, error.message)
    except Exception as error:
        log.exception("bulk.failed", action=action.pk, kind=action.kind)
        _end(action, BulkState.FAILED, "Something went wrong on our side. What was done until then stays done")
        raise error from None
    else:
        _end(action, BulkState.DONE)
    return True


def _do_all(action: BulkAction) -> None:
    kind = kind_of(action.kind)
    while True:
        left = BulkItem.objects.filter(action=action, is_done=False).order_by("pk")
        items = list(left.values_list("pk", "candidate_id")[: kind.piece])
        if not items:
            return
        with transaction.atomic():
            candidates = list(
                Candidate.objects.filter(pk__in=[candidate for _, candidate in items]).defer("document", "search_text")
            )
            changed = kind.do(action, candidates)
            # Those of deleted candidates are gone already.
            BulkItem.objects.filter(pk__in=[pk for pk, _ in items]).update(is_done=True)
            BulkAction.objects.filter(pk=action.pk).update(
                done=F("done") + changed, skipped=F("skipped") + len(items) - changed, lease_until=_lease()
            )


def _progress(action: BulkAction, *, done: int) -> None:
    BulkAction.objects.filter(pk=action.pk).update(done=done, lease_until=_lease())


def _end(action: BulkAction, state: BulkState, error: str = "") -> None:
    BulkAction.objects.filter(pk=action.pk).update(
        state=state, error=error[:300], lease_until=None, finished_at=timezone.now()
    )
    OutboxMessage.objects.filter(topic=TOPIC, target=action.pk).delete()


def _lease() -> datetime:
    return timezone.now() + timedelta(seconds=LEASE_S)


def sweep(*, now: datetime | None = None) -> int:
    """Ring again for actions whose worker died or was never told; how many."""
    now = now or timezone.now()
    unheld = Q(lease_until=None) | Q(lease_until__lt=now)
    told = OutboxMessage.objects.filter(topic=TOPIC, target=OuterRef("pk"))
    left = BulkAction.objects.filter(unheld, ~Exists(told), state=BulkState.RUNNING)
    ids = list(left.values_list("pk", flat=True)[:100])
    OutboxMessage.objects.bulk_create([OutboxMessage(topic=TOPIC, target=pk) for pk in ids])
    return len(ids)


def forget_words_about(account: Account, candidates: Iterable[Candidate]) -> None:
    """What was typed for actions on these people, a tag or a search, goes with them, but for what is still running."""
    mine = BulkAction.objects.filter(account=account, items__candidate__in=[candidate.pk for candidate in candidates])
    for action in mine.distinct():
        action.came_from = ""
        if action.state != BulkState.RUNNING:
            action.arguments = {name: value for name, value in action.arguments.items() if name != "tag"}
        action.save(update_fields=["came_from", "arguments"])


def forget_old(*, now: datetime | None = None) -> int:
    """Delete what nobody confirmed and what is done, a day later, files included; how many actions."""
    before = (now or timezone.now()) - timedelta(seconds=ASKED_FOR_S)
    old = BulkAction.objects.filter(created_at__lt=before).exclude(state=BulkState.RUNNING)
    ids = list(old.values_list("pk", flat=True)[:500])
    for piece in _pieces(ids):
        BulkAction.objects.filter(pk__in=piece).delete()
    return len(ids)


def _pieces(ids: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(ids[start : start + 50]) for start in range(0, len(ids), 50))


def may(kind: str, granted: frozenset[Permission]) -> bool:
    """Whether somebody with these permissions may ask for this."""
    return kind_of(kind).permission in granted
