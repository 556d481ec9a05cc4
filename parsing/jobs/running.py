"""Running a job: its files side by side in the warm children, those that ended a worker before one by one.

The work happens in threads that only wait for a child; every change of a row happens in the thread that runs the job.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from time import monotonic

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from billing import quota
from cvault.errors import QuotaExceeded
from parsing import sandbox, storage
from parsing.engine.errors import EngineError
from parsing.jobs import finishing, second_look
from parsing.jobs.erased import is_discarded_with
from parsing.jobs.leases import OPEN_STATES, claim, hand_back, renew, renewal_interval_s, take_begun
from parsing.jobs.outbox import announce
from parsing.models import Candidate, FileState, JobFile, ParseJob, Role

MAX_JOB_ATTEMPTS_BEYOND_FILES = 10  # every attempt tries a file; more than this many that did not are a broken job

UNREADABLE_DESCRIPTION = "The job description could not be analysed: candidates are not scored by it"

log = structlog.get_logger(__name__)


def run_job(job_id: str, *, budget_s: float | None = None, loaded: ParseJob | None = None) -> bool:
    """Work on the job until it is finished, the budget is used up, or its files wait for another job.

    True where it is finished; False also where another process holds the job. `loaded` is the row as the caller has
    just stored or read it: it spares another read, and of a job that was begun a second claim too.
    """
    begun = take_begun(loaded) if loaded is not None else None
    owner = loaded.lease_owner if loaded is not None and begun is not None else claim(job_id)
    if owner is None:
        return ParseJob.objects.filter(pk=job_id).exclude(state__in=OPEN_STATES).exists()
    job = loaded or ParseJob.objects.select_related("account").get(pk=job_id)
    if job.account.suspended_at is not None:
        return finishing.fail_job(job, "The account is suspended")
    if job.attempts > job.total * finishing.MAX_FILE_ATTEMPTS + MAX_JOB_ATTEMPTS_BEYOND_FILES:
        return finishing.fail_job(job, "The job was interrupted too often")
    run = _Run(job, owner=owner, deadline=None if budget_s is None else monotonic() + budget_s, begun=begun)
    try:
        run.work()
    finally:
        finished = run.leave()
    return finished


def run_known_files(job: ParseJob) -> None:
    """Finish the files whose document was read before, which takes no reading; the rest is left as it is."""
    owner = claim(job.pk)
    if owner is None:
        return
    run = _Run(job, owner=owner, deadline=None, known_only=True)
    try:
        run.work()
    except sandbox.SandboxUnavailable:
        log.warning("job.no_sandbox", job=job.pk)  # a worker may have one
    finally:
        run.leave()


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be done for a file: read it, or only analyse what was read before."""

    file: JobFile
    known: Candidate | None

    @property
    def is_suspect(self) -> bool:
        """It was tried before without an answer: perhaps it ends its worker, so nothing else runs beside it."""
        return self.file.attempts > 0


@dataclass(frozen=True, slots=True)
class _Outcome:
    task: _Task
    result: sandbox.Reading | second_look.Looked | sandbox.Json | BaseException
    duration_ms: int


