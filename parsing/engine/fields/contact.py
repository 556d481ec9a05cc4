"""Who and where: name, headline, e-mails, phones, links, place, and what is stated about the person."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parsing.engine.fields.addresses import read_location
from parsing.engine.fields.emails import read_emails
from parsing.engine.fields.evidence import found, found_lines
from parsing.engine.fields.fragments import Cut, Fragment, fragments, with_whole_towns
from parsing.engine.fields.licences import classes_in
from parsing.engine.fields.links import read_links
from parsing.engine.fields.locations import (
    POSTCODE,
    is_capitalised,
    is_place_in_full,
    known_city,
    place_score,
    without_mark,
)
from parsing.engine.fields.name_titles import is_document_title
from parsing.engine.fields.names import is_name_shaped, read_headline, read_name
from parsing.engine.fields.phones import read_phones
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import (
    clean_edges,
    fold,
    has_cjk,
    has_digits,
    has_letters,
    length_in_words,
    split_pieces,
    starts_lower,
    words_of,
)
from parsing.engine.languages.dates import SpanMatch
from parsing.engine.model import Found, Line, Link, Location, Phone, Section, SectionKind
from parsing.engine.skills import canonical

HEAD_KINDS = (SectionKind.HEADER, SectionKind.CONTACT, SectionKind.PERSONAL)
_LINK_KINDS = (*HEAD_KINDS, SectionKind.OTHER, SectionKind.SUMMARY)
_MIXED_KINDS = (SectionKind.SUMMARY, SectionKind.OTHER)
_BESIDE_NAME = (SectionKind.LANGUAGES, SectionKind.SKILLS, SectionKind.INTERESTS, SectionKind.CERTIFICATIONS)
_LIKELY_TITLE = 0.6
_STATED = ("nationality", "driving_license", "availability", "notice_period", "work_permit")
MAX_LINES_OF_ADDRESS, MAX_ADDRESS_WORDS = 3, 16
_WORLDWIDE_ENDINGS = frozenset(
    {"io", "ai", "me", "co", "tv", "cc", "to", "ly", "gg", "fm", "so", "st", "ws", "sh", "eu"}
)
_COUNTRY_OF_ENDING = {"UK": "GB", "SU": "RU"}
BIG_TYPE = 1.45  # times the size of the body: a name wherever it stands


@dataclass(frozen=True, slots=True)
class Contact:
    name: Found[str] | None
    headline: Found[str] | None
    emails: tuple[Found[str], ...]
    phones: tuple[Found[Phone], ...]
    links: tuple[Found[Link], ...]
    location: Found[Location] | None
    stated: dict[str, Found[str]]


def read_contact(sections: Sequence[Section], reading: Reading, furniture: Sequence[str]) -> Contact:
    """Everything about the person outside the sections of what they did."""
    head = [line for section in sections for line in _head_lines(section, reading)]
    known = {line.index for line in head}
    elsewhere = [
        line
        for section in sections
        if section.kind is not SectionKind.REFERENCES
        for line in section.lines
        if line.index not in known
    ]
    emails = read_emails(head) or read_emails(elsewhere)
    if not emails:
        head += _own_strip(sections, head)
        emails = read_emails(head)
    links = _own_links(sections, head)
    cuts: defaultdict[int, list[Cut]] = defaultdict(list)
    for value, line in emails:
        cuts[line.index].append(_stretch(value, line))
    located = None
    regions = _regions(reading, [value.value for value, _ in emails])
    spoken = (*regions, *(pack.phone_region for pack in reading.lexicon.near_packs))
    phones = read_phones(head, reading, spoken) or read_phones(
        [*_labelled(elsewhere, reading), *_beside_emails(elsewhere, emails)], reading, spoken
    )
    by_index = {line.index: line for line in [*head, *elsewhere]}
    for phone in phones:
        cuts[phone.evidence.line].append(_stretch(phone, by_index[phone.evidence.line]))
    pieces = fragments([*head, *_big_lines(elsewhere, reading)], reading, cuts)
    addresses = [value.value for value, _ in emails]
    named = read_name(pieces, reading, addresses, furniture)
    if named is None:
        beside = fragments(_lines_like_names(sections, known, reading), reading, cuts)
        named = read_name(beside, reading, addresses, furniture)
        pieces += beside
    name_piece = named[1] if named else None
    titled = read_headline(pieces, name_piece, reading)
    taken = [piece for piece in (name_piece, titled[1] if titled else None) if piece is not None]
    name = named[0].value if named else ""
    others = [piece for piece in pieces if piece not in taken and piece.text not in name]
    located = _read_place(with_whole_towns(others), reading, frozenset(cuts) | {line.index for _, line in links})
    stated = _read_stated(pieces, reading)
    country_code = located[0].value.country_code if located is not None else None
    country_code = country_code or _country_of_nationality(stated, reading)
    if country_code and (country_code != regions[0] or any(phone.value.e164 is None for phone in phones)):
        phones = read_phones(head, reading, regions, country_code) or phones
    reading.use(*(line for _, line in emails), *(by_index[phone.evidence.line] for phone in phones))
    reading.use(*(line for _, line in links), *(piece.line for piece in taken))
    if located is not None:
        reading.use(located[1].line)
    return Contact(
        name=named[0] if named else None,
        headline=titled[0] if titled else None,
        emails=tuple(value for value, _ in emails),
        phones=tuple(phones),
        links=tuple(value for value, _ in links),
        location=located[0] if located else None,
        stated=stated,
    )


def _head_lines(section: Section, reading: Reading) -> tuple[Line, ...]:
    """The lines of a section about the person; of "About me" those of addresses, when it holds any."""
    if section.kind in HEAD_KINDS:
        return section.lines
    if section.kind in _MIXED_KINDS and read_emails(section.lines):
        return tuple(line for line in section.lines if not reading.is_prose(line))
    return ()


def _own_strip(sections: Sequence[Section], head: Sequence[Line]) -> list[Line]:
    """A strip at the foot, below the references: the line of an address with a word of the head in it, and the next."""
    words = {fold(word) for line in head for word in words_of(line.text) if len(word) >= _LEAST_NAME}
    for section in sections:
        if section.kind is not SectionKind.REFERENCES:
            continue
        for value, line in read_emails(section.lines):
            if any(word in value.value.partition("@")[0].casefold() for word in words):
                return [near for near in section.lines if 0 <= near.index - line.index <= 1]
    return []


def _beside_emails(lines: Sequence[Line], emails: Sequence[tuple[Found[str], Line]]) -> list[Line]:
    """Lines of nothing but numbers right above or below an address, as some templates print at the end."""
    places = {line.index for _, line in emails}
    near = {place + step for place in places for step in (-1, 1)}
    return [line for line in lines if line.index in near and not has_letters(line.text)]


def _big_lines(lines: Sequence[Line], reading: Reading) -> list[Line]:
    """Lines of the first page, and the largest of all, in type so large that they must be the name, wherever it is."""
    size = reading.body_font_size_pt * BIG_TYPE
    largest = max((line.font_size_pt for line in lines), default=0.0)
    return [
        line for line in lines if line.font_size_pt >= size > 0 and (line.page == 0 or line.font_size_pt == largest)
    ]


def _lines_like_names(sections: Sequence[Section], known: Collection[int], reading: Reading) -> list[Line]:
    """Lines that are a name and stand above a title, where a text begins with the column beside the name."""
    result: list[Line] = []
    for section in sections:
        if section.kind not in _BESIDE_NAME:
            continue
        for line, below in pairwise(section.lines):
            alone = len(line.segments) < 2 and not line.bullet and line.index not in known
            if alone and is_name_shaped(line.text, reading) and reading.lexicon.title(below.text) >= _LIKELY_TITLE:
                result.append(line)
    return result


def _labelled(lines: Sequence[Line], reading: Reading) -> list[Line]:
    """Lines that announce a phone number, and the lines after them."""
    result: list[Line] = []
    for number, line in enumerate(lines):
        label = reading.label(line.text)
        if label is not None and label[0] in ("phone", "mobile"):
            result.append(line)
            if not has_digits(line.text):
                result.extend(lines[number + 1 : number + 2])
    return result


def _own_links(sections: Sequence[Section], head: Sequence[Line]) -> list[tuple[Found[Link], Line]]:
    """Links of the head, and of sections that hold nothing but links; not those of projects and employers."""
    lines = list(head)
    for section in sections:
        if section.kind in _LINK_KINDS and section.kind not in HEAD_KINDS:
            lines.extend(section.lines)
    return [(value, line) for value, line in read_links(lines) if not value.value.url.casefold().startswith("mailto")]


def _stretch(value: Found[str] | Found[Phone], line: Line) -> Cut:
    start = line.text.find(value.evidence.quote)
    return (max(start, 0), max(start, 0) + len(value.evidence.quote))


_SURE_PLACE = 0.9
_LEAST_NAME = 4  # letters of a name that an address may be told by
_LEAST_SIGNS_OF_ADDRESS = 7


def _regions(reading: Reading, emails: Sequence[str]) -> tuple[str, ...]:
    """Countries to read a national number in: that of the address on the net, then where the language is spoken."""
    endings = (email.rpartition(".")[2].lower() for email in emails)
    national = (ending.upper() for ending in endings if len(ending) == 2 and ending not in _WORLDWIDE_ENDINGS)
    return (
        *(_COUNTRY_OF_ENDING.get(ending, ending) for ending in national),
        reading.lexicon.primary.phone_region,
        "US",
        "GB",
    )


def _country_of_nationality(stated: Mapping[str, Found[str]], reading: Reading) -> str | None:
    """Where somebody may live whose address does not tell: English is written in too many countries to say."""
    nationality = stated.get("nationality") if reading.lexicon.primary.code == "en" else None
    return reading.lexicon.nationality(nationality.value) if nationality is not None else None


_COUNTRY_ALONE = 0.8  # "Long Street 1, 9000 Ghent | Belgium": the town says more, whatever stands beside the country


def _read_place(
    pieces: Sequence[Fragment], reading: Reading, contact_lines: frozenset[int]
) -> tuple[Found[Location], Fragment] | None:
    """The best fragment that can be where the person lives. Rows: a label, known words, the company it keeps."""
    best: tuple[float, Fragment] | None = None
    for rank, piece in enumerate(_behind_institution(_without_clause(piece), reading) for piece in pieces):
        text = piece.text
        if "@" in text or not has_letters(text) or length_in_words(text) > MAX_ADDRESS_WORDS or is_document_title(text):
            continue
        said = piece.label in ("address", "location")
        if not said and (reading.reads_as_prose(text) or _is_dated(piece, reading)):
            continue  # "Last updated in May 2024", "March 2019"
        score = 2.0 * place_score(text, reading.lexicon)
        if not said and not score and (len(text) == 1 or (has_cjk(text) and text[0].isdigit())):
            continue  # a gender or an age, in signs
        if piece.label in ("address", "location"):
            score += 2.5
        elif piece.label is not None:
            continue
        if piece.beside_contact and not has_digits(text) and _is_name_like(text, reading):
            score += 1.0  # between numbers and addresses, and neither: the town
        elif {piece.line.index - 1, piece.line.index + 1} & contact_lines and _is_name_like(text, reading):
            score += 0.0 if _is_number_in_signs(text) else 0.95  # on a line of its own between such lines
        score -= 0.02 * rank
        score -= 1.2 * reading.lexicon.title(text) + 0.8 * reading.lexicon.company(text)
        score -= 2.5 * _schooling(text, reading) if piece.label is None else 0.0
        if (
            reading.lexicon.heading(text) is not None
            or is_document_title(text)
            or reading.lexicon.language_name(text) is not None
        ):
            score -= 1.5
        if reading.lexicon.country(text) is not None and known_city(text) is None:
            score = min(score, _COUNTRY_ALONE)
        if score >= 0.75 and (best is None or score > best[0]) and (said or not _is_skill(text)):
            best = (score, piece)
    return _located(*best, pieces, reading) if best is not None else None


def _is_number_in_signs(text: str) -> bool:
    """Whether a text in signs is a number and what is counted, too short for an address: years of work, an age."""
    return len(text) < _LEAST_SIGNS_OF_ADDRESS and has_digits(text) and has_cjk(text)


def _is_skill(text: str) -> bool:
    """Whether a text is a skill and no town: "Node.js" below the name."""
    return canonical(text) is not None and known_city(text) is None


def _schooling(text: str, reading: Reading) -> float:
    """How much a text looks like a school: "Leeds University, Leeds"; not for a town that has a famous one."""
    lexicon = reading.lexicon
    towns = {part.text for part in split_pieces(text) if known_city(POSTCODE.sub("", part.text).strip()) is not None}
    return max((lexicon.school(part.text) for part in split_pieces(text) if part.text not in towns), default=0.0)


def _located(
    score: float, piece: Fragment, pieces: Sequence[Fragment], reading: Reading
) -> tuple[Found[Location], Fragment]:
    """The place that a fragment names, with the parts of it that stand elsewhere."""
    text, start, end = _with_same_label(piece, pieces, reading)
    town = without_mark(text, reading.lexicon)
    if not text.removesuffix(town).rstrip().endswith("."):  # "living in", not an abbreviation of "city"
        text, start = town, start + len(text) - len(town)
    location = read_location(text, reading.lexicon)
    confidence = min(0.97, 0.45 + 0.15 * score)
    if piece.below is not None:
        cut = found_lines(text, (piece.line, piece.below), "contact.place", confidence)
        return Found(location, cut.evidence), piece
    return found(location, piece.line, "contact.place", confidence, start, end), piece


def _without_clause(piece: Fragment) -> Fragment:
    """The town of "Springfield, ready to relocate"; other fragments as they are."""
    town, comma, rest = piece.text.partition(",")
    if not comma or not starts_lower(rest) or known_city(clean_edges(town)) is None:
        return piece
    return replace(piece, text=town.rstrip(), end=piece.start + len(town.rstrip()), whole_segment=False)


def _behind_institution(piece: Fragment, reading: Reading) -> Fragment:
    """The town of "Department of History, University of Leeds, Leeds LS2 9JT, UK"; other fragments as they are."""
    lexicon, start = reading.lexicon, 0
    for part in split_pieces(piece.text):
        if part.separator not in ("", "comma") or max(lexicon.school(part.text), lexicon.company(part.text)) < 0.5:
            start = part.start
            break
    if not start or not is_place_in_full(piece.text[start:], lexicon):
        return piece
    return replace(piece, text=piece.text[start:], start=piece.start + start, whole_segment=False)


def _is_dated(piece: Fragment, reading: Reading) -> bool:
    """Whether a fragment holds a date; not where the number is the postal code of a town we know."""
    for match in reading.spans(piece.line):
        if match.start < piece.end and match.end > piece.start:
            rest = piece.line.text[piece.start : match.start] + piece.line.text[match.end : piece.end]
            if known_city(clean_edges(rest)) or place_score(piece.text, reading.lexicon) >= _SURE_PLACE:
                return False  # "Newtown NSW 2042"
            return not _is_house_number(piece.line.text, match)
    return False


def _is_house_number(text: str, match: SpanMatch) -> bool:
    """Whether a "date" is made of the numbers of an address: no year is written in it, nor a word."""
    said = text[match.start : match.end]
    return not has_letters(said) and re.search(r"(?:19|20)\d\d(?!\d)", said) is None


def _is_name_like(text: str, reading: Reading) -> bool:
    """Whether all words are written as those of a name are: "Rio de Janeiro", not "Download as PDF"."""
    words = text.split()
    return len(words) <= 5 and all(
        is_capitalised(word) or word.casefold() in reading.lexicon.particles for word in words if has_letters(word)
    )


def _with_same_label(piece: Fragment, pieces: Sequence[Fragment], reading: Reading) -> tuple[str, int, int]:
    """A place in two labelled parts ("Country: X", "City: Y"), apart by a slash or on two lines, is one place."""
    if piece.label not in ("address", "location"):
        return piece.text, piece.start, piece.end
    alike = [other for other in pieces if other.label == piece.label]
    same_line = [other for other in alike if other.line is piece.line]
    text = ", ".join(other.text for other in same_line)
    start, end = same_line[0].start, same_line[-1].end
    between = [piece.line.text[one.end : two.start] for one, two in pairwise(same_line)]
    if between and not any(map(has_letters, between)):
        text = piece.line.text[start:end]
    below = [
        other
        for other in alike
        if 0 < other.line.index - piece.line.index <= MAX_LINES_OF_ADDRESS and not is_name_shaped(other.text, reading)
    ]
    return ", ".join([text, *(other.text for other in below)]), start, end


def _read_stated(pieces: Sequence[Fragment], reading: Reading) -> dict[str, Found[str]]:
    """What labels announce: nationality, driving licence, availability, notice period, work permit."""
    result: dict[str, Found[str]] = {}
    for piece in pieces:
        if piece.label in _STATED and piece.label not in result:
            reading.use(piece.line)
            text = clean_edges(piece.text)
            if piece.label == "driving_license":
                text = classes_in(text) or text
            elif piece.label == "nationality":
                text = clean_edges(text.partition(",")[0])
            result[piece.label] = found(text, piece.line, f"personal.{piece.label}", 0.9, piece.start, piece.end)
    return result
