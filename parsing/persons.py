"""The person behind several documents: how likeness is found, what was merged, what people corrected."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Account, User


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
    chosen = models.JSONField(default=dict)  # field -> the value that was taken over from `joined`
    before = models.JSONField(default=dict)  # the same fields of `kept`, in the codec's form, as they were
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
    before = models.JSONField(null=True)  # a text, a list of texts, or None
    after = models.JSONField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "parsing"
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.field} of {self.candidate_id}"
