"""`python -m parsing.demo.make_samples`: the documents of the demo workspace, from `people.toml`.

The documents are kept in the repository, so that a demo needs none of the libraries that make them.
"""

import tomllib
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Pt
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, Paragraph, Spacer

HERE = Path(__file__).parent
INK, ACCENT = HexColor("#1f2933"), HexColor("#2b5f8a")
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13, textColor=INK)
NAME = ParagraphStyle("name", BODY, fontName="Helvetica-Bold", fontSize=21, leading=26)
HEADLINE = ParagraphStyle("headline", BODY, fontSize=12, leading=17, textColor=ACCENT)
HEADING = ParagraphStyle(
    "heading", BODY, fontName="Helvetica-Bold", fontSize=11.5, leading=16, textColor=ACCENT, spaceBefore=9
)
TITLE = ParagraphStyle("title", BODY, fontName="Helvetica-Bold", spaceBefore=5)
POINT = ParagraphStyle("point", BODY, leftIndent=10, bulletIndent=1)


def main() -> None:
    """Write every document anew."""
    for person in tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))["person"]:
        LAYOUTS[person["layout"]](person, HERE / person["file"])


def sidebar(person: dict[str, Any], path: Path) -> None:
    """Two columns: contact, skills and languages on the left, the story on the right."""
    width, height = A4
    left = Frame(12 * mm, 12 * mm, 55 * mm, height - 24 * mm, id="left")
    right = Frame(72 * mm, 12 * mm, width - 84 * mm, height - 24 * mm, id="right")
    aside = [section for section in person["section"] if section.get("side")]
    story = [section for section in person["section"] if not section.get("side")]
    flow: list[Flowable] = [Paragraph("Contact", HEADING), *(Paragraph(line, BODY) for line in person["contact"])]
    for section in aside:
        flow += [Paragraph(section["heading"], HEADING), *(Paragraph(item, BODY) for item in section["items"])]
    flow += [FrameBreak(), Paragraph(person["name"], NAME), Paragraph(person["headline"], HEADLINE), *_sections(story)]
    _save(person, path, [left, right], flow)


def single(person: dict[str, Any], path: Path) -> None:
    width, height = A4
    frame = Frame(20 * mm, 15 * mm, width - 40 * mm, height - 30 * mm)
    flow: list[Flowable] = [Paragraph(person["name"], NAME), Paragraph(person["headline"], HEADLINE)]
    flow += [Paragraph(" | ".join(person["contact"]), BODY), Spacer(1, 6), *_sections(person["section"])]
    _save(person, path, [frame], flow)


def _sections(sections: list[dict[str, Any]]) -> list[Flowable]:
    flow: list[Flowable] = []
    for section in sections:
        flow.append(Paragraph(section["heading"], HEADING))
        if "text" in section:
            flow.append(Paragraph(section["text"], BODY))
        for entry in section.get("entry", []):
            flow += [Paragraph(entry["title"], TITLE), Paragraph(f"{entry['place']} | {entry['dates']}", BODY)]
            flow += [Paragraph(point, POINT, bulletText="\u2022") for point in entry["points"]]
    return flow


def _save(person: dict[str, Any], path: Path, frames: list[Frame], flow: list[Flowable]) -> None:
    document = BaseDocTemplate(str(path), pagesize=A4, title=person["name"], author=person["name"], invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames))
    document.build(flow)


def word(person: dict[str, Any], path: Path) -> None:
    document = Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_heading(person["name"], level=0)
    document.add_paragraph(person["headline"])
    document.add_paragraph(" \u00b7 ".join(person["contact"]))
    for section in person["section"]:
        document.add_heading(section["heading"], level=1)
        if "text" in section:
            document.add_paragraph(section["text"])
        for entry in section.get("entry", []):
            paragraph = document.add_paragraph()
            paragraph.add_run(entry["title"]).bold = True
            paragraph.add_run(f", {entry['place']}\t{entry['dates']}")
            for point in entry["points"]:
                document.add_paragraph(point, style="List Bullet")
    document.save(str(path))


def text(person: dict[str, Any], path: Path) -> None:
    lines = [person["name"], person["headline"], *person["contact"]]
    for section in person["section"]:
        lines += ["", section["heading"], ""]
        if "text" in section:
            lines.append(section["text"])
        for entry in section.get("entry", []):
            lines += [f"{entry['title']}, {entry['place']}", entry["dates"]]
            lines += [f"- {point}" for point in entry["points"]] + [""]
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


LAYOUTS = {"sidebar": sidebar, "single": single, "word": word, "text": text}

if __name__ == "__main__":
    main()
