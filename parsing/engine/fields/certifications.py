"""Certificates: name, issuer, when it was issued, when it ends, its number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from parsing.engine.fields.blocks import Anchor, Block, Chunk, View
from parsing.engine.fields.certificate_grades import (
    ends_as_certificate,
    is_named_certificate,
    is_outcome,
    without_outcome,
)
from parsing.engine.fields.evidence import found
from parsing.engine.fields.licences import is_class, licence_in, names_class
from parsing.engine.fields.links import find_urls
from parsing.engine.fields.lists import blocks_of, parts_of, span_of, url_of
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import clean_edges, has_digits, has_letters, length_in_words, trimmed
from parsing.engine.languages.dates import SpanMatch
from parsing.engine.model import Certification, DateSpan, Line, PartialDate, Section, SectionKind

_MAX_ISSUER_WORDS = 8
_LEAST_NAME_WORDS = 2
_NUMBER = re.compile(r"[:#\uff1a.\s]*([A-Za-z0-9][A-Za-z0-9/._-]*\d[A-Za-z0-9/._-]*)")
_FEWEST_LISTED, _FEWEST_DATED, _MAX_LISTED_WORDS = 3, 2, 7  # of two parts the second is who issued the first
_LENGTH = re.compile(r"\W*\d{1,4}\s?[^\W\d_]{1,10}\W*")  # "20h", "(150 horas)"
_ALONE = ("issuer", "dates")  # labels whose value was a date, which is no part of the text any more
_VALIDITY_MONTHS = 12  # a period as long is no course
_ISSUING = 0.5  # likeness to an employer or a school
_STRONG = ";"
_SEPARATORS, _OPEN, _CLOSE = ",;|\u3001\uff0c\u060c\u00b7\u2022", "([\uff08", ")]\uff09"
_WORDS_BEFORE = 40  # characters before a date in which "valid until" may stand


def read_certifications(sections: Sequence[Section], reading: Reading) -> tuple[Certification, ...]:
    """Certificates with issuer and dates. Courses of a training section count as well."""
    result: list[Certification] = []
    for section in sections:
        if section.kind not in (SectionKind.CERTIFICATIONS, SectionKind.TRAINING) or not section.lines:
            continue
        for block in chain.from_iterable(_one_by_one(whole, reading) for whole in blocks_of(section, reading)):
            remark = _remark(block, reading)
            if remark is not None and result:
                reading.use(*block.lines)
                result[-1] = _with_remark(result[-1], *remark)
            elif (certificate := _certificate(block, section.kind, reading)) is not None:
                reading.use(*block.lines)
                result.append(certificate)
    return tuple(result)


def _one_by_one(block: Block, reading: Reading) -> list[Block]:
    """The certificates of a line that lists several: "First aid, Forklift, Fire safety", "CCNA (2017), CCNP (2019)".

    So are those of lines that each end with the sign of one.
    """
    below = [view.line.text for view in block.header[1:]]
    if below and not block.body and all(map(ends_as_certificate, below)):
        return [_block_of(view, 0, len(view.line.text), reading) for view in block.header]
    if not block.header or len(block.header[0].line.segments) > 1:
        return [block]
    return _with_lines_below(block, reading) if len(block.header) > 1 or block.body else _listed(block, reading)


def _listed(block: Block, reading: Reading) -> list[Block]:
    """The certificates between the separators of the one line of a block; the block where they are parts of one."""
    view = block.header[0]
    line, spans = view.line, reading.spans(view.line)
    bounds = list(_bounds(line.text))
    texts = [line.text[start:end] for start, end in bounds]
    dated = [any(start <= match.start < end for match in spans) for start, end in bounds]
    fewest = _FEWEST_DATED if all(dated) or _none_issues(texts) else _FEWEST_LISTED
    if len(bounds) < fewest or (any(dated) and not all(dated)):
        return [block]
    if any(not has_letters(text) or length_in_words(text) > _MAX_LISTED_WORDS for text in texts):
        return [block]
    if not all(dated) and not _none_issues(texts) and any(_issues(text, reading) for text in texts):
        return [block]
    return [_block_of(view, start, end, reading) for start, end in bounds]


def _issues(text: str, reading: Reading) -> bool:
    """Whether a part reads as who issues certificates."""
    return reading.lexicon.company(text) >= _ISSUING or reading.lexicon.school(text) >= _ISSUING


def _none_issues(texts: Sequence[str]) -> bool:
    """Whether each part behind the first is a certificate by its name, or begins as the first: "OSHA 10, OSHA 30"."""
    first = texts[0].split()[:1]
    return all(is_named_certificate(text) or (text.split()[:1] == first and " " in text) for text in texts[1:])


def _with_lines_below(block: Block, reading: Reading) -> list[Block]:
    """A certificate, and those on the lines below it: where it has issuer and date on its own line, they tell nothing
    of it."""
    view, *others = block.header
    first, below = replace(block, header=[view], body=[]), [*others, *block.body]
    told = len(parts_of(first, reading)) > 1 and any(match.span.end or match.span.start for match in view.spans)
    if not told or not all(_may_be_one(each, reading) for each in below):
        return [block]
    return [first, *chain.from_iterable(_one_by_one(Block(header=[each]), reading) for each in below)]


def _may_be_one(view: View, reading: Reading) -> bool:
    text = view.line.text
    short = has_letters(text) and length_in_words(text) <= _MAX_LISTED_WORDS
    return short and not view.prose and not view.wrapped and not _is_remark(text, reading)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between the separators of a list that stand outside brackets; commas part none of a list with
    semicolons."""
    start = depth = 0
    separators = _STRONG if "; " in text else _SEPARATORS
    for position, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE and depth > 0)
        if depth == 0 and character in separators and not text[position + 1 : position + 2].isdigit():
            yield trimmed(text, start, position)
            start = position + 1
    yield trimmed(text, start, len(text))


