"""The documents as pages that Chromium prints. What a layout looks like stands in `layouts.toml`."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from parsing.evals.field.sheet import Item, Line, Piece, Row, Section, Sheet, SkillLine

_LEVELS = 5


@cache
def layouts() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))


def render(sheet: Sheet) -> str:
    """Raises KeyError for an unknown layout."""
    layout = {"frame": "flow", **layouts()["common"], **layouts()[sheet.layout], **sheet.options}
    direction = "rtl" if sheet.right_to_left else "ltr"
    body = _FRAMES[layout["frame"]](sheet, layout)
    footer = f'<div class="foot">{escape(layout["footer"])}</div>' if layout.get("footer") else ""
    head = f'<div class="running">{escape(layout["running"])}</div>' if layout.get("running") else ""
    return (
        f'<!doctype html><html lang="{sheet.language}" dir="{direction}"><meta charset="utf-8"><title>CV</title>'
        f"<style>{layouts()['common']['base']}{layout['css']}{layout.get('more_css', '')}</style>"
        f"<body>{head}{body}{footer}</body></html>"
    )


# --- frames


def _flow(sheet: Sheet, layout: Mapping[str, Any]) -> str:
    return f"<main>{_head(sheet, layout)}{_all(sheet.sections, layout)}</main>"


def _sides(sheet: Sheet, layout: Mapping[str, Any]) -> str:
    """A sidebar; `contacts_in` and `head_in` say where the name and the contacts stand: "side", "main", "top"."""
    side = [section for section in sheet.sections if section.side]
    main = [section for section in sheet.sections if not section.side]
    parts = {"side": "", "main": "", "top": ""}
    parts[layout["head_in"]] += '<div class="photo"></div>' * bool(layout.get("photo")) + _name(sheet)
    parts[layout["contacts_in"]] += _contacts(sheet, layout)
    top = f"<header>{parts['top']}</header>" if parts["top"] else ""
    columns = {
        "side": f"<aside>{parts['side']}{_all(side, layout)}</aside>",
        "main": f"<main>{parts['main']}{_all(main, layout)}</main>",
    }
    order = ("side", "main") if layout["side"] == "first" else ("main", "side")
    return f'{top}<div class="columns">{"".join(columns[part] for part in order)}</div>'


def _margin(sheet: Sheet, layout: Mapping[str, Any]) -> str:
    """Headings in a column beside the text."""
    rows = "".join(
        f'<tr><th class="heading">{escape(section.heading)}</th><td>{_items(section, layout)}</td></tr>'
        for section in sheet.sections
    )
    return f'<main>{_head(sheet, layout)}<table class="margin">{rows}</table></main>'


def _boxed(sheet: Sheet, layout: Mapping[str, Any]) -> str:
    """A form: boxes with labels, a heading as a row of its own, an entry as a row of cells."""
    width = layout["cells"]
    labelled = [cell for contact in sheet.contacts for cell in _label_cells(contact)]
    rows = [labelled[index : index + width] for index in range(0, len(labelled), width)]
    lines = [f"<tr>{''.join(cells)}{'<td></td>' * (width - len(cells))}</tr>" for cells in rows]
    for section in sheet.sections:
        if section.heading:
            lines.append(f'<tr><th class="heading" colspan="{width}">{escape(section.heading)}</th></tr>')
        columns = layout.get(f"{section.kind}_columns")
        if columns:
            lines.append("<tr>" + "".join(f"<th>{escape(name)}</th>" for name in columns) + "</tr>")
        lines += [_boxed_item(item, layout, width, cells=bool(columns)) for item in section.items]
    return f'<main>{_name(sheet)}<table class="boxed">{"".join(lines)}</table></main>'


def _label_cells(contact: str) -> tuple[str, str]:
    label, _, value = contact.partition("::")
    return f"<th>{escape(label)}</th>", f"<td>{escape(value)}</td>"


def _boxed_item(item: Item | Line | SkillLine, layout: Mapping[str, Any], width: int, *, cells: bool) -> str:
    if not isinstance(item, Item) or not cells:
        return f'<tr><td colspan="{width}">{_one(item, layout)}</td></tr>'
    row = "".join(f"<td>{''.join(map(_piece, row.left))}</td>" for row in item.rows)
    more = f'<tr><td colspan="{width}">{_lines(item.lines)}</td></tr>' if item.lines else ""
    return f"<tr>{row}</tr>{more}"


_FRAMES = {"flow": _flow, "sides": _sides, "margin": _margin, "boxed": _boxed}


# --- parts


def _head(sheet: Sheet, layout: Mapping[str, Any]) -> str:
    photo = '<div class="photo"></div>' * bool(layout.get("photo"))
    parts = [photo, _name(sheet), _contacts(sheet, layout)]
    return f"<header>{''.join(reversed(parts) if layout.get('contacts_first') else parts)}</header>"


def _name(sheet: Sheet) -> str:
    headline = f'<div class="headline">{escape(sheet.headline)}</div>' if sheet.headline else ""
    return f'<div class="titles"><h1>{escape(sheet.name)}</h1>{headline}</div>'


def _contacts(sheet: Sheet, layout: Mapping[str, Any]) -> str:
    heading = f"<h2>{escape(layout['contacts_heading'])}</h2>" if layout.get("contacts_heading") else ""
    shown = "".join(f"<div>{_contact(contact)}</div>" for contact in sheet.contacts)
    if layout["contacts"] == "line":
        shown = escape(layout.get("separator", " | ")).join(_contact(contact) for contact in sheet.contacts)
    return f'<div class="contacts">{heading}{shown}</div>'


def _contact(contact: str) -> str:
    """`label::value` sets them apart, `text->address` is a link."""
    text, _, address = contact.partition("->")
    label, apart, value = text.partition("::")
    shown = f'<span class="label">{escape(label)}</span> {escape(value)}' if apart else escape(text)
    return f'<a href="{escape(address)}">{shown}</a>' if address else shown


def _all(sections: Iterable[Section], layout: Mapping[str, Any]) -> str:
    return "".join(
        f'<section class="{section.kind}">{_heading(section)}{_items(section, layout)}</section>'
        for section in sections
    )


def _heading(section: Section) -> str:
    return f'<h2 class="heading">{escape(section.heading)}</h2>' if section.heading else ""


def _items(section: Section, layout: Mapping[str, Any]) -> str:
    return "".join(_one(item, layout) for item in section.items)


def _one(item: Item | Line | SkillLine, layout: Mapping[str, Any]) -> str:
    if isinstance(item, Line):
        return _lines([item])
    if isinstance(item, SkillLine):
        return _skills(item, layout)
    inner = "".join(map(_row, item.rows)) + _lines(item.lines)
    if not item.aside:
        return f'<div class="entry {item.kind}">{inner}</div>'
    aside = "".join(map(_row, item.aside))
    if layout["asides"] == "table":
        return f'<table class="entry"><tr><td class="aside">{aside}</td><td class="inner">{inner}</td></tr></table>'
    return f'<div class="entry beside"><div class="aside">{aside}</div><div class="inner">{inner}</div></div>'


def _row(row: Row) -> str:
    left = "".join(map(_piece, row.left))
    right = f'<span class="right">{"".join(map(_piece, row.right))}</span>' if row.right else ""
    return f'<div class="row"><span>{left}</span>{right}</div>'


def _piece(piece: Piece) -> str:
    return f'<span class="{piece.token}">{escape(piece.text)}</span>' if piece.token else escape(piece.text)


def _lines(lines: Iterable[Line]) -> str:
    return "".join(_grouped(lines))


def _grouped(lines: Iterable[Line]) -> Iterator[str]:
    inside = False
    for line in lines:
        if line.bullet != inside:
            yield "<ul>" if line.bullet else "</ul>"
            inside = line.bullet
        yield f"<li>{escape(line.text)}</li>" if line.bullet else f"<p>{escape(line.text)}</p>"
    if inside:
        yield "</ul>"


def _skills(line: SkillLine, layout: Mapping[str, Any]) -> str:
    label = f'<span class="label">{escape(line.label)}:</span> ' if line.label else ""
    names = [escape(skill.text) for skill in line.skills]
    match layout["skills"]:
        case "pills" | "bars" | "dots" | "percent" | "list" as shape:
            marks = [_level(skill.level, shape) for skill in line.skills]
            pairs = zip(names, marks, strict=True)
            shown = "".join(f"<div><span>{name}</span>{mark}</div>" for name, mark in pairs)
            return f'<div class="skills {shape}">{label}{shown}</div>'
        case separator:
            levels = [f" ({escape(skill.level)})" if skill.level else "" for skill in line.skills]
            shown = separator.join(name + level for name, level in zip(names, levels, strict=True))
            return f'<div class="skills">{label}{shown}</div>'


def _level(level: str, shape: str) -> str:
    if not level:
        return ""
    if not level.isdigit():
        return f' <span class="level">{escape(level)}</span>'
    share = int(level) / _LEVELS
    match shape:
        case "bars":
            return f'<i class="bar"><b style="width:{share:.0%}"></b></i>'
        case "dots":
            return f'<span class="level">{chr(0x25CF) * int(level)}{chr(0x25CB) * (_LEVELS - int(level))}</span>'
        case _:
            return f'<span class="level">{share:.0%}</span>'
