"""The documents made by hand (`hand/*.toml`) as files with truths. `hand/README.md` explains the marks."""

import hashlib
import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from parsing.evals.generate.render_docx import TEXT_BOX

FOLDER = Path(__file__).with_name("hand")

_KEYS = {"about", "lang", "formats", "body", "raw", "name", "email", "phone", "city", "jobs", "education", "skills"}
_POSITIONED = re.compile(r"(\d+) (\d+) (\d+)(b|white)? (.*)")


def build_handmade(cache: Path) -> Path:
    """Write every document in each of its formats unless they are there, and return the folder.

    Raises ValueError for an unknown key or a mark that cannot be read.
    """
    sources = [*sorted(FOLDER.glob("*.toml")), Path(__file__)]
    fingerprint = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    folder = cache / f"hand-{fingerprint}"
    if folder.is_dir():
        return folder
    unfinished = cache / f"{folder.name}.unfinished"
    for source in sources[:-1]:
        _write_all(tomllib.loads(source.read_text("utf-8"))["document"], source.stem, unfinished)
    for old in cache.glob("hand-*"):
        if old != unfinished:
            shutil.rmtree(old, ignore_errors=True)
    return unfinished.rename(folder)


def _write_all(documents: list[dict[str, Any]], source: str, folder: Path) -> None:
    for number, document in enumerate(documents, start=1):
        if unknown := set(document) - _KEYS:
            raise ValueError(f"{source} {number}: unknown keys {sorted(unknown)}")
        for suffix in document["formats"]:
            group = folder / source
            group.mkdir(parents=True, exist_ok=True)
            stem = f"{number:02d}-{document['lang']}-{suffix}"
            content = document["body"].encode() if document.get("raw") else _WRITERS[suffix](document["body"].strip())
            (group / f"{stem}.{suffix}").write_bytes(content)
            truth = json.dumps(truth_of(document), ensure_ascii=False, indent=1)
            (group / f"{stem}.json").write_text(truth, "utf-8")


def truth_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The truth in JSON Resume form."""
    basics = {key: document[key] for key in ("name", "email", "phone") if key in document}
    return {
        "basics": {**basics, "location": {"city": document["city"]} if "city" in document else {}},
        "work": [_entry(job, ("name", "position")) for job in document.get("jobs", [])],
        "education": [_entry(entry, ("institution", "studyType")) for entry in document.get("education", [])],
        "skills": [{"name": "all", "keywords": document["skills"]}] if "skills" in document else [],
        "meta": {"lang": document["lang"], "about": document["about"]},
    }


def _entry(values: list[str], names: tuple[str, str]) -> dict[str, str | None]:
    entry: dict[str, str | None] = {}
    for key, value in zip((*names, "startDate", "endDate"), values, strict=True):
        if value == "?":
            entry[key] = None
        elif value != "present":
            entry[key] = value
    return entry


# --- formats


def _txt(body: str) -> bytes:
    header = [line[3:] for line in body.splitlines() if line.startswith("^^ ")]
    footer = [line[3:] for line in body.splitlines() if line.startswith("__ ")]
    lines = []
    for line in body.splitlines():
        if line.startswith(("^^ ", "__ ")):
            continue
        if line.startswith("# "):
            lines += ["", line[2:]]
        elif line.startswith("| "):
            lines.append("\t".join(_cells(line)))
        else:
            lines.append(_unboxed(line).replace(" >> ", "\t"))
    return ("\n".join([*header, *lines, *footer]) + "\n").encode()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _unboxed(line: str) -> str:
    return line[3:-3] if line.startswith("[[ ") else line


def _docx(body: str) -> bytes:
    document = Document()
    table: Table | None = None
    for line in body.splitlines():
        if not line.startswith("| "):
            table = None
            _word_line(document, line)
            continue
        cells = _cells(line)
        if table is None or len(table.columns) != len(cells):
            table = document.add_table(rows=0, cols=len(cells))
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.paragraphs[0].add_run(text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _word_line(document: WordDocument, line: str) -> None:
    mark, text = line[:2], line[2:].strip()
    match mark:
        case "^^":
            document.sections[0].header.paragraphs[0].add_run(text)
        case "__":
            document.sections[0].footer.paragraphs[0].add_run(text)
        case "# ":
            document.add_heading(text, level=2)
        case "- ":
            document.add_paragraph(text, style="List Bullet")
        case "[[":
            inner = f'<w:p><w:r><w:t xml:space="preserve">{escape(_unboxed(line))}</w:t></w:r></w:p>'
            box = parse_xml(TEXT_BOX.format(ns=nsdecls("w"), paragraphs=inner))
            document.element.body.insert_element_before(box, "w:sectPr")
        case _:
            document.add_paragraph(line.replace(" >> ", "\t"))


def _html(body: str) -> bytes:
    return f'<!doctype html><meta charset="utf-8"><title>CV</title>{"".join(_html_parts(body))}'.encode()


def _html_parts(body: str) -> Iterator[str]:
    for line in body.splitlines():
        text = escape(line)
        if line.startswith("| "):
            yield "<table><tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(line)) + "</tr></table>"
        elif line.startswith("# "):
            yield f"<h2>{text[2:]}</h2>"
        elif line.startswith("- "):
            yield f"<ul><li>{text[2:]}</li></ul>"
        elif line.strip():
            left, _, right = text.partition(" &gt;&gt; ")
            yield f'<p>{left} <span style="float:right">{right}</span></p>' if right else f"<p>{text}</p>"


def _pdf(body: str) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for line in body.splitlines():
        if line == "page":
            canvas.showPage()
            continue
        match = _POSITIONED.fullmatch(line)
        if not match:
            raise ValueError(f"no position: {line!r}")
        x, y, size, style, text = match.groups()
        canvas.setFillGray(1 if style == "white" else 0)
        canvas.setFont("Helvetica-Bold" if style == "b" else "Helvetica", int(size))
        canvas.drawString(int(x), A4[1] - int(y), text)
    canvas.save()
    return buffer.getvalue()


_WRITERS = {"txt": _txt, "docx": _docx, "html": _html, "pdf": _pdf}
