"""Jobs, their files, the candidates read from them, and the doorbell's outbox. The job row is the truth."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import Account, ApiKey, User
from cvault import identifiers
from cvault.sealed_fields import KeysField, SealedJSONField, SealedTextField, with_keys
from parsing import keyed_words
from parsing.list_work import BulkAction, BulkItem, BulkState, DefaultView, SavedView  # noqa: F401  # as below
from parsing.model_calls import ModelCall, ModelSpend  # noqa: F401  # models of the app, in a file of their own
from parsing.persons import Correction, IdentityKey, Likeness, Merge, SearchEntry  # noqa: F401  # as above
from parsing.privacy_records import DpaRequest, RetentionRule, ScoringRecord  # noqa: F401  # as above


class AccountQuerySet(models.QuerySet):
    def for_account(self, account: Account, *, livemode: bool | None = None) -> "AccountQuerySet":
        """Rows of this account; every look-up starts here, so that a foreign id is simply not found."""
        rows = self.filter(account=account)
        return rows if livemode is None else rows.filter(livemode=livemode)

    def find(self, account: Account, key: str, *, livemode: bool) -> Any:
        """The row of this account and mode with this primary key, None without. `get` and `first` cost more."""
        return next(iter(self.filter(pk=key, account=account, livemode=livemode)), None)


class StoredFile(models.Model):
    """The bytes of an uploaded document. The stored name is generated; the customer's is only ever shown."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.file_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="stored_files")
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    format = models.CharField(max_length=12)  # by content: "pdf", "docx", ...
    content = models.FileField(upload_to="documents/%Y/%m/", max_length=200)
    is_sealed = models.BooleanField(default=True)  # False: of an older version, until `manage.py reencrypt`
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.id


class Candidate(models.Model):
    """One read document of an account. `resume` is the canonical record (parsing.engine.codec)."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.candidate_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="candidates")
    livemode = models.BooleanField(default=True)
    stored_file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    sha256 = models.CharField(max_length=64)
    pipeline_version = models.CharField(max_length=40)
    seniority = models.CharField(max_length=10, blank=True)
    total_experience_months = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=8, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    parse_tier = models.CharField(max_length=8, default="tier1")
    model_used = models.CharField(max_length=40, blank=True)
    parsed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    # The candidate of the same person that lists show instead, where somebody has merged the two.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="joined")
    # Worked out a moment after the reading (parsing.services.indexing); None where that is still to be done.
    indexed_at = models.DateTimeField(null=True, blank=True)
    flag_kinds = models.CharField(max_length=300, blank=True)  # "|gap|overlap|", to filter by
    text_gone_at = models.DateTimeField(null=True, blank=True)  # its lines had their time (services.data_classes)
    # What lists show of the person, cut to what they show; sealed like the rest, so that they sort by opened values.
    name = SealedTextField(default="", blank=True)  # at most 200 characters, like title and location
    email = SealedTextField(default="", blank=True)  # at most 254
    title = SealedTextField(default="", blank=True)
    location = SealedTextField(default="", blank=True)
    tags = SealedJSONField(default=list, blank=True)  # what people call the candidate, in the order they were added
    # What lists filter by instead (parsing.keyed_words).
    place_keys = KeysField(of="location", by=lambda row: keyed_words.place_keys(row.account_id, row.location))
    tag_keys = KeysField(of="tags", by=lambda row: keyed_words.tag_keys(row.account_id, row.tags))
    # Sealed: the words of the document. The long ones stand last: a database reads past them to the next.
    filename = SealedTextField()
    search_text = SealedTextField(default="", blank=True)  # all its words, folded (parsing.engine.searching)
    resume = SealedJSONField()
    document = SealedJSONField(default=dict)  # lines with boxes and page sizes, to show evidence where it stands

    objects: ClassVar = AccountQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "livemode", "sha256", "pipeline_version"], name="one_candidate_a_document"
            )
        ]
        indexes: ClassVar = [
            # All that lists count, filter and sort by: the rows themselves, which are long, are read for one page only.
            models.Index(
                fields=[
                    *("account", "merged_into", "-created_at", "-id", "livemode", "seniority", "language"),
                    *("total_experience_months", "reviewed_at", "flag_kinds", "indexed_at", "name"),
                ],
                name="candidates_listed",
            ),
            models.Index(fields=["created_at"], name="candidates_to_index", condition=models.Q(indexed_at=None)),
        ]

    def __str__(self) -> str:
        return self.id

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        super().save(*args, update_fields=with_keys(Candidate, update_fields), **options)


class Note(models.Model):
    """What a member of the workspace wrote about a candidate. It goes with the candidate."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notes")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = SealedTextField(bound_to=("account_id", "created_at"))  # its number is not known when it is sealed
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = AccountQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"note {self.pk} on {self.candidate_id}"


