"""HTML in many layouts; Chromium prints it to PDF, and some of it is kept as it is."""

from html import escape
from random import Random

from parsing.evals.generate.compose import Item, Part, Row, Sheet

LAYOUTS = ("single", "sidebar_left", "sidebar_right", "columns", "three_columns", "timeline", "table", "band")
HELD_OUT_LAYOUTS = ("centred", "boxes", "wide_sidebar")
SIDE_PARTS = frozenset({"skills", "languages", "interests", "certificates", "personal", "contact"})

_FONTS = (
    "'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans Devanagari', sans-serif",
    "'Noto Serif', 'Noto Serif CJK SC', 'Noto Naskh Arabic', 'Noto Serif Hebrew', 'Noto Serif Devanagari', serif",
    "'Liberation Sans', 'Noto Sans CJK JP', 'Noto Sans Arabic', sans-serif",
)

_CSS = """
* { box-sizing: border-box; } @page { size: A4; margin: 12mm; }
body { font: %(size)spt %(font)s; margin: 0; color: #222; line-height: 1.35; }
h1 { font-size: 22pt; margin: 0; } h2 { font-size: %(h2)spt; color: %(colour)s; margin: 11pt 0 4pt; %(h2_extra)s }
.spaced { letter-spacing: .35em; text-transform: uppercase; } .upper { text-transform: uppercase; }
.headline { color: %(colour)s; font-size: 12pt; } .row { display: flex; justify-content: space-between; gap: 12pt; }
.b { font-weight: bold; } .i { font-style: italic; } ul { margin: 2pt 0 6pt; padding-inline-start: 14pt; }
.item { margin-bottom: 5pt; break-inside: avoid; } .aside { display: grid; grid-template-columns: 32mm 1fr; gap: 5mm; }
.page { display: grid; gap: 8mm; } .sidebar_left .page { grid-template-columns: 58mm 1fr; }
.sidebar_right .page { grid-template-columns: 1fr 58mm; } .columns .page { grid-template-columns: 1fr 1fr; }
.sidebar_left .side { background: #e8edf2; padding: 5mm; }
.three { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 6mm; }
.timeline .experience .item,
.timeline .education .item { border-inline-start: 2pt solid %(colour)s; padding-inline-start: 8pt; }
.band header { background: #2b3a4a; color: #fff; padding: 8mm; } .band .headline { color: #cde; }
.centred h1, .centred h2, .centred header { text-align: center; } .centred .page { display: block; }
.boxes .page { grid-template-columns: 1fr 1fr; } .boxes section { border: 1px solid #bbb; padding: 3mm; }
.boxes .experience { grid-column: 1 / 3; } .wide_sidebar .page { grid-template-columns: 1fr 82mm; }
.wide_sidebar .side { background: #2f3e46; color: #fff; padding: 6mm; } .wide_sidebar .side h2 { color: #fff; }
table { border-collapse: collapse; width: 100%%; } td { vertical-align: top; padding: 2pt 6pt 2pt 0; }
td.date { width: 34mm; }
"""


def render_html(sheet: Sheet, layout: str, rng: Random) -> str:
    css = _CSS % {
        "size": rng.choice((9.5, 10, 11)),
        "font": rng.choice(_FONTS),
        "h2": rng.choice((12, 13, 15)),
        "colour": rng.choice(("#1b4f72", "#7b241c", "#196f3d", "#222", "#6c3483")),
        "h2_extra": rng.choice(("border-bottom: 1px solid #999;", "letter-spacing: .12em;", "")),
    }
    direction = ' dir="rtl"' if sheet.right_to_left else ""
    body = _BODIES.get(layout, _single)(sheet, layout)
    return (
        f'<!doctype html><html lang="{sheet.language}"{direction}><head><meta charset="utf-8"><title>CV</title>'
        f'<style>{css}</style></head><body class="{layout}">{body}</body></html>'
    )


def _single(sheet: Sheet, layout: str) -> str:
    return _header(sheet) + "".join(_part(part, layout) for part in sheet.parts)


