"""People are erased while a document of theirs is read: nothing of them stays in rows, files, cache, queue or logs.

What is stored is sealed, so that a dump shows nothing in any case: rows and files are searched opened too. The same
search finds every word of the person before the erasure.
"""

import json
import random
import re
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from parsing.soak import setup

setup.begin()

import pypdfium2  # noqa: E402  # after Django, like all that follows
from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import accounts  # noqa: E402
from accounts.models import Account, User  # noqa: E402
from billing.models import Subscription  # noqa: E402
from parsing import services  # noqa: E402
from parsing.engine.options import ParseOptions  # noqa: E402
from parsing.exports import person_pdf  # noqa: E402
from parsing.models import Candidate, FileState, JobFile, JobState, ParseJob  # noqa: E402
from parsing.services import Upload, bulk, erasure, indexing, notes, saved_views  # noqa: E402
from parsing.services.corrections import correct_candidate  # noqa: E402
from parsing.services.deletion import page_image_name  # noqa: E402
from parsing.services.listing import Found  # noqa: E402
from parsing.soak.kills import Installation  # noqa: E402
from parsing.soak.places import PLACES  # noqa: E402
from webhooks import endpoints  # noqa: E402

CANARIES = 50
MAX_WAIT_S = 240.0
SENTENCES_TO_READ_ON = 400  # so that a document is still being read some moments later
_SENTENCE = "Measured the wear of gears in the 14 mills of the valley and wrote down what they cost in a year.\n"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(rb"(?=(zq[a-z]{10}))")  # wherever it begins


def main() -> None:
    chosen = setup.numbers(erasures=200, seed=1)
    chance = random.Random(chosen.seed)  # noqa: S311  # a repeatable order, no secret
    owner = User.objects.create_user("owner@example.net", "!")
    account = accounts.create_account(owner, name="erasures")
    Subscription.objects.update_or_create(account=account, defaults={"plan": "mega"})
    endpoints.create_endpoint(account, {"target_url": "https://93.184.215.14/hook"})  # nothing is sent by this proof
    installation = Installation()
    installation.ensure()
    counts = _Counts()
    started = monotonic()
    try:
        # An erasure a moment after the reading proves less: there are as many again at most, until enough were within.
        while counts.lives < 2 * chosen.erasures and counts.found.get("in_mid_parse", 0) < chosen.erasures:
            _one_life(account, owner, chance, counts)
            counts.lives += 1
        left = _searched(counts.planted)
    finally:
        installation.stop()
    setup.report(
        erasures=counts.lives,
        canaries=len(counts.planted),
        **counts.found,
        unfinished=ParseJob.objects.exclude(state__in=(JobState.COMPLETED, JobState.FAILED)).count(),
        candidates_left=Candidate.objects.count(),
        files_left=sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")),
        **{f"hits_in_{place}": found for place, (found, _size) in left.items()},
        searched_bytes={place: size for place, (_found, size) in left.items()},
        seconds=round(monotonic() - started),
    )


class _Counts:
    def __init__(self) -> None:
        self.lives = 0
        self.planted: set[str] = set()
        self.found: dict[str, int] = {}

    def add(self, name: str, number: int) -> None:
        self.found[name] = self.found.get(name, 0) + number


def _one_life(account: Account, owner: User, chance: random.Random, counts: _Counts) -> None:
    """Read, worked with, handed out, erased while a second document is read; searched before, at once, and after."""
    words, later = _words(chance), _words(chance)
    address = f"{words[1]}@example.org"
    counts.planted |= {*words, *later}
    candidate = _read_person(account, words, address)
    _work_with(account, owner, candidate, words)
    data = erasure.all_about([Candidate.objects.get(pk=candidate.pk)])
    for name, text in (("exported", json.dumps(data, default=str)), ("exported_pdf", _pdf_text(data))):
        counts.add(name, sum(word in text for word in words))
    for place, (found, _size) in _searched(set(words)).items():
        counts.add(f"before_in_{place}", found)
    job = _submit(account, later, address, SENTENCES_TO_READ_ON)
    # The moments of a reading: its begin, its middle, the storing of what was found.
    still_reading = _erase_while_reading(candidate, job, by=owner, wait_s=chance.random() * 0.05)
    counts.add("in_mid_parse", still_reading)
    # The second document is still being read perhaps: it has other words, and the same address.
    counts.add("hits_at_once", sum(found for found, _size in _searched(set(words) - {words[1]}).values()))
    _wait_for_end(job)
    counts.add("swept", erasure.sweep_erased())  # as the scheduler does every two seconds
    counts.add("hits_after_the_parse", sum(found for found, _size in _searched({*words, *later}).values()))


