"""Addresses on the web: LinkedIn, GitHub and other profiles, websites; written out or behind a link."""

import re
from collections.abc import Sequence

from parsing.engine.fields.evidence import found
from parsing.engine.model import Found, Line, Link

_HOSTS = {
    "linkedin.com": "linkedin",
    "github.com": "github",
    "gitlab.com": "gitlab",
    "bitbucket.org": "bitbucket",
    "stackoverflow.com": "stackoverflow",
    "xing.com": "xing",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "medium.com": "medium",
    "behance.net": "behance",
    "dribbble.com": "dribbble",
    "kaggle.com": "kaggle",
    "orcid.org": "orcid",
    "scholar.google.com": "google_scholar",
    "researchgate.net": "researchgate",
    "youtube.com": "youtube",
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "t.me": "telegram",
    "hh.ru": "headhunter",
    "wantedly.com": "wantedly",
    "qiita.com": "qiita",
    "zenn.dev": "zenn",
    "vk.com": "vk",
    "lattes.cnpq.br": "lattes",
}
# Endings that a bare name needs to be a domain: "README.md", "Node.js" and "e.g." are none.
_ENDINGS = (
    "com|org|net|edu|gov|info|io|dev|me|co|app|ai|eu|biz|name|pro|blog|page|site|online|tech|design|art|xyz|link|cv|tv"
    "|uk|us|ca|au|nz|ie|de|at|ch|fr|be|nl|lu|es|pt|it|gr|se|no|dk|fi|is|pl|cz|sk|hu|ro|bg|hr|si|rs|ua|ru|by|kz|lt|lv|ee"
    "|tr|il|ae|sa|eg|ma|in|cn|jp|kr|tw|hk|sg|br|mx|ar|cl|pe|za"
)
_URL = re.compile(
    r"(?<![@\w.-])(?:https?://|www\.)[^\s<>()|\u3001\uff0c]+"
    rf"|(?<![@\w.-])(?:[a-z0-9\u00e0-\u024f](?:[a-z0-9\u00e0-\u024f-]*[a-z0-9\u00e0-\u024f])?\.)+(?:{_ENDINGS})(?:/[^\s<>()|,;]*)?(?![\w@.-])",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'\"\u00bb\u201d)]"


def find_urls(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are addresses on the web."""
    return [(match.start(), match.start() + len(match.group().rstrip(_TRAILING))) for match in _URL.finditer(text)]


def read_links(lines: Sequence[Line]) -> list[tuple[Found[Link], Line]]:
    """Every address once, written ones first, with its line."""
    result: list[tuple[Found[Link], Line]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        for start, end in find_urls(line.text):
            url = absolute(_completed(line, start, end, following))
            if _key(url) not in seen:
                seen.add(_key(url))
                result.append((found(Link(kind_of(url), url), line, "contact.link", 0.9, start, end), line))
    for line in lines:
        for target in line.links:
            if target.casefold().startswith(("http://", "https://")) and _key(target) not in seen:
                seen.add(_key(target))
                result.append((found(Link(kind_of(target), target), line, "contact.link_target", 0.95), line))
    return result


def _completed(line: Line, start: int, end: int, following: Line | None) -> str:
    """The address as its link has it, where a narrow column cut the written one."""
    text = line.text[start:end]
    for target in line.links:
        if _key(target).startswith(_key(absolute(text))):
            return target
    cut = following is not None and following.region == line.region and not line.text[end:].strip(_TRAILING + " ")
    if cut and following is not None and text[-1] in "-/" and len(following.text.split()) == 1:
        return text + following.text.strip()
    return text


def absolute(url: str) -> str:
    return url if re.match(r"https?://", url, re.IGNORECASE) else f"https://{url}"


def _key(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.casefold()).rstrip("/")


def kind_of(url: str) -> str:
    host = _key(url).split("/")[0]
    for known, kind in _HOSTS.items():
        if host == known or host.endswith("." + known):
            return kind
    return "website"
