"""The metric: 13 fields, aligned entries, counts that add up. The gate, the report and the tables all use this.

A true value that the file does not show is not scored: it is neither a hit nor a miss, and a value answered in its
place is no mistake.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scipy.optimize import linear_sum_assignment

from parsing.evals.matching import city_in, match_sets, same_address, same_phone, same_text
from parsing.evals.person import (
    DATE_FIELDS,
    EDUCATION_FIELDS,
    FIELDS,
    JOB_FIELDS,
    SCALAR_FIELDS,
    Entry,
    Person,
)
from parsing.evals.visible import FileText


@dataclass(frozen=True, slots=True)
class Count:
    """Of one field: values right, values answered, values true."""

    right: int = 0
    answered: int = 0
    true: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.answered + other.answered, self.true + other.true)

    @property
    def precision(self) -> float:
        return self.right / self.answered if self.answered else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.answered + self.true) if self.answered + self.true else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One value that was wrong, missing or too much, for the people who write the rules."""

    field: str
    expected: str | None  # None: answered, and not true
    got: str | None  # None: not answered
    why: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Of one document, or pooled over many."""

    counts: Mapping[str, Count]
    whole_jobs: Count = Count()  # right and true
    whole_education: Count = Count()
    misses: tuple[Miss, ...] = field(default=(), repr=False)

    @property
    def micro(self) -> Count:
        return sum(self.counts.values(), Count())

    @property
    def macro_f1(self) -> float:
        """The mean of the fields that occur."""
        present = [count.f1 for count in self.counts.values() if count.true or count.answered]
        return sum(present) / len(present) if present else 0.0


def pool(scores: Iterable[Score]) -> Score:
    counts = dict.fromkeys(FIELDS, Count())
    jobs = education = Count()
    for score in scores:
        for name, count in score.counts.items():
            counts[name] += count
        jobs += score.whole_jobs
        education += score.whole_education
    return Score(counts=counts, whole_jobs=jobs, whole_education=education)


def score_person(truth: Person, answer: Person, text: FileText) -> Score:
    """Compare an answer to the truth, as far as the file shows the truth."""
    tally = _Tally()
    for name in SCALAR_FIELDS:
        _score_scalar(tally, name, truth, answer, text)
    whole_jobs = _score_entries(tally, "job", truth.jobs, answer.jobs, text)
    whole_education = _score_entries(tally, "education", truth.education, answer.education, text)
    _score_skills(tally, truth, answer, text)
    return Score(tally.counts, whole_jobs, whole_education, tuple(tally.misses))


class _Tally:
    def __init__(self) -> None:
        self.counts = dict.fromkeys(FIELDS, Count())
        self.misses: list[Miss] = []

    def add(self, name: str, expected: str | None, got: str | None, *, right: bool, why: str = "") -> None:
        self.counts[name] += Count(int(right), int(got is not None), int(expected is not None))
        if not right and (expected is not None or got is not None):
            self.misses.append(Miss(name, expected, got, why))


_SAME = {"email": same_address, "phone": same_phone, "city": city_in}


def _score_scalar(tally: _Tally, name: str, truth: Person, answer: Person, text: FileText) -> None:
    expected, got = truth.values.get(name), answer.values.get(name)
    if expected is not None and not (text.shows_phone(expected) if name == "phone" else text.shows(expected)):
        return
    right = expected is not None and got is not None and _SAME.get(name, same_text)(expected, got)
    tally.add(name, expected, got, right=right, why=answer.why.get(name, ""))


def _score_skills(tally: _Tally, truth: Person, answer: Person, text: FileText) -> None:
    expected = [skill for skill in truth.skills if text.shows(skill)]
    unscored = [skill for skill in truth.skills if skill not in expected]
    _, _, got = match_sets(unscored, list(answer.skills))
    hits, missed, too_much = match_sets(expected, got)
    tally.counts["skills"] += Count(hits, hits + len(too_much), hits + len(missed))
    tally.misses += [Miss("skills", skill, None) for skill in missed]
    tally.misses += [Miss("skills", None, skill) for skill in too_much]


# --- jobs and education

_ENTRY_FIELDS = {"job": JOB_FIELDS, "education": EDUCATION_FIELDS}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A true entry as the file shows it: what is not shown is in `unscored`."""

    values: Mapping[str, str]
    unscored: frozenset[str]


def _shown(entry: Entry, text: FileText) -> _Shown:
    values = {}
    unscored = set(entry.unscored)
    for name, value in entry.values.items():
        visible = text.date(value) if name in DATE_FIELDS else (value if text.shows(value) else None)
        if visible is None:
            unscored.add(name)
        else:
            values[name] = visible
    return _Shown(values, frozenset(unscored))


def same_date(expected: str, got: str) -> bool:
    """To the precision of what is expected: "2019" is met by "2019-03", "2019-03" is not met by "2019"."""
    return got == expected or (len(expected) == 4 and got.startswith(expected + "-"))


def _equal(name: str, expected: str | None, got: str | None) -> bool:
    if expected is None or got is None:
        return False
    return same_date(expected, got) if name in DATE_FIELDS else same_text(expected, got)


def _align(names: tuple[str, ...], truths: list[_Shown], answers: tuple[Entry, ...]) -> dict[int, int]:
    """Truth index -> answer index, by maximum matching on the number of equal fields."""
    if not truths or not answers:
        return {}
    equal = [
        [sum(_equal(name, truth.values.get(name), answer.values.get(name)) for name in names) for answer in answers]
        for truth in truths
    ]
    rows, columns = linear_sum_assignment(equal, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if equal[row][column]}


def _score_entries(
    tally: _Tally, kind: str, entries: tuple[Entry, ...], answers: tuple[Entry, ...], text: FileText
) -> Count:
    names = _ENTRY_FIELDS[kind]
    truths = [_shown(entry, text) for entry in entries]
    pairs = _align(names, truths, answers)
    whole = Count()
    for index, truth in enumerate(truths):
        if not truth.values:
            continue
        answer = answers[pairs[index]] if index in pairs else Entry(values={})
        all_right = True
        for name in names:
            if name in truth.unscored:
                continue
            expected, got = truth.values.get(name), answer.values.get(name)
            right = _equal(name, expected, got)
            all_right &= right or (expected is None and got is None)
            tally.add(f"{kind}.{name}", expected, got, right=right, why=answer.why.get(name, ""))
        whole += Count(int(all_right), 1, 1)
    for index in set(range(len(answers))) - set(pairs.values()):
        for name in names:
            if name in answers[index].values:
                got = answers[index].values[name]
                tally.add(f"{kind}.{name}", None, got, right=False, why=answers[index].why.get(name, ""))
    return whole
