import json

import pytest

from parsing.evals.corpus import LANGUAGES, SHARED_DIR_VARIABLE, Case, load_folder, select, shared_dir
from parsing.evals.person import Person, TruthError

TRUTH = {"basics": {"name": "Ana"}, "work": [{"name": "A", "startDate": "2019-03"}], "meta": {"lang": "en"}}


def put(folder, name="a.txt", truth=TRUTH):
    group = folder / "plain"
    group.mkdir(exist_ok=True)
    document = group / name
    document.write_text("Ana", "utf-8")
    document.with_suffix(".json").write_text(json.dumps(truth), "utf-8")
    return document


def test_a_folder_is_read_in_order(tmp_path):
    put(tmp_path, "b.txt")
    put(tmp_path, "a.txt")

    cases = load_folder(tmp_path, "dev")

    assert [case.id for case in cases] == ["dev/plain/a.txt", "dev/plain/b.txt"]
    assert cases[0].truth.jobs[0].values["end"] == "present"
    assert not cases[0].picture


def test_scans_are_pictures(tmp_path):
    put(tmp_path, "a-scan.pdf")
    put(tmp_path, "b.png")

    assert all(case.picture for case in load_folder(tmp_path, "dev"))


def test_a_document_without_a_truth_is_refused(tmp_path):
    put(tmp_path).with_suffix(".json").unlink()

    with pytest.raises(TruthError, match="missing"):
        load_folder(tmp_path, "dev")


@pytest.mark.parametrize(
    "truth",
    [
        {"basics": {}, "meta": {"lang": "en"}},
        {**TRUTH, "meta": {"lang": "xx"}},
        {**TRUTH, "meta": {}},
        {**TRUTH, "work": [{"name": "A", "startDate": "2019-03", "endDate": "2018-12"}]},
        {**TRUTH, "work": [{"startDate": None, "endDate": None}]},
        {**TRUTH, "basics": {"name": 7}},
        {**TRUTH, "basics": ["Ana"]},
    ],
)
def test_nonsense_is_refused_and_the_file_named(tmp_path, truth):
    put(tmp_path, truth=truth)

    with pytest.raises(TruthError, match=r"a\.json"):
        load_folder(tmp_path, "dev")


def test_the_shared_folder_that_is_named_has_to_be_there(monkeypatch, tmp_path):
    monkeypatch.setenv(SHARED_DIR_VARIABLE, str(tmp_path / "nowhere"))

    with pytest.raises(TruthError):
        shared_dir()


def test_selecting_by_suite_folder_language_and_name(tmp_path):
    cases = tuple(
        Case(suite, group, name, tmp_path / name, language, Person(values={}))
        for suite, group, name, language in [
            ("dev", "docx", "a.docx", "de"),
            ("made", "docx", "b.docx", "de"),
            ("made", "txt", "c.txt", "fr"),
        ]
    )

    assert [case.name for case in select(cases, groups=["docx"])] == ["a.docx", "b.docx"]
    assert [case.name for case in select(cases, groups=["made/docx"])] == ["b.docx"]
    assert [case.name for case in select(cases, languages=["fr"])] == ["c.txt"]
    assert [case.name for case in select(cases, names="b.d")] == ["b.docx"]


def test_25_languages():
    assert len(set(LANGUAGES)) == 25
