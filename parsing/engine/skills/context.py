"""Whether a name is meant as a skill: everyday words, acronyms of two skills, names that need another beside them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from parsing.engine.skills.folding import fold
from parsing.engine.skills.taxonomy import Taxonomy, family_of, implied, taxonomy
from parsing.engine.skills.terms import SkillMatch

Span = tuple[int, int, str]  # start, end, canonical name

_NEAR_CHARS = 60  # a skill this close speaks for an ambiguous neighbour
_NEAR_SPANS = 3  # and none further away than the third
_LIST_GAP = re.compile(r"^ ?(?:[,;|/&\u00b7\u2022\u3001()+-]| (?= )) ?[(&]? {0,3}$")
_CERTAIN, _IN_LIST, _NEAR_OTHERS, _ALONE = 1.0, 0.9, 0.7, 0.6
_ROW = 3  # so many capitalised names in a list are a list of names
_SHORT = 2
_ACRONYM_CHARS = 3  # a name this short in small letters may be a word of another language


def judged(text: str, folded: str, found: list[Span], *, listed: bool) -> Iterator[SkillMatch]:
    """Each span with how sure it is that the skill is meant; 0 for everyday words."""
    known = taxonomy()
    doubtful = [_is_doubtful(text[start:end], folded[start:end], known) for start, end, _ in found]
    around: Collection[str] | None = None
    accepted: list[Span] = []
    for index, (start, end, canonical) in enumerate(found):
        name, meaning, score = folded[start:end], canonical, _CERTAIN
        if name in known.bound:
            score = _bound_score(text, found, accepted, index)
        elif doubtful[index]:
            score = _IN_LIST if listed else _context_score(text, found, doubtful, index)
        if name in known.rivals:
            if around is None:
                around = [other for (_, _, other), doubt in zip(found, doubtful, strict=True) if not doubt]
            meaning = meant(name, canonical, around)
        if score:
            accepted.append((start, end, meaning))
        yield SkillMatch(start, end, text[start:end], meaning, known.terms[meaning].category, score)


def meant(name: str, canonical: str, beside: Collection[str]) -> str:
    """Which of the skills with this folded name is meant among others: the one of their line of work."""
    rivals = taxonomy().rivals.get(name)
    if rivals is None or not beside:
        return canonical
    families = Counter(family_of(other) for other in beside)
    return max(rivals, key=lambda rival: families[family_of(rival)])


def is_bound_to(name: str, beside: Collection[str]) -> bool:
    """Whether one of the skills beside is what the bound name belongs to: "MM" to SAP."""
    canonical = taxonomy().bound.get(name)
    if canonical is None:
        return False
    owners = taxonomy().terms[canonical].implies
    return any(other in owners or not implied(other).isdisjoint(owners) for other in beside)


def _is_doubtful(written: str, name: str, known: Taxonomy) -> bool:
    """Everyday words, and short names in small letters: "aws" is the cloud, "dei" an Italian article."""
    short = len(written) <= _ACRONYM_CHARS and written.isascii() and written.isalpha() and written.islower()
    return short or name in known.ambiguous or name in known.bound


def _bound_score(text: str, found: list[Span], accepted: list[Span], index: int) -> float:
    """What speaks for "MM": SAP or one of its modules, named just before or just after."""
    start, end, _ = found[index]
    name = fold(text[start:end])
    near = [other for _, last, other in accepted[-_NEAR_SPANS:] if _is_near(text, last, start)]
    near += [
        other
        for first, last, other in found[index + 1 : index + 1 + _NEAR_SPANS]
        if _is_near(text, end, first) and fold(text[first:last]) not in taxonomy().bound
    ]
    return _IN_LIST if text[start:end].isupper() and is_bound_to(name, near) else 0.0


def _is_near(text: str, end: int, start: int) -> bool:
    return start - end <= _NEAR_CHARS and "\n" not in text[end:start]


def _context_score(text: str, found: list[Span], doubtful: list[bool], index: int) -> float:
    """What the neighbourhood says about a name that is an everyday word too."""
    start, end, _ = found[index]
    written = text[start:end]
    near, in_list = _neighbours(text, found, doubtful, index)
    if in_list or (written[:1].isupper() and _row_length(text, found, index) >= _ROW):
        return _IN_LIST
    if written.islower():
        return 0.0  # "excel at", "go to": nobody writes these products in lower case in running text
    if taxonomy().ambiguous.get(fold(written), "").isupper() and not written.isupper():
        return 0.0  # "Solid knowledge" is no SOLID
    if near:
        return _NEAR_OTHERS
    if written.isupper() and len(written) >= _SHORT and taxonomy().ambiguous.get(fold(written), "").isupper():
        bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"  # "Cortona (AR)": a province
        return 0.0 if bracketed or _is_in_capitals(text, start, end) else _ALONE
    return _ALONE if _is_capitalised_alone(text, start, end) else 0.0


def _neighbours(text: str, found: list[Span], doubtful: list[bool], index: int) -> tuple[bool, bool]:
    """Whether a certain skill stands near, and whether one stands in the same list."""
    near = False
    before, after = max(index - _NEAR_SPANS, 0), min(index + 1 + _NEAR_SPANS, len(found))
    for neighbour in (*range(index - 1, before - 1, -1), *range(index + 1, after)):
        left, right = sorted((found[index], found[neighbour]))
        if doubtful[neighbour] or not _is_near(text, left[1], right[0]):
            continue
        if _LIST_GAP.match(text[left[1] : right[0]]):
            return True, True
        near = True
    return near, False


def _row_length(text: str, found: list[Span], index: int) -> int:
    """How many names in capital letters stand in one list with this one: "Word, Excel, Access" are no words."""
    length = 1
    for step in (-1, 1):
        here = index
        while 0 <= here + step < len(found) and length < _ROW:
            left, right = sorted((found[here], found[here + step]))
            if not text[found[here + step][0]].isupper() or not _LIST_GAP.match(text[left[1] : right[0]]):
                break
            here += step
            length += 1
    return length


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words around are capitals too, so that capitals say nothing: "ERFAHRUNG ALS"."""
    nearby = [*text[:start].split()[-1:], *text[end:].split()[:1]]
    return any(word.isupper() and len(word) > 1 for word in nearby)


def _is_capitalised_alone(text: str, start: int, end: int) -> bool:
    """ "good knowledge of Excel": a capital inside a sentence, not part of a name or a date ("Spring 2020")."""
    if end - start <= _SHORT or not text[start].isupper():
        return False
    before, after = text[:start].split()[-1:], text[end:].split()[:1]
    if not before or before[0][-1] in ".!?:" or "\n" in text[max(start - 2, 0) : start]:
        return False
    nearby = [*before, *after]
    return not any(word[:1].isupper() or word[:1].isdigit() for word in nearby)