class _Run:
    def __init__(
        self,
        job: ParseJob,
        *,
        owner: str,
        deadline: float | None,
        known_only: bool = False,
        begun: JobFile | None = None,
    ) -> None:
        self.job = job
        self.begun = begun  # its attempt is counted
        self.known_only = known_only
        self.owner = owner
        self.deadline = deadline
        self.stopped = False  # out of time, lease lost or sandbox closed: start nothing more
        self.requirements: sandbox.Json | None = None
        self.unfinished: set[str] | None = None  # files, as of the last look; None before the first
        self.in_flight: dict[str, _Task] = {}
        self.outcomes: SimpleQueue[_Outcome] = SimpleQueue()
        self.renewed_at = monotonic()

    def work(self) -> None:
        """Rounds, until one finds nothing to do: copies inside the batch become ready when their first is read."""
        try:
            self.requirements = self._requirements()
        except sandbox.SandboxClosed:
            self.stopped = True
        while not self.stopped and self.unfinished != set():
            tasks = self._ready_tasks()
            if not tasks:
                return
            self._run_round(sorted(tasks, key=lambda task: task.is_suspect))

    def leave(self) -> bool:
        """Give up what is unfinished, in good order, for another worker; True where nothing is."""
        if self.unfinished == set():
            return True  # the last file ended the job, and the lease with it
        for task in self.in_flight.values():
            finishing.forgive_attempt(task.file)
        if self.begun is not None and self.unfinished is None:
            finishing.forgive_attempt(self.begun)
        ring = self.stopped and not self.known_only
        if not hand_back(self.job.pk, owner=self.owner, ring=ring):
            return not ParseJob.objects.filter(pk=self.job.pk, state__in=OPEN_STATES).exists()
        if not ring and self._ready_tasks():
            announce(self.job.pk)  # the first copy in another job was finished while this one was given up
        return False

    def _ready_tasks(self) -> list[_Task]:
        """The files that can be worked on now; those that wait for their first copy elsewhere are left out."""
        if self.begun is not None and self.unfinished is None:
            self.unfinished = {self.begun.pk}
            return [_Task(self.begun, None)]
        files = list(self.job.files.filter(state__in=finishing.UNFINISHED).select_related("stored_file"))
        self.unfinished = {file.pk for file in files}
        if any(file.candidate_id or file.duplicate_of_id for file in files):
            prefetch_related_objects(files, "candidate", "duplicate_of__candidate")
        ready = []
        for file in files:
            file.account, original = self.job.account, file.duplicate_of
            known = file.candidate or (original.candidate if original is not None else None)
            waits = known is None and original is not None and original.state in finishing.UNFINISHED
            if not waits and (known is not None or not self.known_only):
                ready.append(_Task(file, known))
        return ready

    def _run_round(self, tasks: list[_Task]) -> None:
        while (tasks or self.in_flight) and not self.stopped:
            while tasks and self._has_room_for(tasks[0]):
                self._start(tasks.pop(0))
            if self.in_flight:
                self._collect()

    def _has_room_for(self, task: _Task) -> bool:
        if task.is_suspect:
            return not self.in_flight
        room: int = settings.PARSE_CHILDREN
        return len(self.in_flight) < room

    def _start(self, task: _Task) -> None:
        """Count the attempt, then hand the file to a child; or end it here where no child is needed."""
        file, original = task.file, task.file.duplicate_of
        if file.attempts >= finishing.MAX_FILE_ATTEMPTS:
            self._fail(file, code="gave_up", error=finishing.GIVEN_UP)
            return
        if task.known is None and original is not None and _is_hereditary(original):
            self._fail(file, code=original.error_code, error=original.error)
            return
        if task.known is None and original is not None and is_discarded_with(file, original):
            finishing.finish_erased(file)
            self._mark_finished(file)
            return
        if task.known is None and not self._is_paid(file):
            return
        if file is not self.begun and not finishing.start_file(file):
            return
        call = self._call_for(task)
        if call is None:
            self._fail(file, code="gone", error="The stored file is no longer there: send it again")
            return
        self.in_flight[file.pk] = task
        threading.Thread(target=self._answer, args=(task, call), daemon=True).start()

    def _is_paid(self, file: JobFile) -> bool:
        """A copy whose first was lost has to be read, and charged, itself."""
        if file.charged or not file.livemode:
            return True
        try:
            with transaction.atomic():
                quota.reserve_parses(file.account, [file.pk], source=self.job.source)
                file.charged = True
                file.save(update_fields=["charged"])
        except QuotaExceeded as exceeded:
            self._fail(file, code=exceeded.code, error=exceeded.message)
            return False
        return True

    def _call_for(self, task: _Task) -> Callable[[], sandbox.Reading | sandbox.Json] | None:
        """The child's work for a task; None where the document's bytes are gone."""
        today, requirements = timezone.now().date(), self.requirements
        language = self.job.options.get("output_language", "en")
        known = task.known
        if known is not None:
            return lambda: sandbox.analyse_in_child(
                known.resume, requirements=requirements, today=today, language=language
            )
        data = storage.read(task.file.stored_file) if task.file.stored_file else None
        if data is None:
            return None
        filename = task.file.filename
        return lambda: sandbox.parse_in_child(
            data, filename=filename, today=today, requirements=requirements, language=language
        )

    def _requirements(self) -> sandbox.Json | None:
        """What the job asks for, worked out once and kept; None where nothing is to be scored."""
        options = self.job.options
        required, nice = options.get("required_skills", []), options.get("nice_to_have_skills", [])
        wanted = bool(self.job.job_description or required or nice)
        if wanted and self.job.requirements is None:
            try:
                self.job.requirements = sandbox.requirements_in_child(
                    self.job.job_description, required_skills=required, nice_to_have_skills=nice
                )
            except EngineError:  # a text that cannot be analysed: the skills that were sent still count
                self.job.requirements = {"required_skills": required, "nice_to_have_skills": nice}
                self.job.warnings = [*self.job.warnings, UNREADABLE_DESCRIPTION]
            if weights := self._weights_of_role():
                self.job.requirements["weights"] = sorted([name, weight] for name, weight in weights.items())
            self.job.save(update_fields=["requirements", "warnings"])
        return self.job.requirements

    def _weights_of_role(self) -> dict[str, float]:
        """Those of the role that the files were uploaded for; read now, since it is assigned after the upload."""
        if self.job.source != "dashboard":
            return {}
        return Role.objects.filter(jobs=self.job.pk).values_list("weights", flat=True).first() or {}

    def _answer(
        self, task: _Task, call: Callable[[], sandbox.Reading | second_look.Looked | sandbox.Json], before_ms: int = 0
    ) -> None:
        started = monotonic()
        result: sandbox.Reading | second_look.Looked | sandbox.Json | BaseException
        try:
            result = call()
        except BaseException as error:  # noqa: BLE001  # handed to the thread that runs the job, whatever it is
            result = error
        self.outcomes.put(_Outcome(task, result, duration_ms=before_ms + round((monotonic() - started) * 1000)))

    def _collect(self) -> None:
        """Wait for one answer, no longer than the lease or the deadline allows, and finish its file."""
        now, renew_at = monotonic(), self.renewed_at + renewal_interval_s()
        timeout_s = max(0.0, renew_at - now)
        if self.deadline is not None:
            timeout_s = min(timeout_s, max(0.0, self.deadline - now))
        try:
            outcome = self.outcomes.get(timeout=timeout_s)
        except Empty:
            pass
        else:
            self._finish(outcome)
        if self.deadline is not None and monotonic() >= self.deadline:
            self.stopped = True
        if monotonic() >= renew_at:
            self.renewed_at = monotonic()
            self.stopped = self.stopped or not renew(self.job.pk, owner=self.owner)

    def _finish(self, outcome: _Outcome) -> None:
        task, result = outcome.task, outcome.result
        if isinstance(result, sandbox.SandboxClosed):
            self.stopped = True  # still in flight: its attempt is forgiven
            return
        if isinstance(result, sandbox.Reading) and self._look_again(task, result, outcome.duration_ms):
            return  # still in flight
        del self.in_flight[task.file.pk]
        if isinstance(result, second_look.Looked):
            second_look.settle(result)
            result = result.reading
        if isinstance(result, EngineError):
            self._fail(task.file, code=result.code, error=str(result), duration_ms=outcome.duration_ms)
        elif isinstance(result, BaseException):
            log.error("job.file_error", job=self.job.pk, file=task.file.pk, error=type(result).__name__)
            raise result
        elif isinstance(result, sandbox.Reading):
            finishing.finish_read(task.file, result, duration_ms=outcome.duration_ms)
            self._mark_finished(task.file)
        elif task.known is not None and finishing.finish_known(
            task.file, task.known, result, duration_ms=outcome.duration_ms
        ):
            self._mark_finished(task.file)

    def _look_again(self, task: _Task, reading: sandbox.Reading, before_ms: int) -> bool:
        """Let the language model look at what was read, where the operator wants that."""
        left_s = settings.LLM_TIMEOUT_S if self.deadline is None else self.deadline - monotonic() - 1
        planned = second_look.plan(
            self.job,
            task.file,
            reading,
            requirements=self.requirements,
            today=timezone.now().date(),
            timeout_s=min(left_s, settings.LLM_TIMEOUT_S),
        )
        if planned is None:
            return False

        def run() -> second_look.Looked:
            return second_look.look(planned)

        threading.Thread(target=self._answer, args=(task, run, before_ms), daemon=True).start()
        return True

    def _fail(self, file: JobFile, *, code: str, error: str, duration_ms: int | None = None) -> None:
        finishing.finish_failed(file, code=code, error=error, duration_ms=duration_ms)
        self._mark_finished(file)

    def _mark_finished(self, file: JobFile) -> None:
        """By us or by whoever was faster."""
        if self.unfinished is not None:
            self.unfinished.discard(file.pk)


def _is_hereditary(original: JobFile) -> bool:
    """A copy shares the fate of a document that cannot be read, not that of one whose circumstances were bad."""
    return original.state == FileState.FAILED and original.error_code not in finishing.PASSING_CODES
