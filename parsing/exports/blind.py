"""A candidate without identity as a document to hand on: JSON, PDF or DOCX, all from the same blind record."""

import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst
from docx import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Pt

from parsing.exports.formats import Export

Json = Mapping[str, Any]

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT_PACKAGES = (
    *("fontpkg_noto_sans", "fontpkg_noto_sans_devanagari", "fontpkg_ibm_plex_sans_arabic"),
    *("pylopdf_fonts_he", "noto_cjk_sans_otc"),
)
_CJK_FONTS = {"ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR", "zh": "Noto Sans CJK SC"}
_FONTS = ("Noto Sans", "IBM Plex Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari")
_WORD_FONTS = {"w:ascii": "Arial", "w:hAnsi": "Arial", "w:cs": "Arial", "w:eastAsia": "Arial Unicode MS"}
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # when a document was made says nothing of the person, nor should it


@dataclass(frozen=True, slots=True)
class Entry:
    head: str = ""
    aside: str = ""
    sub: str = ""
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    reference: str
    heading: str
    line: str
    parts: tuple[Part, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether most of its letters are of a script that runs from right to left."""
        text = json.dumps(asdict(self), ensure_ascii=False)
        return len(_RIGHT_TO_LEFT.findall(text)) * 2 > sum(character.isalpha() for character in text)


def blind_export(record: Json, *, format_name: str, language: str | None) -> Export:
    """The record of `profiles.blind` in one of BLIND_FORMATS; `language` is that of the document."""
    return BLIND_FORMATS[format_name](record, language or "en")


def sheet_of(record: Json) -> Sheet:
    """What is printed, in its order; parts without content are left out."""
    years = record["total_experience_years"]
    line = [str(record["seniority"] or "").capitalize(), f"{years} years of work" if years is not None else ""]
    if record["fit_score"] is not None:
        line.append(f"Fit {record['fit_score']} of 100")
    parts = (
        Part("Profile", _texts(record["profile"])),
        Part("Experience", tuple(map(_job, record["experience"]))),
        Part("Education", tuple(map(_study, record["education"]))),
        Part("Skills", _texts(", ".join(record["skills"]))),
        Part("Languages", _texts(", ".join(map(_language, record["languages"])))),
        Part("Certifications", _texts(", ".join(record["certifications"]))),
    )
    return Sheet(
        reference=record["candidate_id"] or "",
        heading=record["headline"] or "Candidate",
        line=" \u00b7 ".join(filter(None, line)),
        parts=tuple(part for part in parts if part.entries),
    )


def _texts(text: str | None) -> tuple[Entry, ...]:
    return (Entry(text=tuple(text.splitlines())),) if text else ()


def _job(job: Json) -> Entry:
    months = job["months"]
    length = "" if months is None else f"{months // 12} y {months % 12} m" if months >= 12 else f"{months} m"
    return Entry(
        head=job["title"] or "No title stated",
        aside=f"{length}, current" if length and job["is_current"] else length,
        sub=job["company"] or "",
        text=tuple((job["description"] or "").splitlines()),
    )


def _study(study: Json) -> Entry:
    return Entry(head=study["degree"] or "No degree stated", aside=study["grade"] or "", sub=study["institution"] or "")


def _language(item: Json) -> str:
    return f"{item['language']} ({item['proficiency']})" if item["proficiency"] else str(item["language"])


def _json(record: Json, _: str) -> Export:
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=2)
    return Export(text.encode("utf-8", "replace"), "application/json", "json")


def _pdf(record: Json, language: str) -> Export:
    return sheet_pdf(sheet_of(record), title="Candidate", language=language)


def sheet_pdf(sheet: Sheet, *, title: str, language: str) -> Export:
    """The sheet as a PDF in every script; nothing in it is markup."""
    cjk = _CJK_FONTS.get(language, "Noto Sans CJK JP")
    data = {
        **asdict(sheet),
        "title": title,
        "right_to_left": sheet.right_to_left,
        "language": language,
        "fonts": [*_FONTS, cjk, *(name for name in _CJK_FONTS.values() if name != cjk)],
    }
    content = typst.compile(
        Path(__file__).with_suffix(".typ"),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=int(_EPOCH.timestamp()),
    )
    return Export(content, "application/pdf", "pdf")


@cache
def _fonts() -> Any:
    """The fonts that came with the packages, and no other of the machine: the same file everywhere."""
    folders = []
    for package in _FONT_PACKAGES:
        found = find_spec(package)
        if found is None or found.origin is None:
            raise ModuleNotFoundError(package)
        folders.append(str(Path(found.origin).parent))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _docx(record: Json, language: str) -> Export:
    sheet = sheet_of(record)
    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = "Candidate", language
    properties.created = properties.modified = _EPOCH
    writer = _Writer(document, right_to_left=sheet.right_to_left)
    writer.paragraph(sheet.reference, size_pt=8)
    writer.paragraph(sheet.heading, size_pt=17, bold=True)
    writer.paragraph(sheet.line)
    for part in sheet.parts:
        writer.paragraph(part.title, size_pt=12, bold=True, level=1)
        for entry in part.entries:
            writer.paragraph("\t".join(filter(None, (entry.head, entry.aside))), bold=True)
            writer.paragraph(entry.sub, italic=True)
            for line in entry.text:
                writer.paragraph(line)
    out = io.BytesIO()
    document.save(out)
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Export(out.getvalue(), content_type, "docx")


class _Writer:
    def __init__(self, document: Any, *, right_to_left: bool) -> None:
        self.document, self.right_to_left = document, right_to_left

    def paragraph(
        self, text: str, *, size_pt: float = 10, bold: bool = False, italic: bool = False, level: int = 0
    ) -> None:
        """One paragraph; none for an empty text."""
        if not text:
            return
        style = f"Heading {level + 1}" if level else None
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(_NOT_XML.sub("", text))
        run.font.size, run.bold, run.italic = Pt(size_pt), bold, italic
        fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001  # scripts that python-docx has no name for
        for attribute, name in _WORD_FONTS.items():
            fonts.set(_qualified(attribute), name)
        if self.right_to_left:
            paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001  # as above
            run.font.rtl = True


def _qualified(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name.partition(':')[2]}"


BLIND_FORMATS: Mapping[str, Callable[[Json, str], Export]] = {"json": _json, "pdf": _pdf, "docx": _docx}
