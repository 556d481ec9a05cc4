"""A stretch of a skills section as items, cut at separators; labels, levels and meters told from skills."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from parsing.engine.fields.licences import is_class, licence_in
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import clean_edges, has_digits, has_letters, length_in_words, trimmed
from parsing.engine.languages.dates import find_durations, find_spans
from parsing.engine.model import Line
from parsing.engine.model.value import value

MAX_LABEL_WORDS = 5
PERSONAL_LABELS = frozenset({"nationality", "driving_license", "availability", "notice_period", "work_permit", "born"})
_OPEN, _CLOSE = "([\uff08\u3010", ")]\uff09\u3011"
_BREAKS = ",;|\uff0c\u3001\u060c\uff1b\uff5c\u2022\u00b7\u25cf\u25aa\u25e6\u2023\u30fb\u2219\t"
_BREAK_SIGNS = frozenset(_BREAKS)
_MARKS = "\u2588-\u259f\u25a0-\u25a1\u25cb-\u25cf\u25c6-\u25c7\u2605-\u2606\u2b24\u26ab\u26aa"
_SPACED_BREAKS = re.compile(
    rf"\s*[{_MARKS}]{{3,}}\s*|\s(?:/|\uff0f|\u2013|\u2014|-|>|\*|~)\s|\s{{2,}}|\uff0f|(?<=[^\W\d_)])\.\s(?=[^\W\d_])"
)
_METER = re.compile(
    rf"\s*[{_MARKS}\u2022*]{{3,}}\s*$|\s+(?=[*oOxX\u25cb.]{{3,10}}\s*$)[*xX]+[oO.\u25cb]*\s*$"
    r"|\s*[:(\[-]?\s*\d{1,3}\s*%\s*[)\]]?\s*$|\s*[(\[]?\s*\d{1,2}\s*/\s*(?:5|6|10|100)\s*[)\]]?\s*$"
)
_LABELLED = re.compile(r"^([^:\uff1a]{2,50})[:\uff1a]\s*(.*)$")
_DASHED = re.compile(r"^([^,;:|]{2,40}?)\s+[\u2013\u2014-]\s+(.*)$")
_LISTING = ",;|\u3001"
_VERSION = re.compile(r"\s+v?\d[\w./]*$")  # "Oracle 10g"
_SLASH = re.compile(r"\s?[/\uff0f]\s?")
_MIN_SLASHED = 3  # "HTML/CSS" may be one name; three known names between slashes are a list

Known = Callable[[str], bool]


@value(frozen=True, slots=True)
class Item:
    """One thing of the list as written, and what was said beside it."""

    text: str
    line: Line
    start: int
    end: int
    note: str = ""  # what stood behind it in brackets or after a sign
    level: str | None = None  # as the note, the label of its group or the cell beside it says
    below: Line | None = None  # holds the rest of it


@value(frozen=True, slots=True)
class Source:
    """The text of one stretch and the lines it was put together from."""

    text: str
    parts: tuple[tuple[Line, int], ...]  # (line, offset of its text in `text`)

    def place(self, text: str, start: int) -> tuple[Line, int]:
        """The line that holds the character at `start`, and where `text` stands in it."""
        line, base = self.parts[0]
        for part_line, part_offset in self.parts:
            if part_offset <= start:
                line, base = part_line, part_offset
        local = line.text.find(text, max(0, start - base))
        return line, local if local >= 0 else max(line.text.find(text), 0)

    def line_at(self, offset: int) -> Line:
        """The line that holds a character."""
        return next((line for line, start in reversed(self.parts) if start <= offset), self.parts[0][0])


def breaks(text: str) -> bool:
    """Whether a text is a list by its separators."""
    return not _BREAK_SIGNS.isdisjoint(text) or _SPACED_BREAKS.search(text) is not None


def is_labelled(text: str) -> bool:
    return _LABELLED.match(text) is not None


def level_of(text: str, reading: Reading) -> str | None:
    """The level that the whole text states: "Advanced", "very good"; None where it says anything more."""
    level = reading.lexicon.skill_level(text)
    if level is None and reading.lexicon.proficiency(text) is None:
        return None
    return level if reading.lexicon.says_only_how_well(text) else None


def is_remark(text: str, reading: Reading) -> bool:
    """Whether a text is no skill but says how long or how well: "5 years", "since 2019", "bardzo dobry"."""
    if reading.lexicon.says_only_how_well(text):
        return True
    if not has_digits(text):
        return False
    stretches = [(match.start, match.end) for match in find_durations(text, reading.lexicon)]
    stretches += [(match.start, match.end) for match in find_spans(text, reading.lexicon)]
    rest = text
    for start, end in sorted(stretches, reverse=True):
        rest = rest[:start] + rest[end:]
    words = [word for word in re.findall(r"\w+", rest) if not reading.lexicon.is_stopword(word)]
    return bool(stretches) and not words


def pieces_of(source: Source, reading: Reading, is_known: Known) -> Iterator[Item]:
    """The items of one stretch in order. A level that stands alone goes to the item before it."""
    last: Item | None = None
    level: str | None = None
    personal = licensed = False
    text, offset = source.text, 0
    dashed = _DASHED.match(text)
    if dashed is not None and _is_dashed_label(dashed, reading, is_known):
        level, offset = level_of(dashed.group(1), reading), dashed.start(2)
    for bounds in _bounds(text, offset, is_known, reading.lexicon.glued):
        start, end = trimmed(text, *bounds)
        start = _behind_conjunction(text, start, end, reading) if start > offset else start
        labelled = _LABELLED.match(text[start:end])
        if labelled is not None and not is_known(text[start:end]) and _is_label(labelled, reading, is_known):
            level = level_of(labelled.group(1), reading)
            personal = is_personal(labelled.group(1), labelled.group(2), reading)
            start, end = trimmed(text, start + labelled.start(2), end)
        piece = text[start:end]
        licensed = licence_in(piece, reading.lexicon) is not None or (licensed and is_class(piece))
        if personal or licensed:
            continue
        if last is not None and piece and not is_known(piece) and is_remark(piece, reading):
            last = replace(last, note=piece, level=last.level or level_of(piece, reading))
            continue
        for left, right in _parted(text, start, end, reading, is_known):
            item = _item(text, left, right, source, reading)
            if item is None:
                continue
            if last is not None:
                yield last
            last = replace(item, level=level) if level and not item.level else item
    if last is not None:
        yield last


def _behind_conjunction(text: str, start: int, end: int, reading: Reading) -> int:
    """Where the last piece of "Word, Excel, and PowerPoint" begins."""
    word, blank, _ = text[start:end].partition(" ")
    return start + len(word) + 1 if blank and word.islower() and reading.lexicon.is_conjunction(word) else start


def _is_label(found: re.Match[str], reading: Reading, is_known: Known) -> bool:
    label, rest = found.group(1), _without_remark(found.group(2))
    if length_in_words(label) > MAX_LABEL_WORDS:
        return False
    if breaks(rest) or reading.lexicon.languages_in(rest):
        return True
    how_well = reading.lexicon.skill_level(rest) or reading.lexicon.proficiency(rest)
    if how_well is not None or _METER.search(rest) is not None or not rest:
        return False
    if not is_known(label):
        return True
    # "Databases: Oracle" names a group, "Python: scripts" a skill; a colon between spaces may be a misread bullet.
    apart = label.endswith(" ") and not label.endswith("  ") and reading.lexicon.label(label) is None
    return names_known(rest, is_known) and not apart


def names_known(text: str, is_known: Known) -> bool:
    """Whether a text is a known skill, or a version of one: "Oracle 10g"."""
    return is_known(text) or is_known(_VERSION.sub("", text))


def _is_dashed_label(found: re.Match[str], reading: Reading, is_known: Known) -> bool:
    """Whether what stands before a dash names a group: "Databases - MySQL", "Fitting - pipes, valves"."""
    label, rest = found.group(1), found.group(2)
    listed = any(sign in rest for sign in _LISTING)
    if rest and reading.lexicon.label(label) == ("skills", ""):
        return listed or is_known(rest) or not (is_remark(rest, reading) or reading.lexicon.skill_level(rest))
    return listed and not is_known(label) and _is_label(found, reading, is_known)


def is_personal(label: str, rest: str, reading: Reading) -> bool:
    """Whether a group is about the person, not about what they can do: spoken languages, a driving licence."""
    known = reading.lexicon.label(label)
    if known is None:
        return False
    return known[0] in PERSONAL_LABELS or (known[0] == "languages" and bool(reading.lexicon.languages_in(rest)))


def _without_remark(text: str) -> str:
    """ "MS Office (very good)" is MS Office."""
    opening = max(text.rfind("("), text.rfind("\uff08"))
    return text[:opening].strip() if opening > 0 and text.rstrip()[-1:] in _CLOSE else text


def _bounds(text: str, offset: int, is_known: Known, glued: re.Pattern[str] | None = None) -> Iterator[tuple[int, int]]:
    """The stretches between separators that stand outside brackets; `glued` finds an "and" that is no word alone."""
    spaced = {match.start(): match.end() for match in _SPACED_BREAKS.finditer(text, offset)}
    if glued is not None:
        spaced.update((match.start(), match.end()) for match in glued.finditer(text, offset))
    depth, start, position = 0, offset, offset
    while position < len(text):
        character = text[position]
        depth += (character in _OPEN) - (character in _CLOSE and depth > 0)
        decimal = (
            character == "," and text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit()
        )
        if depth == 0 and position in spaced and (character != "." or _ends_item(text, start, position, is_known)):
            yield start, position
            start = position = spaced[position]
            continue
        if depth == 0 and character in _BREAKS and not decimal:
            yield start, position
            start = position + 1
        position += 1
    yield start, len(text)


def _ends_item(text: str, start: int, end: int, is_known: Known) -> bool:
    """Whether the full stop ends a skill ("SQL. Cloud: AWS") rather than an abbreviation ("Dr. Web")."""
    return is_known(clean_edges(text[start:end]))


def _parted(text: str, start: int, end: int, reading: Reading, is_known: Known) -> list[tuple[int, int]]:
    """A piece cut at an "and" between two known skills, or at the slashes of a list of them."""
    whole = text[start:end]
    if is_known(whole):
        return [(start, end)]
    if "/" in whole or "\uff0f" in whole:
        cuts = [match.span() for match in _SLASH.finditer(text, start, end)]
        lefts, rights = [start, *(right for _, right in cuts)], [*(left for left, _ in cuts), end]
        parts = list(zip(lefts, rights, strict=True))
        if len(parts) >= _MIN_SLASHED and all(is_known(text[left:right]) for left, right in parts):
            return parts
    return _at_conjunction(text, start, end, reading, is_known)


def _at_conjunction(text: str, start: int, end: int, reading: Reading, is_known: Known) -> list[tuple[int, int]]:
    """ "Java and SQL" is two skills when both are known and the whole is not."""
    position = start
    for word in text[start:end].split(" ")[:-1]:
        after = position + len(word) + 1
        if position > start and reading.lexicon.is_conjunction(word):
            left, right = text[start : position - 1], text[after:end]
            if is_known(left) and is_known(right):
                return [(start, position - 1), (after, end)]
        position = after
    return [(start, end)]


def _item(text: str, start: int, end: int, source: Source, reading: Reading) -> Item | None:
    raw = text[start:end]
    bare = _METER.sub("", raw)
    note = raw[len(bare) :]
    opening = max(bare.rfind("("), bare.rfind("\uff08"))
    if opening > 0 and bare.rstrip()[-1:] in _CLOSE:
        inside = bare[opening + 1 : -1]
        how_well = reading.lexicon.skill_level(inside) or reading.lexicon.proficiency(inside)
        if how_well or inside[:1].isdigit() or is_remark(inside, reading) or find_durations(inside, reading.lexicon):
            bare, note = bare[:opening], inside
    for sign in (":", "\uff1a", " - ", " \u2013 "):
        head, found, tail = bare.partition(sign)
        if found and tail and (reading.lexicon.skill_level(tail) or reading.lexicon.proficiency(tail)):
            bare, note = head, tail
    bare = clean_edges(bare).rstrip(".") if not bare.rstrip().endswith("etc.") else clean_edges(bare)
    if not has_letters(bare):
        return None
    line, local = source.place(bare, start)
    note = note.strip()
    level = reading.lexicon.skill_level(note) if note else None
    last = source.line_at(start + raw.find(bare) + len(bare) - 1)
    below = last if last is not line and bare not in line.text else None
    return Item(bare, line, local, min(local + len(bare), len(line.text)), note, level, below)
