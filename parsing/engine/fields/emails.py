"""E-mail addresses: plain, letter-spaced, written "name (at) host", behind a link, broken over two lines."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from parsing.engine.fields.evidence import found
from parsing.engine.model import Found, Line

_LONGEST_NAME = 64  # characters before the "@", as mail servers have it
_NAME_BACKWARDS = re.compile(r"[\w.+%'-]+")
_NAME_END = re.compile(r"[A-Za-z0-9_][\w.+%-]*$")
_HOST = re.compile(r"(?:[A-Za-z0-9\u00c0-\uffef-]+\.)+[A-Za-z\u00c0-\uffef]{2,24}")
_AT = re.compile(
    r"\s{0,9}[(\[{]\s{0,9}(?:at|@|a|\u00e4t)\s{0,9}[)\]}]\s{0,9}|\s{1,9}\[?at\]?\s{1,9}(?=[\w.-]+\.[a-z]{2,}\b)",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s{0,9}[(\[{]\s{0,9}(?:dot|\.)\s{0,9}[)\]}]\s{0,9}", re.IGNORECASE)
_SPACED = re.compile(r"(?:[\w.+-] ){3,64}@ (?:[\w.-] ?){4,}")
_TAIL = re.compile(r"^[A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*$")
_WHOLE_ENDINGS = frozenset({"com", "org", "net", "edu", "info"})


def read_emails(lines: Sequence[Line]) -> list[tuple[Found[str], Line]]:
    """Every address once, in order of the text, with its line."""
    result: list[tuple[Found[str], Line]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        for address, start, end, rule, confidence in _in_line(line, following):
            key = address.casefold()
            if key not in seen:
                seen.add(key)
                result.append((found(address, line, rule, confidence, start, end), line))
    return result


def _in_line(line: Line, following: Line | None) -> list[tuple[str, int, int, str, float]]:
    linked = [_mailto(link) for link in line.links]
    addresses = [address for address in linked if address]
    hits: list[tuple[str, int, int, str, float]] = []
    for first, end in _addresses(line.text):
        text = line.text[first:end].strip(".'-")
        start = line.text.index(text, first)
        whole = _completed(text, addresses, line, end, following)
        hits.append((_calm(whole), start, start + len(text), "contact.email", 0.98))
    if hits:
        return hits
    hits.extend((address, 0, len(line.text), "contact.email_link", 0.95) for address in addresses)
    if hits or ("@" not in line.text and not _AT.search(line.text)):
        return hits
    spaced = _SPACED.search(line.text)
    plain = spaced.group().replace(" ", "") if spaced else _DOT.sub(".", _AT.sub("@", line.text)).replace(" @ ", "@")
    spelled = (_calm(plain[start:end]) for start, end in _addresses(plain))
    return [(address, 0, len(line.text), "contact.email_spelled", 0.8) for address in spelled]


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand, from every "@" to both sides: a search from every letter would never end on some lines."""
    done = 0
    at = text.find("@")
    while at >= 0:
        before = text[max(done, at - _LONGEST_NAME - 1) : at]
        name = _NAME_BACKWARDS.match(before[::-1])
        host = _HOST.match(text, at + 1) if name and name.end() <= _LONGEST_NAME else None
        if name and host and _NAME_END.search(before[-name.end() :].rpartition("'")[2]):
            done = host.end()
            yield at - name.end(), done
        at = text.find("@", at + 1)


def _completed(text: str, linked: list[str], line: Line, end: int, following: Line | None) -> str:
    """The address with the rest that a narrow column pushed to the next line ("name@example.c" / "om")."""
    for address in linked:
        if address.casefold().startswith(text.casefold()):
            return address
    if following is None or following.region != line.region or line.text[end:].strip():
        return text
    rest, ending = following.text.strip(), text.rsplit(".", 1)[-1].casefold()
    if ending in _WHOLE_ENDINGS or not rest or not _TAIL.match(rest) or len(rest) > 12:
        return text
    joined = (ending + rest).casefold()
    return text + rest if joined in _WHOLE_ENDINGS or (rest.startswith(".") and len(rest) > 2) else text


def _mailto(link: str) -> str | None:
    if not link.casefold().startswith("mailto:"):
        return None
    address = unquote(link[7:]).split("?")[0].strip()
    return _calm(address) if (0, len(address)) in _addresses(address) else None


def _calm(address: str) -> str:
    """An address in capitals is capitals of the design, not of the mailbox."""
    return address.lower() if address.isupper() else address
