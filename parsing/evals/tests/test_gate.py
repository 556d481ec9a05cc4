from pathlib import Path

import pytest

from parsing.evals.corpus import Case
from parsing.evals.gate import TOLERANCE, FloorLoweredError, Measured, check, crashes, load, raised, save
from parsing.evals.person import EMPTY
from parsing.evals.run import Result
from parsing.evals.score import Score


def measured(documents=3, fingerprint="abc", **scores):
    return {"portable": Measured(documents, fingerprint, {"all": 0.9, "field:name": 0.8, **scores})}


def test_equal_scores_pass():
    assert check(measured(), measured()) == []


def test_a_fallen_field_is_named():
    complaints = check(measured(), measured(**{"field:name": 0.7}))

    assert complaints == ["portable: field:name is 0.7000, its floor is 0.8000"]


def test_a_part_that_is_gone_has_fallen():
    before = measured(**{"language:de": 0.6})

    assert len(check(before, measured())) == 1


def test_less_than_the_tolerance_is_no_fall():
    assert check(measured(), measured(**{"field:name": 0.8 - TOLERANCE / 2})) == []


def test_other_documents_are_not_compared_silently():
    assert "not those of the floors" in check(measured(), measured(fingerprint="xyz"))[0]


def test_a_suite_without_floors_is_a_complaint():
    assert "no floors" in check({}, measured())[0]


def test_the_portable_suite_has_to_be_measured():
    assert check(measured(), {}) == ["the portable documents were not measured"]


def test_an_update_raises_and_keeps_unmeasured_suites():
    before = measured() | {"dev": Measured(9, "dev", {"all": 0.5})}

    after = raised(before, measured(**{"field:name": 0.85}), allow_lower=False)

    assert after["portable"].scores["field:name"] == 0.85
    assert after["dev"] == before["dev"]


def test_an_update_refuses_to_lower_a_floor():
    with pytest.raises(FloorLoweredError, match="field:name"):
        raised(measured(), measured(**{"field:name": 0.7}), allow_lower=False)


def test_an_update_within_the_tolerance_keeps_the_higher_floor():
    after = raised(measured(), measured(**{"field:name": 0.798}), allow_lower=False)

    assert after["portable"].scores["field:name"] == 0.8


def test_an_update_lowers_when_told_to():
    after = raised(measured(), measured(**{"field:name": 0.7}), allow_lower=True)

    assert after["portable"].scores["field:name"] == 0.7


def test_the_file_keeps_what_was_measured(tmp_path):
    path = tmp_path / "baseline.json"

    save(measured(all=0.99999), path)

    assert load(path)["portable"].scores["all"] == 0.9999
    assert check(load(path), measured(all=0.99999)) == []


def test_a_crash_fails_whatever_the_floors_say():
    case = Case("made", "txt", "a.txt", Path("a.txt"), "en", EMPTY)
    refused = Result(case, EMPTY, Score({}), 1.0, "EmptyDocument: empty")
    fallen = Result(case, EMPTY, Score({}), 1.0, "KeyError: 'x'", crashed=True)

    assert crashes([refused, fallen]) == ["made/txt/a.txt crashed the engine: KeyError: 'x'"]


def test_no_file_is_no_baseline(tmp_path):
    assert load(tmp_path / "baseline.json") == {}


def test_a_part_of_the_suites_may_be_measured_alone():
    floors = {"sealed": Measured(1, "s", {"all": 0.9})}

    assert check(floors, {"sealed": Measured(1, "s", {"all": 0.9})}, required=None) == []
    assert check(floors, {"sealed": Measured(1, "s", {"all": 0.8})}, required=None) != []
