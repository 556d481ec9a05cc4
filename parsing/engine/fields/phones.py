"""Phone numbers of any country, in E.164 where the country can be told; no dates, no identity numbers."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import phonenumbers

from parsing.engine.fields.evidence import found
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import split_pieces
from parsing.engine.model import Found, Line, Phone

# A point between blanks parts a list, one between digits a number.
_CANDIDATE = re.compile(
    r"(?<![\w@/.])(?:\(?\+|\()?\d(?:(?:[\s()./\u2010-\u2013-]{0,3}|\u00b7)\d){6,16}(?![\w@]|-[^\W\d_])"
)
_NANP = frozenset({"US", "CA"})
_NANP_SHAPE = re.compile(r"\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]\d{4}")
_REST = re.compile(r"\d[\d ()./-]*(?![\w@.,/-])")  # of a number that a narrow column broke
_HEAD = re.compile(r"(?<![\w@/.,-])[+(]?\d[\d ()./-]*$")  # what a line ends with before the rest on the next one
_HEAD_END = re.compile(r"[\d ()./-]$")  # few lines end so: no search from every digit of the others
_POSTCODE_BEFORE = re.compile(r"\d{4,6}\s+(?=[(\d])|.*?\s{2,}(?=[+(\d])")  # or what stands in the cell before it
_PLUS_BEHIND = re.compile(r"(?<![\w+])(\d{1,3})\+(?= \(?\d)")  # of a code: as pages that run to the left print it
_MIN_DIGITS, _MAX_DIGITS = 7, 15  # E.164 allows 15; shorter ones are postal codes and years
_DOUBTFUL_DIGITS = 8
_NEAR_REGIONS = 2  # where the person lives, and where the language is spoken
_NUMBERS_REMEMBERED = 128
_BOX = re.compile(
    r"(?<!\w)(?:p\.?\s?o\.?\s?)?(?:box|bag)(?:\s?(?:no|number)\b\.?|\s?#)?[\s:]*$", re.IGNORECASE
)  # "P.O. Box 455-00100"
_LABELS = frozenset({"phone", "mobile", "fax"})
_NO_PHONES = frozenset({"gender", "born", "credential"})  # labels of numbers that identify a person or a paper
# Two numbers with a stroke between them; an area code before a stroke is shorter.
_TWO_NUMBERS = re.compile(r"((?:\d[\s().-]{0,3}){6}\d\s?)/(?=\s?[+(]?(?:\d[\s().-]{0,3}){6}\d)")


def read_phones(
    lines: Sequence[Line], reading: Reading, regions: Iterable[str], home: str | None = None
) -> list[Found[Phone]]:
    """Every number once, in order of the text. `regions` are the countries to try, the likeliest first.

    `home` is where the person is known to live: what is a number nowhere else has its country all the same.
    """
    hints = list(dict.fromkeys([*([home] if home else ()), *regions]))
    result: list[Found[Phone]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines):
        told = _PLUS_BEHIND.sub(r"+\1", line.text) if "+ " in line.text else line.text
        text = plain_digits(told)
        if "/" in text:
            text = _TWO_NUMBERS.sub(r"\1|", text)
        labelled: bool | None = None
        for match in _CANDIDATE.finditer(text):
            start, end = match.start() + _postcode_before(match[0], hints), match.end()
            if "+" not in match[0][:2] and _is_date(line, start, end, reading):
                continue
            if "+" not in match[0][:2] and _identifies(line.text[:start], reading):
                continue
            following = lines[number + 1] if number + 1 < len(lines) else None
            phone = _broken(line, start, following, hints) if not text[end:].strip(" -") else None
            if phone is None:
                if labelled is None:
                    labelled = _is_labelled(line, lines[number - 1] if number else None, reading)
                phone = _phone(told[start:end], text[start:end], hints, home, labelled=labelled)
            if phone is None:
                continue
            key = phone.e164 or re.sub(r"\D", "", phone.text)
            if key not in seen:
                seen.add(key)
                confidence = 0.95 if phone.e164 else 0.75
                result.append(found(phone, line, "contact.phone", confidence, start, end))
        head = _HEAD.search(text) if _HEAD_END.search(text) else None
        torn = _torn(line, head, lines[number + 1 : number + 2], hints, reading) if head is not None else None
        if head is not None and torn is not None and torn.e164 not in seen:
            seen.add(torn.e164 or torn.text)
            result.append(found(torn, line, "contact.phone_torn", 0.8, head.start(), len(text.rstrip())))
        for phone in _linked(line, hints, home) if not result else ():
            seen.add(phone.e164 or phone.text)
            result.append(found(phone, line, "contact.phone_link", 0.9))
    return sorted(result, key=lambda phone: _rank(phone, lines, reading))


def _rank(phone: Found[Phone], lines: Sequence[Line], reading: Reading) -> int:
    """Said to be a phone, or written with its country, before what may be another number; fax numbers last.

    A number of no country's pattern, which may be that of a membership, stands behind all that have one.
    """
    line = next(line for line in lines if line.index == phone.evidence.line)
    before = line.text[: max(line.text.find(phone.evidence.quote), 0)]
    word = split_pieces(before)[-1].text if split_pieces(before) else before
    label = reading.label(word + ":") if word else None
    if label is not None and label[0] == "fax":
        return 3
    said = label is not None and label[0] in _LABELS
    if said or phone.value.text.startswith(("+", "00")):
        return 0
    return 1 if phone.value.e164 else 2


def _identifies(before: str, reading: Reading) -> bool:
    """Whether the words before a number say that it is one of a person's papers, "C.C. 1.020.345.678", or a mailbox."""
    if _BOX.search(before):
        return True
    pieces = split_pieces(before)
    word = (pieces[-1].text if pieces else before).strip(" :\uff1a").rpartition("  ")[2].lstrip()
    label = reading.label(word + ":") if word else None
    return label is not None and label[0] in _NO_PHONES


