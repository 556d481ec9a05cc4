"""RTF: groups and control words become paragraphs with styles, tables, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from parsing.engine.errors import DocumentTooComplex
from parsing.engine.model import Cell, Document, Hidden, Paragraph, Part, Run
from parsing.engine.readers.limits import MAX_LINE_CHARACTERS, MAX_PARAGRAPHS
from parsing.engine.readers.normalise import normalise
from parsing.engine.readers.rtf_words import CHARACTERS, CODE_PAGES, PARTS, SKIPPED, SYMBOLS

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}]+)")
_LINK = re.compile(r'HYPERLINK\s+(?:\\\S+\s+)*"([^"]+)"')
_HEADING = re.compile(r"heading\s*(\d)|^title$", re.IGNORECASE)
_BACKGROUND = re.compile(
    rb"\\(?:cl|ch|tr)?cb(?:pat)?[1-9]|\\highlight[1-9]|\\(?:cl|ch)?shdng[1-9]|\\background|\\shp\\|\\trcbpat"
)
_WHITE = 0xFFFFFF
_TINY_PT = 2.0
_MAX_GROUPS = 2_000
_MAX_TOKENS = 400_000  # thirty pages of a word processor that repeats all properties at each word have a third of it
_MAX_INSTRUCTION_CHARACTERS = 10_000  # of one field


@dataclass(slots=True)
class _State:
    """What a group inherits from the one around it."""

    destination: str = ""  # "" is the text; "skip", "fonttbl", "colortbl", "stylesheet", "fldinst", "listtext"
    part: Part = Part.BODY
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    size_pt: float = 12.0
    colour: int = 0  # index in the table
    font: int = 0
    skip_after_unicode: int = 1
    link: str | None = None


@dataclass(slots=True)
class _Line:
    """The paragraph being read."""

    runs: list[Run] = field(default_factory=list)
    heading: int | None = None
    bullet: bool = False
    in_table: bool = False
    indent_pt: float = 0.0


def read_rtf(data: bytes) -> Document:
    """The paragraphs of an RTF file. Raises DocumentTooComplex."""
    reader = _Reader(is_on_white=not _BACKGROUND.search(data))
    for number, match in enumerate(_TOKEN.finditer(data)):
        if number > _MAX_TOKENS:
            raise DocumentTooComplex
        reader.token(match)
    reader.end_paragraph()
    ordered = sorted(reader.paragraphs, key=lambda item: (item.part is Part.FOOTER) - (item.part is Part.HEADER))
    return Document(format="rtf", paragraphs=tuple(ordered))


class _Reader:
    def __init__(self, *, is_on_white: bool) -> None:
        self._is_on_white = is_on_white  # nothing in the file has a colour behind it
        self.paragraphs: list[Paragraph] = []
        self._states = [_State()]
        self._lines = {part: _Line() for part in Part}
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._colours: list[int] = []
        self._colour = 0
        self._headings: dict[int, int] = {}
        self._style = 0
        self._field = ""
        self._bytes = bytearray()  # of \'hh, which may be halves of one character
        self._to_skip = 0  # of the plain characters that follow a \u
        self._star = False
        self._table, self._row, self._column = 0, 0, 0

    @property
    def _state(self) -> _State:
        return self._states[-1]

    def token(self, match: re.Match[bytes]) -> None:
        word, number, code, symbol, brace, text = match.groups()
        if code is not None:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._bytes.append(int(code, 16))
            return
        if text is not None:
            text = text.translate(None, b"\r\n")  # breaks of the file's lines mean nothing
            if not text:
                return
        self._flush_bytes()
        if brace is not None:
            self._brace(brace)
        elif word is not None:
            self._word(word.decode(), int(number) if number else None)
        elif symbol is not None:
            self._symbol(symbol.decode("latin-1"))
        elif text is not None:
            self._text(text.decode(self._encoding(), "replace"))

    def _brace(self, brace: bytes) -> None:
        self._star = False
        if brace == b"{":
            if len(self._states) > _MAX_GROUPS:
                raise DocumentTooComplex
            self._states.append(replace(self._state))
        elif len(self._states) > 1:
            closed = self._states.pop()
            if closed.destination == "fldinst" and self._state.destination != "fldinst":
                link = _LINK.search(self._field)
                self._state.link = link.group(1) if link else self._state.link
                self._field = ""
            if closed.part is not self._state.part:
                self.end_paragraph(closed.part)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._star = True
        elif symbol in SYMBOLS:
            self._text(SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        star, self._star = self._star, False
        if word in ("fonttbl", "colortbl", "stylesheet", "fldinst"):
            state.destination = word
        elif word in ("listtext", "pntext"):
            state.destination = "listtext"
            self._lines[state.part].bullet = True
        elif word in PARTS:
            state.part = PARTS[word]
            if state.part is not Part.TEXT_BOX:
                state.destination = ""
        elif word in SKIPPED or (star and word not in ("shpinst", "shppict", "cs", "ts")):
            state.destination = "skip"
        elif word == "u" and number is not None:
            self._text(chr(number % 0x10000))
            self._to_skip = state.skip_after_unicode
        elif word == "bin":
            state.destination = "skip"
        elif state.destination == "":
            self._formatting(word, number)
        elif state.destination != "listtext":
            self._table_word(word, number)

    def _table_word(self, word: str, number: int | None) -> None:
        """Control words inside the tables of fonts, colours and styles."""
        if word == "f":
            self._state.font = number or 0
        elif word == "fcharset" and self._state.destination == "fonttbl":
            self._fonts[self._state.font] = CODE_PAGES.get(number or 0, "")
        elif word in ("red", "green", "blue"):
            self._colour |= ((number or 0) & 255) << {"red": 16, "green": 8, "blue": 0}[word]
        elif word == "s" and self._state.destination == "stylesheet":
            self._style = number or 0

    def _formatting(self, word: str, number: int | None) -> None:
        state, line = self._state, self._lines[self._state.part]
        if word in CHARACTERS:
            self._text(CHARACTERS[word])
        elif word in ("par", "line", "sect", "page", "softline"):
            self.end_paragraph(state.part)
        elif word in ("cell", "nestcell"):
            self._end_cell()
        elif word in ("row", "nestrow"):
            self._row, self._column = self._row + 1, 0
        elif word == "pard":
            line.heading, line.bullet, line.in_table, line.indent_pt = None, False, False, 0.0
        elif word == "plain":
            state.bold = state.italic = state.hidden = False
            state.size_pt, state.colour = 12.0, 0
        elif word == "ansicpg" and number:
            self._code_page = f"cp{number}"
        elif word == "uc":
            state.skip_after_unicode = number if number is not None else 1
        else:
            self._paragraph_formatting(line, word, number)
            self._character_formatting(state, word, number)

    def _paragraph_formatting(self, line: _Line, word: str, number: int | None) -> None:
        if word == "intbl":
            line.in_table = True
        elif word == "outlinelevel" and number is not None and number < 9:
            line.heading = number + 1
        elif word == "s" and number in self._headings:
            line.heading = self._headings[number]
        elif word == "li":
            line.indent_pt = (number or 0) / 20
        elif word == "ls" and number:
            line.bullet = True

    @staticmethod
    def _character_formatting(state: _State, word: str, number: int | None) -> None:
        on = number != 0
        if word == "b":
            state.bold = on
        elif word == "i":
            state.italic = on
        elif word == "v":
            state.hidden = on
        elif word == "fs":
            state.size_pt = (number or 24) / 2
        elif word == "cf":
            state.colour = number or 0
        elif word == "f":
            state.font = number or 0

    def _encoding(self) -> str:
        page = self._fonts.get(self._state.font) or self._code_page
        try:
            "".encode(page)
        except LookupError:
            return "cp1252"
        return page

    def _flush_bytes(self) -> None:
        if self._bytes:
            data, self._bytes = self._bytes, bytearray()
            self._text(data.decode(self._encoding(), "replace"))

    def _text(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        state = self._state
        if not text or state.destination in ("skip", "fonttbl", "listtext"):
            return
        if state.destination == "colortbl":
            for _ in range(text.count(";")):
                self._colours.append(self._colour)
                self._colour = 0
        elif state.destination == "stylesheet":
            if match := _HEADING.search(text.strip(" ;")):
                self._headings[self._style] = int(match.group(1) or 1)
        elif state.destination == "fldinst":
            self._field = (self._field + text)[:_MAX_INSTRUCTION_CHARACTERS]
        else:
            self._add(text, state)

    def _add(self, text: str, state: _State) -> None:
        colour = self._colours[state.colour] if 0 <= state.colour < len(self._colours) else 0
        run = Run(text, state.bold, state.italic, state.size_pt, colour, state.link, self._hidden(state, colour))
        runs = self._lines[state.part].runs
        if runs and max(len(runs), len(runs[-1].text)) > MAX_LINE_CHARACTERS:
            raise DocumentTooComplex
        if runs and replace(runs[-1], text=text) == run:
            runs[-1] = replace(run, text=runs[-1].text + text)
        else:
            runs.append(run)

    def _hidden(self, state: _State, colour: int) -> Hidden | None:
        if state.hidden:
            return Hidden.MARKED
        if colour == _WHITE and self._is_on_white:
            return Hidden.COLOUR
        return Hidden.TINY if state.size_pt < _TINY_PT else None

    def _end_cell(self) -> None:
        self._lines[self._state.part].in_table = True
        self.end_paragraph(self._state.part)
        self._column += 1

    def end_paragraph(self, part: Part = Part.BODY) -> None:
        """The line read so far becomes a paragraph; style and table go on where the file does not reset them."""
        line = self._lines[part]
        if len(self.paragraphs) > MAX_PARAGRAPHS:
            raise DocumentTooComplex
        cell = None
        if line.in_table:
            cell = Cell(self._table, self._row, self._column, 0, 0)
        elif self._row or self._column:
            self._table, self._row, self._column = self._table + 1, 0, 0
        runs = tuple(_normalised(line.runs))
        self.paragraphs.append(Paragraph(runs, line.heading, line.bullet, part, cell, line.indent_pt))
        line.runs = []
        line.bullet = False


def _normalised(runs: list[Run]) -> Iterator[Run]:
    for run in runs:
        if text := normalise(run.text):
            yield replace(run, text=text)
