"""The pages that a recruiter's day is made of, as they are measured and counted."""

from collections.abc import Mapping

from accounts.models import Account
from parsing.models import Candidate, ParseJob


def paths(account: Account, role_id: str) -> Mapping[str, str]:
    """Name -> address of everything that is measured."""
    number = Candidate.objects.for_account(account).count()
    middle = Candidate.objects.for_account(account).order_by("created_at")[number // 2]
    middle_job = ParseJob.objects.for_account(account).order_by("created_at")[number // 200]
    some = Candidate.objects.for_account(account).order_by("created_at").values_list("pk", flat=True)[:4]
    place = next((word for row in Candidate.objects.for_account(account)[:50] for word in row.location.split()), "york")
    last = max(1, number // 50)
    return {
        "overview": "/overview",
        "list": "/candidates",
        "list, middle page": f"/candidates?page={max(1, last // 2)}",
        "list, last page": f"/candidates?page={last}",
        "sort by score": "/candidates?order=score",
        "sort by score, middle page": f"/candidates?order=score&page={max(1, last // 2)}",
        "sort by name": "/candidates?order=name",
        "sort by name, middle page": f"/candidates?order=name&page={max(1, last // 2)}",
        "sort by experience": "/candidates?order=experience",
        "filter seniority": "/candidates?seniority=senior",
        "filter years and language": "/candidates?years=5&language=en",
        "filter score": "/candidates?score=80",
        "filter to review": "/candidates?review=open",
        "filter role": f"/candidates?role={role_id}&order=score",
        "filter place": f"/candidates?place={place}",
        "filter tag": "/candidates?tag=shortlist",
        "filter since": f"/candidates?since={middle.created_at:%Y-%m-%d}",
        "filters, by name": "/candidates?language=en&flags=no&order=name",
        "filter skill, place, flags": f"/candidates?skill=sql&place={place[:2]}&flags=yes",
        "filter possible duplicates": "/candidates?duplicates=yes",
        "search one word": "/candidates?q=python",
        "search two words": "/candidates?q=python+manager",
        "search a name": f"/candidates?q={middle.name.split()[-1]}",
        "search nothing found": "/candidates?q=xyzzyx",
        "search and filters, by score": "/candidates?q=sql&years=3&score=45&order=score",
        "candidate": f"/candidates/{middle.pk}",
        "compare": f"/compare?{'&'.join(f'c={pk}' for pk in some)}",
        "roles": "/roles",
        "ranking of the role": f"/roles/{role_id}",
        "ranking of the role, middle page": f"/roles/{role_id}?page={max(1, last // 2)}",
        "jobs": "/jobs",
        "job": f"/jobs/{middle_job.pk}",
        "usage": "/usage",
    }
