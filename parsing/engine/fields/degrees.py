"""Where the words of a degree begin and end in a text."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from parsing.engine.fields.wording import EDGE, has_digits, is_small
from parsing.engine.languages.lexicon import Lexicon

_STEP = re.compile(r" (?:[Ll]evel )?\d(?![\w.,/-])")  # of a qualification: "NVQ Level 3", "MBO 4"
_STEP_BETWEEN = re.compile(r" [^\W\d_]+ \d (?:[A-Z][a-z]+ )?")  # "BTEC Level 3 Extended Diploma" is one
_COMPOUND = re.compile(r"-[^\W\d_]{3,}")  # "Diplom-Wirtschaftsinformatiker", but no "Diplom - Informatik"
_NEXT_WORD = re.compile(r"\.?\s+([^\W\d_]+)")  # "Ph.D. Candidate"
_TIED = re.compile(r" [dD]['\u2019](?=[^\W\d_A-Z])")  # the small word of "Brevet d'avocat"
_SHORT = 5  # letters of an abbreviation, or one more between full stops: "Pharm.D."
_MOST_WORDS_AHEAD = 2  # or one more with a step among them: "AAT Level 4 Diploma in Accounting"
_MOST_WORDS_OF_CAMPUS = 2
_LONGEST_TITLED = 3  # letters of a short form that begins with a capital alone: "(Eng)"


@cache
def _words(kind: str) -> frozenset[str]:
    text = (Path(__file__).parent / "data" / "degree_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[kind])


def leads_to_school(word: str) -> bool:
    return word in _words("before_schools")


def is_lead(text: str) -> bool:
    """Whether a text says no more than that the degree behind it was earned: "Completed"."""
    return text.strip(EDGE).casefold() in _words("leads")


def is_second_subject(text: str) -> bool:
    """Whether a text names what was studied beside the field: "minor in Spanish"."""
    return text.partition(" ")[0].casefold() in _words("second_subjects")


def is_obtained(text: str) -> bool:
    """Whether what stands in brackets says that a study was completed and no more: "(diploma)"."""
    return text.strip(EDGE).casefold() in _words("obtained")


def is_subject(lead: str) -> bool:
    """Whether what leads to a field is the word for a field itself: "специальность"."""
    return lead.strip(EDGE).casefold() in _words("subjects")


def behind_study_lead(text: str) -> str:
    """A text without what only leads to the field or the school: "Studium der Medizin" is "Medizin"."""
    folded = text.casefold().replace("\u2019", "'")
    for lead in _study_leads():
        if folded.startswith(lead) and (lead.endswith("'") or folded[len(lead) : len(lead) + 1] == " "):
            return text[len(lead) :].lstrip()
    return text


@cache
def _study_leads() -> tuple[str, ...]:
    return tuple(sorted(_words("study_leads"), key=len, reverse=True))


def field_lead(text: str) -> tuple[int, int] | None:
    """Where the words stand that lead to the field, with a blank on both sides; None for none, or nothing ahead."""
    found = _field_leads().search(text)
    return None if found is None else found.span()


@cache
def _field_leads() -> re.Pattern[str]:
    leads = sorted(_words("field_leads"), key=len, reverse=True)
    return re.compile(rf"(?<=\S)\s+(?:{'|'.join(map(re.escape, leads))})\s+(?=\S)", re.IGNORECASE)


@lru_cache(maxsize=1024)
def names_department(text: str) -> bool:
    """Whether a text names a part of an employer: "Department of Physics", a compound that ends so."""
    words = text.casefold().split()
    return not _words("departments").isdisjoint(words) or any(
        word.endswith(tuple(_words("department_endings"))) for word in words
    )


def names_faculty(text: str) -> bool:
    """Whether a text names a part of a university: "Faculty of Arts"."""
    if not text.isascii() and text.endswith(tuple(_words("faculty_endings"))):
        return True
    return not _words("faculties").isdisjoint(text.casefold().replace("i\u0307", "i").split())


def parts_of_university(text: str) -> list[str]:
    """A university and its faculties, where only blanks are between; the text alone where it is no more than one name.

    "Erciyes Üniversitesi Hukuk Fakültesi Özel Hukuk Bölümü" is three.
    """
    words = text.split(" ")
    parts = [0]
    for number, word in enumerate(words[:-1], 1):
        folded = word.casefold().replace("i\u0307", "i")
        if folded in _words("before_faculties" if len(parts) == 1 else "faculties"):
            parts.append(number)
    if len(parts) == 1 or not names_faculty(" ".join(words[parts[1] :])):
        return [text]
    return [" ".join(words[start:end]) for start, end in zip(parts, [*parts[1:], len(words)], strict=True)]


def without_department(text: str) -> str:
    """The subject of the department that a text names in a language that puts the word for one behind it; else ""."""
    subject, _, last = text.rpartition(" ")
    return subject if last.casefold().replace("i\u0307", "i") in _words("behind_subjects") else ""


def is_campus(university: str, town: str) -> bool:
    """Whether a town is part of the name before it, which several share: "University of California, Davis"."""
    return university.casefold() in _words("systems") and len(town.split()) <= _MOST_WORDS_OF_CAMPUS


def is_complete(text: str) -> bool:
    """Whether a text is the whole name of a degree, which only a field can follow: "Licenciatura"."""
    return text.casefold() in _words("complete")


def is_genitive(word: str) -> bool:
    """Whether a small word goes on with a name: the "of" of "Master of Library Science"."""
    return word in _words("genitives")


class Degrees:
    """The degrees in texts, by the words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def share(self, text: str) -> float:
        """The share of a text that is words of degrees, 0..1."""
        spans = self._lexicon.degree(text)
        return min(1.0, sum(end - start for start, end in spans) / len(text)) if spans else 0.0

    def qualified_by(self, degree: str, bracketed: str) -> bool:
        """Whether what stands in brackets behind a degree belongs to it: "BSc (Hons)", "Master of Arts (M.A.)"."""
        plain = bracketed.replace(".", "")
        if len(plain) > 8 or " " in plain or has_digits(plain) or not plain.isascii():
            return False
        if plain.casefold() in _words("qualifiers"):
            return self.words_in(degree) is not None
        if self._lexicon.school(degree) >= 0.5 and self.words_in(degree) is None:
            return False
        if bracketed.istitle() and len(bracketed) > _LONGEST_TITLED and not self.share(bracketed):
            return False  # "B.Tech (Civil)": a field
        both = f"{degree} ({bracketed})"
        return len(plain) <= _SHORT + ("." in bracketed) and max(map(self.share, (degree, bracketed, both))) > 0.8

    def without_outcome(self, text: str) -> str:
        """The text without what says how a study ended: "graduated" behind a school, "completed" or "unfinished" alone.

        A course or a degree and the word behind it are one: "master's course completed".
        """
        if text.strip(EDGE + "()").casefold() in _words("unfinished"):
            return ""
        if text.isascii():
            return text
        ending = max((word for word in _words("outcomes") if text.endswith(word)), key=len, default="")
        before = text[: len(text) - len(ending)]
        if not ending or any(end == len(before) or (start, end) == (0, len(text)) for start, end in self._spans(text)):
            return text
        return self.without_outcome(before.rstrip(EDGE))

    def _spans(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple(self._lexicon.degree(text))

    def words_in(self, text: str) -> tuple[int, int] | None:
        """The first run of words of degrees: "Bachelor of Science (B.Sc." is one; None where there is none."""
        spans = sorted(self._lexicon.degree(text))
        if not spans:
            return None
        start, end = spans[0][0], self._end_of_complete(text, *spans[0])
        for next_start, next_end in spans[1:]:
            link = self._link(text[start:end])
            between = text[end:next_start]
            joined = not between.strip(EDGE + ".") or _STEP_BETWEEN.fullmatch(between)
            if is_complete(text[start:end]) and text[next_start:next_end].istitle():
                break
            if joined and (not link or is_genitive(link.casefold())):
                end = max(end, next_end)
        return start, end

    @staticmethod
    def _end_of_complete(text: str, start: int, end: int) -> int:
        """Where a degree ends whose name is whole, though others follow: "Grado" of "Grado Ingeniería"."""
        first, blank, rest = text[start:end].partition(" ")
        return start + len(first) if blank and rest.istitle() and is_complete(first) else end

    def whole(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The degree around such a run: with "of Library Science" and "Higher", without the "in" before a field."""
        link = self._link(text[start:end])
        end -= len(link) + 1 if link else 0
        compound = _COMPOUND.match(text, end)
        if compound and not text[start:end].isupper():
            end = compound.end()
        if text[start:end].casefold().split(" ")[0] in _words("behind_fields") and text[:1].isupper():
            start = 0
        end = self._with_ending(text, self._with_genitive(text, start, end), after=text[start:end].casefold())
        end += 0 if text.isascii() else max((len(w) for w in _words("outcomes") if text.startswith(w, end)), default=0)
        short = "." in text[start:end] or len(text[start:end].rpartition(" ")[2]) <= _SHORT
        if short and text[end : end + 1] == ".":
            end += 1  # "B.E.", "MSc."
        step = _STEP.match(text, end)
        end = step.end() if step else end
        ahead = text[:start]
        few = 0 < len(ahead.split()) <= _MOST_WORDS_AHEAD + has_digits(ahead) and not is_lead(ahead)
        if few and ahead.strip(EDGE) and self._goes_on_with_field(text[end:]):
            start = len(ahead) - len(ahead.lstrip(EDGE))  # "Higher Certificate in Accounting": the field stands behind
        return start, end

    @staticmethod
    def _with_ending(text: str, end: int, *, after: str) -> int:
        word = _NEXT_WORD.match(text, end)
        ends = word is not None and (word.group(1).casefold() in _words("endings") or after in _words("adjectives"))
        return word.end() if word is not None and ends else end

    def _link(self, words: str) -> str:
        """The small word that words of a degree end with: the "in" of "Diploma in", "" for none."""
        _, blank, last = words.rpartition(" ")
        small = is_small(last) or (len(words) > _SHORT and words.isupper())
        return last if blank and small and self._lexicon.is_stopword(last) else ""

    def _goes_on_with_field(self, rest: str) -> bool:
        first, _, field = rest.strip().partition(" ")
        small = is_small(first) or rest.isupper()
        first = first.casefold()
        return (
            bool(field)
            and small
            and not is_genitive(first)
            and not leads_to_school(first)
            and self._lexicon.is_stopword(first)
        )

    def _with_genitive(self, text: str, start: int, end: int) -> int:
        """Where the degree ends that goes on as "of Library Science" does, up to the next small word."""
        complete = is_complete(text[start:end])
        tied = _TIED.match(text, end)
        if tied is not None:
            return end if complete else self._up_to_small_word(text, tied.end())
        words = text[end:].split(" ")
        if text[end : end + 1] != " " or len(words) < 3 or not is_genitive(words[1].casefold()):
            return end
        if words[1].casefold() in _words("leading") and complete:
            return end
        return self._up_to_small_word(text, end + len(words[1]) + 2)

    def _up_to_small_word(self, text: str, start: int) -> int:
        """Where the words that begin at a place end: before the second of them that is a small one, and no "and"."""
        words = text[start:].split(" ")
        position = start - 1
        for number, word in enumerate(words):
            small = word.islower() and not is_genitive(word) and self._lexicon.is_stopword(word)
            if number and small and not self._joins_names(words[number:]):
                break
            position += 1 + len(word)
        return position

    def _joins_names(self, words: list[str]) -> bool:
        """Whether a small word is an "and" inside the name: "Science and Engineering"."""
        return self._lexicon.is_conjunction(words[0])
