"""The name of the person, in any script; and the headline under it.

A scored table: each row says what it guards against. The best candidate wins, if it is good enough.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from parsing.engine.fields.dating import is_period
from parsing.engine.fields.evidence import found, found_lines
from parsing.engine.fields.fragments import Fragment
from parsing.engine.fields.locations import place_score
from parsing.engine.fields.name_titles import (
    LONGEST_SHORT,
    bare_name,
    is_document_title,
    is_no_given_name,
    is_office,
    titled_name,
    undressed,
    untitled,
)
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import SIGNS, fold, has_cjk, has_digits, split_pieces, unspaced, words_of
from parsing.engine.languages.index import Category
from parsing.engine.model import Found, Line
from parsing.engine.model.value import value
from parsing.engine.skills import canonical

MIN_SCORE = 1.2
_REMARK_BEFORE = re.compile(r"\([^()]{1,12}\)\s*(?=\S)")  # in a form, which script a name is in
_READING_BEHIND = re.compile(r"(?<=\S)\s*[(\uff08][^()\uff08\uff09]{2,20}[)\uff09]$")  # how a name is read, in brackets
NAMED = ("name", "given_name")  # labels of (parts of) a name
MAX_NAME_WORDS = 6
_BEHIND_TITLE = 1.5  # what the document calls itself
_BELOW_TITLE = 0.6  # the first that the document says after it
_DISPLAY = 1.4  # times the text: type that only a name or the title of the document is in
_CUT = 1.0  # for a name in two lines of such type
_IN_PARTS = 2.0  # for a name that says which part is the family's
_LETTER = f"(?:[^\\W\\d_]|[{SIGNS}])"  # with the signs of its script
_BOTH_SCRIPTS = re.compile(
    r"([\u3400-\u9fff\uac00-\ud7af]{2,5})[\s(\uff08/|]+(?=[A-Z][a-z])"
)  # and the same in Latin letters
_INVERTED = re.compile(r"([^,]+),\s*([^,]+)")  # "Family, Given"
_LIKELY_PLACE, _NEAR_TITLE = 0.5, 0.7
_TITLE_ALONE = 0.9  # likeness to a title of a text that holds nothing else
_NICKNAME = re.compile(
    r"\s(?:\([^\W\d_][^()]{0,20}\)|[\"\u201c][^\W\d_][^\"\u201d]{0,20}[\"\u201d])(?=\s)"
)  # "Ana (Anya) Doe"
_NAME_SIGNS = re.compile(rf"^{_LETTER}+(?:[.'\u2019\u02bc\u2010\u00b4\u05f3`-]+{_LETTER}*)*[.]?$")


@value(frozen=True, slots=True)
class Candidate:
    text: str
    fragment: Fragment
    start: int
    end: int
    score: float
    rule: str
    below: tuple[Line, ...] = ()  # hold the rest of it


def read_name(
    head: Sequence[Fragment], reading: Reading, emails: Sequence[str], furniture: Sequence[str]
) -> tuple[Found[str], Fragment] | None:
    """The name and the fragment it stands in; None when nothing looks like one."""
    mailboxes = [fold(re.sub(r"\d+", "", email.split("@")[0])) for email in emails]
    largest = max((fragment.size_pt for fragment in head), default=0.0)
    best: Candidate | None = None
    for rank, fragment in enumerate(head):
        for candidate in _candidates(head, rank, reading):
            score = candidate.score + _score(candidate, rank, largest, reading, mailboxes, furniture)
            if best is None or score > best.score:
                best = replace(candidate, fragment=fragment, score=score)
    if best is None or best.score < MIN_SCORE:
        best = _first_line(head, reading)
    if best is None:
        return None
    confidence = min(0.99, 0.5 + 0.1 * best.score)
    if best.below:
        lines = best.fragment.line, *best.below
        return found_lines(best.text, lines, best.rule, confidence), best.fragment
    return found(best.text, best.fragment.line, best.rule, confidence, best.start, best.end), best.fragment


def _first_line(head: Sequence[Fragment], reading: Reading) -> Candidate | None:
    """What a resume begins with, where nothing is surely a name: "Jane Baker", whose last word is a trade as well."""
    lexicon = reading.lexicon
    for candidate in _candidates(head, 0, reading) if head and head[0].label is None else ():
        given, _, family = candidate.text.rpartition(" ")
        if not given or lexicon.heading(candidate.text) is not None or is_document_title(candidate.text):
            continue
        told = (
            (candidate.text.isupper() and lexicon.title(candidate.text) >= _TITLE_ALONE)
            or lexicon.title(given) > _NEAR_TITLE
            or lexicon.scan(given).of(Category.MODIFIER)
            or canonical(candidate.text)
        )
        other = max(lexicon.company(candidate.text), lexicon.school(candidate.text))
        if not told and max(other, place_score(candidate.text, lexicon)) < _LIKELY_PLACE and not lexicon.degree(family):
            return candidate
    return None


def _candidates(head: Sequence[Fragment], rank: int, reading: Reading) -> list[Candidate]:
    """The fragment; its first piece ("Jane Doe, Nurse"); it and the next lines ("Jane" above "Doe")."""
    fragment = head[rank]
    result: list[Candidate] = []
    told = _REMARK_BEFORE.sub("", fragment.text) if fragment.label in NAMED else fragment.text
    if has_cjk(told):
        told = _READING_BEHIND.sub("", told)
    if has_cjk(told) and has_digits(told):
        told = _behind_date(told, fragment, reading)
    text = undressed(untitled(unspaced(told), reading), reading)
    if is_name_shaped(_NICKNAME.sub("", bare_name(text, reading)), reading):
        text = titled_name(text, reading)
        start = fragment.line.text.find(text, fragment.start)
        named = _behind_title(fragment, head[rank - 1], rank) if rank else 0.0
        result.append(_at(text, fragment, start if start >= 0 else fragment.start, named, "name.line"))
    pieces = split_pieces(told)
    if len(pieces) > 1:
        first = undressed(pieces[0].text, reading)
        if is_name_shaped(_NICKNAME.sub("", bare_name(first, reading)), reading):
            name = titled_name(first, reading)
            begins = fragment.start + fragment.text.index(name)
            result.append(_at(name, fragment, begins, -0.3, "name.first_piece"))
    if (headed := _before_headline(fragment, reading)) and is_name_shaped(headed, reading):
        result.append(_at(headed, fragment, fragment.start, 0.4, "name.look"))
    whole = unspaced(fragment.line.text).replace("  ", " ")
    if len(fragment.line.segments) > 2 and fragment.start == 0 and is_name_shaped(bare_name(whole, reading), reading):
        result.append(_at(whole, fragment, 0, 0.1, "name.whole_line"))
    if (own := _BOTH_SCRIPTS.match(text)) is not None:
        result.append(_at(own.group(1), fragment, fragment.start, 0.0, "name.own_script"))
    natural, sure = _in_natural_order(text, reading)
    sure = sure or fragment.label == "name"
    if natural and (sure or (rank == 0 and place_score(text, reading.lexicon) < _LIKELY_PLACE)):
        result.append(_at(natural, fragment, fragment.start, _IN_PARTS if sure else 0.0, "name.family_first"))
    if rank + 1 < len(head):
        result += _in_lines(head, rank, reading)
    return result


def _in_lines(head: Sequence[Fragment], rank: int, reading: Reading) -> Iterator[Candidate]:
    """A fragment and the next as one name, and the one below them where type much larger than the text is cut."""
    fragment, following = head[rank], head[rank + 1]
    near = following.line.index - fragment.line.index in (0, 1) and following.line.region == fragment.line.region
    both = titled_name(f"{unspaced(fragment.text)} {unspaced(following.text)}", reading)
    said = (fragment.label, following.label) == ("name", "given_name")
    alike = _are_alike(fragment, following)
    cut = alike and _is_cut_name(fragment, following, reading)
    short = said or all(len(words_of(unspaced(part.text))) <= 2 + cut for part in (fragment, following))
    parted = fragment.label in NAMED and following.line is fragment.line and len(following.text) > 1
    whole_name = has_cjk(fragment.text) and len(fragment.text) > 2 and not parted
    if said:
        both = f"{unspaced(following.text)} {unspaced(fragment.text)}"  # "Surname: Doe" above "First name: Jane"
    if is_document_title(fragment.text) or whole_name or not (alike and near and short):
        return
    below = () if following.line is fragment.line else (following.line,)
    if is_name_shaped(both, reading):
        likely = _IN_PARTS if said else _CUT if cut else -0.2
        yield replace(_at(both, fragment, fragment.start, likely, "name.two_lines"), below=below)
    third = head[rank + 2] if cut and rank + 2 < len(head) else None
    if third is not None and _is_right_below(following, third) and _is_cut_name(fragment, third, reading):
        whole = f"{both} {unspaced(third.text)}"
        if is_name_shaped(whole, reading):
            yield replace(
                _at(whole, fragment, fragment.start, 2 * _CUT, "name.three_lines"), below=(*below, third.line)
            )


def _are_alike(fragment: Fragment, following: Fragment) -> bool:
    return abs(following.size_pt - fragment.size_pt) < 0.6 and following.bold == fragment.bold


def _is_right_below(fragment: Fragment, following: Fragment) -> bool:
    line, below = fragment.line, following.line
    return _are_alike(fragment, following) and below.index == line.index + 1 and below.region == line.region


def _is_cut_name(fragment: Fragment, following: Fragment, reading: Reading) -> bool:
    """Whether two lines in type much larger than the text are one name: what a headline says is in smaller type."""
    if fragment.line is following.line or fragment.size_pt <= _DISPLAY * reading.body_font_size_pt:
        return False
    lexicon = reading.lexicon
    other = max(lexicon.title(following.text), lexicon.company(following.text), place_score(following.text, lexicon))
    return other < _LIKELY_PLACE and lexicon.heading(following.text) is None


def _behind_date(text: str, fragment: Fragment, reading: Reading) -> str:
    """What stands behind the date of a document, beside which forms of Japan put the name."""
    for match in reading.spans(fragment.line):
        if match.start == fragment.start and match.end < fragment.end:
            return fragment.line.text[match.end : fragment.end].lstrip()
    return text


def _behind_title(fragment: Fragment, before: Fragment, rank: int) -> float:
    """What speaks for a name behind the title of the document: on its line ("Resume - Jane Doe"), or right below."""
    if before.start or not is_document_title(before.text):
        return 0.0
    return _BEHIND_TITLE if before.line is fragment.line else _BELOW_TITLE if rank == 1 else 0.0


def _before_headline(fragment: Fragment, reading: Reading) -> str:
    """What stands in a look of its own before a title on the same line: a large name, and a small headline."""
    looks = fragment.segment.looks if fragment.segment is not None and fragment.whole_segment else ()
    if len(looks) < 2 or reading.lexicon.title(" ".join(looks[1:])) < _NEAR_TITLE:
        return ""
    return undressed(looks[0], reading) if fragment.text.startswith(looks[0]) else ""


def _in_natural_order(text: str, reading: Reading) -> tuple[str, bool]:
    """ "Jane Roe" of "Roe, Jane" and whether capitals say so: "ROE, Jane"; nothing of "JANE ROE, CPA"."""
    inverted = _INVERTED.fullmatch(text)
    if inverted is None:
        return "", False
    family, given = inverted.groups()
    natural = f"{given} {family}"
    if not is_name_shaped(natural, reading) or _is_behind(given, family, reading):
        return "", False
    return natural, family.isupper()


def _is_behind(word: str, name: str, reading: Reading) -> bool:
    """Whether a word behind a comma is what stands behind a name, not the given one."""
    return is_office(word, reading) or (" " in name and is_no_given_name(word))


def _at(text: str, fragment: Fragment, start: int, score: float, rule: str) -> Candidate:
    return Candidate(text, fragment, start, min(start + len(text), len(fragment.line.text)), score, rule)


def is_name_shaped(text: str, reading: Reading) -> bool:
    """Two to six capitalised words of letters, particles aside; or two to six East Asian characters."""
    if has_digits(text) or "@" in text:
        return False
    if has_cjk(text):
        compact = text.replace(" ", "").replace("\u3000", "").replace("\u30fb", "")
        return 2 <= len(compact) <= 8 and all(character.isalpha() for character in compact)
    words = text.split()
    if not 1 < len(words) <= MAX_NAME_WORDS:
        return False
    for number, word in enumerate(words):
        if not _NAME_SIGNS.match(word):
            return False
        particle = number > 0 and word.casefold() in _particle_words(reading.lexicon.particles)
        if word[0].islower() and not particle:
            return False
    return True


@lru_cache(maxsize=32)
def _particle_words(particles: frozenset[str]) -> frozenset[str]:
    """The words of "van der" one by one."""
    return frozenset(word for particle in particles for word in particle.split())


def _score(  # noqa: PLR0917  # the rows of the table need what they need
    candidate: Candidate,
    rank: int,
    largest_pt: float,
    reading: Reading,
    mailboxes: Sequence[str],
    furniture: Sequence[str],
) -> float:
    text, fragment, lexicon = candidate.text, candidate.fragment, reading.lexicon
    agreement = max((_agreement(text, mailbox) for mailbox in mailboxes), default=0.0)
    rows = (
        (fragment.label in NAMED, 4.0),  # "Name: Jane Doe"
        (fragment.label not in (None, *NAMED), -2.5),  # "Referee: Jane Doe", "Address: Long Lane"
        (
            largest_pt > 0 and fragment.size_pt >= largest_pt - 0.1 and largest_pt > reading.body_font_size_pt * 1.15,
            1.6,
        ),
        (fragment.size_pt > reading.body_font_size_pt * 1.15, 0.6),  # headings in body size are not names
        (rank == 0, 1.2),  # a resume begins with the name
        (rank == 1, 0.6),
        (rank > 8, -0.8),  # an employer, a referee
        (fragment.whole_segment, 0.3),
        (fragment.beside_contact and not fragment.whole_segment, -0.6),  # a town between numbers
        (any(text in line for line in furniture), 0.7),  # running head "Jane Doe - page 2"
        (len(text.split()) in (2, 3), 0.3),
    )
    score = sum(points for holds, points in rows if holds)
    score += 2.5 * agreement
    titled = lexicon.title(text)
    score -= (
        (4.0 if titled >= _TITLE_ALONE and not agreement else 2.2) * titled * (1.0 - agreement)
    )  # "Project Manager"
    company = lexicon.company(_without_accented_end(text))
    score -= (4.0 if company >= 0.9 else 1.5) * company * (1.0 - agreement)
    if agreement < 0.5 and (lexicon.heading(text) is not None or is_document_title(text)):
        score -= 5.0  # "Curriculum Vitae", "Work Experience"
    score -= 1.0 * place_score(text, lexicon) * (1.0 - agreement)  # "New York"
    score -= 1.5 * lexicon.school(text)
    return score


def _without_accented_end(text: str) -> str:
    """A name without a short word with an accent at its end, which is no legal form: forms have none."""
    rest, _, last = text.rpartition(" ")
    return rest if len(last) <= LONGEST_SHORT and not last.isascii() and last[0].isascii() else text


def _agreement(text: str, mailbox: str) -> float:
    """How many of the words of a name stand in the mailbox, 0..1; initials count a little."""
    words = [fold(word) for word in text.split() if len(fold(word)) > 1]
    if not words or len(mailbox) < 3:
        return 0.0
    hits = sum(1 for word in words if word in mailbox or (len(word) > 3 and _similar(word, mailbox)))
    return hits / len(words)


def _similar(word: str, mailbox: str) -> bool:
    """A word of the name in another spelling: "Mueller" for a name with u umlaut, is the most common one."""
    return word[:4] in mailbox


def read_headline(
    head: Sequence[Fragment], name: Fragment | None, reading: Reading
) -> tuple[Found[str], Fragment] | None:
    """What the person says to be, near the name: "Senior Accountant"."""
    best: tuple[float, Fragment, str] | None = None
    position = head.index(name) if name is not None else -1
    for rank, fragment in enumerate(head):
        if any(map(is_period, reading.spans(fragment.line))):
            continue  # a job right below the name, under no heading
        for text, offset in _headline_texts(fragment, reading, is_name=fragment is name):
            words = len(words_of(text))
            score = 2.0 * reading.lexicon.title(text)
            if fragment.label == "title":
                score += 2.0
            elif fragment.label is not None:
                continue
            distance = abs(rank - position) if position >= 0 else rank
            score += 0.8 if distance <= 1 else 0.3 if distance <= 2 else -0.1 * distance
            score -= 0.4 if fragment.beside_contact else 0.0
            score -= 1.0 * place_score(text, reading.lexicon)
            if words > 14 or has_digits(text) or reading.lexicon.heading(text) is not None:
                continue
            if score >= 1.2 and (best is None or score > best[0]):
                best = (score, fragment, text)
                start = fragment.start + offset
    if best is None:
        return None
    score, fragment, text = best
    start = max(fragment.line.text.find(text), 0)
    headline = found(text, fragment.line, "headline", min(0.95, 0.4 + 0.2 * score), start, start + len(text))
    return headline, fragment


def _headline_texts(fragment: Fragment, reading: Reading, *, is_name: bool) -> list[tuple[str, int]]:
    if not is_name:
        return [(fragment.text, 0)]
    if (name := _before_headline(fragment, reading)) and is_name_shaped(name, reading):
        rest = fragment.text[len(name) :]
        return [(rest.strip(), len(rest) - len(rest.lstrip()) + len(name))]
    pieces = split_pieces(fragment.text)
    return [(fragment.text[piece.start :], piece.start) for piece in pieces[1:2]]
