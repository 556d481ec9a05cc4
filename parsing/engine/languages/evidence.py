"""How much the phrases met in a text speak for a title, a school, an employer, a degree or a label."""

import re
from collections.abc import Collection

from parsing.engine.languages.index import Category
from parsing.engine.languages.matches import WEIGHTS, Match
from parsing.engine.languages.scan import Scan

# Calibrated as a set: a head alone says .7, a text made of nothing else close to 1.
_TITLE_BASE, _TITLE_COVERAGE, _TITLE_EDGE = 0.65, 0.25, 0.1
_SCHOOL_BASE, _SCHOOL_COVERAGE = 0.75, 0.2
_FORM_INSIDE, _FORM_AT_END, _COMPANY_WORD = 0.75, 0.95, 0.55
_LONG = 9  # words; names and titles are seldom longer
_LONG_SPACELESS = 24  # tokens of scripts whose token is a character

_SEPARATOR = re.compile(
    r"['\u2019\u05f3]?\s*(?:[:\uff1a|\u2022\u00b7=>\t]|[-\u2013\u2014](?=\s)|\s{2,})[\s:|\-\u2013\u2014]*|\.\s*:?\s*|\s*$"
)
_BRACKETED = re.compile(r"\s*\([^()]{1,20}\)")
_CLOSING = re.compile(r"\s*[\u3011\u3015\]]\s*[:\uff1a]?\s*")  # of a label in brackets
_VALUE_AHEAD = re.compile(r"\s+(?=[+(\d]|\S+@|https?:|www\.)")
_WIDE_LETTERS = "\u2e80"  # from here on words are not parted by spaces: one behind a label is its separator
_INITIAL_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_]\.$")
_PRODUCT = re.compile(  # of Microsoft, whose short name is a degree as well
    r"[ -]?(?:office|word|excel|access|power\s?point|project(?! manage)|visio|outlook|windows|sql|dos|dynamics|teams"
    r"|paint|publisher|sharepoint)\b",
    re.IGNORECASE,
)
_ARTICLE = "the"  # begins names of employers and no titles
_BLANK = re.compile(r"\s+(?=\S)")
_SELF_EVIDENT = frozenset({"phone", "email", "website", "linkedin", "born", "address"})