def _block_of(view: View, start: int, end: int, reading: Reading) -> Block:
    """A stretch of a line as a certificate of its own."""
    line = view.line
    anchor = next((match for match in reading.spans(line) if start <= match.start < end), None)
    chunk = Chunk(line.text[start:end], line, start, 0, view.style, beside_dates=anchor is not None)
    dates = Anchor(view.position, view.position, anchor.span, anchor, anchor.confidence) if anchor is not None else None
    return Block(header=[replace(view, chunks=(chunk,))], anchor=dates, dates_line=line)


def _certificate(block: Block, kind: SectionKind, reading: Reading) -> Certification | None:
    parts = [(text, chunk) for text, chunk in parts_of(block, reading) if not _is_remark(text, reading)]
    parts = parts[:1] + [part for part in parts[1:] if not is_outcome(part[0])]
    if not parts or _is_driving_licence(parts[0][0], reading):
        return None
    (name, chunk), others = (without_outcome(parts[0][0]), parts[0][1]), parts[1:]
    bare, opened, within = name.partition(" (")
    if opened and bare and ")" not in within:  # "Forklift (Acme Institute, 2019)", its date taken out
        name, others = bare, [(clean_edges(within), chunk), *others]
    expires, credential = _facts(block.lines, reading)
    issued = _issued(block, reading, expires)
    span = span_of(block)
    if expires is None and kind is SectionKind.CERTIFICATIONS and span is not None and _is_validity(span):
        issued, expires = span.start, span.end  # "May 2021 - May 2024"
    start = max(chunk.line.text.find(name), 0)
    issuer = next((text for text, _ in others if _may_issue(text)), None)
    issuer = issuer or _host(chunk)
    if issuer is not None and "(" in issuer and ")" not in issuer:
        issuer = clean_edges(issuer.partition("(")[0]) or None  # "Acme (valid until", its date taken out
    return Certification(
        name=found(name, chunk.line, "certifications.name", 0.85, start, start + len(name)),
        issuer=issuer,
        date=issued,
        url=url_of(block),
        expires=expires,
        credential_id=credential,
    )


