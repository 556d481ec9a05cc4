"""What the header of a job is made of: title, company, place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsing.engine.fields.blocks import Block, Chunk
from parsing.engine.fields.contracts import is_contract
from parsing.engine.fields.degrees import is_campus, is_genitive, names_department
from parsing.engine.fields.employer_phrases import before_employers, joint_at, name_behind
from parsing.engine.fields.forms import MAX_PARTNER_WORDS, ends_list_of_partners, ends_with_form, is_form_behind
from parsing.engine.fields.hangul import employer_and_title
from parsing.engine.fields.headers import Group, Role, Unit
from parsing.engine.fields.labelled_parts import is_label_of_part
from parsing.engine.fields.locations import (
    begins_with_place,
    is_capitalised,
    is_place_in_full,
    place_score,
    seems_no_place,
    without_codes,
)
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.whole_places import with_whole_places, without_town
from parsing.engine.fields.wording import (
    SENTENCE_STOP,
    fold,
    has_letters,
    holds_name,
    is_small,
    length_in_words,
    split_pieces,
)
from parsing.engine.model import Employment

_LABELS = {"title": Role.TITLE, "company": Role.COMPANY, "location": Role.LOCATION}
MAX_NAME_WORDS = 6
# "Freelance" is the employer where there is no other, beside a title that no pack knows as well.
_FREELANCE = {Role.TITLE: 0.1, Role.COMPANY: 0.3}
_CONNECTED = frozenset({"connector", "at"})
_STREET = re.compile(r"\d{2,5}[a-zA-Z]?\s+[^\W\d_][\w.' -]*\s[\w.' -]+$")  # "6401 Security Boulevard"
_CODE = re.compile(r"[A-Z]{1,4}[- ]?\d[A-Z\d-]*$")  # of a grade or a post: "GS-1801-07", "E-5", "MOS 3043"
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


def _is_named(text: str) -> bool:
    """Whether a text begins as a name does, or with a brand that begins small: "eShop"."""
    return is_capitalised(text) or any(map(str.isupper, text.partition(" ")[0]))


def _joined(first: Unit, second: Unit, chunk: Chunk) -> Unit:
    return replace(first, text=chunk.line.text[first.start : second.end], end=second.end)


class JobGrammar:
    """Scores are in one currency: 1 is clear evidence, 0.3 a hint."""

    roles = (Role.TITLE, Role.COMPANY, Role.LOCATION)
    orders = ((Role.TITLE, Role.COMPANY), (Role.COMPANY, Role.TITLE))

    def __init__(
        self, reading: Reading, blocks: Sequence[Block] = (), known_titles: frozenset[str] = frozenset()
    ) -> None:
        self._reading = reading
        self._lexicon = reading.lexicon
        self._known_titles = known_titles  # folded: the headline of the resume is most often the title of a job
        self._emissions: dict[tuple[Role, str], float] = {}
        self._names: dict[str, tuple[float, float]] = {}
        self._connectors = self._common_connectors(blocks)

    def _common_connectors(self, blocks: Sequence[Block]) -> frozenset[str]:
        """The small words that stand between title and company in (nearly) every entry of this resume.

        "of" stands inside titles and names as often as "at" stands between them; a resume that means it repeats it.
        """
        counts: Counter[str] = Counter()
        for block in blocks:
            names = [chunk for chunk in block.chunks if self._may_be_name(chunk)]
            if len(names) > 1 and self.names_in(names[0].text)[1] < 0.5 and is_capitalised(names[1].text):
                continue  # "Head of Mathematics" above the employer
            counts.update({word for chunk in block.chunks for word in self._connectors_in(chunk.text)})
        least = max(2, 0.75 * len(blocks))
        return frozenset(
            word for word, count in counts.items() if count >= (2 if word in before_employers() else least)
        )

    def _connectors_in(self, text: str) -> Iterator[str]:
        """The small words of a text that may stand between a title and a company: not the "of" of "University of"."""
        behind_commas = [part for part in split_pieces(text) if part.separator == "comma"]
        if any(self.names_in(part.text)[1] >= 0.5 for part in behind_commas) and text.count(",") == len(behind_commas):
            text = behind_commas[-1].text  # the employer stands apart: "Professor for Zoology, University of Leeds"
        words = text.split(" ")
        for number, word in enumerate(words[1:-1], 1):
            if is_small(word) and word in self._lexicon.connectors:
                title, company = self.names_in(" ".join(words[:number]))
                named = company >= 0.5 > title or (number == 1 and not title and is_genitive(word))  # "Department of"
                if not named or word in before_employers():
                    yield word

    def _may_be_name(self, chunk: Chunk) -> bool:
        """Whether a part of a header is neither a place nor noise nor a sentence."""
        short = not chunk.prose and length_in_words(chunk.text) <= MAX_NAME_WORDS
        return short and not self._is_noise(chunk.text) and place_score(chunk.text, self._lexicon) < 0.5

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

    def refine(self, pieces: list[Unit], chunk: Chunk) -> list[Unit]:
        """Glue company forms to their names ("Fabrikam", "Inc."), partners in a row; cut at "at", "bei", "chez"."""
        if chunk.label in _LABELS:
            return pieces
        refined: list[Unit] = []
        pieces = self._told_at([part for piece in pieces for part in self._at_stop(piece)], chunk)
        pieces = [piece for piece in pieces if not is_contract(piece.text)]
        for number, piece in enumerate(pieces):
            if is_label_of_part(piece, pieces[number + 1 : number + 2], self._lexicon):
                continue
            unit = self._without_lead(piece)
            name = self._before_bracket(refined, unit)
            if name is not None:
                refined[name:] = [_joined(refined[name], unit, chunk)]
                continue
            campus = bool(refined) and unit.separator == "comma" and is_campus(refined[-1].text, unit.text)
            if refined and (campus or self._ends_name(refined[-1], unit)):
                refined.extend(self._at_connector(_joined(refined.pop(), unit, chunk)))
            else:
                cuts = [part for cut in self._at_connector(unit) for part in without_town(cut, self._lexicon)]
                if len(cuts) == 1 and not unit.text.isascii():
                    cuts = employer_and_title(unit, self._lexicon.title, self._lexicon.company)
                refined.extend(cuts)
        if len(refined) > 2:
            refined = self._without_departments(refined)
        return with_whole_places(refined, chunk.line.text, self._lexicon)

    def _at_stop(self, unit: Unit) -> list[Unit]:
        """A unit cut where a sentence ends with the title: "Sales assistant. Acme"; without the stop behind dates."""
        if unit.text.startswith(". "):
            text = unit.text[1:].lstrip()
            unit = replace(unit, text=text, start=unit.end - len(text))
        stop = SENTENCE_STOP.search(unit.text)
        if stop is None:
            return [unit]
        left, right = unit.text[: stop.start()], unit.text[stop.end() :]
        titled, employed = self.names_in(left)
        if titled < 0.5 or employed >= titled or self.names_in(right)[0] >= 0.5 or not is_capitalised(right):
            return [unit]
        if length_in_words(right) > MAX_NAME_WORDS:
            return [unit]
        return [
            replace(unit, text=left, end=unit.start + len(left)),
            replace(unit, text=right, start=unit.end - len(right), separator="semicolon", place=unit.place + 1),
        ]

    def _without_departments(self, units: list[Unit]) -> list[Unit]:
        """The parts of a header without that of an employer behind a title: "Fellow, Dept. of Physics, Acme".

        Where no sign parts them, the department stands between the employer and the title.
        """
        kept = list(units)
        for before, unit, after in zip(units, units[1:], units[2:], strict=False):
            (titled, employed), (titled_after, employed_after) = map(self.names_in, (before.text, after.text))
            behind_employer = unit.separator == "space" and min(employed, titled_after) >= 0.5
            if names_department(unit.text) and (behind_employer or min(titled, employed_after) >= 0.5):
                kept.remove(unit)
        return kept

    def _before_bracket(self, refined: Sequence[Unit], unit: Unit) -> int | None:
        """Which piece a bracket and a legal form behind it belong to: "Acme (Hong Kong) Ltd."."""
        _, closed, form = unit.text.rpartition(")")
        if unit.separator == "paren" and closed and refined:
            name = -1
        elif unit.separator == "close" and len(refined) > 1 and refined[-1].separator == "paren":
            name, form = -2, unit.text
        else:
            return None
        return name if is_form_behind(refined[name].text, form.strip(), self._lexicon) else None

    def _told_at(self, pieces: list[Unit], chunk: Chunk) -> list[Unit]:
        """The pieces, those before the last "at" one title: "Analyst, Private Equity at Acme" among entries told so."""
        if len(pieces) < 2 or not self._connectors:
            return pieces
        for number in range(len(pieces) - 1, 0, -1):
            piece, words = pieces[number], pieces[number].text.split(" ")
            for place in range(len(words) - 2, -1 if piece.separator == "close" else 0, -1):
                word = words[place]
                if word in self._connectors and word in before_employers():
                    left, right = " ".join(words[:place]), " ".join(words[place + 1 :])
                    title = chunk.line.text[pieces[0].start : piece.start + len(left)].rstrip()
                    titled, employed = self.names_in(right)
                    if not _is_named(right) or titled > max(0.5, employed, self.names_in(title)[0]):
                        return pieces
                    first = replace(pieces[0], text=title, end=pieces[0].start + len(title))
                    company = replace(piece, text=right, start=piece.end - len(right), separator="at")
                    return [first, company, *pieces[number + 1 :]]
        return pieces

    def names_employer(self, text: str) -> bool:
        """Whether a text names an employer alone: no title, nor "Clerk at Acme"."""
        title, company = self.names_in(text)
        return (title < 0.5 or company > title) and before_employers().isdisjoint(text.split(" ")[1:-1])

    def _without_lead(self, unit: Unit) -> Unit:
        """The employer without the small word before it: "Trainee (part time) at Acme", or "at Acme" below a title."""
        word, _, rest = unit.text.partition(" ")
        if not rest or not is_small(word) or word not in self._lexicon.connectors:
            return unit
        begins = unit.start == 0 and word in before_employers() and is_capitalised(rest)
        if unit.separator != "close" and not begins:
            return unit
        return replace(unit, text=rest, start=unit.end - len(rest), separator="connector")

    def _ends_name(self, name: Unit, unit: Unit) -> bool:
        """Whether a piece belongs to the name before it: "Inc." after a comma, the last of several partners."""
        if unit.separator == "comma" and ends_list_of_partners(unit.text, self._lexicon):
            partner = len(name.text.split()) <= MAX_PARTNER_WORDS and is_capitalised(name.text)
            last = 0.0 if ends_with_form(unit.text, self._lexicon) else self.names_in(unit.text)[0]  # "& Partner"
            return partner and max(self.names_in(name.text)[0], last) < 0.3
        return unit.separator in ("comma", "dash") and is_form_behind(name.text, unit.text, self._lexicon)

    def _at_connector(self, unit: Unit) -> list[Unit]:
        words = unit.text.split(" ")
        best: tuple[str, str, str] | None = None
        position = 0
        for number, word in enumerate(words):
            joint = joint_at(unit.text, position, self._lexicon) if 0 < number < len(words) - 1 else ""
            if joint:
                left = unit.text[: position - 1]
                right, named = name_behind(unit.text[position + len(joint) + 1 :], self._lexicon)
                if named and _is_named(right):
                    best = left, right, "at"
                    break
                titled, employed = self.names_in(right)
                stated = employed >= 0.5 > titled and self.names_in(left)[0] >= 0.3
                placed = not is_genitive(word) and holds_name(right)  # "in Acme Clinic", not "in Radiology"
                stated = stated and (employed >= 0.8 or placed or self.names_in(unit.text)[0] < 0.6)
                sure = word in before_employers() and self.names_in(left)[0] >= max(0.3, titled)
                named = self.names_in(left)[1] >= 0.5 > self.names_in(left)[0]  # "National Library of Ireland"
                named = named or (is_genitive(word) and names_department(left.rpartition(" ")[2]))
                if _is_named(right) and (sure or (word in self._connectors and not named)):
                    best = left, right, "at" if word in before_employers() else "connector"
                    break
                again = best is not None and best[1] == right  # behind the second word of "in the"
                if (
                    (is_capitalised(right) or placed)
                    and stated
                    and not again
                    and not (is_genitive(word) and names_department(left))
                ):
                    best = left, right, "connector"  # the last one: "Head of Operations at Acme Logistics"
            position += len(word) + 1
        if best is None:
            return [unit]
        left, right, separator = best
        return [
            Unit(left, unit.start, unit.start + len(left), unit.separator, unit.chunk, unit.place),
            Unit(right, unit.end - len(right), unit.end, separator, unit.chunk, unit.place + 1),
        ]

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
            return 0.2 if title < 0.9 and self._is_noise(text) else -0.7 - sure
        if words <= 1 and role in _FREELANCE and self._lexicon.employment(text) is Employment.FREELANCE:
            return _FREELANCE[role]
        if not has_letters(text) or _URL.search(text) or _STREET.match(text):
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

    def _is_noise(self, text: str) -> bool:
        """What stands in headers beside the parts: kind of employment, addresses on the web, lone signs."""
        return (
            not has_letters(text)
            or _URL.search(text) is not None
            or _STREET.match(text) is not None
            or _CODE.match(text) is not None
            or (self._lexicon.employment(text) is not None and length_in_words(text) <= 3)
            or (text.islower() and length_in_words(text) == 1)
        )

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
            score -= 0.4  # "(Springfield)", "(full time)"
        elif unit.separator == "comma" and before is not None and before.role is not Role.NONE:
            score -= 0.05  # commas stand inside names, other separators do not
        if role is not Role.NONE and before is not None and before.role is Role.NONE and same_chunk:
            score -= 0.2
        if role is Role.NONE and unit.separator == "comma" and before is not None and before.role is Role.TITLE:
            score -= 1.1  # "Director, Transaction Services" is one title
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
            if role is Role.TITLE and _CODE.match(right.text):
                price -= 0.9
            if role is Role.TITLE and right.separator in ("dash", "paren", "slash"):
                price += 0.2  # "Engineer - Platform"
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
