"""Where the header of a study is cut into its parts, and which of its pieces are one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsing.engine.fields.blocks import Chunk
from parsing.engine.fields.degrees import (
    Degrees,
    behind_study_lead,
    field_lead,
    is_campus,
    is_complete,
    is_genitive,
    is_lead,
    is_obtained,
    is_second_subject,
    is_subject,
    leads_to_school,
    names_faculty,
    parts_of_university,
    without_department,
)
from parsing.engine.fields.employer_phrases import before_employers
from parsing.engine.fields.hangul import school_and_rest
from parsing.engine.fields.headers import Unit
from parsing.engine.fields.labelled_parts import is_label_of_field, is_label_of_part
from parsing.engine.fields.locations import is_capitalised, place_score
from parsing.engine.fields.school_subjects import marked_subjects, tells_results
from parsing.engine.fields.whole_places import with_whole_places
from parsing.engine.fields.wording import EDGE, SENTENCE_STOP, is_small, without_article
from parsing.engine.languages.index import Category
from parsing.engine.languages.lexicon import Lexicon

BEHIND_DEGREE = ("rest", "field")  # separators of what follows the words of a degree
SUBJECT = "subject"  # separator of a field behind the word for one
_HANGUL = "\uac00"  # the first sign of a script that puts a blank before the degree
SCHOOLED = 0.5  # likeness to a school
_CAMPUS = " campus"  # which part of a university: "Acme University - City Campus"
_LEAST_CAPITALS = 2  # of a short form: "BSc"
_TIED = re.compile(r"^[dD]['\u2019](?=[^\W\d_A-Z])")  # the small word of "Licence d'histoire"
_SHORT_NAME = re.compile(r"[^\W\d_]{3,8}(?:[/-][^\W\d_]{2,6})?")


def _whole(pieces: Sequence[Unit]) -> Unit:
    """What stands behind a label is one part: "Qualification: Diploma in Food Science"."""
    first, last = pieces[0], pieces[-1]
    return Unit(first.text, first.start, last.end, first.separator, first.chunk, first.place)


def _at_university(unit: Unit) -> list[Unit]:
    """The unit cut behind the university and behind each of its parts."""
    units: list[Unit] = []
    start = unit.start
    for number, part in enumerate(parts_of_university(unit.text)):
        subject = without_department(part) if number else ""
        text = subject or part
        separator = SUBJECT if subject else "space" if number else unit.separator
        units.append(Unit(text, start, start + len(text), separator, unit.chunk, unit.place + number))
        start += len(part) + 1
    return units


class EducationCuts:
    """The cuts by the words of degrees and by what leads to fields and schools."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._degrees = Degrees(lexicon)

    def degree_share(self, text: str) -> float:
        """The share of a text that is words of degrees."""
        return self._degrees.share(text)

    def refine(self, pieces: list[Unit], chunk: Chunk) -> list[Unit]:
        """Cut where the words of the degree end or begin: "Master of Science in Data Science", "Finance, PhD"."""
        refined: list[Unit] = []
        pieces = self._before_note(pieces)
        if chunk.label is not None:
            return [_whole(pieces)] if any(map(self._told, pieces)) else []
        for unit in self._telling(pieces):
            last = refined[-1] if refined else None
            if last is not None and self._goes_on(last, unit):
                refined[-1] = replace(last, text=chunk.line.text[last.start : unit.end], end=unit.end)
            elif last is not None and (self._qualifies(last, unit) or self._abbreviates(last, unit)):
                text = f"{last.text} ({unit.text})"
                refined[-1] = Unit(text, last.start, unit.end + 1, last.separator, last.chunk, last.place)
            elif last is not None and is_complete(last.text):
                refined.append(unit)  # "Grado, Ingeniería Civil": a field, though others end with such words
            else:
                cuts = self._at_stop(unit)
                if not unit.text.isascii():
                    cuts = [part for cut in cuts for part in school_and_rest(cut, self._lexicon.school)]
                    cuts = [part for cut in cuts for part in _at_university(cut)]
                refined.extend(part for cut in cuts for part in self._around_degree(cut))
        if len(refined) > 1 and not chunk.line.text.isascii():
            refined = self._without_colleges(refined)
        return with_whole_places(refined, chunk.line.text, self._lexicon)

    def _told(self, piece: Unit) -> str:
        """The text of a piece without what says how the study ended; "" where it says no more."""
        text = self._degrees.without_outcome(piece.text)
        return "" if self._is_present(text) else text

    def _telling(self, pieces: Sequence[Unit]) -> Iterator[Unit]:
        """The pieces that name a part of the study: no labels, no marks of subjects, nothing that says how it ended."""
        marked = marked_subjects(pieces, self._lexicon) if len(pieces) > 2 else frozenset()
        told = False
        for number, piece in enumerate(pieces):
            text = self._told(piece)
            if not text:
                continue
            unit = piece if text == piece.text else replace(piece, text=text, end=piece.start + len(text))
            if is_label_of_part(unit, pieces[number + 1 : number + 2], self._lexicon):
                continue
            if number in marked or (unit.separator == "paren" and is_obtained(unit.text)):
                continue
            if told and (is_second_subject(unit.text) or tells_results(unit.text)):
                continue
            if (
                told
                and unit.text.casefold().endswith(_CAMPUS)
                and self._lexicon.school(pieces[number - 1].text) >= SCHOOLED
            ):
                continue
            labelled = number > 0 and is_label_of_field(pieces[number - 1], unit, self._lexicon)
            told = True
            yield replace(unit, separator=SUBJECT) if labelled else unit

    def _is_present(self, text: str) -> bool:
        """Whether a part says that the study goes on and nothing else: "MBA - Acme School - in progress"."""
        if text.count(" ") > 1:
            return False
        words = self._lexicon.scan(text).of(Category.PRESENT)
        return any((word.start, word.end) == (0, len(text)) for word in words)

    def _without_colleges(self, units: list[Unit]) -> list[Unit]:
        """The units without the part of a university behind it that has the name of a school itself."""
        return [
            unit
            for before, unit in zip([None, *units], units, strict=False)
            if before is None
            or unit.separator != "space"
            or not names_faculty(unit.text)
            or min(self._lexicon.school(before.text), self._lexicon.school(unit.text)) < SCHOOLED
        ]

    def _before_note(self, pieces: list[Unit]) -> list[Unit]:
        """The pieces before a remark inside the line: "PhD, University of Leeds. Thesis: On Foxes"."""
        for number, (piece, following) in enumerate(pairwise(pieces)):
            if following.separator != "colon":
                continue
            for start, end, label in self._lexicon.labels_in(piece.text):
                if label == "note" and end == len(piece.text):
                    left = piece.text[:start].rstrip(EDGE + ".")
                    last = [replace(piece, text=left, end=piece.start + len(left))] if left else []
                    return [*pieces[:number], *last]
        return pieces

    def _goes_on(self, last: Unit, unit: Unit) -> bool:
        """Whether a piece is the end of the name before it: a campus, or the short form of "Master of Arts - MA"."""
        if unit.separator == "comma":
            return is_campus(last.text, unit.text)
        if unit.separator != "dash" or sum(map(str.isupper, unit.text)) < _LEAST_CAPITALS:
            return False
        return bool(self._degrees.share(last.text)) and self._degrees.qualified_by(last.text, unit.text)

    def _qualifies(self, degree: Unit, unit: Unit) -> bool:
        """Whether what stands in brackets belongs to the degree before it: "BSc (Hons)"."""
        return (
            unit.separator == "paren"
            and self._degrees.qualified_by(degree.text, unit.text)
            and not place_score(unit.text, self._lexicon)
        )

    def _abbreviates(self, school: Unit, unit: Unit) -> bool:
        """Whether what stands in brackets is the short name of the school before it: "Open University (OUX)"."""
        short = unit.separator == "paren" and unit.text.isupper() and _SHORT_NAME.fullmatch(unit.text) is not None
        return short and self._lexicon.school(school.text) >= SCHOOLED and not self._lexicon.degree(school.text)

    def _around_degree(self, unit: Unit) -> list[Unit]:
        unit = self._behind_study_lead(unit)
        words = self._degrees.words_in(unit.text)
        lead = field_lead(unit.text)
        if lead is not None and (words is None or words[1] >= lead[0] - 1):
            head, tail = unit.text[: lead[0]], unit.text[lead[1] :]
            degree = replace(unit, text=head, end=unit.start + lead[0])
            field = replace(unit, text=tail, start=unit.start + lead[1], separator="rest", place=unit.place + 1)
            return [*self._around_degree(degree), *self._at_connector(field)]
        if words is None:
            return self._at_connector(self._without_lead(unit))
        if self.is_school_name(unit.text, *words):
            return self._at_connector(unit)
        start, end = self._degrees.whole(unit.text, *words)
        parts: list[Unit] = []
        behind = "field" if self._leads_to_field(unit.text[end:]) else "rest"
        for left, right, kind in ((0, start, unit.separator), (start, end, "degree"), (end, len(unit.text), behind)):
            text, offset = self._without_small_words(unit.text[left:right], both=kind != "degree")
            if text and not (right == start and is_lead(text)) and not (left == end and tells_results(text)):
                separator = unit.separator if not parts else kind
                parts.append(
                    Unit(text, unit.start + left + offset, unit.start + left + offset + len(text), separator,
                         unit.chunk, unit.place + len(parts))
                )  # fmt: skip
        last = parts[-1]
        return parts[:-1] + self._at_connector(last) if last.separator in BEHIND_DEGREE else parts

    def _leads_to_field(self, rest: str) -> bool:
        """Whether what stands behind a degree begins as its field does: the "in" of "BSc in Physics"."""
        first, _, named = rest.strip(EDGE).partition(" ")
        small = bool(named) and is_small(first) and self._lexicon.is_stopword(first.casefold())
        return small and not leads_to_school(first.casefold()) and not is_genitive(first.casefold())

    def _behind_study_lead(self, unit: Unit) -> Unit:
        """The school without what leads to it: "Graduate of Acme School"; a field may stand for the degree."""
        text = behind_study_lead(unit.text)
        if len(text) == len(unit.text):
            return unit
        if self._lexicon.school(text) < 0.5:
            lead = unit.text[: -len(text)]
            return replace(unit, text=text, start=unit.end - len(text), separator=SUBJECT) if is_subject(lead) else unit
        return replace(unit, text=text, start=unit.end - len(text))

    def _at_stop(self, unit: Unit) -> list[Unit]:
        """A unit cut where a sentence ends before the school: "Industrial Mechanics. Leeds College"."""
        stop = SENTENCE_STOP.search(unit.text)
        if stop is None:
            return [unit]
        left, right = unit.text[: stop.start()], unit.text[stop.end() :]
        if self._lexicon.school(right) < 0.5:
            schooled = self._lexicon.school(left) >= 0.8 and not self._lexicon.degree(right)
            return [replace(unit, text=left, end=unit.start + len(left))] if schooled else [unit]
        return [
            replace(unit, text=left, end=unit.start + len(left)),
            replace(unit, text=right, start=unit.end - len(right), separator="semicolon", place=unit.place + 1),
        ]

    def _without_lead(self, unit: Unit) -> Unit:
        """The school without the small word that leads to it: "(Physics) from the University of Leeds"."""
        if not unit.text[0].islower() or not (unit.start or self._parts_names(unit.text.partition(" ")[0])):
            return unit
        if unit.separator not in ("", "close") and self._lexicon.school(unit.text) < 0.5:
            return unit
        text, offset = self._without_small_words(unit.text, both=True)
        return replace(unit, text=text, start=unit.start + offset) if text else unit

    def is_school_name(self, text: str, start: int, end: int) -> bool:
        """Whether the word of a degree is that of a school here: "Gymnasium" alone says both, with a town it is one."""
        if self._lexicon.school(text) < 0.5 or not (text[:start] + text[end:]).strip(EDGE + "()"):
            return False
        if len(text) > end and behind_study_lead(text) == text[end:].lstrip():
            return False  # "Studium Informatik"
        behind_blank = end == len(text) and text[start] >= _HANGUL
        if start and not behind_blank and self._lexicon.school(text[:start]) >= 0.5:
            return True  # "Escola Secundaria de Curitiba"
        after = text[end:].split()
        if after and after[0].islower() and not start:
            return False  # "MBO in Logistiek"
        return self._lexicon.school(text[start:end]) >= 0.5 and self._lexicon.school(text[:start] + text[end:]) < 0.5

    def _at_connector(self, unit: Unit) -> list[Unit]:
        """ "Physics at University of Leeds": cut where a school follows a small word."""
        position = 0
        words = unit.text.split(" ")
        for number, word in enumerate(words):
            right = unit.text[position + len(word) + 1 :]
            if 0 < number < len(words) - 1 and (word.islower() or unit.text.isupper()) and self._parts_names(word):
                left = unit.text[: position - 1]
                schooled = leads_to_school(word.casefold()) or self._lexicon.school(left) < 0.5
                led = (
                    word in before_employers() and is_capitalised(right) and self._lexicon.school(left) < SCHOOLED
                )  # "apprentice at Acme"
                if led or (self._lexicon.school(right) >= 0.5 and schooled):
                    right = self._without_small_words(right, both=True)[0] or right  # "an der TU Berlin"
                    rest, _, last = left.rpartition(" ")
                    left = rest if rest and last.islower() and is_obtained(last) else left  # "conseguito presso"
                    return [
                        Unit(left, unit.start, unit.start + len(left), unit.separator, unit.chunk, unit.place),
                        Unit(right, unit.end - len(right), unit.end, "connector", unit.chunk, unit.place + 1),
                    ]
            position += len(word) + 1
        return [unit]

    def _parts_names(self, word: str) -> bool:
        """Whether a small word stands between a field and its school: "at", not the "of" of "City of Bath College"."""
        folded = word.casefold()
        return leads_to_school(folded) or (folded in self._lexicon.connectors and not is_genitive(folded))

    def _is_small(self, word: str) -> bool:
        folded = word.casefold()
        return self._lexicon.is_stopword(folded) or folded in self._lexicon.connectors or leads_to_school(folded)

    def _without_small_words(self, text: str, *, both: bool) -> tuple[str, int]:
        """The text without the function words at its beginning ("in", "of the") and where it begins."""
        offset = len(text) - len(text.lstrip(EDGE))
        text = text.strip(EDGE)
        while both:
            first, _, rest = text.partition(" ")
            small = (is_small(first) or text.isupper()) and self._is_small(first)
            if not small:
                break
            if not rest:
                return "", 0  # "Bachelor of Arts in", and the field on the next line
            stripped = rest.lstrip(EDGE)
            offset += len(text) - len(stripped)
            text = stripped
        bare = _TIED.sub("", without_article(text)) if both else text
        return bare, offset + len(text) - len(bare)
