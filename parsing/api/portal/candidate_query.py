"""The filters of the candidate list, checked; the search itself is the dashboard's."""

from collections.abc import Mapping, Sequence

from accounts.authentication import Caller
from cvault.errors import InvalidInput
from parsing.services.listing import LONG, ORDERS, Found
from parsing.views.candidate_filters import SENIORITIES, Filters, filtered

MAX_SEARCH_CHARS = 200


def candidates_of(caller: Caller, query: Mapping[str, str], *, without: Sequence[str] = LONG) -> Found:
    """The caller's candidates that pass `search`, `seniority`, `language`, `min_experience_years` and `min_score`.

    Each has its `fit_score`; the fields `without` are not loaded. `order` is newest, score, name or experience. Raises
    InvalidInput.
    """
    search = " ".join(query.get("search", "").replace("\0", "").split())
    if len(search) > MAX_SEARCH_CHARS:
        _refuse("search", f"at most {MAX_SEARCH_CHARS} characters")
    language = query.get("language", "").strip().lower()
    if language and not (language.isascii() and language.isalpha() and len(language) <= 3):
        _refuse("language", "a code of two or three letters, for example de")
    filters = Filters(
        query=search,
        seniority=_choice(query, "seniority", SENIORITIES),
        language=language,
        min_years=_number(query, "min_experience_years", most=80),
        min_score=_number(query, "min_score", most=100),
        order=_choice(query, "order", ORDERS) or "newest",
    )
    return filtered(caller.account, filters, livemode=caller.livemode, without=without)


def _choice(query: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    value = query.get(name, "").strip()
    if value and value not in choices:
        _refuse(name, f"one of: {', '.join(choices)}")
    return value


def _number(query: Mapping[str, str], name: str, *, most: int) -> int:
    text = query.get(name, "0").strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= most):
        _refuse(name, f"a whole number from 0 to {most}")
    return int(text)


def _refuse(name: str, expected: str) -> None:
    message = f"{name} must be {expected}"
    raise InvalidInput(message, details={name: message})
