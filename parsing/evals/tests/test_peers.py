import json

import pytest

from parsing.evals import peers
from parsing.evals.corpus import Case
from parsing.evals.peers import Peer, PeerUnavailableError, evaluate_peer, read_date, read_person
from parsing.evals.person import Entry, Person

PEER = Peer("some-parser", ("some-parser==1.0",))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Oct 2022", "2022-10"),
        ("2022-10-01", "2022-10"),
        ("10/2022", "2022-10"),
        ("März 2019", "2019-03"),
        ("2019", "2019"),
        ("Present", "present"),
        ("20", None),
        ("", None),
    ],
)
def test_dates_of_peers(text, date):
    assert read_date(text) == date


def test_what_is_no_text_is_no_answer():
    person = read_person(
        {"name": None, "email": " ", "jobs": [{"title": "Cook", "start": 2019}], "skills": ["a", None]}
    )

    assert person == Person(values={}, jobs=(Entry({"title": "Cook"}),), skills=("a",))


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Ana", "utf-8")
    return Case("dev", "txt", "a.txt", path, "en", Person(values={"name": "Ana"}))


def answer_with(monkeypatch, case, **line):
    monkeypatch.setattr(peers, "install", lambda peer, folder: "python")
    output = json.dumps({"path": str(case.path), "error": "", "ms": 5.0, "person": {}, **line})

    class Finished:
        stdout, stderr, returncode = f"noise\n{output}\n", "", 0

    monkeypatch.setattr(peers.subprocess, "run", lambda *args, **options: Finished)


def test_an_answer_is_scored(monkeypatch, tmp_path, case):
    answer_with(monkeypatch, case, person={"name": "Ana"})

    (result,) = evaluate_peer(PEER, [case], tmp_path)

    assert result.score.micro.f1 == 1.0
    assert result.ms == 5.0


def test_a_peer_that_answers_nothing_is_reported(monkeypatch, tmp_path, case):
    answer_with(monkeypatch, case, error="ValueError: no")

    with pytest.raises(PeerUnavailableError, match="ValueError: no"):
        evaluate_peer(PEER, [case], tmp_path)