def _words(chance: random.Random) -> list[str]:
    """Words that nobody else has; of letters alone, so that one of them can be a name."""
    return [f"Zq{''.join(chance.choices(_LETTERS, k=10))}" for _ in range(CANARIES)]


def _document(words: list[str], address: str, sentences: int) -> bytes:
    """A resume that says one of the words in each of its fields, and the rest in a project that is told at length."""
    w = iter(words)
    text = f"""Mirabel {next(w)}
{address}
{next(w)}, Germany

Summary
A {next(w)} of {next(w)} who likes {next(w)}.

Experience
{next(w)} Engineer, {next(w)} GmbH
03/2019 - present
- Built the {next(w)} with {next(w)}

Education
{next(w)} University, BSc {next(w)}
2012 - 2016

Skills
Python, {next(w)}, {next(w)}

Projects
{" ".join(w)}
{_SENTENCE * sentences}"""
    return text.encode()


def _submit(account: Account, words: list[str], address: str, sentences: int = 0) -> ParseJob:
    name = f"{words[0]}.txt"
    upload = Upload(ContentFile(_document(words, address, sentences), name=name), name)
    return services.submit_batch(
        account, [upload], options=ParseOptions(), source="portal", mode="async", required_skills=["Python"]
    )


def _read_person(account: Account, words: list[str], address: str) -> Candidate:
    """Read and scored by a worker."""
    job = _submit(account, words, address)
    _wait_for_end(job)
    candidate: Candidate = Candidate.objects.get(job_files__job=job)
    return candidate


def _work_with(account: Account, owner: User, candidate: Candidate, words: list[str]) -> None:
    """What people do with a candidate: notes, tags, corrections, searches that are kept, exports, looks at a page."""
    notes.add_note(candidate, text=f"Knows {words[20]}", by=owner)
    notes.set_tags(candidate, [words[21]])
    notes.mark_reviewed(candidate, reviewed=True, by=owner)
    correct_candidate(Candidate.objects.get(pk=candidate.pk), {"location": f"Near {words[22]}"}, by=owner)
    saved_views.save_view(account, name=f"Mirabel {words[0]}", query=f"?q={words[0]}", is_shared=True, by=owner)
    for kind, arguments in (("tag", {"tag": words[23]}), ("export", {"format": "json"})):
        chosen = Found(Candidate.objects.filter(pk=candidate.pk))
        asked = bulk.ask(account, chosen, kind=kind, came_from=f"?q={words[0]}", by=owner)
        bulk.start(asked, arguments, by=owner)
    cache.set(page_image_name(account.pk, candidate.sha256, 0), " ".join(words).encode())
    while indexing.index_waiting():
        pass


def _pdf_text(data: list[dict[str, Any]]) -> str:
    made = person_pdf(data, made_at=timezone.now().isoformat(timespec="seconds"))
    with pypdfium2.PdfDocument(made.content) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"[\r\n\u00ad\ufffe-]", "", text)  # a long word may be broken at the end of a line


def _erase_while_reading(candidate: Candidate, job: ParseJob, *, by: User, wait_s: float) -> bool:
    """Erase as soon as the job with their second document is being read, or a little later; whether it still was."""
    give_up_at = monotonic() + MAX_WAIT_S
    while JobFile.objects.filter(job=job, state=FileState.QUEUED).exists() and monotonic() < give_up_at:
        sleep(0.005)
    sleep(wait_s)
    still_reading = JobFile.objects.filter(job=job, state=FileState.READING).exists()
    people = list(Candidate.objects.filter(job_files__job=job))
    erasure.erase(candidate.account, [candidate, *people], by=by)
    return still_reading


def _wait_for_end(job: ParseJob) -> None:
    ended = ParseJob.objects.filter(pk=job.pk, state__in=(JobState.COMPLETED, JobState.FAILED))
    give_up_at = monotonic() + MAX_WAIT_S
    while not ended.exists():
        if monotonic() > give_up_at:
            raise RuntimeError(f"{job.pk} did not end")
        sleep(0.02)


def _searched(words: set[str]) -> dict[str, tuple[int, int]]:
    """How many of the words stand there, place by place, in whatever case; and how many bytes were searched."""
    wanted = {word.lower().encode() for word in words}
    found = {}
    for place, read in PLACES.items():
        data = read()
        found[place] = (len(wanted & set(_WORD.findall(data.lower()))), len(data))
    return found


if __name__ == "__main__":
    main()
