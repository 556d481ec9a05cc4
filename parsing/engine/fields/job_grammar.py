"""What the header of a job is made of: title, company, place."""

from collections.abc import Sequence
from itertools import pairwise

from parsing.engine.fields.blocks import Block, Chunk
from parsing.engine.fields.headers import Group, Role, Unit
from parsing.engine.fields.job_cuts import JobCuts
from parsing.engine.fields.job_words import CODE, HOST, MAX_NAME_WORDS, STREET, URL, JobWords
from parsing.engine.fields.locations import (
    is_capitalised,
    is_place_in_full,
    place_score,
    seems_no_place,
)
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import (
    has_letters,
    length_in_words,
)
from parsing.engine.model import Employment

_LABELS = {"title": Role.TITLE, "company": Role.COMPANY, "location": Role.LOCATION}
# "Freelance" is the employer where there is no other, beside a title that no pack knows as well.
_FREELANCE = {Role.TITLE: 0.1, Role.COMPANY: 0.3}
_CONNECTED = frozenset({"connector", "at"})


def _loss(before: Group, unit: Unit, *, same_chunk: bool) -> float:
    """What it costs to leave out a piece that rather is a part of the entry."""
    if before.role is Role.TITLE:
        return 1.1 if unit.separator == "comma" else 0.0  # "Director, Transaction Services" is one title
    if before.role is not Role.COMPANY or before.units[-1].separator != "comma" or same_chunk or unit.place:
        return 0.0
    named = is_capitalised(unit.text) and len(unit.text.split()) <= MAX_NAME_WORDS
    return 0.6 if named else 0.0  # "Director, Sales", and the employer on a line of its own


