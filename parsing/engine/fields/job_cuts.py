"""Where the header of a job is cut into its parts, and which of its pieces are one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsing.engine.fields.blocks import Block, Chunk
from parsing.engine.fields.contracts import is_contract
from parsing.engine.fields.degrees import is_campus, is_genitive, names_department
from parsing.engine.fields.employer_phrases import (
    before_employers,
    before_titles,
    joint_at,
    lead_to_employer,
    name_behind,
)
from parsing.engine.fields.forms import MAX_PARTNER_WORDS, ends_list_of_partners, ends_with_form, is_form_behind
from parsing.engine.fields.hangul import employer_and_title
from parsing.engine.fields.headers import Unit
from parsing.engine.fields.job_words import MAX_NAME_WORDS, JobWords
from parsing.engine.fields.labelled_parts import is_label_of_part
from parsing.engine.fields.locations import (
    is_capitalised,
    place_score,
)
from parsing.engine.fields.whole_places import with_whole_places, without_town
from parsing.engine.fields.wording import (
    SENTENCE_STOP,
    holds_name,
    is_small,
    length_in_words,
    split_pieces,
)
from parsing.engine.languages.lexicon import Lexicon

_LABELLED = frozenset({"title", "company", "location"})
_EMPLOYED = 0.5  # likeness to an employer, or to a title
_SURELY = 0.9  # likeness of a text that holds nothing but the words of a title


def _is_named(text: str) -> bool:
    """Whether a text begins as a name does, or with a brand that begins small: "eShop"."""
    return is_capitalised(text) or any(map(str.isupper, text.partition(" ")[0]))


def _joined(first: Unit, second: Unit, chunk: Chunk) -> Unit:
    return replace(first, text=chunk.line.text[first.start : second.end], end=second.end)


class JobCuts:
    """The cuts by the words of a resume and by the small words that its entries repeat."""

    def __init__(self, lexicon: Lexicon, words: JobWords, blocks: Sequence[Block]) -> None:
        self._lexicon = lexicon
        self._words = words
        self._names_in = words.names_in
        self._connectors = self._common_connectors(blocks)

    def _common_connectors(self, blocks: Sequence[Block]) -> frozenset[str]:
        """The small words that stand between title and company in (nearly) every entry of this resume.

        "of" stands inside titles and names as often as "at" stands between them; a resume that means it repeats it.
        """
        counts: Counter[str] = Counter()
        for block in blocks:
            names = [chunk for chunk in block.chunks if self._may_be_name(chunk)]
            if len(names) > 1 and self._names_in(names[0].text)[1] < 0.5 and is_capitalised(names[1].text):
                continue  # "Head of Mathematics" above the employer
            counts.update({word for chunk in block.chunks for word in self._connectors_in(chunk.text)})
        least = max(2, 0.75 * len(blocks))
        return frozenset(
            word for word, count in counts.items() if count >= (2 if word in before_employers() else least)
        )

    def _connectors_in(self, text: str) -> Iterator[str]:
        """The small words of a text that may stand between a title and a company: not the "of" of "University of"."""
        behind_commas = [part for part in split_pieces(text) if part.separator == "comma"]
        if any(self._names_in(part.text)[1] >= 0.5 for part in behind_commas) and text.count(",") == len(behind_commas):
            text = behind_commas[-1].text  # the employer stands apart: "Professor for Zoology, University of Leeds"
        words = text.split(" ")
        for number, word in enumerate(words[1:-1], 1):
            if is_small(word) and word in self._lexicon.connectors:
                title, company = self._names_in(" ".join(words[:number]))
                named = company >= 0.5 > title or (number == 1 and not title and is_genitive(word))  # "Department of"
                if not named or word in before_employers():
                    yield word

    def _may_be_name(self, chunk: Chunk) -> bool:
        """Whether a part of a header is neither a place nor noise nor a sentence."""
        short = not chunk.prose and length_in_words(chunk.text) <= MAX_NAME_WORDS
        return short and not self._words.is_noise(chunk.text) and place_score(chunk.text, self._lexicon) < 0.5

    def refine(self, pieces: list[Unit], chunk: Chunk) -> list[Unit]:
        """Glue company forms to their names ("Fabrikam", "Inc."), partners in a row; cut at "at", "bei", "chez"."""
        if chunk.label in _LABELLED:
            return pieces
        refined: list[Unit] = []
        pieces = self._told_as(pieces, chunk)
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
        titled, employed = self._names_in(left)
        lone = " " not in left and not employed and self._lexicon.employment(left) is not None  # "Stage. Acme Ltd"
        if not lone and (titled < 0.5 or employed >= titled):
            return [unit]
        if self._names_in(right)[0] >= 0.5 or not is_capitalised(right):
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
            (titled, employed), (titled_after, employed_after) = map(self._names_in, (before.text, after.text))
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

    def _told_as(self, pieces: list[Unit], chunk: Chunk) -> list[Unit]:
        """The pieces, cut where "as" leads from an employer to the title: "with Acme Ltd., Leeds as Manager, Sales"."""
        for number, piece in enumerate(pieces):
            for word in before_titles(self._lexicon):
                left, found, right = piece.text.partition(f" {word} ")
                if not found:
                    continue
                title = name_behind(right, self._lexicon)[0]
                led = lead_to_employer(pieces[0].text, self._lexicon)
                named = bool(led) or self._names_in(pieces[0].text if number else left)[1] >= _EMPLOYED
                if not named or self._names_in(title)[0] < _EMPLOYED:
                    continue
                before = replace(piece, text=left, end=piece.start + len(left))
                first = before if number == 0 else pieces[0]
                name = first.text[len(led) :]
                first = replace(first, text=name, start=first.start + len(led))
                whole = chunk.line.text[piece.end - len(title) : pieces[-1].end]
                behind = replace(piece, text=whole, start=piece.end - len(title), end=pieces[-1].end, separator="at")
                between = [*pieces[1:number], before] if number else []
                return [first, *between, replace(behind, place=piece.place + 1)]
        return pieces

    def _told_at(self, pieces: list[Unit], chunk: Chunk) -> list[Unit]:
        """The pieces, those before the last "at" one title: "Analyst, Private Equity at Acme" among entries told so."""
        if len(pieces) < 2:
            return pieces
        connectors = self._connectors or (before_employers() if self._names_in(pieces[0].text)[0] >= _SURELY else ())
        for number in range(len(pieces) - 1, 0, -1):
            piece, words = pieces[number], pieces[number].text.split(" ")
            for place in range(len(words) - 2, -1 if piece.separator == "close" else 0, -1):
                word = words[place]
                if word in connectors and word in before_employers():
                    left, right = " ".join(words[:place]), " ".join(words[place + 1 :])
                    title = chunk.line.text[pieces[0].start : piece.start + len(left)].rstrip()
                    titled, employed = self._names_in(right)
                    if not _is_named(right) or titled > max(0.5, employed, self._names_in(title)[0]):
                        return pieces
                    first = replace(pieces[0], text=title, end=pieces[0].start + len(title))
                    company = replace(piece, text=right, start=piece.end - len(right), separator="at")
                    return [first, company, *pieces[number + 1 :]]
        return pieces

    def _without_lead(self, unit: Unit) -> Unit:
        """The employer without the small word before it: "Trainee (part time) at Acme", or "at Acme" below a title."""
        word, _, rest = unit.text.partition(" ")
        if not rest or not is_small(word) or word not in self._lexicon.connectors:
            return unit
        if word in before_employers() and is_small(rest.partition(" ")[0]):
            rest = name_behind(rest, self._lexicon)[0]  # "bei der Acme GmbH"
        begins = unit.start == 0 and word in before_employers() and is_capitalised(rest)
        if unit.separator != "close" and not begins:
            return unit
        return replace(unit, text=rest, start=unit.end - len(rest), separator="connector")

    def _ends_name(self, name: Unit, unit: Unit) -> bool:
        """Whether a piece belongs to the name before it: "Inc." after a comma, the last of several partners."""
        if unit.separator == "comma" and ends_list_of_partners(unit.text, self._lexicon):
            partner = len(name.text.split()) <= MAX_PARTNER_WORDS and is_capitalised(name.text)
            last = 0.0 if ends_with_form(unit.text, self._lexicon) else self._names_in(unit.text)[0]  # "& Partner"
            return partner and max(self._names_in(name.text)[0], last) < 0.3
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
                titled, employed = self._names_in(right)
                stated = employed >= 0.5 > titled and self._names_in(left)[0] >= 0.3
                placed = not is_genitive(word) and holds_name(right)  # "in Acme Clinic", not "in Radiology"
                stated = stated and (employed >= 0.8 or placed or self._names_in(unit.text)[0] < 0.6)
                sure = word in before_employers() and (
                    self._names_in(left)[0] >= max(0.3, titled) or ends_with_form(right, self._lexicon)
                )
                named = self._names_in(left)[1] >= 0.5 > self._names_in(left)[0]  # "National Library of Ireland"
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
