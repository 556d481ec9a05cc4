"""Roles: a job description kept with what counts, and the ranking of everybody who was scored for it."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts import audit
from accounts.models import Account, User
from cvault.errors import InvalidInput
from parsing.models import FileState, JobFile, ParseJob, Role
from parsing.services import scoring

MAX_TITLE_CHARS = 120
MAX_DESCRIPTION_CHARS = 50_000
MAX_SKILLS = 200


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
    by: User | None = None,
) -> ParseJob | None:
    """Store the role; where its skills changed, rank its candidates anew: that job, else None. Raises InvalidInput."""
    title, description = _checked(title, description)
    wanted = (list(required_skills)[:MAX_SKILLS], list(nice_to_have_skills)[:MAX_SKILLS])
    changed = wanted != (role.required_skills, role.nice_to_have_skills)
    role.title, role.description = title, description
    role.required_skills, role.nice_to_have_skills = wanted
    role.save(update_fields=["title", "description", "required_skills", "nice_to_have_skills"])
    audit.record(role.account, action="role.changed", actor=by, target=role.id)
    return rank_anew(role, by=by) if changed and any(wanted) else None


def rank_anew(role: Role, *, by: User | None = None) -> ParseJob | None:
    """Score everybody of the role for its skills of now; None where there is nobody yet. Free."""
    people = [str(file.candidate_id) for file in ranking(role)]
    if not people:
        return None
    job = scoring.submit_rescore(
        role.account,
        required_skills=role.required_skills,
        nice_to_have_skills=role.nice_to_have_skills,
        candidate_ids=people,
        by=by,
    )
    ParseJob.objects.filter(pk=job.pk).update(role=role)
    return job


def assign_job(job: ParseJob, role: Role) -> None:
    """The job's candidates belong to the role's ranking."""
    ParseJob.objects.filter(pk=job.pk, account=role.account).update(role=role)


def close_role(role: Role, *, by: User | None = None) -> None:
    """Out of the lists; its ranking stays."""
    Role.objects.filter(pk=role.pk, closed_at=None).update(closed_at=timezone.now())
    audit.record(role.account, action="role.closed", actor=by, target=role.id)


def ranking(role: Role) -> list[JobFile]:
    """The last scoring of each candidate of the role, best first."""
    files: QuerySet[JobFile] = JobFile.objects.for_account(role.account).filter(
        job__role=role, state=FileState.DONE, candidate__isnull=False
    )
    latest: dict[str, JobFile] = {}
    related = files.select_related("candidate", "job").defer(
        "candidate__resume", "candidate__document", "candidate__search_text"
    )
    for file in related.order_by(F("job__created_at").desc(), "index"):
        latest.setdefault(str(file.candidate_id), file)
    return sorted(latest.values(), key=lambda file: (file.fit_score is None, -(file.fit_score or 0), file.filename))


def _checked(title: str, description: str) -> tuple[str, str]:
    title, description = " ".join(title.split()), description.replace("\x00", "").strip()
    if not 1 <= len(title) <= MAX_TITLE_CHARS:
        raise InvalidInput(f"Give the role a title of 1 to {MAX_TITLE_CHARS} characters")
    if len(description) > MAX_DESCRIPTION_CHARS:
        raise InvalidInput(f"The description may have {MAX_DESCRIPTION_CHARS} characters")
    return title, description
