"""What was asked of the language model, for whom and at what cost. Never a word of a document."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Account


class ModelCall(models.Model):
    """One request to the endpoint: which document left the machine, where to, when, and what came of it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12)  # "extraction" | "verdict" | "questions"
    subject = models.CharField(max_length=40, db_index=True)  # id of the job's file or of the candidate
    host = models.CharField(max_length=200)
    model = models.CharField(max_length=100)
    sent_chars = models.PositiveIntegerField()
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cost_micros = models.PositiveBigIntegerField()  # millionths of the currency that the prices are in
    outcome = models.CharField(max_length=120, default="sent")  # "used", "nothing new", or why not
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        app_label = "parsing"
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.subject}"


class ModelSpend(models.Model):
    """What a day ("2026-11-22") or a month ("2026-11") has cost, reservations of running calls included."""

    period = models.CharField(primary_key=True, max_length=10)
    cost_micros = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "parsing"

    def __str__(self) -> str:
        return self.period
