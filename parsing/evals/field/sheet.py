"""A document of `open/` or `sealed/` as its renderers see it, and its truth. README.md explains the marks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

SHEET_KEYS = frozenset(
    {"about", "lang", "render", "name", "shown", "headline", "email", "phone", "city", "contacts", "entry", "study"}
    | {"employer", "body", "options", "page", "jobs", "education", "skills"}
)
KINDS = {"jobs": "work", "education": "education", "skills": "skills", "text": ""}

_CELLS: Mapping[str, tuple[str, ...]] = {
    "jobs": ("title", "company", "place", "when"),
    "education": ("degree", "institution", "place", "when"),
    "employer": ("company", "place", "when"),
}
_TOKEN = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a row; `token` is "title", "company", "when" and so on, or empty for what stands between."""

    text: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    left: tuple[Piece, ...]
    right: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A job, an education, or the employer of the jobs that follow."""

    kind: str  # "jobs", "education", "employer"
    values: Mapping[str, str]
    aside: tuple[Row, ...]  # what stands in a column of its own
    rows: tuple[Row, ...]
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Skill:
    text: str
    level: str = ""  # a word, or a number of 0 to 5


@dataclass(frozen=True, slots=True)
class SkillLine:
    label: str
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Section:
    kind: str
    heading: str
    side: bool
    items: list[Item | Line | SkillLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    language: str
    layout: str
    name: str  # as printed
    headline: str
    contacts: tuple[str, ...]
    sections: tuple[Section, ...]
    options: Mapping[str, Any]

    @property
    def right_to_left(self) -> bool:
        return self.language in ("ar", "he")


def sheet_of(document: Mapping[str, Any]) -> Sheet:
    """Raises ValueError for a mark that cannot be read."""
    return Sheet(
        language=document["lang"],
        layout=document["render"].partition("/")[2],
        name=document.get("shown", document["name"]),
        headline=document.get("headline", ""),
        contacts=tuple(document.get("contacts", ())),
        sections=tuple(_sections(document)),
        options=document.get("options", {}),
    )


def _sections(document: Mapping[str, Any]) -> Iterator[Section]:
    section = Section("text", "", side=False)
    for line in document["body"].strip().splitlines():
        if line.startswith("##"):
            if section.heading or section.items:
                yield section
            mark, kind, *heading = line.split(" ", 2)
            if kind not in KINDS:
                raise ValueError(f"no kind of section: {line!r}")
            section = Section(kind, heading[0] if heading else "", side=mark == "##<")
        elif line.startswith("@"):
            section.items.append(_item(line, section.kind, document))
        elif line.strip():
            _add_line(section, line)
    yield section


def _add_line(section: Section, line: str) -> None:
    bullet = line.startswith("- ")
    text = Line(line[2:] if bullet or line.startswith("+ ") else line, bullet)
    last = section.items[-1] if section.items else None
    if section.kind == "skills":
        section.items.append(_skill_line(line))
    elif isinstance(last, Item) and not line.startswith("+ +"):
        last.lines.append(text)
    else:
        section.items.append(text)


def _skill_line(line: str) -> SkillLine:
    label, colon, rest = line.partition(": ")
    names = (rest if colon else line).split("; ")
    return SkillLine(label if colon else "", tuple(Skill(*name.strip().split(" ~", 1)) for name in names))


def _item(line: str, kind: str, document: Mapping[str, Any]) -> Item:
    values = {
        key: text.removeprefix("?").replace(" ^,", ",").replace(" ^", "") for key, text in _values(line, kind).items()
    }
    shape = "employer" if line.startswith("@@") else {"jobs": "entry", "education": "study"}[kind]
    rows: list[Row] = []
    aside: list[Row] = []
    for pattern in document[shape].strip().splitlines():
        row = _row(pattern.removeprefix("<< "), values)
        if row:
            (aside if pattern.startswith("<< ") else rows).append(row)
    return Item("employer" if shape == "employer" else kind, values, tuple(aside), tuple(rows))


def _values(line: str, kind: str) -> dict[str, str]:
    marks, _, dates = line.partition(" => ")
    cells = [cell.strip() for cell in re.split(r" \|(?= )", marks.lstrip("@"))]
    names = _CELLS["employer" if line.startswith("@@") else kind]
    if dates and len(cells) == len(names) - 1:
        cells.insert(2, "")  # no place
    if len(cells) > len(names) or (dates and len(cells) < len(names)):
        raise ValueError(f"not the cells of its kind: {line!r}")
    values = dict.fromkeys(names, "") | dict(zip(names, cells, strict=False))
    if "degree" in values:
        values["degree"], _, values["area"] = (part.strip() for part in values["degree"].partition("^"))
    return values | {"dates": dates.strip()}


def _row(pattern: str, values: Mapping[str, str]) -> Row | None:
    """The row with its tokens filled in, without the optional parts that are empty; None where nothing is left."""

    def optional(match: re.Match[str]) -> str:
        return match[1] if all(values.get(token) for token in _TOKEN.findall(match[1])) else ""

    left, _, right = _OPTIONAL.sub(optional, pattern).partition(" >> ")
    tokens = _TOKEN.findall(left + right)
    if tokens and not any(values.get(token) for token in tokens):
        return None
    return Row(tuple(_pieces(left, values)), tuple(_pieces(right, values)))


def _pieces(text: str, values: Mapping[str, str]) -> Iterator[Piece]:
    for index, part in enumerate(_TOKEN.split(text)):
        shown = values[part] if index % 2 else part
        if shown and shown != "=":
            yield Piece(shown, part if index % 2 else "")


# --- truth


def truth_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The truth in JSON Resume form.

    Raises ValueError for an unknown key or a mark that cannot be read.
    """
    if unknown := set(document) - SHEET_KEYS:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    basics = {key: document[key] for key in ("name", "email", "phone") if document.get(key)}
    truth: dict[str, Any] = {
        "basics": {**basics, "location": {"city": document["city"]} if document.get("city") else {}},
        "meta": {"lang": document["lang"], "about": document["about"]},
    }
    lists = _listed(document) if "page" in document else _told(document)
    return truth | lists


