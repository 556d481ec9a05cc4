"""The documents as strangers write them: what is printed shows the truth, and the sealed half stays unread."""

import pytest

from parsing.evals import __main__ as command
from parsing.evals.corpus import LANGUAGES, load_folder
from parsing.evals.field import html, sheet, text
from parsing.evals.field.build import FOLDER, build, documents
from parsing.evals.run import text_of
from parsing.evals.score import score_person

DOCUMENT = {
    "about": "",
    "lang": "en",
    "render": "text/plain",
    "name": "Ada Ray",
    "entry": "{company} >> {when}\n{title}[, {place}]",
    "study": "{degree}[ {area}], {institution}",
    "employer": "{company}",
}


def written(body, **more):
    document = {**DOCUMENT, "body": body, **more}
    return text.render(sheet.sheet_of(document)), sheet.truth_of(document)


def test_a_job_is_printed_by_its_pattern_and_told_by_its_marks():
    printed, truth = written("## jobs Work\n@ Cook ^ (nights) | Inn | Rye | Mar 2019 - now => 2019-03..present\n- Soup")

    assert "Cook (nights), Rye\n- Soup" in printed
    assert truth["work"] == [{"name": "Inn", "position": "Cook", "startDate": "2019-03"}]


def test_roles_of_one_employer_share_its_name():
    _, truth = written("## jobs Work\n@@ Inn\n@ Cook | = | 2019 => 2019..2020\n@ Help | = | 2018 => 2018..2019")

    assert [entry["name"] for entry in truth["work"]] == ["Inn", "Inn"]


def test_what_two_readers_would_tell_differently_is_printed_and_not_scored():
    printed, truth = written("## education School\n@ ?Diploma ^ of Arts | Art College | 2019 => ..2019")

    assert "Diploma of Arts, Art College" in printed
    assert truth["education"] == [{"institution": "Art College", "studyType": None, "endDate": "2019"}]


def test_skills_are_told_without_their_levels():
    printed, truth = written("## skills Tools\nBench: Lathe ~4; Saw")

    assert "Bench: Lathe (4), Saw" in printed
    assert truth["skills"][0]["keywords"] == ["Lathe", "Saw"]


@pytest.mark.parametrize("body", ["## cooking Soup", "## jobs A\n@ a | b | c | d | e => 2019..2020"])
def test_a_mark_that_cannot_be_read_is_refused(body):
    with pytest.raises(ValueError, match=r"cooking|cells"):
        written(body)


def test_unknown_keys_are_refused():
    with pytest.raises(ValueError, match="phon"):
        sheet.truth_of({**DOCUMENT, "body": "", "phon": ""})


def test_the_halves_have_every_language_and_share_no_person_and_no_page():
    halves = {half: [document for _, document in documents(half)] for half in ("open", "sealed")}

    for members in halves.values():
        assert {document["lang"] for document in members} == set(LANGUAGES)
    names = {half: {document["name"] for document in members} for half, members in halves.items()}
    pages = {
        half: {document["render"] for document in members if document["render"].startswith("html/")}
        for half, members in halves.items()
    }
    assert not names["open"] & names["sealed"]
    assert not pages["open"] & pages["sealed"]
    assert sum(map(len, halves.values())) >= 100


@pytest.mark.parametrize("half", ["open", "sealed"])
def test_every_document_shows_its_truth(half, tmp_path, monkeypatch):
    """Pages are read as HTML, so that nothing here waits for a browser."""
    monkeypatch.setattr(
        "parsing.evals.field.build.SUFFIXES", {"html": "html", "canvas": "pdf", "word": "docx"} | {"text": "txt"}
    )
    monkeypatch.setattr("parsing.evals.field.build.printer", _NoBrowser)
    cases = load_folder(build(half, tmp_path), half)

    assert len(cases) == len(list(documents(half)))
    for case in cases:
        score = score_person(case.truth, case.truth, text_of(case))
        values = sum(len(entry.values) for entry in (case.truth, *case.truth.jobs, *case.truth.education))
        assert score.micro.right == score.micro.true >= values + len(case.truth.skills) - 1, case.id


class _NoBrowser:
    def __enter__(self):
        return self

    def pdf(self, page):
        return page.encode()

    def __exit__(self, *_):
        return None


def test_every_layout_is_used():
    used = {document["render"] for half in ("open", "sealed") for _, document in documents(half)}

    assert {f"html/{name}" for name in html.layouts()} - {"html/common"} <= used


def test_no_miss_of_a_sealed_document_is_printed(capsys):
    for wish in (["--misses", "all"], ["--worst", "3"], ["--json"]):
        assert command.main(["--suite", "sealed", *wish]) == 2
    assert capsys.readouterr().out == ""


def test_the_sources_are_no_binaries():
    assert {path.suffix for half in ("open", "sealed") for path in (FOLDER / half).iterdir()} == {".toml"}
