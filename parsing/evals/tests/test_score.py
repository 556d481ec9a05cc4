import pytest

from parsing.evals.person import EMPTY, FIELDS, PRESENT, Entry, Person, TruthError, from_json_resume
from parsing.evals.score import Count, pool, score_person
from parsing.evals.visible import FileText

TRUTH = Person(
    values={"name": "Ana Núñez", "email": "ana@example.com", "phone": "+34 612 555 019", "city": "Lugo"},
    jobs=(
        Entry({"company": "Fiesole SA", "title": "Analyst", "start": "2019-03", "end": PRESENT}),
        Entry({"company": "Montes SL", "title": "Trainee", "start": "2016-01", "end": "2018-12"}),
    ),
    education=(Entry({"institution": "University of Vigo", "degree": "MSc", "start": "2010", "end": "2015"}),),
    skills=("C", "C++", "Excel"),
)
TEXT = FileText(
    "ANA NÚÑEZ ana@example.com 612555019 Lugo Fiesole SA Analyst Mar 2019 - today Montes SL Trainee 01/2016 - 12/2018 "
    "University of Vigo MSc 2010-2015 C, C++, Excel"
)


def score(answer: Person, truth: Person = TRUTH, text: FileText = TEXT):
    return score_person(truth, answer, text)


def test_the_truth_itself_is_all_right():
    result = score(TRUTH)

    assert result.micro == Count(19, 19, 19)
    assert result.macro_f1 == 1.0
    assert (result.whole_jobs, result.whole_education) == (Count(2, 2, 2), Count(1, 1, 1))
    assert set(result.counts) == set(FIELDS)


def test_a_crash_misses_everything():
    result = score(EMPTY)

    assert result.micro == Count(0, 0, 19)
    assert len(result.misses) == 19


@pytest.mark.parametrize(
    ("field", "answer", "right"),
    [
        ("name", "ana nunez", False),
        ("name", "ANA NÚÑEZ.", True),
        ("email", "ana@example.co", False),
        ("email", "ANA@example.com", True),
        ("phone", "0034-612-555-019", True),
        ("phone", "612555018", False),
        ("city", "27001 Lugo, Galicia", True),
        ("city", "Galicia", False),
    ],
)
def test_equality_of_scalars(field, answer, right):
    result = score(Person(values={field: answer}))

    assert result.counts[field] == Count(int(right), 1, 1)


def test_entries_are_aligned_by_equal_fields_not_by_order():
    turned = Person(values={}, jobs=TRUTH.jobs[::-1])

    assert score(turned).whole_jobs == Count(2, 2, 2)


def test_an_entry_too_many_costs_precision():
    answer = Person(values={}, jobs=(*TRUTH.jobs, Entry({"company": "Nobody", "start": "2001"})))

    assert score(answer).counts["job.company"] == Count(2, 3, 2)
    assert score(answer).counts["job.title"] == Count(2, 2, 2)


def test_a_year_does_not_meet_a_visible_month():
    answer = Person(values={}, jobs=(Entry({"company": "Fiesole SA", "start": "2019", "end": PRESENT}),))

    result = score(answer)

    assert result.counts["job.start"].right == 0
    assert result.counts["job.end"].right == 1
    assert result.whole_jobs.right == 0


def test_a_month_that_the_file_does_not_show_is_not_asked_for():
    text = FileText("Fiesole SA Analyst 2019 - today")
    truth = Person(values={}, jobs=TRUTH.jobs[:1])

    assert score(Person(values={}, jobs=(Entry({"company": "Fiesole SA", "start": "2019"}),)), truth, text).counts[
        "job.start"
    ] == Count(1, 1, 1)


def test_a_value_that_the_file_does_not_show_is_not_scored_either_way():
    text = FileText("Ana Núñez")

    result = score(Person(values={"name": "Ana Núñez", "city": "Madrid"}), text=text)

    assert result.counts["city"] == Count()
    assert result.counts["name"] == Count(1, 1, 1)


def test_skills_are_a_set_and_plus_signs_count():
    result = score(Person(values={}, skills=("c++", "C#", "Excel", "excel")))

    assert result.counts["skills"] == Count(2, 3, 3)


def test_pooling_adds_counts():
    total = pool([score(TRUTH), score(EMPTY)])

    assert total.micro == Count(19, 19, 38)
    assert total.whole_jobs == Count(2, 4, 4)


def test_json_resume_current_and_unknown_ends():
    person = from_json_resume(
        {
            "work": [{"name": "A", "startDate": "2020-01"}, {"name": "B", "startDate": "2019", "endDate": None}],
            "education": [{"institution": "C", "endDate": "2015-06-30"}],
        }
    )

    assert person.jobs[0].values["end"] == PRESENT
    assert person.jobs[1].unscored == {"end"}
    assert person.education[0].values["end"] == "2015-06"
    assert person.education[0].unscored == {"start"}


@pytest.mark.parametrize("date", ["2019/03", "March 2019", "19-03", "2019-13"])
def test_json_resume_refuses_unreadable_dates(date):
    with pytest.raises(TruthError):
        from_json_resume({"work": [{"name": "A", "startDate": date}]})
