"""Small hand-made documents for the tests of this stage.

One line of text is one line of the document: "- " makes a bullet, "*" bold type, "#" large type, two spaces or more
a gap between segments, an empty line white space above.
"""

import re
from datetime import date

from parsing.engine import languages
from parsing.engine.fields.reading import Reading
from parsing.engine.languages.lexicon import Lexicon
from parsing.engine.model import Line, Section, SectionKind, Segment

TODAY = date(2024, 6, 1)
BODY_PT = 10.0


def lines_of(text: str) -> tuple[Line, ...]:
    result: list[Line] = []
    gap_pt = 0.0
    for raw in text.strip("\n").split("\n"):
        if not raw.strip():
            gap_pt = 12.0
            continue
        content = raw.strip()
        bullet = content.startswith("- ")
        content = content.removeprefix("- ")
        large, bold = content.startswith("#"), content.startswith("*")
        content = content.lstrip("#*").strip()
        size_pt = 20.0 if large else BODY_PT
        segments = tuple(
            Segment(part, bold=bold, font_size_pt=size_pt) for part in re.split(r"\s{2,}|\t", content) if part
        )
        line = Line(
            index=len(result),
            text="  ".join(segment.text for segment in segments),
            segments=segments,
            font_size_pt=size_pt,
            bold=bold,
            bullet=bullet,
            gap_before_pt=gap_pt,
        )
        result.append(line)
        gap_pt = 2.0
    return tuple(result)


def section(kind: SectionKind, text: str) -> Section:
    return Section(kind, None, lines_of(text))


def lexicon_for(code: str = "en") -> Lexicon:
    return languages.lexicon_of(code)


def reading_for(code: str = "en") -> Reading:
    return Reading(lexicon_for(code), TODAY, BODY_PT)
