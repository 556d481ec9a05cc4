"""Cuts a text into the pieces that dates are made of: clusters of digits, and words that packs know."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from parsing.engine.languages.dates.digits import date_of, date_of_letter, day_and_month, signed_date
from parsing.engine.languages.folding import SPACELESS_CHARACTER
from parsing.engine.languages.index import Category
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.languages.loader import shared_words
from parsing.engine.model import PartialDate
from parsing.engine.model.value import value

FIRST_YEAR, LAST_YEAR = 1930, 2059


class Kind(StrEnum):
    DATE = "date"  # a complete date in digits
    WEAK = "weak"  # a date only beside another one: 06/21, '19
    YEAR = "year"
    NUMBER = "number"  # one or two digits
    MONTH_SIGN = "month_sign"  # a month with a sign and without a year: "6月"
    ACADEMIC = "academic"  # 2018/19
    MONTH = "month"
    SEASON = "season"  # also quarters
    QUARTER = "quarter"
    PARTICLE = "particle"  # "de", "of"
    DASH = "dash"
    POINT = "point"  # . , /
    OTHER = "other"


@value(frozen=True, slots=True)
class Piece:
    kind: Kind
    start: int
    end: int
    date: PartialDate | None = None  # of DATE, WEAK and YEAR
    number: int = 0  # of NUMBER, MONTH, MONTH_SIGN, SEASON; two digits that hang on letters
    until: int = 0  # second year of ACADEMIC


def _translation() -> Mapping[int, str]:
    table = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c\uff5e\uff0d\u223c~\u30fc"}
    table |= {ord(quote): "'" for quote in "\u2018\u2019\u201b\u00b4`\u02bc\u2032"}
    table |= {ord(blank): " " for blank in "\u00a0\u2007\u2009\u200a\u202f\u3000\t"}
    table |= {0xFF0F: "/", 0xFF0E: ".", 0x3002: ".", 0xFF0C: ",", 0x2044: "/", 0x2192: "-", 0xFF08: "(", 0xFF09: ")"}
    table |= {0x30FB: ".", 0x00B7: ".", 0x2022: " "}
    zeros = (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10)
    table |= {zero + digit: str(digit) for zero in zeros for digit in range(10)}
    return table


_PLAIN = _translation()
_NOT_A_DASH = re.compile("(?<=[\u30a0-\u30ff])\u30fc|\u30fc(?=[\u30a0-\u30ff])")  # the long vowel of katakana


_HAN_DIGITS = {
    ord(sign): str(digit) for digit, sign in enumerate("\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d")
}
_HAN_DIGITS[0x96F6] = "0"
_HAN_YEAR = re.compile("[\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d]{4}(?=\u5e74)")


_TO_MONTH = re.compile(r"\.?\s*(?:[^\W\d_]{1,2}\s)?")  # between a day and its month: ". ", " de "
# "2007\u201309" with a long dash is a period, "2007-09" a month.
YEAR_DASH = "\u2013"
_YEAR_TO_YEAR = re.compile(r"(?<!\d)(?:19|20)(\d\d)[\u2013\u2014](\d\d)(?![\d./])")
# Most words can be no part of a date but a particle; the pattern of all dates takes ten times as long to say so.
_PLAIN_WORD = re.compile(r"[A-Za-z]{3,}(?![^\W\d_])|[A-Za-z]{1,2}(?= [A-Za-z])")
# A year that nothing but a blank, a word or another year stands beside, or a dash before one of these.
_PLAIN_YEAR = re.compile(
    r"(?:(?<= )|(?<![\s\S]))(?:19|20)\d\d(?:(?= [A-Za-z])|(?= - (?:(?:19|20)\d\d(?!\d)|[A-Za-z]))|\Z)"
)
_BARE_YEARS = re.compile(r"(?<![\w./])(?:19|20)\d\d\s?-\s?(?:19|20)\d\d\s+$")
_LONGEST_ROMAN = 4  # "VIII"
_LONGEST_PARTICLE = 3  # letters
_POINTS = ".,/"  # with these no date begins
_SIGNS_APART = frozenset('()[]{}:;|&+*%@!?"#$<>=_\\')  # nor with these, which are no part of one either
_MONTH_FIRST = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])([-./])(?:1[3-9]|2\d|3[01])\1\d{4}")


def normalise(text: str) -> str:
    """The text with plain digits, dashes, quotes and blanks; every character keeps its place."""
    if text.isascii():
        return text.replace("~", "-").replace("\t", " ").replace("`", "'")
    if "\u30fc" in text:
        text = _NOT_A_DASH.sub("\uff70", text)
    if "\u5e74" in text:
        text = _HAN_YEAR.sub(lambda match: match.group().translate(_HAN_DIGITS), text)
    plain = text.translate(_PLAIN)
    for dash in _YEAR_TO_YEAR.finditer(text):
        if dash.group(2) > dash.group(1):
            plain = plain[: dash.start(2) - 1] + YEAR_DASH + plain[dash.start(2) :]
    return plain


@lru_cache(maxsize=2)
def _pattern(*, letters: bool) -> re.Pattern[str]:
    """`letters`: eras may be written with one letter, as in Japan."""
    order = {name: "|".join(re.escape(sign) for sign in _longest_first(signs)) for name, signs in _signs().items()}
    eras = "(?i:" + "|".join(re.escape(name) for name in _longest_first(tuple(shared_words().eras))) + ")"
    signs = "".join(shared_words().era_letters) if letters else "\x00"
    year, month, day = r"(?:19|20)\d\d", r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
    attached = rf"(?:(?!{SPACELESS_CHARACTER.pattern})[\w%])"
    behind_word = rf"(?<={SPACELESS_CHARACTER.pattern})|(?<=[^\W\d_][,:])"  # or "Acme,2014": no thousands, no time
    free = rf"(?:{behind_word}|(?<=\d-\d\d/)|(?<![\w.,:/+#$']))(?<![A-Za-z]-)"  # not attached
    end = rf"(?!{attached})(?![.,:]\d)"  # nor after
    return re.compile(
        rf"""
        (?P<el>(?<![\w.])[{signs}]|{eras})\.?(?P<en>\d\d?)[./]\s?(?P<em>{month})(?:[./]\s?(?P<ed>{day}))?(?![\d./])
        |(?:(?P<era>(?<![\w.])[{signs}]|{eras})\s?)?(?P<sy>(?<!\d)\d{{1,4}}|\u5143)\s?(?:{order["year"]})
            (?:\s?(?P<sm>{month})\s?(?:{order["month"]})(?:\s?(?P<sd>{day})\s?(?:{order["day"]}))?)?
        |(?:(?P<era2>{eras})\s?|(?<=-)|(?<=-\s))(?P<ey>2[45]\d\d)(?!\d)
        |(?<!\d)(?P<om>{month})\s?(?:{order["month"]})
        |{free}(?P<y1>{year})\s?(?P<s1>[-./])\s?(?P<m1>{month})\s?(?P=s1)\s?(?P<d1>{day})\.?(?:T[\d:.+Z-]+)?{end}
        |{free}(?P<d2>\d\d?)\s?(?P<s2>[-./])\s?(?P<m2>\d\d?)\s?(?P=s2)\s?(?P<y2>{year}|\d\d){end}
        |{free}(?P<y3>{year})(?P<s3>[-./]|\s/\s|\.\s)(?P<m3>1[0-2]|0?[1-9])\.?{end}(?!/{year}(?!-\d))
        |{free}(?P<m4>{month})\s?[-./]\s?(?P<y4>{year}){end}(?!/\d)
        |{free}(?P<y5>{year})\s?[/{YEAR_DASH}-]\s?(?P<y6>\d\d){end}(?![./-]\d|\.?[\u00ba\u00aa\u00b0])
        |{free}(?P<m7>{month})[/.]'?(?P<y7>\d\d){end}(?![./]\d)
        |(?<![\w'])'(?P<y8>\d\d)(?:[./]\s?(?P<m8>{month})(?![\d./]))?(?![\w%])
        |(?:{behind_word}|(?<![\w.,:#$+']))(?P<y9>{year})(?![\d%])(?![.,:]\d)
        |(?:(?<={SPACELESS_CHARACTER.pattern})|(?<![\w.]))(?P<n>\d\d?)(?=[^\W\d_]{{0,3}}(?:\W|$))(?:[^\W\d_]{{1,2}}(?=[\s,])|[\u00ba\u00aa\u00b0])?
        |(?<![^\W\d_])(?P<ql>[^\W\d_]{{1,2}})\s?(?P<qn>[1-4])(?!\d)
        |(?P<nq>(?<![\w.])[1-4])(?P<lq>[^\W\d_]{{1,2}})(?=\W|\d|$)
        |(?P<dash>-{{1,2}})
        |(?P<point>[.,/'\u05f3\u0970])
        |(?P<other>\d+|(?:(?!{SPACELESS_CHARACTER.pattern})[^\W\d_])+|\S)
        """,
        re.VERBOSE,
    )


def _signs() -> Mapping[str, tuple[str, ...]]:
    """The signs of years are only those of scripts that write them in every date; "r." after a year is left alone."""
    order = shared_words().date_order
    return {name: tuple(sign for sign in signs if ord(sign[0]) > 0x2E7F) for name, signs in order.items()}


def _longest_first(words: tuple[str, ...]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def pieces(plain: str, lexicon: Lexicon) -> list[Piece]:
    """The pieces of a normalised text, in order; blanks are left out."""
    words = _date_words(plain, lexicon)
    found: list[Piece] = []
    position, size = 0, len(plain)
    pattern = _pattern(letters=lexicon.names_eras_by_letter)
    while position < size:
        if plain[position] == " ":
            position += 1
            continue
        word = words.get(position)
        if word is not None:
            found.append(word)
            position = word.end
            continue
        if plain[position] in _POINTS:
            found.append(Piece(Kind.POINT, position, position + 1))
            position += 1
            continue
        if plain[position] == "-":
            end = position + 2 if plain.startswith("--", position) else position + 1
            found.append(Piece(Kind.DASH, position, end))
            position = end
            continue
        match = _PLAIN_YEAR.match(plain, position)
        if match is not None:
            end = match.end()
            found.append(Piece(Kind.YEAR, position, end, date=PartialDate(int(match[0]))))
            position = end
            continue
        match = _PLAIN_WORD.match(plain, position)
        if match is not None:
            end = match.end()
            found.append(
                Piece(Kind.OTHER if end - position > _LONGEST_PARTICLE else _word(match[0], lexicon), position, end)
            )
            position = end
            continue
        if plain[position] in _SIGNS_APART:
            found.append(Piece(Kind.OTHER, position, position + 1))
            position += 1
            continue
        match = None if plain[position].isspace() else pattern.match(plain, position)
        if match is None:
            position += 1
            continue
        piece = _piece(match, lexicon)
        if piece.kind is Kind.ACADEMIC and _goes_on_with_month(plain, piece.end, words):
            piece = Piece(Kind.YEAR, piece.start, piece.start + 4, date=piece.date)  # "1 May 2018 - 30 June 2021"
        elif found and found[-1].kind is Kind.SEASON and match["y3"]:
            piece = _winter_of(match) or piece
        found.append(piece)
        position = max(piece.end, position + 1)
    return found


def _winter_of(match: re.Match[str]) -> Piece | None:
    """ "2008/09" behind the word of a term: two years one after the other, and no month."""
    year, second = int(match["y3"]), match["m3"]
    if len(second) != 2 or int(second) != (year + 1) % 100:
        return None
    return Piece(Kind.ACADEMIC, *match.span(), date=PartialDate(year), number=int(second))


def _goes_on_with_month(plain: str, end: int, words: Mapping[int, Piece]) -> bool:
    """Whether the number before is the day of a month."""
    blanks = _TO_MONTH.match(plain, end)
    word = words.get(blanks.end()) if blanks else None
    return word is not None and word.kind is Kind.MONTH


_WORD_KINDS = {Category.MONTH: Kind.MONTH, Category.SEASON: Kind.SEASON, Category.QUARTER: Kind.QUARTER}


def _date_words(plain: str, lexicon: Lexicon) -> dict[int, Piece]:
    words: dict[int, Piece] = {}
    for match in lexicon.scan(plain).of(*_WORD_KINDS):
        kind = _WORD_KINDS[match.category]
        if match.start in words or (kind is Kind.QUARTER and match.end - match.start < 2):
            continue
        if kind is Kind.MONTH and _is_ordinal(plain, match.start, match.end):
            continue
        words[match.start] = Piece(kind, match.start, match.end, number=int(match.value or 0))
    return words


def _is_ordinal(plain: str, start: int, end: int) -> bool:
    """Whether a Roman number behind two bare years is that of a school: "2003 - 2007 I Liceum"."""
    if end - start > _LONGEST_ROMAN or not plain[start:end].isupper() or not plain[end + 1 : end + 2].isalpha():
        return False
    return _BARE_YEARS.search(plain, 0, start) is not None


_SIGNS = {"point": Kind.POINT, "dash": Kind.DASH}
_NUMBERS = {"n": Kind.NUMBER, "om": Kind.MONTH_SIGN}


def _piece(match: re.Match[str], lexicon: Lexicon) -> Piece:
    (start, end), name = match.span(), match.lastgroup or ""  # the alternatives of one group are told by it
    if name == "other":
        number = int(match[0]) if end - start == 2 and match[0].isdecimal() else 0
        return Piece(_word(match[0], lexicon), start, end, number=number)
    if name in _SIGNS:
        return Piece(_SIGNS[name], start, end)
    if name in _NUMBERS:
        return Piece(_NUMBERS[name], start, end, number=int(match[name]))
    if name == "y9":
        return Piece(Kind.YEAR, start, end, date=PartialDate(int(match["y9"])))
    if name in ("qn", "lq"):
        return _quarter(match, lexicon)
    month_first = (not lexicon.primary.day_first and match["s2"] != ".") or _has_month_first(match.string)
    return _digits(match, month_first=month_first)


@lru_cache(maxsize=1)  # every date of a line asks, and a line may hold thousands
def _has_month_first(text: str) -> bool:
    """Whether a date of the line can only be read with the month first."""
    return _MONTH_FIRST.search(text) is not None


def _quarter(match: re.Match[str], lexicon: Lexicon) -> Piece:
    """ "Q3" and "3Q"; of "ab 3/2018" the word alone, of "4x" the number."""
    letters = "ql" if match["ql"] else "lq"
    number = "qn" if match["ql"] else "nq"
    if lexicon.is_quarter(match[letters]):
        return Piece(Kind.SEASON, *match.span(), number=int(match[number]) * 3 - 2)
    if letters == "lq":
        return Piece(Kind.OTHER, *match.span())
    return Piece(_word(match["ql"], lexicon), *match.span("ql"))


def _word(text: str, lexicon: Lexicon) -> Kind:
    return Kind.PARTICLE if len(text) <= _LONGEST_PARTICLE and lexicon.is_stopword(text) else Kind.OTHER


def _digits(match: re.Match[str], *, month_first: bool) -> Piece:
    (start, end), group, text = match.span(), match.groupdict(), match.string
    if group["y5"]:
        return Piece(Kind.ACADEMIC, start, end, date=PartialDate(int(group["y5"])), number=int(group["y6"] or 0))
    if group["y8"]:
        return Piece(Kind.DATE if group["m8"] else Kind.WEAK, start, end, date=date_of(group["y8"], group["m8"]))
    if group["m7"]:
        return Piece(Kind.WEAK, start, end, date=date_of(group["y7"], group["m7"]))
    date = (
        signed_date(group, text[:start])
        or date_of_letter(group)
        or date_of(group["y1"], group["m1"], group["d1"])
        or day_and_month(group, month_first=month_first)
        or date_of(group["y3"], group["m3"])
        or date_of(group["y4"], group["m4"])
    )
    if date is None or not FIRST_YEAR <= date.year <= LAST_YEAR:
        return Piece(Kind.OTHER, start, end)
    return Piece(Kind.YEAR if date.month is None else Kind.DATE, start, end, date=date)
