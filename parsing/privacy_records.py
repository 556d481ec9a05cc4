"""What is kept for the sake of privacy itself: the log of automated scoring, and how long each class of data stays."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Account, User


class ScoringRecord(models.Model):
    """One score that was computed: what went in, which engine, what came out, who looked at it.

    Without the candidate it is a line about nobody: it holds no word of a document, and the hash of what went in tells
    nothing to whoever has not the same record.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="scoring_records")
    livemode = models.BooleanField(default=True)
    candidate = models.ForeignKey("parsing.Candidate", null=True, on_delete=models.SET_NULL, related_name="scorings")
    job = models.CharField(max_length=40)  # its id; the job may be gone
    source = models.CharField(max_length=12)  # "portal" | "extract" | "dashboard"
    asked_by = models.CharField(max_length=254, blank=True)  # an address, or "API key …", as it was then
    inputs_sha256 = models.CharField(max_length=64)  # of the record that was scored and of the requirements
    requirements = models.JSONField()
    engine_version = models.CharField(max_length=40)
    score = models.PositiveSmallIntegerField()
    output = models.JSONField()  # recommendation, points of each part, skills of the role that were found or not
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_by_name = models.CharField(max_length=254, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)  # since when the line is about nobody
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "parsing"
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["account", "-created_at"], name="scoring_log")]

    def __str__(self) -> str:
        return f"{self.score} in {self.job}"


class RetentionRule(models.Model):
    """How long a workspace keeps one class of data (parsing.services.retention); without a row, as installed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="retention_rules")
    data_class = models.CharField(max_length=20)
    days = models.PositiveIntegerField()  # 0: for ever, where the class allows it

    class Meta:
        app_label = "parsing"
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "data_class"], name="one_rule_a_class")]

    def __str__(self) -> str:
        return f"{self.data_class}: {self.days} days"


class DpaState(models.TextChoices):
    ASKED = "asked"
    SENT = "sent"  # to be signed
    SIGNED = "signed"


class DpaRequest(models.Model):
    """A workspace asked for a data processing agreement; the operator moves it on in the admin."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="dpa_requests")
    company = models.CharField(max_length=200)
    postal_address = models.CharField(max_length=400)
    signatory = models.CharField(max_length=200)
    email = models.EmailField()
    state = models.CharField(max_length=8, choices=DpaState.choices, default=DpaState.ASKED)
    requested_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "parsing"
        verbose_name = "DPA request"
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"agreement with {self.company}"