class JobGrammar:
    """Scores are in one currency: 1 is clear evidence, 0.3 a hint."""

    roles = (Role.TITLE, Role.COMPANY, Role.LOCATION)
    orders = ((Role.TITLE, Role.COMPANY), (Role.COMPANY, Role.TITLE))

    def __init__(
        self, reading: Reading, blocks: Sequence[Block] = (), known_titles: frozenset[str] = frozenset()
    ) -> None:
        self._lexicon = reading.lexicon
        self._words = JobWords(reading.lexicon, known_titles)
        self.names_in = self._words.names_in
        self.refine = JobCuts(reading.lexicon, self._words, blocks).refine
        self._emissions: dict[tuple[Role, str], float] = {}

    def leads(self, word: str) -> bool:
        return word in self._lexicon.connectors

    def emission(self, role: Role, text: str) -> float:
        key = (role, text)
        known = self._emissions.get(key)
        if known is None:
            known = self._emissions[key] = self._emit(role, text)
        return known

    def _emit(self, role: Role, text: str) -> float:
        title, company = self.names_in(text)
        words = length_in_words(text)
        if role is Role.NONE:
            sure = 0.9 if company >= 0.9 else 0.0  # a legal form is not there for nothing
            return 0.2 if title < 0.9 and self._words.is_noise(text) else -0.7 - sure
        if words <= 1 and role in _FREELANCE and self._lexicon.employment(text) is Employment.FREELANCE:
            return _FREELANCE[role]
        site = role is Role.TITLE and text.islower() and HOST.fullmatch(text)
        if site or not has_letters(text) or URL.search(text) or STREET.match(text):
            return -3.0
        score, place = -0.25 * max(0.0, words - 8), place_score(text, self._lexicon)
        if role is Role.TITLE:
            return score + 2.2 * title - 1.3 * company - (1.0 * place if title < 0.5 else 0.0)
        if role is Role.COMPANY:
            other = (1.6 if is_place_in_full(text, self._lexicon) else 0.7) * place if company < 0.5 else 0.0
            if company < 0.5 and self._reads_on(text):
                score -= 0.6
            if company < 0.5 and title >= 0.9:
                score -= 0.4  # nothing but the words of a title
            return score + 0.15 + 1.7 * company - 1.3 * title - other - (0.3 if not is_capitalised(text) else 0.0)
        unknown = 0.0 if place else 0.4 + seems_no_place(text, self._lexicon) + (0.0 if is_capitalised(text) else 0.5)
        return score - 0.15 * words + 1.6 * place - 1.2 * title - 1.3 * company - unknown

    def _reads_on(self, text: str) -> bool:
        """Whether most words begin small, as in the first line of a description; names are written in capitals."""
        rest = [word for word in text.split()[1:] if word[0].isalpha() and not self._lexicon.is_stopword(word)]
        return len(rest) >= 2 and sum(word[0].islower() for word in rest) > 0.6 * len(rest)

    def forced(self, chunk: Chunk) -> Role | None:
        return _LABELS.get(chunk.label) if chunk.label else None

    def boundary(self, before: Group | None, role: Role, unit: Unit, chunk: Chunk) -> float:
        """Rows: what is known, and what it guards against."""
        same_chunk = before is not None and before.units[-1].chunk == unit.chunk
        score = 0.0
        if unit.separator in _CONNECTED:  # "Teacher at Acme": never company at title
            score += 1.2 if role is Role.COMPANY and before is not None and before.role is Role.TITLE else -0.8
        if role is Role.LOCATION:
            if before is None:
                score -= 0.6  # a place does not begin an entry, unless its words insist
            elif before.role is Role.COMPANY and same_chunk:
                score += 0.3  # "Acme, Springfield": the town is unknown, its seat is not
            elif before.role is Role.TITLE and same_chunk:
                score -= 0.3  # "Manager, Sales"
            if chunk.segment > 0 and unit.place == 0 and not chunk.beside_dates:
                score += 0.6  # set at the right edge, where dates or places stand
            if unit.separator == "paren":
                score += 0.3
        elif unit.separator == "paren" and role is not Role.NONE:
            named_later = role is Role.COMPANY and " | " in chunk.line.text[unit.end :]  # "Engineer (Platform) | Acme"
            score -= 1.0 if named_later else 0.4  # "(Springfield)", "(full time)"
        elif unit.separator == "comma" and before is not None and before.role is not Role.NONE:
            score -= 0.05  # commas stand inside names, other separators do not
        if role is not Role.NONE and before is not None and before.role is Role.NONE and same_chunk:
            score -= 0.2
        if role is Role.NONE and before is not None:
            score -= _loss(before, unit, same_chunk=same_chunk)
        return score

    def join(self, units: Sequence[Unit], role: Role) -> float:
        if len(units) == 1:
            return 0.0
        price = 0.0
        for left, right in pairwise(units):
            weak = right.separator in ("comma", "space")
            price -= (
                0.1 if right.separator == "close" else 0.4 if weak else 0.15 if right.separator == "connector" else 0.7
            )
            if role is Role.COMPANY:
                price += self._joined_companies(self.names_in(left.text)[1], self.names_in(right.text)[1], weak=weak)
            if role is Role.LOCATION:  # "Springfield, Illinois", "Springfield (Illinois)"
                price += 0.15 if weak else 0.5 if right.separator == "paren" else 0.0
            if role is Role.TITLE and weak and self.names_in(right.text)[1] < 0.8:
                price += 0.6 * self.names_in(right.text)[1]  # "Director, Transaction Services"
            if role is Role.TITLE and CODE.match(right.text):
                price -= 0.9
            if role is Role.TITLE and right.separator in ("dash", "paren", "slash"):
                price += 0.2  # "Engineer - Platform"
            if right.separator == "pipe":
                price -= 0.8  # stands inside no name: "Teacher - Chemistry | Northgate High School"
            if role is Role.COMPANY and right.separator == "paren" and right.text[0].islower():
                price -= 0.6  # "Tessellate (portfolio company of a fund)"
        return price

    def _joined_companies(self, left: float, right: float, *, weak: bool) -> float:
        if left >= 0.8 > right + 0.4:
            return -0.8  # the company form ends the name
        if left >= 0.5 > right and weak:
            return -0.4  # "General Hospital, Smallville"
        return 0.3 if left < 0.5 <= right and weak else 0.0  # "Rossi, Cicala & Sons"

    def missing(self, roles: frozenset[Role]) -> float:
        price = 0.0 if Role.TITLE in roles else -0.9
        if Role.COMPANY not in roles:
            price -= 1.7 if Role.LOCATION in roles else 0.7  # a town where the employer should stand is the employer
        return price
