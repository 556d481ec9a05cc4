"""Names that are also words, acronyms of two skills, modules of a product, skills inside the name of a role."""

import pytest

from parsing.engine import skills
from parsing.engine.skills import occupations

# What is written -> the skill, in a text where it is meant; and a text where it is not.
AMBIGUOUS = {
    "Go": ("Go", "services in Go, Python and Java", "Ready to go. Go the extra mile for every guest."),
    "R": ("R", "statistics with R, SPSS and SAS", "Contact: Dr. R. Meyer, room R 204"),
    "C": ("C", "firmware in C, C++ and Assembler", "Vitamin C and plan C, C-level meetings"),
    "Excel": ("Microsoft Excel", "reports in Excel and PowerPoint", "Students who excel at sports"),
    "Spring": ("Spring", "Java, Spring, Hibernate", "In Spring 2020 the team grew every spring"),
    "Swift": ("Swift", "apps in Swift, Kotlin", "a swift answer to each guest"),
    "Scheme": ("Scheme", "Haskell, Scheme, Prolog", "ran a bonus scheme for staff"),
    "Access": ("Microsoft Access", "Word, Excel, Access", "gave tenants access to the roof"),
    "Word": ("Microsoft Word", "Word, Excel, Outlook", "spread the word about the event"),
    "Rust": ("Rust", "Rust, C++, WebAssembly", "removed rust from the hull"),
    "Ruby": ("Ruby", "PHP, Ruby, Perl", "for our ruby wedding customers"),
    "Dart": ("Dart", "Flutter, Dart, Kotlin", "organised a dart tournament"),
    "Julia": ("Julia", "Python, Julia, MATLAB", "Reported to Julia Brandt in Bonn"),
    "Chef": ("Chef", "Ansible, Chef, Puppet, Terraform", "worked as a chef in a bistro"),
    "Puppet": ("Puppet", "Ansible, Puppet, Terraform", "built a puppet theatre for children"),
    "Flask": ("Flask", "Python, Flask, Django", "washed every flask by hand"),
    "Express": ("Express", "Node.js, Express, MongoDB", "express parcels to the islands"),
    "Bash": ("Bash", "Python, Bash, Linux", "a birthday bash for the team"),
    "Less": ("Less", "CSS, Less, webpack", "less waste and more income"),
    "Notion": ("Notion", "Jira, Notion, Confluence", "a notion of fairness"),
    "Slack": ("Slack", "Trello, Slack, Jira", "took up the slack in winter"),
    "Teams": ("Microsoft Teams", "Outlook, Teams, SharePoint", "led teams of six people"),
    "Outlook": ("Microsoft Outlook", "Word, Outlook, PowerPoint", "a positive outlook on life"),
    "Sage": ("Sage", "DATEV, Sage, Lexware", "roasted onions with sage"),
    "Oracle": ("Oracle Database", "PostgreSQL, Oracle, MySQL", "the oracle of the village"),
    "Logging": ("Logging", "tree care, Logging, chainsaw operation", "added logging to the payment service"),
}  # fmt: skip


def names(text: str, *, listed: bool = False) -> list[str]:
    return [match.canonical for match in skills.find(text, listed=listed)]


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_an_ambiguous_name_is_the_skill_among_skills_and_the_word_elsewhere(name: str) -> None:
    canonical, meant, not_meant = AMBIGUOUS[name]

    assert canonical in names(meant)
    assert canonical not in names(not_meant)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Terraform, GCP, Kubernetes", "Google Cloud"),
        ("clinical trials, GCP, pharmacovigilance", "GCP"),
        ("x86, Assembly, C++, Python", "Assembly language"),
        ("MRI, X-ray, microscopy, SEM", "Electron microscopy"),
        ("SEO, Google Ads, SEM", "SEM"),
        ("truck driving, ADR, forklift driving", "ADR certificate"),
    ],
)
def test_an_acronym_of_two_skills_is_the_one_of_the_work_around_it(text: str, expected: str) -> None:
    assert expected in names(text)
    assert expected in names(text, listed=True)


def test_the_skills_beside_say_which_one_a_listed_acronym_is() -> None:
    nurse = skills.canonical("GCP", beside=["Clinical trials", "Nursing"])
    engineer = skills.canonical("GCP", beside=["Docker", "Terraform"])

    assert (nurse and nurse.canonical, engineer and engineer.canonical) == ("GCP", "Google Cloud")


def test_modules_are_read_beside_their_product_only() -> None:
    assert names("SAP MM, SD and FI") == ["SAP MM", "SAP SD", "SAP FI"]
    assert names("SAP (PP, QM, PM)") == ["SAP", "SAP PP", "SAP QM", "SAP PM"]
    assert names("20 MM steel, 6 PM, SD card, FI") == []
    assert names("MM, SD", listed=True) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Senior Backend Engineer wanted", []),
        ("Softwareentwickler Backend in Graz", []),
        ("LinkedIn Recruiter", ["LinkedIn Recruiter"]),
        ("Backend Engineer with Kotlin", ["Kotlin"]),
    ],
)
def test_words_that_name_a_role_are_no_skills(text: str, expected: list[str]) -> None:
    assert [match.canonical for match in occupations.outside_roles(text, skills.find(text))] == expected
