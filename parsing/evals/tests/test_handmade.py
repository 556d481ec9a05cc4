import pytest

from parsing.evals import handmade
from parsing.evals.corpus import load_folder
from parsing.evals.run import text_of
from parsing.evals.score import score_person


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    return load_folder(handmade.build_handmade(tmp_path_factory.mktemp("hand")), "hand")


def test_there_are_at_least_sixty(cases):
    assert len(cases) >= 60
    assert {case.format for case in cases} >= {"txt", "docx", "html", "pdf"}


def test_every_document_shows_its_truth(cases):
    for case in cases:
        text = text_of(case)
        assert not text.everything, case.id
        score = score_person(case.truth, case.truth, text)
        assert score.micro.right == score.micro.true > 0, case.id
        for entry in case.truth.jobs + case.truth.education:
            for name, value in entry.values.items():
                if name not in ("start", "end"):
                    assert text.shows(value), (case.id, value)


def test_unknown_keys_are_refused(tmp_path, monkeypatch):
    (tmp_path / "a.toml").write_text(
        '[[document]]\nabout = ""\nlang = "en"\nformats = []\nphon = ""\nbody = ""', "utf-8"
    )
    monkeypatch.setattr(handmade, "FOLDER", tmp_path)

    with pytest.raises(ValueError, match="phon"):
        handmade.build_handmade(tmp_path / "cache")
