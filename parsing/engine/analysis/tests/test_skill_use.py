"""How long a skill was used: the union of the months of the jobs and projects that name it."""

from dataclasses import replace
from datetime import date

from parsing.engine import analysis
from parsing.engine.model import Project, Resume
from parsing.engine.profiles import entries
from parsing.engine.tests.people import found, job, person, skill, span

TODAY = date(2024, 6, 15)


def uses(resume: Resume) -> dict[str, tuple[int | None, str | None, tuple[str, ...]]]:
    findings = analysis.analyse(resume, today=TODAY)
    return {
        item.name.value: (use.months, use.last_used, use.found_in)
        for item, use in zip(resume.skills, findings.skill_uses, strict=True)
    }


def test_overlapping_jobs_and_projects_count_once() -> None:
    first = replace(job("Python developer", dates="2020-01..2020-12"), skills_used=("SQL",))
    second = replace(job("Analyst", dates="2020-07..2021-06"), skills_used=("SQL", "Python"))
    project = Project(found("Atlas"), technologies=("Python",), dates=span("2023-03..2023-04"))
    resume = person(first, second, skills="Python, SQL, Docker", projects=(project,))

    assert uses(resume) == {
        "Python": (20, "2023-04", ("skills", "experience[0]", "experience[1]", "projects[0]")),
        "SQL": (18, "2021-06", ("skills", "experience[0]", "experience[1]")),
        "Docker": (None, None, ("skills",)),
    }


def test_a_current_job_was_used_this_month_and_an_undated_one_no_month() -> None:
    current = replace(job("Engineer", dates="2024-01.."), skills_used=("Go",))
    undated = replace(job("Engineer"), skills_used=("Rust",))

    known = uses(person(current, undated, skills="Go, Rust"))

    assert known["Go"][:2] == (6, "2024-06")
    assert known["Rust"] == (None, None, ("skills", "experience[1]"))


def test_a_skill_met_in_text_alone_is_found_where_it_was_met() -> None:
    resume = person(replace(job("Engineer", dates="2020-01..2020-02"), skills_used=("Go",)))
    resume = replace(resume, skills=(replace(skill("Go"), listed=False),))

    assert uses(resume) == {"Go": (2, "2020-02", ("experience[0]",))}


def test_the_profile_shows_the_use_and_bears_findings_without_it() -> None:
    resume = person(replace(job("Engineer", dates="2020-01..2020-02"), skills_used=("Go",)), skills="Go")
    findings = analysis.analyse(resume, today=TODAY)

    shown = entries.skills(resume, findings)[0]
    assert (shown["months_used"], shown["last_used"], shown["found_in"]) == (2, "2020-02", ["skills", "experience[0]"])
    assert entries.skills(resume, replace(findings, skill_uses=()))[0]["months_used"] is None