def plain_digits(text: str) -> str:
    """Digits of all scripts as ASCII ones, the length unchanged."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(character)) if character.isdigit() and unicodedata.digit(character, None)
                   is not None else "+" if character == "\uff0b" else character for character in text)  # fmt: skip


def _is_labelled(line: Line, previous: Line | None, reading: Reading) -> bool:
    for text in (line.text, *(segment.text for segment in line.segments), previous.text if previous else ""):
        label = reading.label(text) if text else None
        if label is not None and label[0] in _LABELS:
            return True
    return False


def _is_date(line: Line, start: int, end: int, reading: Reading) -> bool:
    """Whether dates cover most of the candidate: "2015 - 2019", "01.02.1990"."""
    covered = sum(
        max(0, min(end, match.end) - max(start, match.start))
        for match in reading.spans(line)
        if match.span.start is not None
    )
    return bool(covered > 0.6 * (end - start))


def _postcode_before(written: str, hints: Sequence[str]) -> int:
    """How many characters of "11201  718.555.0199" are the postal code, or the number of a house, before the number."""
    code = _POSTCODE_BEFORE.match(written)
    if code is None or _e164(written, hints[:_NEAR_REGIONS]) or not _e164(written[code.end() :], hints[:_NEAR_REGIONS]):
        return 0
    return code.end()


def _phone(written: str, digits: str, hints: Sequence[str], home: str | None, *, labelled: bool) -> Phone | None:
    count = sum(character.isdigit() for character in digits)
    if not _MIN_DIGITS <= count <= _MAX_DIGITS:
        return None
    text = written.strip(" .-/")
    if digits.count("(") != digits.count(")"):
        text = text.lstrip("(") if digits.count("(") > digits.count(")") else text
    if home in _NANP and _NANP_SHAPE.fullmatch(text):  # 555 is no area, and the number is none of another country
        return Phone(text, _e164_of(digits, home, possible=True))
    # Eight bare digits are a number in some country of the world; only where it is near they are one here.
    e164 = _e164(digits, hints if labelled or count > _DOUBTFUL_DIGITS else hints[:_NEAR_REGIONS])
    if e164 is not None:
        return Phone(text, e164)
    shaped = re.search(r"[()\s.+-]", digits) is not None or digits.startswith("0")
    if (count >= 9 and shaped) or labelled:
        return Phone(text, _e164_of(digits, home, possible=True) if home and "+" not in digits[:2] else None)
    return None


def _broken(line: Line, start: int, following: Line | None, hints: Sequence[str]) -> Phone | None:
    """The number that ends on the next line; None where the first part is a number by itself or both are none."""
    first = plain_digits(line.text[start:]).strip()
    rest = _REST.match(plain_digits(following.text)) if following is not None else None
    if rest is None or following is None or following.region != line.region:
        return None
    if _e164(first.rstrip(" -"), hints[:_NEAR_REGIONS]):
        return None
    written = f"{first}{'' if first.endswith('-') else ' '}{rest.group().strip()}"
    e164 = _e164(written, hints)
    return Phone(written, e164) if e164 else None


def _torn(
    line: Line, head: re.Match[str], following: Sequence[Line], hints: Sequence[str], reading: Reading
) -> Phone | None:
    """The number whose first part, too short to be one, ends a line: "06 12" above "34 90 77"."""
    written = head.group()
    if not following or sum(character.isdigit() for character in written) >= _MIN_DIGITS:
        return None
    if not written.startswith(("+", "0", "(")) or _is_date(line, head.start(), head.end(), reading):
        return None
    return _broken(line, head.start(), following[0], hints[:_NEAR_REGIONS])


def _e164(digits: str, hints: Sequence[str]) -> str | None:
    tries = [None] if "+" in digits[:2] else [*hints]
    if digits.startswith("00"):
        digits, tries = "+" + digits[2:], [None]
    return next(filter(None, (_e164_of(digits, region) for region in tries)), None)


@lru_cache(maxsize=_NUMBERS_REMEMBERED)  # the numbers of a resume are read again once it is known where they are from
def _e164_of(digits: str, region: str | None, *, possible: bool = False) -> str | None:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    possible = possible or region is None
    if phonenumbers.is_valid_number(number) or (possible and phonenumbers.is_possible_number(number)):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _linked(line: Line, hints: Sequence[str], home: str | None) -> list[Phone]:
    numbers = [link[4:] for link in line.links if link.casefold().startswith("tel:")]
    phones = (_phone(number, number, hints, home, labelled=True) for number in numbers)
    return [phone for phone in phones if phone is not None]