class Role(models.Model):
    """A job to be filled: its description and what counts, kept so that candidates can be ranked against it."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.role_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    required_skills = models.JSONField(default=list)
    nice_to_have_skills = models.JSONField(default=list)
    weights = models.JSONField(default=dict, blank=True)  # part of the score -> its weight, where it is not the usual
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = AccountQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class JobKind(models.TextChoices):
    PARSE = "parse"
    RESCORE = "rescore"


class JobState(models.TextChoices):
    """The portal's vocabulary; the extract API renames (R374). Only ever moves down this list."""

    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class ParseJob(models.Model):
    """One accepted request. Counters are those of its finished files."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.job_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="jobs")
    livemode = models.BooleanField(default=True)
    kind = models.CharField(max_length=8, choices=JobKind.choices, default=JobKind.PARSE)
    source = models.CharField(max_length=12)  # "portal" | "extract" | "dashboard"
    is_waited_for = models.BooleanField(default=False)  # by the request that brought it: its events say "sync" (R210)
    api_key = models.ForeignKey(ApiKey, null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    options = models.JSONField(default=dict)  # effective parse options
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.SET_NULL, related_name="jobs")
    job_description = models.TextField(blank=True)
    requirements = models.JSONField(null=True, blank=True)  # what is scored against; None without
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    total = models.PositiveIntegerField()
    completed = models.PositiveIntegerField(default=0)  # successes only (R137)
    failed = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)  # why the job as a whole failed
    warnings = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)  # counted before the work
    lease_owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)  # when the broker was last told
    idempotency_key = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001  # unique where given
    request_digest = models.CharField(max_length=64, blank=True)  # of what was sent with the idempotency key
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    updated_at = models.DateTimeField(auto_now=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = AccountQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "livemode", "idempotency_key"], name="one_job_an_idempotency_key"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "lease_until"], name="job_sweep")]

    def __str__(self) -> str:
        return self.id


class FileState(models.TextChoices):
    QUEUED = "queued"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class JobFile(models.Model):
    """One file of a job, in the order of the upload, and what became of it."""

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.file_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="job_files")
    livemode = models.BooleanField(default=True)
    job = models.ForeignKey(ParseJob, on_delete=models.CASCADE, related_name="files")
    index = models.PositiveIntegerField()  # file_index, from 0
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    charged = models.BooleanField(default=False)
    cached = models.BooleanField(default=False)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="duplicates")
    # In a rescore job: the file whose score this one replaces when it is finished; its own row stays as the history.
    rescores = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="rescored_by")
    candidate = models.ForeignKey(Candidate, null=True, on_delete=models.SET_NULL, related_name="job_files")
    fit_score = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    parse_tier = models.CharField(max_length=8, blank=True)
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    filename = SealedTextField()  # as sent, control characters removed
    findings = SealedJSONField(null=True, blank=True)  # of this job's requirements (parsing.engine.codec)

    objects: ClassVar = AccountQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["job", "index"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "index"], name="one_file_an_index")]
        indexes: ClassVar = [
            models.Index(
                fields=["candidate", "-finished_at", "fit_score"],
                name="last_score_of_candidate",
                condition=models.Q(fit_score__isnull=False),
            ),
            # What a ranking is made of, without the findings.
            models.Index(fields=["job", "state", "candidate", "fit_score", "index", "id"], name="files_ranked"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}[{self.index}]"


class Erasure(models.Model):
    """A person was erased: the certificate, and what keeps a parse that was running from bringing them back.

    It holds no word of the person: `digests` are keyed hashes of addresses, numbers and documents.
    """

    id = models.CharField(primary_key=True, max_length=40, default=identifiers.erasure_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="erasures")
    requested_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    digests = models.JSONField(default=list)
    candidates = models.PositiveIntegerField(default=0)
    documents = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)  # results in jobs that now say "deleted"
    notes = models.PositiveIntegerField(default=0)
    scores = models.PositiveIntegerField(default=0)  # lines of the scoring log that are about nobody now
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects: ClassVar = AccountQuerySet.as_manager()

    def __str__(self) -> str:
        return self.id


class OutboxMessage(models.Model):
    """A doorbell still to be rung, written in the transaction of what it announces."""

    topic = models.CharField(max_length=40)  # "job" ...
    target = models.CharField(max_length=40)  # id of the row to work on
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.topic} {self.target}"
