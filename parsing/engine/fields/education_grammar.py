"""What the header of a study is made of: degree, field, school, place, grade."""

from collections.abc import Sequence
from itertools import pairwise

from parsing.engine.fields.blocks import Chunk
from parsing.engine.fields.certificate_grades import ends_as_certificate
from parsing.engine.fields.degrees import behind_study_lead, names_faculty
from parsing.engine.fields.education_cuts import BEHIND_DEGREE, SUBJECT, EducationCuts
from parsing.engine.fields.headers import Group, Role, Unit
from parsing.engine.fields.locations import is_capitalised, place_score, seems_no_place
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import has_digits, has_letters, length_in_words

_LABELS = {
    "degree": Role.DEGREE,
    "field": Role.FIELD,
    "institution": Role.SCHOOL,
    "location": Role.LOCATION,
    "grade": Role.GRADE,
}
_BEFORE_SCHOOL = {"field": -0.8, "rest": -0.5}  # "BSc in Physics", "BSc Physics"


def _before_field(before: Group | None, unit: Unit) -> float:
    """What stands before a field says for or against it."""
    bracketed = unit.separator == "paren" and (before is None or before.role is not Role.DEGREE)
    score = -0.5 if bracketed else 0.0  # "University of Leeds (distance learning)" says how
    if unit.separator == SUBJECT:
        return 0.9  # "специальность Самолётостроение"
    if before is None:
        return score - 0.1 if unit.place == 0 else score
    if before.role is Role.SCHOOL and unit.separator == "space":
        score += 0.6 if names_faculty(before.text) else 1.2  # a faculty behind its university
    return score + 0.4 if before.role is Role.DEGREE else score


class EducationGrammar:
    """Scores in the currency of `JobGrammar`."""

    roles = (Role.DEGREE, Role.FIELD, Role.SCHOOL, Role.LOCATION)  # a grade only behind its label
    orders = ((Role.DEGREE, Role.SCHOOL), (Role.SCHOOL, Role.DEGREE))

    def __init__(self, reading: Reading) -> None:
        self._lexicon = reading.lexicon
        self._cuts = EducationCuts(reading.lexicon)
        self.refine, self.degree_share = self._cuts.refine, self._cuts.degree_share
        self._emissions: dict[tuple[Role, str], float] = {}

    def likeness(self, text: str) -> float:
        return 1.0 if self._lexicon.degree(text) else self._lexicon.school(text)

    def leads(self, word: str) -> bool:
        return word in self._lexicon.connectors

    def emission(self, role: Role, text: str) -> float:
        key = (role, text)
        known = self._emissions.get(key)
        if known is None:
            known = self._emissions[key] = self._emit(role, text)
        return known

    def _emit(self, role: Role, text: str) -> float:  # noqa: PLR0911  # one return a part of the header
        if role is Role.NONE:
            return 0.1 if not has_letters(text) else -0.55 - 0.3 * self._lexicon.school(text)
        degree, school = self.degree_share(text), self._lexicon.school(text)
        if degree and any(self._cuts.is_school_name(text, start, end) for start, end in self._lexicon.degree(text)):
            degree = 0.0
        if role is Role.GRADE:
            return -2.0  # only behind a label
        if not has_letters(text):
            return -2.0
        place = place_score(text, self._lexicon)
        long = -0.25 * max(0.0, length_in_words(text) - 9)
        if role is Role.DEGREE:
            unknown = -1.8 if names_faculty(text) else -0.5
            return long + (0.6 + 1.6 * degree if degree else unknown) - 1.0 * school - 0.5 * place
        if role is Role.SCHOOL:
            company = self._lexicon.company(text)
            long -= 0.5 if names_faculty(text) else 0.0  # its university may stand beside it
            return long + 2.2 * school + 0.4 * company - 1.6 * degree + (0.0 if is_capitalised(text) else -0.4) - 0.1
        if role is Role.FIELD:
            counted = 1.3 if text[0].isdigit() else 0.5 if has_digits(text) else 0.0  # "20 weeks", "Physics II, 2"
            counted += 1.0 if ends_as_certificate(text) else 0.0
            return long + 0.3 - 0.6 * degree - 2.4 * school - 0.9 * place - counted
        unknown = 0.0 if place else (0.8 if is_capitalised(text) else 1.6) + seems_no_place(text, self._lexicon)
        employer = 0.8 * self._lexicon.company(text)  # where an apprentice learned
        return long + 1.8 * place - 1.5 * degree - 1.8 * school - employer - unknown

    def forced(self, chunk: Chunk) -> Role | None:
        return _LABELS.get(chunk.label) if chunk.label else None

    def boundary(self, before: Group | None, role: Role, unit: Unit, chunk: Chunk) -> float:
        same_chunk = before is not None and before.units[-1].chunk == unit.chunk
        score = 0.0
        if unit.separator == "connector":
            score += 0.8 if role is Role.SCHOOL else -0.4
        if role is Role.DEGREE and unit.place == 0:
            score += (
                0.2  # "Diplom-Ingenieur - Betriebswirtschaftslehre": a word for a study may end as one for a degree
            )
        if role is Role.FIELD:
            score += _before_field(before, unit)
        if role is Role.LOCATION:
            if before is None:
                score -= 0.6
            elif before.role is Role.SCHOOL and same_chunk:
                score += 0.3
            if chunk.segment > 0 and unit.place == 0 and not chunk.beside_dates:
                score += 0.5
        if role is Role.SCHOOL:
            score += 0.05 if before is None else _BEFORE_SCHOOL.get(unit.separator, 0.0)
        return score

    def join(self, units: Sequence[Unit], role: Role) -> float:
        price = 0.0
        for left, right in pairwise(units):
            weak = right.separator in ("comma", "space")
            price -= 0.3 if weak else 0.15 if right.separator == "connector" else 0.6
            if role is Role.DEGREE:
                price -= 0.9 if right.separator == "comma" else 0.5 if right.separator in BEHIND_DEGREE else 0.1
            if role is Role.SCHOOL and behind_study_lead(left.text) != left.text:
                price -= 0.9  # "Study of medicine, University of Leeds"
            if role is Role.SCHOOL and self._lexicon.school(left.text) >= 0.5:
                price -= 0.7 if names_faculty(right.text) else 0.2
            if role is Role.SCHOOL and weak and names_faculty(left.text) and self._lexicon.school(right.text) >= 0.5:
                price -= 0.7
            if right.separator == "degree" or left.separator == "degree":
                price -= 0.6  # the words of the degree end there
            if role is Role.LOCATION:
                price += 0.15 if weak else 0.0
                price -= 1.0 if self.degree_share(right.text) > 0.8 else 0.0  # "High Street - BA in Arts"
        return price

    def missing(self, roles: frozenset[Role]) -> float:
        return (0.0 if Role.SCHOOL in roles else -0.9) + (0.0 if Role.DEGREE in roles else -0.8)
