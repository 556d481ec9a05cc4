"""The person behind documents: what they are found by, who may be the same, what was merged and corrected."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Account, User
from cvault.sealed_fields import SealedJSONField

_BOUND_TO = ("account_id", "created_at")  # the number of a row is not known when its columns are sealed


class SearchEntry(models.Model):
    """What a candidate is found by: keyed hashes of the words of the document, parted and framed by spaces.

    A table of its own, so that a search does not read the records. PostgreSQL has a GIN index over it, SQLite a table
    of full text search that triggers keep beside it (migration 0016): who alters this table on SQLite, makes them anew.
    """

    candidate = models.OneToOneField("parsing.Candidate", on_delete=models.CASCADE, related_name="search_entry")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    tokens = models.TextField()

    class Meta:
        app_label = "parsing"

    def __str__(self) -> str:
        return f"search entry of {self.candidate_id}"


class IdentityKey(models.Model):
    """A keyed hash by which the same person is found again: of an address, a number, a birthday, an employer."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    livemode = models.BooleanField(default=True)
    candidate = models.ForeignKey("parsing.Candidate", on_delete=models.CASCADE, related_name="identity_keys")
    kind = models.CharField(max_length=8)  # "email" | "phone" | "birth" | "employer"
    digest = models.CharField(max_length=32)

    class Meta:
        app_label = "parsing"
        indexes: ClassVar = [models.Index(fields=["account", "digest"], name="identity_of_account")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.candidate_id}"


class Likeness(models.Model):
    """Two candidates that may be one person; `first` has the smaller id."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    first = models.ForeignKey("parsing.Candidate", on_delete=models.CASCADE, related_name="likenesses_before")
    second = models.ForeignKey("parsing.Candidate", on_delete=models.CASCADE, related_name="likenesses_after")
    reasons = models.JSONField(default=list)  # of "email", "phone", "birth", "employer"
    dismissed_at = models.DateTimeField(null=True, blank=True)  # somebody said that they are two
    dismissed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "parsing"
        constraints: ClassVar = [models.UniqueConstraint(fields=["first", "second"], name="one_likeness_a_pair")]

    def __str__(self) -> str:
        return f"{self.first_id} like {self.second_id}"


class Merge(models.Model):
    """One candidate was joined to another, which stays in the lists. Undone, both are as they were."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    kept = models.ForeignKey("parsing.Candidate", on_delete=models.CASCADE, related_name="merges")
    joined = models.ForeignKey("parsing.Candidate", on_delete=models.CASCADE, related_name="+")
    chosen = SealedJSONField(default=dict, bound_to=_BOUND_TO)  # field -> the value that was taken over from `joined`
    # The same fields of `kept`, in the codec's form, as they were.
    before = SealedJSONField(default=dict, bound_to=_BOUND_TO)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "parsing"
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.joined_id} into {self.kept_id}"


class Correction(models.Model):
    """A value that a person replaced: what was read, and what is right."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    candidate = models.ForeignKey("parsing.Candidate", on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=40)
    before = SealedJSONField(null=True, bound_to=_BOUND_TO)  # a text, a list of texts, or None
    after = SealedJSONField(null=True, bound_to=_BOUND_TO)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "parsing"
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.field} of {self.candidate_id}"
