"""What people do with the candidate list: views they keep under a name, and actions on many candidates at once."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Account, User
from cvault import identifiers
from cvault.sealed_fields import KeysField, SealedJSONField, SealedTextField, with_keys
from cvault.sealed_storage import SealedStorage
from parsing.keyed_words import hashed

_BOUND_TO = ("account_id", "created_at")  # the number of a row is not known when its columns are sealed


def view_key(account_id: str, name: str) -> str:
    """What recognises the name of a view."""
    return hashed(f"v{account_id}", name)


class SavedView(models.Model):
    """A search, filters and an order of the candidate list under a name. `query` is the address that shows it.

    Both may be words about people, so both are sealed.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = SealedTextField(bound_to=_BOUND_TO)
    name_key = KeysField(of="name", by=lambda row: view_key(row.account_id, row.name))  # no two of one name
    query = SealedTextField(default="", blank=True, bound_to=_BOUND_TO)  # "?q=python&order=score"; empty for everybody
    is_shared = models.BooleanField(default=False)  # with everybody of the workspace
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "parsing"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "owner", "name_key"], name="one_view_a_name_and_owner")
        ]

    def __str__(self) -> str:
        return f"view {self.pk}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        super().save(*args, update_fields=with_keys(SavedView, update_fields), **options)


class DefaultView(models.Model):
    """The view that the list opens with, for one person in one workspace."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    class Meta:
        app_label = "parsing"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "user"], name="one_default_view_a_person_and_workspace")
        ]

    def __str__(self) -> str:
        return f"view {self.view_id} of person {self.user_id}"


class BulkState(models.TextChoices):
    ASKED = "asked"  # chosen and shown; nothing has been done
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class BulkAction(models.Model):
    """Something done to many candidates: asked for, confirmed, done piece by piece. Its items say for whom."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.bulk_action_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="bulk_actions")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=12)  # parsing.services.bulk.KINDS
    arguments = SealedJSONField(default=dict)  # {"tag": ...}, {"role": ...}, {"format": ...}
    came_from = SealedTextField(default="", blank=True)  # the address of the list, to go back to
    state = models.CharField(max_length=8, choices=BulkState.choices, default=BulkState.ASKED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)  # gone, or nothing was to be done
    error = models.CharField(max_length=300, blank=True)
    # An export; gone after a day.
    result = models.FileField(upload_to="bulk/%Y/%m/", max_length=200, blank=True, storage=SealedStorage())
    result_name = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "parsing"

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class BulkItem(models.Model):
    """One candidate of a bulk action. It goes with the candidate, so that nothing is left of an erased person."""

    action = models.ForeignKey(BulkAction, on_delete=models.CASCADE, related_name="items")
    candidate = models.ForeignKey("parsing.Candidate", on_delete=models.CASCADE, related_name="+")
    is_done = models.BooleanField(default=False)

    class Meta:
        app_label = "parsing"
        indexes: ClassVar = [models.Index(fields=["action", "is_done", "id"], name="bulk_items_left")]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.candidate_id}"