def _may_issue(text: str) -> bool:
    """Whether a part names who issued a certificate, not how long it took: "150 horas", "(20h)"."""
    return length_in_words(text) <= _MAX_ISSUER_WORDS and _LENGTH.fullmatch(text) is None


def _host(chunk: Chunk) -> str | None:
    """The site that issued a certificate, where nothing but its name on the net is there: "Scrum.org"."""
    hosts = (chunk.line.text[start:end] for start, end in find_urls(chunk.line.text))
    return next((host for host in hosts if "/" not in host and host[0].isupper()), None)


def _is_validity(span: DateSpan) -> bool:
    if span.start is None or span.end is None:
        return False
    months = (span.end.year - span.start.year) * 12 + (span.end.month or 1) - (span.start.month or 1)
    return months >= _VALIDITY_MONTHS


def _is_driving_licence(text: str, reading: Reading) -> bool:
    return is_class(text) or (names_class(text) and licence_in(text, reading.lexicon) is not None)


def _is_remark(text: str, reading: Reading) -> bool:
    """Whether a part is about the end or the number, or a label alone: "Credential ID 123", "expires", "Issued"; not
    "First Aid (exp. 2026)"."""
    return any(
        (field in ("expires", "credential") and length_in_words(text[:start]) < _LEAST_NAME_WORDS)
        or (field in _ALONE and end - start == len(text))
        for start, end, field in reading.lexicon.labels_in(text)
    )


def _remark(block: Block, reading: Reading) -> tuple[PartialDate | None, str | None] | None:
    """End and number where a block holds nothing else: the line below the certificate."""
    parts = parts_of(block, reading)
    if not any(_is_remark(line.text, reading) for line in block.lines):
        return None
    if any(not _is_remark(text, reading) and not _NUMBER.fullmatch(text) for text, _ in parts):
        return None
    return _facts(block.lines, reading)


def _with_remark(certificate: Certification, expires: PartialDate | None, credential: str | None) -> Certification:
    return replace(
        certificate,
        expires=certificate.expires or expires,
        credential_id=certificate.credential_id or credential,
    )


def _facts(lines: Sequence[Line], reading: Reading) -> tuple[PartialDate | None, str | None]:
    expires: PartialDate | None = None
    credential: str | None = None
    for line in lines:
        for match in reading.spans(line):
            if expires is None and _ends(line, match, reading):
                expires = match.span.end or match.span.start
        for _, end, field in reading.lexicon.labels_in(line.text):
            number = _NUMBER.match(line.text, end) if field == "credential" else None
            if credential is None and number is not None and has_digits(number.group(1)):
                credential = number.group(1).rstrip(".")
    return expires, credential


def _ends(line: Line, match: SpanMatch, reading: Reading) -> bool:
    """Whether the words before a date, or within it ("until 2025"), say that the certificate ends then."""
    before = line.text[max(0, match.start - _WORDS_BEFORE) : match.end]
    previous = max((other.end for other in reading.spans(line) if other.end <= match.start), default=0)
    shift = max(0, match.start - _WORDS_BEFORE)
    return any(
        field == "expires" and start + shift >= previous for start, _, field in reading.lexicon.labels_in(before)
    )


def _issued(block: Block, reading: Reading, expires: PartialDate | None) -> PartialDate | None:
    if expires is None:
        return _point(span_of(block))
    return next((point for point in _points(block, reading) if point != expires), None)


def _points(block: Block, reading: Reading) -> Iterator[PartialDate]:
    for line in block.lines:
        for match in reading.spans(line):
            if match.span.start is not None and not _ends(line, match, reading):
                yield match.span.start
            elif (point := _point(match.span)) is not None:
                yield point


def _point(span: DateSpan | None) -> PartialDate | None:
    return (span.end or span.start) if span is not None else None