def degree_spans(scan: Scan, stopwords: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Neighbouring words of degrees are one span: "Bachelor of Science (B.Sc.)" is two, "Master Degree" one.

    So is "Diploma in" before "Civil Engineering" two: what follows its small word is the field.
    """
    spans: list[tuple[int, int]] = []
    leads_on = False
    for match in scan.of(Category.DEGREE):
        if _INITIAL_BEFORE.search(scan.text, 0, match.start):
            continue  # "C.B.S.E." is a board, and no "B.S."
        if match.last - match.first == 1 and scan.folded[match.first] == "ms" and _PRODUCT.match(scan.text, match.end):
            continue
        if " " in scan.text[match.start :] and _inside_longer(match, scan, Category.SCHOOL, parted=True):
            continue  # a "middle" of "middle school"
        if spans and not leads_on and scan.text[spans[-1][1] : match.start].strip(" .-") == "":
            spans[-1] = (spans[-1][0], match.end)
        else:
            spans.append((match.start, match.end))
        leads_on = match.last - match.first > 1 and scan.folded[match.last - 1] in stopwords
    return tuple(spans)


def title_score(scan: Scan, stopwords: Collection[str]) -> float:
    heads = [head for head in scan.of(Category.TITLE) if not _inside_longer(head, scan, Category.COMPANY_WORD)]
    if not heads:
        modifiers = scan.of(Category.MODIFIER)
        return 0.25 if modifiers and len(scan.folded) <= 4 else 0.0
    weight = max(WEIGHTS[match.rank] for match in heads)
    at_edge = any(match.first == 0 or match.last == len(scan.folded) for match in heads)
    coverage = _coverage(scan, (Category.TITLE, Category.MODIFIER))
    score = weight * (_TITLE_BASE + _TITLE_COVERAGE * coverage + (_TITLE_EDGE if at_edge else 0.0))
    score *= _brevity(scan)
    if len(scan.folded) > 4 and stopword_share(scan, stopwords) > 0.34:
        score *= 0.6
    if scan.folded[0] == _ARTICLE and len(scan.folded) > 1:
        score *= 0.4  # "The Bulls Head"
    return min(1.0, score)


def _inside_longer(head: Match, scan: Scan, category: Category, *, parted: bool = False) -> bool:
    """Whether a word belongs to a longer name (of several words): the engineers of a "Corps of Engineers"."""
    longer = scan.of(category)
    size = head.last - head.first
    return any(
        match.first <= head.first
        and head.last <= match.last
        and match.last - match.first > size
        and not (parted and " " not in scan.text[match.start : match.end])
        for match in longer
    )


def stopword_share(scan: Scan, stopwords: Collection[str]) -> float:
    """Share of the words that are function words."""
    folded = scan.folded
    return sum([token in stopwords for token in folded]) / len(folded) if folded else 0.0


def school_score(scan: Scan) -> float:
    words = scan.of(Category.SCHOOL)
    if not words:
        return 0.0
    weight = max(WEIGHTS[match.rank] for match in words)
    coverage = _coverage(scan, (Category.SCHOOL,))
    return min(1.0, weight * (_SCHOOL_BASE + _SCHOOL_COVERAGE * coverage) * _brevity(scan))


def company_score(scan: Scan) -> float:
    best, abbreviated = 0.0, False
    for match in scan.of(Category.COMPANY_FORM):
        at_end = match.last == len(scan.folded) or match.first == 0
        abbreviated |= match.last == len(scan.folded)
        best = max(best, WEIGHTS[match.rank] * (_FORM_AT_END if at_end else _FORM_INSIDE))
    words = scan.of(Category.COMPANY_WORD)
    if words and not scan.text.isascii():
        # Where words are not parted, that of a trade may be the beginning of a title: "engineering" of "engineer".
        titles = scan.of(Category.TITLE)
        words = [word for word in words if not any(_is_part(word, title) for title in titles)]
    if words:
        more = 0.1 if len(words) > 1 else 0.0
        best = max(best, max(WEIGHTS[match.rank] for match in words) * _COMPANY_WORD + more)
    return min(1.0, best * _brevity(scan, abbreviated=abbreviated)) if best else 0.0


def _is_part(word: Match, title: Match) -> bool:
    """Whether a word begins a longer title and ends inside its last word."""
    return title.first <= word.first and word.last < title.last


def read_label(scan: Scan, text: str) -> tuple[str, str] | None:
    """The label a text begins with and what follows it; the words alone are one only before a separator or a value."""
    match = scan.at_start(Category.LABEL)
    if match is None or text[: match.start].strip(" \t([\u2022\u00b7*-\u2013>|\u3010\u3014"):
        return None
    rest_at = match.end
    bracketed = _BRACKETED.match(text, rest_at)
    if bracketed:
        rest_at = bracketed.end()
    if match.end - match.start == 1 and text[rest_at : rest_at + 1] not in (":", "\uff1a", "."):
        return None
    separator = _SEPARATOR.match(text, rest_at)
    if separator is None and match.start:
        separator = _CLOSING.match(text, rest_at)
    if separator is None and match.value in _SELF_EVIDENT:
        separator = _VALUE_AHEAD.match(text, rest_at)
    if separator is None and text[match.start] >= _WIDE_LETTERS:
        separator = _BLANK.match(text, rest_at)
    return (match.value, text[separator.end() :].strip()) if separator is not None else None


def _coverage(scan: Scan, categories: tuple[Category, ...]) -> float:
    covered: set[int] = set()
    for match in scan.of(*categories):
        covered.update(range(match.first, match.last))
    return len(covered) / len(scan.folded)


def _brevity(scan: Scan, *, abbreviated: bool = False) -> float:
    """Less than 1 for what is too long, or ends as a sentence does; `abbreviated`: its full stop is that of a form."""
    words = scan.text.count(" ") + 1
    over = max(words - _LONG, (len(scan.folded) - _LONG_SPACELESS) // 3, 0)
    factor = max(0.2, 1.0 - 0.12 * over)
    if words > 5 and scan.text.rstrip().endswith((";", "!", "?") if abbreviated else (".", ";", "!", "?")):
        factor *= 0.5
    return factor
