"""In which order the candidate list stands, and whom a role's filter lets in: compared with what is sorted by hand."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Account
from cvault.sealed_fields import as_stored, opener
from parsing.engine.searching import folded
from parsing.models import Candidate, FileState, JobFile, ParseJob, Role, SavedView
from parsing.services.ranking import ranking

pytestmark = pytest.mark.django_db

NAMES = (
    "Zoë Ångström",
    "zoe angstrom",
    "Émile Zola",
    "Bruno KELLER",
    "bruno keller",
    "李 明",
    "",
    "Ó Sé",
    "Ada",
    "Ärt",
)
_RULE = {"line": 0, "quote": "", "rule": "test", "confidence": 1.0}

Make = Callable[..., Candidate]


@pytest.fixture
def make(account: Account) -> Make:
    now = timezone.now()

    def one(number: int, name: str, **columns: object) -> Candidate:
        return Candidate.objects.create(
            account=account, filename=f"{number}.pdf", sha256=f"{number:064}", pipeline_version="1", name=name,
            resume={"name": {"value": name, "evidence": _RULE}}, created_at=now - timedelta(minutes=number), **columns,
        )  # fmt: skip

    return one


@pytest.fixture
def score(account: Account) -> Callable[..., JobFile]:
    """A scoring of a candidate, later than all before."""
    moment = timezone.now()
    made: list[JobFile] = []

    def one(candidate: Candidate, points: int | None, role: Role | None = None) -> JobFile:
        at = moment + timedelta(seconds=len(made))
        job = ParseJob.objects.create(
            account=candidate.account, source="dashboard", total=1, role=role, state="completed", created_at=at
        )
        file = JobFile.objects.create(
            account=candidate.account, job=job, index=0, candidate=candidate, filename="a.pdf", state=FileState.DONE,
            fit_score=points, finished_at=at,
        )  # fmt: skip
        made.append(file)
        return file

    return one


def listed(browser: Client, **query: object) -> list[tuple[str, int | None]]:
    page = browser.get(reverse("candidates"), query).context["page"]
    return [(row.pk, row.fit_score) for row in page.object_list]


def test_the_filter_of_a_role_shows_and_sorts_by_the_last_score_for_that_role(
    browser: Client, account: Account, make: Make, score: Callable[..., JobFile]
) -> None:
    role, other = (Role.objects.create(account=account, title=title) for title in ("Backend", "Design"))
    rescored, best, equal, unscored, elsewhere, outside = (make(number, f"P {number}") for number in range(6))
    score(rescored, 90, role)
    score(rescored, 40, role)  # the later one counts
    score(rescored, None, role)  # a scoring that came to nothing does not
    score(best, 70, role)
    score(best, 10, other)  # nor one for another role
    score(equal, 40, role)
    score(unscored, None, role)
    score(elsewhere, 99, other)
    score(outside, 99)

    everybody = [(rescored.pk, 40), (best.pk, 70), (equal.pk, 40), (unscored.pk, None)]
    by_score = [(best.pk, 70), (rescored.pk, 40), (equal.pk, 40), (unscored.pk, None)]
    assert listed(browser, role=role.pk) == everybody  # newest first
    assert listed(browser, role=role.pk, order="score") == by_score
    assert listed(browser, role=role.pk, order="score", score=45) == [(best.pk, 70)]
    assert listed(browser, role=role.pk, order="name") == everybody
    assert listed(browser, role=role.pk, score=40, order="name") == everybody[:3]
    assert listed(browser, role="role_of_nobody") == []
    assert listed(browser, score=80) == [(elsewhere.pk, 99), (outside.pk, 99)]


def test_the_role_of_another_workspace_filters_to_nobody(
    browser: Client, make: Make, score: Callable[..., JobFile], other_account: Account
) -> None:
    theirs = Role.objects.create(account=other_account, title="Backend")
    mine = make(1, "Mine")
    file = score(mine, 80)
    ParseJob.objects.filter(pk=file.job_id).update(account=other_account, role=theirs)

    assert listed(browser, role=theirs.pk) == []


def test_names_are_sorted_without_case_and_accents(browser: Client, make: Make) -> None:
    people = [make(number, name) for number, name in enumerate(NAMES)]

    by_hand = sorted(people, key=lambda person: folded(person.name))

    assert [pk for pk, _score in listed(browser, order="name")] == [person.pk for person in by_hand]


def test_all_pages_of_every_order_hold_everybody_once(
    browser: Client, account: Account, make: Make, score: Callable[..., JobFile]
) -> None:
    rng = Random(7)  # the same people every time
    role = Role.objects.create(account=account, title="Backend")
    people = [make(number, rng.choice(NAMES), total_experience_months=rng.randrange(3)) for number in range(120)]
    for person in people:
        if rng.random() < 0.8:
            score(person, rng.choice([None, 20, 40, 60]), role)
    read = {file.candidate_id for file in JobFile.objects.all()}

    for order in ("newest", "score", "name", "experience"):
        for wanted, query in (({person.pk for person in people}, {}), (read, {"role": role.pk})):
            pages = [listed(browser, order=order, page=page + 1, **query) for page in range(-(-len(wanted) // 50))]
            found = [pk for page in pages for pk, _score in page]
            assert len(found) == len(wanted), order
            assert set(found) == wanted, order


def test_a_ranking_counts_the_newest_job_and_a_merged_person_once(
    account: Account, make: Make, score: Callable[..., JobFile]
) -> None:
    role = Role.objects.create(account=account, title="Backend")
    kept, joined, other = make(1, "Kept"), make(2, "Joined"), make(3, "Other")
    score(kept, 90, role)
    newest = score(joined, 50, role)
    best = score(other, 60, role)
    Candidate.objects.filter(pk=joined.pk).update(merged_into=kept)

    assert list(ranking(role)) == [best.pk, newest.pk]


def test_many_values_are_opened_as_one_is(make: Make) -> None:
    people = {person.pk: person.name for person in (make(number, name) for number, name in enumerate(NAMES))}
    opened = opener(Candidate, "name")

    rows = Candidate.objects.values_list("pk", as_stored("name"))
    assert {pk: opened(sealed, pk) for pk, sealed in rows} == people
    with pytest.raises(TypeError, match="is bound to"):
        opener(SavedView, "name")


@pytest.mark.parametrize(
    "text", ["  Two\tWords\x00 ", "ABC\x1cdef", "\x0b", "O'Neil-SMITH @x", "ZÜRICH,  Café", "ſtraße"]
)
def test_plain_text_folds_as_all_text_does(text: str) -> None:
    with_accent = folded(f"{text} é")  # the way that texts with accents take

    assert folded(text) == with_accent[:-1].rstrip()
