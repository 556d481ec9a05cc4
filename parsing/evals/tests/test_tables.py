from pathlib import Path

import pytest

from parsing.evals import __main__, report, tables
from parsing.evals.corpus import Case
from parsing.evals.person import Entry, Person
from parsing.evals.run import Result, by, speed
from parsing.evals.score import score_person
from parsing.evals.visible import FileText

TRUTH = Person(values={"name": "Ana"}, jobs=(Entry({"title": "Cook"}),))


def result(answer, language="en", error="", group="txt"):
    case = Case("dev", group, "a.txt", Path("dev/txt/a.txt"), language, TRUTH)
    return Result(case, answer, score_person(TRUTH, answer, FileText("Ana Cook")), 10.0, error)


RIGHT = result(TRUTH)
WRONG = result(
    Person(values={"name": "Ann"}, jobs=(Entry({"title": "Chef"}, why={"title": "rule_x"}),)), "de", group="docx"
)


def test_misses_name_file_expectation_answer_and_rule():
    text = tables.misses([RIGHT, WRONG], "job.title")

    assert "dev/txt/a.txt" in text
    assert "want 'Cook'" in text
    assert "got 'Chef'   <- rule_x" in text
    assert "Ana" not in text


def test_misses_of_a_group_of_fields():
    assert "Chef" in tables.misses([WRONG], "job")
    assert "Ann" in tables.misses([WRONG], "all")


def test_crashes_are_shown_with_the_misses():
    assert "CRASH ValueError: x" in tables.misses([result(Person(values={}), error="ValueError: x")], "name")


def test_the_overview_has_every_part():
    text = tables.overview([RIGHT, WRONG])

    for part in ("dev/txt", "dev/docx", "English", "other Latin", "education.degree", "all"):
        assert part in text


def test_grouping_and_speed():
    assert [name for name, _ in by([RIGHT, WRONG], "language")] == ["de", "en"]
    assert speed([1.0, 2.0, 30.0]).median_ms == 2.0
    assert speed([1.0] * 18 + [5.0, 9.0]).p95_ms == 5.0
    assert speed([]).p95_ms == 0.0


@pytest.mark.parametrize(("value", "text"), [(1.0, "1.00"), (0.9567, ".957"), (0.0, ".000")])
def test_shares_are_short(value, text):
    assert tables.share(value) == text


def test_markdown_tables():
    assert report.markdown(("", "F1"), [("name", ".9")]) == ["|  | F1 |", "| --- | ---: |", "| name | .9 |"]


def test_the_command_shows_what_was_asked_for(monkeypatch, capsys):
    monkeypatch.setattr(__main__, "cases_of", lambda suites, size: (RIGHT.case, WRONG.case))
    monkeypatch.setattr(__main__, "evaluate", lambda cases, jobs: (WRONG,))

    assert __main__.main(["--suite", "dev", "--misses", "name"]) == 0

    assert "want 'Ana'" in capsys.readouterr().out


def test_the_command_refuses_an_empty_selection(monkeypatch):
    monkeypatch.setattr(__main__, "cases_of", lambda suites, size: (RIGHT.case,))

    assert __main__.main(["--lang", "fi"]) == 2
