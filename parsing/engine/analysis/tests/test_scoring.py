"""The fit score: bands, must-haves, relations, and what must never matter."""

from dataclasses import replace
from datetime import date

import pytest

from parsing.engine import analysis
from parsing.engine.model import Employment, Link, Location, Phone, Requirements, Resume, Seniority
from parsing.engine.tests import people

TODAY = date(2026, 11, 22)
REFERENCE = Requirements(("Python", "Django", "PostgreSQL"), ("Redis", "Kubernetes"))


def engineer(skills: str = "Python, Django, Redis, Kubernetes") -> Resume:
    return people.person(
        people.job("Senior Software Engineer", "Acme", "2021-03..", f"Worked with {skills}"),
        people.job("Software Engineer", "Globex", "2016-01..2021-02", f"Worked with {skills}"),
        skills=skills,
    )


def score(resume: Resume, requirements: Requirements) -> int:
    return analysis.score(resume, requirements, TODAY).score


def test_one_of_three_must_haves_missing_may_still_be_a_strong_yes() -> None:
    fit = analysis.score(engineer(), REFERENCE, TODAY)

    assert fit.score == 87
    assert fit.recommendation == "strong_yes"
    assert fit.matched_skills == ("Python", "Django")
    assert fit.missing_skills == ("PostgreSQL",)
    assert "PostgreSQL" in fit.reasoning


def test_everything_asked_for_is_a_hundred() -> None:
    assert score(engineer("Python, Django, PostgreSQL, Redis, Kubernetes"), REFERENCE) == 100


def test_half_of_the_must_haves_is_no_strong_yes() -> None:
    wanted = Requirements(("Python", "Django", "Rust", "Haskell"))

    assert 45 <= score(engineer(), wanted) < 80


def test_nothing_asked_for_found_is_a_no() -> None:
    assert analysis.score(engineer(), Requirements(("Nursing", "Wound care")), TODAY).recommendation == "no"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (100, "strong_yes"),
        (80, "strong_yes"),
        (79, "yes"),
        (65, "yes"),
        (64, "maybe"),
        (45, "maybe"),
        (44, "no"),
        (0, "no"),
    ],
)
def test_bands(number: int, name: str) -> None:
    assert analysis.recommendation(number) == name


@pytest.mark.parametrize(
    ("has", "asked", "matched"),
    [
        ("PostgreSQL", "SQL", True),
        ("k8s", "Kubernetes", True),
        ("Kubernetes", "k8s", True),
        ("Django", "Python", True),
        ("React Native", "React", False),
        ("MySQL", "PostgreSQL", False),
        ("Java", "JavaScript", False),
        ("Projektmanagement", "Project management", True),
        ("Basket weaving", "basket-weaving", True),
    ],
)
def test_what_covers_a_requirement(has: str, asked: str, matched: bool) -> None:
    fit = analysis.score(people.person(skills=has), Requirements((asked,)), TODAY)

    assert bool(fit.matched_skills) is matched
    assert bool(fit.missing_skills) is not matched


def test_a_neighbour_counts_in_part_and_is_named() -> None:
    near = analysis.score(people.person(skills="MySQL"), Requirements(("PostgreSQL",)), TODAY)

    assert score(people.person(skills="Painting"), Requirements(("PostgreSQL",))) < near.score < 80
    assert "MySQL" in near.reasoning


def test_parts_add_up_to_the_score_and_give_reasons() -> None:
    fit = analysis.score(engineer(), replace(REFERENCE, years=5, seniority=Seniority.SENIOR, title="Engineer"), TODAY)

    assert round(sum(part.points for part in fit.parts)) == pytest.approx(fit.score, abs=1)
    assert sum(part.max_points for part in fit.parts) == pytest.approx(100, abs=0.1)
    assert all(part.reason and 0 <= part.points <= part.max_points for part in fit.parts)


def test_more_of_what_is_asked_never_lowers_the_score() -> None:
    steps = ["Java", "Java, Python", "Java, Python, Django", "Java, Python, Django, PostgreSQL"]

    scores = [score(people.person(people.job(dates="2020-01.."), skills=skills), REFERENCE) for skills in steps]

    assert scores == sorted(scores)
    assert scores[0] < scores[-1]


def test_internships_count_less_than_jobs() -> None:
    def worked(employment: Employment) -> Resume:
        return people.person(people.job("Developer", "Acme", "2020-01..2026-01", "Python", employment), skills="Python")

    assert score(worked(Employment.INTERNSHIP), REFERENCE) <= score(worked(Employment.JOB), REFERENCE)


def test_no_length_of_other_work_replaces_the_relevant() -> None:
    since_1990, since_2016 = (
        people.person(people.job("Waiter", "Trattoria", f"{year}-01.."), skills="Python, Django")
        for year in (1990, 2016)
    )
    asked = replace(REFERENCE, years=5)

    assert score(since_1990, asked) == score(since_2016, asked)


def test_protected_traits_change_nothing() -> None:
    resume = engineer()
    other = replace(
        resume,
        name=people.found("Fatima Al-Zahra"),
        emails=(people.found("fatima1961@example.org"),),
        phones=(people.found(Phone("+212 600 000000", None)),),
        location=people.found(Location("Casablanca, Morocco", country_code="MA")),
        links=(people.found(Link("website", "https://fatima.example.org")),),
        nationality=people.found("Moroccan"),
        driving_license=people.found("B"),
        work_permit=people.found("Blue card"),
        interests=(people.found("Mosque choir"),),
        unassigned_text=("Born 1961, married, three children",),
    )
    wanted = replace(REFERENCE, years=5, title="Software Engineer", languages=("en",))

    assert analysis.score(other, wanted, TODAY) == analysis.score(resume, wanted, TODAY)


def test_hidden_text_does_not_reach_the_score() -> None:
    stuffed = replace(engineer(), hidden_text=("PostgreSQL expert with ten years of PostgreSQL",))

    assert score(stuffed, REFERENCE) == score(engineer(), REFERENCE)
    assert "hidden_text" in {flag.kind for flag in analysis.analyse(stuffed, REFERENCE, today=TODAY).red_flags}


def test_the_same_input_gives_the_same_fit() -> None:
    assert len({analysis.score(engineer(), REFERENCE, TODAY) for _ in range(50)}) == 1


def test_a_role_that_names_nothing_scores_without_failing() -> None:
    fit = analysis.score(Resume(), Requirements(), TODAY)

    assert 0 <= fit.score <= 100
    assert fit.reasoning