def _sidebar(sheet: Sheet, layout: str) -> str:
    side = [part for part in sheet.parts if part.kind in SIDE_PARTS]
    main = [part for part in sheet.parts if part.kind not in SIDE_PARTS]
    heading = f"<h2>{escape(sheet.contact_heading)}</h2>" if sheet.contact_heading else ""
    side_html = f'<div class="side">{heading}{_contacts(sheet)}{_all(side, layout)}</div>'
    main_html = f'<div class="main">{_title(sheet)}{_all(main, layout)}</div>'
    ordered = side_html + main_html if layout == "sidebar_left" else main_html + side_html
    return f'<div class="page">{ordered}</div>'


def _columns(sheet: Sheet, layout: str) -> str:
    middle = 2 if len(sheet.parts) < 7 else 3
    left, right = sheet.parts[:middle], sheet.parts[middle:]
    return f'{_header(sheet)}<div class="page"><div>{_all(left, layout)}</div><div>{_all(right, layout)}</div></div>'


def _boxes(sheet: Sheet, layout: str) -> str:
    return f'{_header(sheet)}<div class="page">{_all(sheet.parts, layout)}</div>'


def _three_columns(sheet: Sheet, layout: str) -> str:
    side = [part for part in sheet.parts if part.kind in SIDE_PARTS][:3]
    rest = [part for part in sheet.parts if part not in side]
    three = "".join(f"<div>{_part(part, layout)}</div>" for part in side)
    return f'{_header(sheet)}{_all(rest, layout)}<div class="three">{three}</div>'


_BODIES = {
    "sidebar_left": _sidebar,
    "sidebar_right": _sidebar,
    "wide_sidebar": _sidebar,
    "columns": _columns,
    "boxes": _boxes,
    "three_columns": _three_columns,
}


def _all(parts: list[Part] | tuple[Part, ...], layout: str) -> str:
    return "".join(_part(part, layout) for part in parts)


def _title(sheet: Sheet) -> str:
    headline = f'<div class="headline">{escape(sheet.headline)}</div>' if sheet.headline else ""
    return f'<h1 class="{sheet.name_form}">{escape(sheet.name)}</h1>{headline}'


def _contacts(sheet: Sheet) -> str:
    if sheet.one_line_contacts:
        dot = "|\u2022\u00b7\u2013"[len(sheet.name) % 4]
        return '<p class="line">' + f" {dot} ".join(f"<span>{escape(text)}</span>" for text in sheet.contacts) + "</p>"
    return "<p>" + "<br>".join(escape(text) for text in sheet.contacts) + "</p>"


def _header(sheet: Sheet) -> str:
    return f"<header>{_title(sheet)}{_contacts(sheet)}</header>"


def _part(part: Part, layout: str) -> str:
    if layout == "table" and part.kind in ("experience", "education"):
        items = "".join(_table_row(item) for item in part.items)
        items = f"<table>{items}</table>"
    else:
        items = "".join(_item(item) for item in part.items)
    return f'<section class="{part.kind}"><h2>{escape(part.heading)}</h2>{items}</section>'


def _item(item: Item) -> str:
    inner = "".join(_row(row) for row in item.rows) + _bullets(item)
    if item.aside:
        return f'<div class="item aside"><div>{escape(item.aside)}</div><div>{inner}</div></div>'
    return f'<div class="item">{inner}</div>'


def _table_row(item: Item) -> str:
    date = item.aside or next((row.right for row in item.rows if row.right), "")
    rows = "".join(_row(Row(row.left, "" if row.right == date else row.right, row.bold)) for row in item.rows)
    return f'<tr><td class="date">{escape(date)}</td><td>{rows}{_bullets(item)}</td></tr>'


def _row(row: Row) -> str:
    classes = " ".join(["row", *(["b"] if row.bold else []), *(["i"] if row.italic else [])])
    right = f" <span>{escape(row.right)}</span>" if row.right else ""
    return f'<div class="{classes}"><span>{escape(row.left)}</span>{right}</div>'


def _bullets(item: Item) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in item.bullets) + "</ul>" if item.bullets else ""
