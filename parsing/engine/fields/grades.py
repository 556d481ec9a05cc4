"""Grades inside the header of a study: "GPA: 3.8/4.0", "110/110 e lode", "17 valores", "68.4 %", "cum laude"."""

import re
from collections.abc import Iterator

from parsing.engine.fields.wording import has_digits
from parsing.engine.languages.index import Category
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model.value import value

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
_FREE, _END = r"(?<![\w/.,+-])", r"(?![\w/]|[.,]\d|-\d)"
_SCALE = rf"(?:\s?/\s?|\s[^\W\d_]{{1,4}}(?:\s[^\W\d_]{{2}})?\s)(?P<most>{_NUMBER})"  # "/ 4.0", " out of 110", " su 110"
_MARK = re.compile(rf"{_FREE}(?P<number>{_NUMBER})(?:{_SCALE})?(?:\s?(?P<sign>[%\u066a]))?L?{_END}")
_SIGN_FIRST = re.compile(rf"{_FREE}%\s?{_NUMBER}{_END}")  # as Turkish writes it
_CLASS = re.compile(r"(?<![\w:.,/-])2:[12](?![\w:/])")  # of a British degree: "History 2:1"
_BETWEEN = re.compile(r"[\s:\uff1a=(\[\u2013-]*(?:[^\W\d_]{1,4}\s){0,2}")  # a label and its number
_BEHIND = re.compile(r"[\s(]{0,2}")  # a number and the word for what is counted
_JOINED = re.compile(r"[\s,(]*(?:[^\W\d_]{1,3}\s){0,2}")  # a number and the honour given with it
_BEFORE = re.compile(r"[\s,;(\u2013-]*$")
_MOSTS = frozenset({4.0, 4.3, 4.5, 5.0, 6.0, 7.0, 10.0, 12.0, 20.0, 30.0, 60.0, 100.0, 110.0})
_SURE_MOSTS = frozenset({10.0, 20.0, 30.0, 60.0, 100.0, 110.0})  # of whole numbers: 3/4 is an amount
_LEAST_PLAIN = 13  # smaller whole numbers behind a word such as "class" count years of school


@value(frozen=True, slots=True)
class Grade:
    """Where a grade stands: `start:end` with the words around it, `left:right` the grade itself."""

    start: int
    end: int
    left: int
    right: int


def find_grade(text: str, lexicon: Lexicon) -> Grade | None:
    """The grade in the header of a study, None where there is none: behind or before its label, on a scale, per cent,
    or an honour in words."""
    honours = [(match.start, match.end) for match in lexicon.scan(text).of(Category.HONOUR)]
    labels = [(start, end) for start, end, field in lexicon.labels_in(text) if field == "grade"]
    if not honours and not has_digits(text):
        return None
    best = next(_marks(text, labels), None)
    if best is None:
        if not honours:
            return None
        left, right = honours[0]
        lead = next((start for start, end in labels if end <= left and not text[end:left].strip(" :")), left)
        best = Grade(lead, right, left, right)
    return _with_edges(text, _with_honour(text, best, honours), lexicon)


def is_honours(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is an honour in words and nothing else: "Magna Cum Laude,"."""
    left = text
    for match in reversed(lexicon.scan(text).of(Category.HONOUR)):
        left = left[: match.start] + left[match.end :]
    return left != text and not any(character.isalnum() for character in left)


def _marks(text: str, labels: list[tuple[int, int]]) -> Iterator[Grade]:
    """The numbers that are grades, the surest first."""
    numbers = list(_MARK.finditer(text))
    for match in _CLASS.finditer(text):
        yield Grade(*match.span(), *match.span())
    for match in numbers:
        for start, end in labels:
            between = _BETWEEN.match(text, end)
            if between is not None and between.end() == match.start() and _may_follow(match, between.group()):
                counted = (last for first, last in labels if text[match.end() : first] == " ")
                yield Grade(start, next(counted, match.end()), *match.span())  # "final grade: 14 points"
            behind = _BEHIND.match(text, match.end())
            if behind is not None and behind.end() == start:
                yield Grade(match.start(), end, match.start(), end)
    for match in numbers:
        if match["sign"] or (match["most"] and _is_scale(match)):
            yield Grade(*match.span(), *match.span())
    for match in _SIGN_FIRST.finditer(text):
        yield Grade(*match.span(), *match.span())


def _may_follow(match: re.Match[str], between: str) -> bool:
    """Whether a number behind the word for a grade is one."""
    exact = "." in match["number"] or "," in match["number"]
    return bool(exact or match["sign"] or match["most"] or between.strip()) or int(match["number"]) >= _LEAST_PLAIN


def _is_scale(match: re.Match[str]) -> bool:
    """Whether two numbers are a grade and the best one: "3.6/4.0", "98/110", not "10/12"."""
    number, most = (float(part.replace(",", ".")) for part in (match["number"], match["most"]))
    if "/" not in match.group() or number > most or match["number"].startswith("0"):
        return False
    whole = number.is_integer() and not has_fraction(match["number"])
    return most in (_SURE_MOSTS if whole else _MOSTS)


def has_fraction(number: str) -> bool:
    return "." in number or "," in number


def _with_honour(text: str, grade: Grade, honours: list[tuple[int, int]]) -> Grade:
    """The grade with the honour behind it: "110/110 e lode"."""
    joined = _JOINED.match(text, grade.end)
    for start, end in honours:
        if grade.start <= start < grade.end < end:
            return Grade(grade.start, end, grade.left, end)  # "110 e lode" is one in words
        if joined is not None and start >= grade.end and joined.end() in (start, end):
            return Grade(grade.start, end, grade.left, end)
        if start >= grade.end and not text[grade.end : start].strip(" ,(-"):
            return Grade(grade.start, end, grade.left, end)
    return grade


def _with_edges(text: str, grade: Grade, lexicon: Lexicon) -> Grade:
    """The grade with the small word, the comma and the brackets around it, which belong to nothing else."""
    start = grade.start
    words = text[:start].rstrip(" (").rsplit(" ", 1)
    last = words[-1].lstrip("(")
    if len(words) == 2 and last.islower() and (lexicon.is_stopword(last) or last in lexicon.connectors):
        start = len(words[0]) + 1
    before = _BEFORE.search(text[:start])
    start = before.start() if before is not None else start
    end = grade.end
    if text[end : end + 1] in (")", "]") and "(" in text[start : grade.start]:
        end += 1
    return Grade(start, end, grade.left, grade.right)
