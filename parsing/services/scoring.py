"""Skills out of a job description, and scoring people again who were read before. No parse is charged for either."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Account, ApiKey, AuditEvent, User
from cvault.errors import Conflict, InvalidInput, NotFound
from parsing import jobs, sandbox
from parsing.engine.analysis import requirements_from_skills
from parsing.engine.codec import encode, findings_from_json, requirements_from_json, requirements_to_json
from parsing.engine.errors import EngineError
from parsing.engine.model import Requirements
from parsing.engine.options import ParseOptions
from parsing.models import Candidate, FileState, JobFile, JobKind, JobState, ParseJob

Json = dict[str, Any]

RESCORED = "candidates.rescored"
HISTORY = 50  # the scores that are shown


def extract_skills(description: str, *, title: str | None = None, department: str | None = None) -> Json:
    """{"required", "nice_to_have", "normalized"}: skills in the words of the text, and under their canonical names.

    Raises InvalidInput for a text that no child of the sandbox survives, SandboxClosed.
    """
    try:
        return sandbox.skills_in_child(description, title=title or None, department=department or None)
    except EngineError as error:
        message = "The description cannot be analysed"
        raise InvalidInput(message, details={"description": message}) from error


def submit_rescore(  # noqa: PLR0913  # a request has so many parts, each named by its caller
    account: Account,
    *,
    required_skills: Sequence[str],
    nice_to_have_skills: Sequence[str],
    job_id: str | None = None,
    candidate_ids: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
    output_language: str = "en",
    livemode: bool = True,
    api_key: ApiKey | None = None,
    by: User | None = None,
) -> ParseJob:
    """A job that scores the people of a finished job, or those named, for these skills.

    What else the finished job asked for (years, degrees, languages) still counts. `weights` are those of parts of the
    score that are not to weigh as usual. Raises NotFound for what the account
    does not have, Conflict for a job still at work, InvalidInput without a job and without candidates.
    """
    if not job_id and not candidate_ids:
        raise InvalidInput("Send a job_id, or candidate_ids", details={"job_id": "This field is required"})
    described = None
    if job_id:
        earlier = _finished_job(account, job_id, livemode=livemode)
        described = requirements_from_json(earlier.requirements) if earlier.requirements else None
        _show_scores(earlier)
        sources = _scorable_files(earlier, candidate_ids)
    else:
        sources = [(candidate, None) for candidate in _candidates(account, candidate_ids, livemode=livemode)]
    wanted = requirements_from_skills(required_skills, nice_to_have_skills, described=described)
    if weights:
        wanted = replace(wanted, weights=tuple(sorted(weights.items())))
    return _store(account, sources, wanted, language=output_language, livemode=livemode, api_key=api_key, by=by)


def scores_of(job: ParseJob) -> list[Json]:
    """The scores of a rescore job that are ready, best first (R170, R172, R183)."""
    files = job.files.filter(state=FileState.DONE).exclude(candidate=None)
    return sorted(map(_score, files), key=lambda score: (-score["fit_score"], score["candidate_id"]))


def _score(file: JobFile) -> Json:
    fit = findings_from_json(file.findings or {}).fit
    if fit is None:
        raise ValueError(f"{file} was finished without a score")
    return {
        "candidate_id": file.candidate_id,
        "fit_score": fit.score,
        "hiring_recommendation": fit.recommendation,
        "matched_skills": list(fit.matched_skills),
        "missing_skills": list(fit.missing_skills),
        "matched_nice_to_have": list(fit.matched_nice_to_have),
        "missing_nice_to_have": list(fit.missing_nice_to_have),
        "score_reasoning": fit.reasoning,
        "filename": file.filename,
    }


def _finished_job(account: Account, job_id: str, *, livemode: bool) -> ParseJob:
    job: ParseJob | None = ParseJob.objects.for_account(account, livemode=livemode).filter(pk=job_id).first()
    if job is None:
        raise NotFound
    if job.state not in (JobState.COMPLETED, JobState.FAILED):
        raise Conflict("The job is still at work: rescore it when job_status says completed")
    return job


def _show_scores(job: ParseJob) -> None:
    """Results of a job that was not scored at first show the score that it is given now (R175)."""
    ParseJob.objects.filter(pk=job.pk).update(options={**job.options, "score": True})


_Source = tuple[Candidate, JobFile | None]


def _scorable_files(job: ParseJob, candidate_ids: Sequence[str]) -> list[_Source]:
    """Each candidate of the job once, in the order of the upload; failed files have none (R176)."""
    files = job.files.filter(state=FileState.DONE).exclude(candidate=None).select_related("candidate").order_by("index")
    sources: dict[str, _Source] = {}
    for file in files:
        if file.candidate is not None:
            sources.setdefault(file.candidate.pk, (file.candidate, file))
    if missing := set(candidate_ids) - sources.keys():
        raise NotFound(details={"candidate_ids": sorted(missing)})
    return [item for key, item in sources.items() if not candidate_ids or key in candidate_ids]


def _candidates(account: Account, candidate_ids: Sequence[str], *, livemode: bool) -> list[Candidate]:
    rows = Candidate.objects.for_account(account, livemode=livemode).only("filename", "sha256")
    found = rows.in_bulk(list(candidate_ids))
    if missing := set(candidate_ids) - found.keys():
        raise NotFound(details={"candidate_ids": sorted(missing)})
    return [found[candidate_id] for candidate_id in dict.fromkeys(candidate_ids)]


@transaction.atomic
def _store(
    account: Account,
    sources: Sequence[_Source],
    wanted: Requirements,
    *,
    language: str,
    livemode: bool,
    api_key: ApiKey | None,
    by: User | None,
) -> ParseJob:
    """The job, its rows and its bell; one without people is finished at once."""
    job = ParseJob.objects.create(
        account=account,
        livemode=livemode,
        kind=JobKind.RESCORE,
        source="portal" if api_key else "dashboard",
        api_key=api_key,
        created_by=by,
        options=encode(ParseOptions(output_language=language)),
        requirements=requirements_to_json(wanted),
        total=len(sources),
        state=JobState.QUEUED if sources else JobState.COMPLETED,
    )
    JobFile.objects.bulk_create(
        JobFile(
            account=account,
            livemode=livemode,
            job=job,
            index=index,
            filename=candidate.filename,
            sha256=candidate.sha256,
            candidate=candidate,
            rescores=earlier,
        )
        for index, (candidate, earlier) in enumerate(sources)
    )
    if sources:
        jobs.announce(job.id, delay_s=1)  # the caller who waits takes the job before the bell is rung
    else:
        ParseJob.objects.filter(pk=job.pk).update(completed_at=job.created_at)
        jobs.publish_end(job)
    audit.record(
        account,
        action=RESCORED,
        actor=by,
        api_key=api_key,
        target=job.id,
        data={
            "candidates": len(sources),
            "required_skills": list(wanted.required_skills),
            "nice_to_have_skills": list(wanted.nice_to_have_skills),
            # The score that each had until now: the job's own row shows the new one from here on (R175).
            "replaced": {
                candidate.pk: {"job_id": earlier.job_id, "fit_score": earlier.fit_score}
                for candidate, earlier in sources
                if earlier is not None and earlier.fit_score is not None
            },
        },
    )
    return job


def history_of(candidate: Candidate) -> list[Json]:
    """Who scored the candidate against which skills, when, newest first; a score that a rescore replaced included."""
    files = candidate.job_files.filter(state=FileState.DONE, fit_score__isnull=False)
    scored = [
        {
            "job_id": file.job_id,
            "fit_score": file.fit_score,
            "scored_at": file.finished_at,
            "by": _who(file.job.created_by, file.job.api_key),
            **_skills_of(file.job.requirements or {}),
        }
        for file in files.select_related("job__created_by", "job__api_key").order_by("-finished_at")[:HISTORY]
    ]
    rescores = AuditEvent.objects.filter(
        account=candidate.account, action=RESCORED, data__replaced__has_key=candidate.pk
    )
    replaced = [
        {
            **event.data["replaced"][candidate.pk],
            "scored_at": None,
            "replaced_at": event.created_at,
            "replaced_by": event.target,
        }
        for event in rescores.order_by("-created_at", "-id")[:HISTORY]
    ]
    return [*scored, *replaced]


def _skills_of(requirements: Json) -> Json:
    return {name: list(requirements.get(name, ())) for name in ("required_skills", "nice_to_have_skills")}


def _who(person: User | None, key: ApiKey | None) -> str | None:
    """The key by its name, a person by the e-mail address; None where both are gone."""
    if key is not None:
        return f"API key {key.name}"
    return None if person is None else person.email
