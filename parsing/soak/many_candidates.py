"""A workspace full of candidates, made quickly: a few dozen records that the engine read, each varied many times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from django.utils import timezone

from accounts.models import Account
from parsing.containment.work import perform
from parsing.engine.codec import PIPELINE_VERSION, requirements_to_json
from parsing.engine.model import Requirements
from parsing.engine.searching import folded
from parsing.evals.generate.compose import adapt, compose
from parsing.evals.generate.people import make_person
from parsing.evals.generate.render_txt import render_txt
from parsing.evals.generate.style import draw_style
from parsing.evals.generate.words import load_words, without_held_out
from parsing.models import Candidate, FileState, JobFile, JobState, Likeness, ParseJob, Role, SearchEntry
from parsing.services.searching import tokens_of

LANGUAGES = ("en", "en", "en", "de", "fr", "es", "it", "nl", "pl", "pt")
WANTED = Requirements(required_skills=("Python", "SQL", "Project management"), nice_to_have_skills=("Docker", "Excel"))
FILES_OF_A_JOB = 100
TODAY = date(2026, 11, 1)
ALIKE_EVERY = 50
_BATCH = 500
_SCORED_SHARE = 0.8  # of all candidates, in the job that read them
_WORDS_OF_OTHERS = 2_000  # characters of other documents, so that a text is as long as that of a real CV


@dataclass(frozen=True, slots=True)
class Workspace:
    """What was made: the role everybody is ranked for, and how many there are."""

    role: Role
    candidates: int


@cache
def read_records(number: int) -> tuple[dict[str, Any], ...]:
    """`number` made CVs, as the engine reads them in a child."""
    return tuple(_record(seed) for seed in range(number))


def fill(account: Account, *, candidates: int, records: int = 40) -> Workspace:
    """Candidates of the account, read in jobs of a hundred and all ranked for one role. Nothing else is touched."""
    rng = Random(candidates)  # noqa: S311  # the same workspace every time
    known = read_records(records)
    tokens = [_tokens_of_record(record) for record in known]
    role = Role.objects.create(
        account=account,
        title="Backend engineer",
        required_skills=list(WANTED.required_skills),
        nice_to_have_skills=list(WANTED.nice_to_have_skills),
    )
    now = timezone.now()
    made = 0
    while made < candidates:
        count = min(_BATCH, candidates - made)
        batch = [_candidate(account, known, rng, made + number, now) for number in range(count)]
        Candidate.objects.bulk_create([candidate for candidate, _ in batch], batch_size=100)
        entries = [_entry(candidate, rng.choice(tokens)) for candidate, _ in batch]
        SearchEntry.objects.bulk_create(entries, batch_size=100)
        _make_alike([candidate for candidate, _ in batch])
        for start in range(0, count, FILES_OF_A_JOB):
            _read_in_a_job(account, role, batch[start : start + FILES_OF_A_JOB], rng)
        made += count
    return Workspace(role, made)


def _record(seed: int) -> dict[str, Any]:
    rng = Random(seed)  # noqa: S311  # as above
    words = without_held_out(load_words(LANGUAGES[seed % len(LANGUAGES)]))
    style = draw_style(words, rng, flowing=True)
    sheet = compose(adapt(make_person(words, rng), style), words, style, rng)
    arguments = {
        "filename": f"{seed}.txt",
        "today": TODAY.isoformat(),
        "requirements": requirements_to_json(WANTED),
        "language": "en",
    }
    return perform("parse", arguments, render_txt(sheet, rng))[0]


def _candidate(
    account: Account, known: Sequence[dict[str, Any]], rng: Random, number: int, now: datetime
) -> tuple[Candidate, dict[str, Any]]:
    record, other = rng.choice(known), rng.choice(known)
    columns = record["columns"]
    name = f"{_part(columns['name'], 0)} {_part(other['columns']['name'], -1)} {number}"
    resume = {**record["resume"]}
    if "name" in resume:
        resume["name"] = {**resume["name"], "value": name}
    created_at = now - timedelta(minutes=7 * number)
    words = other["columns"]["search_text"].split()
    rng.shuffle(words)
    text = f"{folded(name)} {columns['search_text']} {' '.join(words)[:_WORDS_OF_OTHERS]}"
    candidate = Candidate(
        account=account,
        filename=f"{folded(name).replace(' ', '-')}.pdf",
        sha256=f"{number:064x}",
        pipeline_version=PIPELINE_VERSION,
        resume=resume,
        document=record["document"],
        name=name,
        email=f"person{number}@example.org",
        title=columns["title"],
        location=columns["location"],
        seniority=columns["seniority"],
        total_experience_months=max(0, columns["total_experience_months"] + rng.randrange(-24, 120)),
        language=columns["language"],
        search_text=text,
        tags=["shortlist"] if number % 20 == 0 else [],
        reviewed_at=created_at if number % 3 else None,
        created_at=created_at,
        parsed_at=created_at,
        indexed_at=created_at,
        flag_kinds="|gap|" if number % 4 == 0 else "",
        model_used=record["model_used"],
    )
    return candidate, record["findings"]


def _entry(candidate: Candidate, tokens: str) -> SearchEntry:
    return SearchEntry(
        candidate=candidate,
        account_id=candidate.account_id,
        tokens=tokens_of((candidate.name, candidate.email)) + tokens,
    )


def _tokens_of_record(record: dict[str, Any]) -> str:
    skills = [skill["name"]["value"] for skill in record["resume"].get("skills", ())]
    return tokens_of([record["columns"]["search_text"]], skills=skills)


def _make_alike(candidates: Sequence[Candidate]) -> None:
    """Every fiftieth candidate may be the one after it."""
    pairs = zip(candidates[::ALIKE_EVERY], candidates[1::ALIKE_EVERY], strict=False)
    Likeness.objects.bulk_create(
        Likeness(account_id=one.account_id, first_id=first, second_id=second, reasons=["email"])
        for one, other in pairs
        for first, second in [sorted((one.pk, other.pk))]
    )


def _read_in_a_job(account: Account, role: Role, read: Sequence[tuple[Candidate, dict[str, Any]]], rng: Random) -> None:
    job = ParseJob.objects.create(
        account=account,
        source="dashboard",
        role=role,
        requirements=requirements_to_json(WANTED),
        state=JobState.COMPLETED,
        total=len(read),
        completed=len(read),
        created_at=read[0][0].created_at,
        completed_at=read[0][0].created_at,
    )
    JobFile.objects.bulk_create(_files(account, job, read, rng))


def _files(
    account: Account, job: ParseJob, read: Sequence[tuple[Candidate, dict[str, Any]]], rng: Random
) -> Iterator[JobFile]:
    for index, (candidate, findings) in enumerate(read):
        score = rng.randrange(20, 100) if rng.random() < _SCORED_SHARE else None
        scored = findings if score is None else {**findings, "fit": {**findings.get("fit", {}), "score": score}}
        yield JobFile(
            account=account,
            job=job,
            index=index,
            filename=candidate.filename,
            sha256=candidate.sha256,
            state=FileState.DONE,
            candidate=candidate,
            findings=scored,
            fit_score=score,
            parse_tier=candidate.parse_tier,
            finished_at=candidate.created_at,
        )


def _part(name: str, index: int) -> str:
    parts = name.split()
    return parts[index] if parts else "Robin"