def _listed(document: Mapping[str, Any]) -> dict[str, Any]:
    """From the lists that stand beside a whole page."""
    return {
        "work": [_entry(values, ("name", "position")) for values in document.get("jobs", [])],
        "education": [_entry(values, ("institution", "studyType")) for values in document.get("education", [])],
        "skills": [{"name": "all", "keywords": document["skills"]}] if document.get("skills") else [],
    }


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    """From the marks of the body."""
    lists: dict[str, list[Any]] = {"work": [], "education": [], "skills": []}
    kind, company = "text", ""
    for line in document["body"].splitlines():
        if line.startswith("##"):
            kind = line.split(" ", 2)[1]
        elif line.startswith("@@"):
            company = _values(line, kind)["company"]
        elif line.startswith("@"):
            values = _values(line, kind)
            start, _, end = values["dates"].partition("..")
            if kind == "jobs":
                company = company if values["company"] == "=" else values["company"]
                cells, names = [company, values["title"], start, end], ("name", "position")
                cells[:2] = [text.partition(" ^")[0] for text in cells[:2]]
            else:
                institution = values["institution"].partition(" ^")[0]
                cells, names = [institution, values["degree"], start, end], ("institution", "studyType")
            lists[KINDS[kind]].append(_entry(cells, names))
        elif kind == "skills" and line.strip():
            lists["skills"] += [skill.text for skill in _skill_line(line).skills]
    lists["skills"] = [{"name": "all", "keywords": lists["skills"]}] if lists["skills"] else []
    return lists


def _entry(values: list[str], names: tuple[str, str]) -> dict[str, str | None]:
    """ "?" before a text, or alone, is a value that two readers would tell differently: it is not scored."""
    entry: dict[str, str | None] = {}
    for key, value in zip((*names, "startDate", "endDate"), values, strict=True):
        if value.startswith("?"):
            entry[key] = None
        elif value and value != "present":
            entry[key] = value
        elif not value and key == "endDate" and names[0] == "name":
            entry[key] = None
    return entry
