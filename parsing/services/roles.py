"""Roles: a job description kept with what counts, and the ranking of everybody who was scored for it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Account, User
from cvault.errors import InvalidInput
from parsing.engine.analysis import PARTS
from parsing.models import Candidate, JobFile, ParseJob, Role
from parsing.services import scoring
from parsing.services.ranking import ranking

MAX_TITLE_CHARS = 120
MAX_DESCRIPTION_CHARS = 50_000
MAX_SKILLS = 200
MAX_WEIGHT = 100
PEOPLE_OF_A_JOB = 200  # so that one job does not hold thousands of records in memory


@transaction.atomic
def create_role(account: Account, *, title: str, description: str, by: User | None = None) -> Role:
    """A role whose must-haves and nice-to-haves are read from its description. Raises InvalidInput."""
    title, description = _checked(title, description)
    found = scoring.extract_skills(description, title=title) if description else {"required": [], "nice_to_have": []}
    role = Role.objects.create(
        account=account,
        title=title,
        description=description,
        required_skills=found["required"],
        nice_to_have_skills=found["nice_to_have"],
        created_by=by,
    )
    audit.record(account, action="role.created", actor=by, target=role.id)
    return role


@transaction.atomic
def change_role(
    role: Role,
    *,
    title: str,
    description: str,
    required_skills: Sequence[str],
    nice_to_have_skills: Sequence[str],
    weights: Mapping[str, float] | None = None,
    by: User | None = None,
) -> bool:
    """Store the role; where its skills or weights changed, rank its candidates anew: whether any are.

    Raises InvalidInput.
    """
    title, description = _checked(title, description)
    wanted = (list(required_skills)[:MAX_SKILLS], list(nice_to_have_skills)[:MAX_SKILLS])
    weighed = role.weights if weights is None else _checked_weights(weights)
    changed = (*wanted, weighed) != (role.required_skills, role.nice_to_have_skills, role.weights)
    role.title, role.description = title, description
    role.required_skills, role.nice_to_have_skills = wanted
    role.weights = weighed
    role.save(update_fields=["title", "description", "required_skills", "nice_to_have_skills", "weights"])
    audit.record(role.account, action="role.changed", actor=by, target=role.id)
    return rank_anew(role, by=by) if changed and any(wanted) else False


def rank_anew(role: Role, *, by: User | None = None) -> bool:
    """Score everybody of the role for its skills and weights of now, in jobs of a bounded size; whether any are.

    It is free.
    """
    people = sorted(standing.candidate_id for standing in ranking(role).standings)
    for start in range(0, len(people), PEOPLE_OF_A_JOB):
        some = Candidate.objects.filter(pk__in=people[start : start + PEOPLE_OF_A_JOB]).order_by("pk")
        modes = list(some.values_list("pk", "livemode"))
        for livemode in (True, False):
            if ids := [pk for pk, is_live in modes if is_live is livemode]:
                score_for(role, ids, livemode=livemode, by=by)
    return bool(people)


@transaction.atomic
def score_for(role: Role, candidate_ids: Sequence[str], *, livemode: bool, by: User | None = None) -> ParseJob:
    """A job that scores these people for the role."""
    job = scoring.submit_rescore(
        role.account,
        required_skills=role.required_skills,
        nice_to_have_skills=role.nice_to_have_skills,
        weights=role.weights,
        candidate_ids=candidate_ids,
        livemode=livemode,
        by=by,
    )
    ParseJob.objects.filter(pk=job.pk).update(role=role)
    return job


def assign_job(job: ParseJob, role: Role) -> None:
    """The job's candidates belong to the role's ranking."""
    ParseJob.objects.filter(pk=job.pk, account=role.account).update(role=role)


@transaction.atomic
def close_role(role: Role, *, by: User | None = None) -> None:
    """Out of the menus; its ranking stays. One that is closed already stays as it was."""
    if Role.objects.filter(pk=role.pk, closed_at=None).update(closed_at=timezone.now()):
        audit.record(role.account, action="role.closed", actor=by, target=role.id)


@transaction.atomic
def reopen_role(role: Role, *, by: User | None = None) -> None:
    """Takes CVs again."""
    if Role.objects.filter(pk=role.pk, closed_at__isnull=False).update(closed_at=None):
        audit.record(role.account, action="role.reopened", actor=by, target=role.id)


def with_candidates(file_ids: Sequence[str]) -> list[JobFile]:
    """These files in this order, each with its job and what lists show of its candidate."""
    related = JobFile.objects.select_related("candidate", "job").defer(
        "candidate__resume", "candidate__document", "candidate__search_text", "job__requirements"
    )
    rows = related.in_bulk(list(file_ids))
    return [rows[pk] for pk in file_ids if pk in rows]


def _checked_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """Only those that are not as usual. Raises InvalidInput."""
    usual = {name: weight for name, weight, _judge in PARTS}
    if any(name not in usual or not 0 <= weight <= MAX_WEIGHT for name, weight in weights.items()):
        raise InvalidInput(f"A weight is a number from 0 to {MAX_WEIGHT}")
    chosen = {name: weights.get(name, usual[name]) for name in usual}
    if not any(chosen.values()):
        raise InvalidInput("Something has to count: give one part a weight above 0")
    return {name: weight for name, weight in chosen.items() if weight != usual[name]}


def _checked(title: str, description: str) -> tuple[str, str]:
    title, description = " ".join(title.split()), description.replace("\x00", "").strip()
    if not 1 <= len(title) <= MAX_TITLE_CHARS:
        raise InvalidInput(f"Give the role a title of 1 to {MAX_TITLE_CHARS} characters")
    if len(description) > MAX_DESCRIPTION_CHARS:
        raise InvalidInput(f"The description may have {MAX_DESCRIPTION_CHARS} characters")
    return title, description
