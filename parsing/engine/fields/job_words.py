"""What the words of a text say of it in the header of a job: a title, an employer, a place, or nothing."""

import re

from parsing.engine.fields.employer_phrases import before_employers
from parsing.engine.fields.locations import (
    begins_with_place,
    place_score,
    without_codes,
)
from parsing.engine.fields.wording import (
    fold,
    has_letters,
    length_in_words,
)
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model import Employment

MAX_NAME_WORDS = 6
STREET = re.compile(r"\d{2,5}[a-zA-Z]?\s+[^\W\d_][\w.' -]*\s[\w.' -]+$")  # "6401 Security Boulevard"
CODE = re.compile(r"[A-Z]{1,4}[- ]?\d[A-Z\d-]*$")  # of a grade or a post: "GS-1801-07", "E-5", "MOS 3043"
URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")  # of a site on the net


class JobWords:
    """Word evidence, kept for each text: the same is asked by every reading of a header."""

    def __init__(self, lexicon: Lexicon, known_titles: frozenset[str] = frozenset()) -> None:
        self._lexicon = lexicon
        self._known_titles = known_titles  # folded: the headline of the resume is most often the title of a job
        self._names: dict[str, tuple[float, float]] = {}

    def names_in(self, text: str) -> tuple[float, float]:
        """Word evidence for title and company, each 0..1."""
        known = self._names.get(text)
        if known is None:
            title = self._lexicon.title(text)
            if self._known_titles and fold(text) in self._known_titles:
                title = 1.0
            bare = without_codes(text)  # codes of states read as legal forms: "CO", "SA", "AG"
            company = max(self._lexicon.company(bare), 0.7 * self._lexicon.school(text))
            known = self._names[text] = (title, company)
        return known

    def likeness(self, text: str) -> float:
        return max(self.names_in(text))

    def is_place(self, text: str) -> bool:
        """Whether a line is nothing but a place: it ends a header rather than beginning one."""
        title, company = self.names_in(text)
        if company >= 0.5 or title >= 0.3:
            return False
        return place_score(text, self._lexicon) >= 0.8 and begins_with_place(text, self._lexicon)

    def names_employer(self, text: str) -> bool:
        """Whether a text names an employer alone: no title, nor "Clerk at Acme"."""
        title, company = self.names_in(text)
        return (title < 0.5 or company > title) and before_employers().isdisjoint(text.split(" ")[1:-1])

    def is_leave(self, text: str) -> bool:
        """Whether a title names a time away from work, which no employer above it belongs to: "Parental leave"."""
        return self._lexicon.employment(text) is Employment.LEAVE

    def is_noise(self, text: str) -> bool:
        """What stands in headers beside the parts: kind of employment, addresses on the web, lone signs."""
        return (
            not has_letters(text)
            or URL.search(text) is not None
            or STREET.match(text) is not None
            or CODE.match(text) is not None
            or (self._lexicon.employment(text) is not None and length_in_words(text) <= 3)
            or (text.islower() and length_in_words(text) == 1)
        )
