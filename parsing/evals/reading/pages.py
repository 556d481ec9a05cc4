"""PDF layouts as HTML for Chromium. Every function asks for its texts in the order in which they are to be read."""

from collections.abc import Callable

from parsing.evals.reading.texts import Texts

_CSS = """
* { box-sizing: border-box; } body { margin: 0; font: %(size)spt %(font)s; line-height: %(leading)s; color: #222; }
@page { size: %(paper)s; margin: %(margin)s; } h1 { font-size: 22pt; margin: 0 0 4pt; } h3, p { margin: 0 0 3pt; }
h2 { font-size: 13pt; margin: 12pt 0 5pt; } h3 { font-size: 1em; } ul { margin: 2pt 0 8pt; padding-inline-start: 14pt; }
.between { display: flex; justify-content: space-between; gap: 14pt; } .dated { display: grid; gap: 10pt; }
.dated { grid-template-columns: 34mm 1fr; } .two { display: grid; grid-template-columns: 1fr 1fr; gap: 9mm; }
.three { display: grid; grid-template-columns: repeat(3, 1fr); gap: 7mm; } table { border-collapse: collapse; }
td { padding: 3pt 10pt 3pt 0; vertical-align: top; } .centred td { vertical-align: middle; padding: 8pt 10pt 8pt 0; }
.side { background: #e6ecf1; padding: 5mm; } .right { text-align: right; } .small { font-size: .85em; }
"""
FURNITURE = "furniture 1234567"  # repeated by Chromium on every page
_FONT = "'Noto Sans', 'Noto Sans Arabic', 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif"


def render(layout: str, texts: Texts, *, paper: str, size: float, leading: float) -> str:
    """The HTML of a document in `layout`; `texts.truth` then holds its order."""
    css = _CSS % {"size": size, "font": _FONT, "leading": leading, "paper": paper, "margin": "12mm"}
    body = LAYOUTS[layout](texts)
    direction = "rtl" if texts.right_to_left else "ltr"
    return (
        f'<!doctype html><html dir="{direction}"><meta charset="utf-8"><style>{css}</style><body>{body}</body></html>'
    )


def _header(texts: Texts) -> str:
    name, headline, contact = texts.title(), texts.short(), texts.contact()
    return f"<h1>{name}</h1><p>{headline}</p><p>{contact}</p>"


def _titled(texts: Texts) -> str:
    return f"{_header(texts)}<h2>{texts.heading()}</h2>"


def _list(texts: Texts, count: int = 3) -> str:
    return "<ul>" + "".join(f"<li>{texts.sentence()}</li>" for _ in range(count)) + "</ul>"


def _shorts(texts: Texts, count: int = 6) -> str:
    return "".join(f"<p>{texts.short()}</p>" for _ in range(count))


def _entry(texts: Texts, items: int = 3) -> str:
    """Title and dates on one line, the place below it, a list."""
    head = f'<div class="between"><h3>{texts.title()}</h3><span>{texts.dates()}</span></div>'
    return f"{head}<p>{texts.short()}</p>{_list(texts, items)}"


def _section(texts: Texts, entries: int = 2, items: int = 3) -> str:
    return f"<h2>{texts.heading()}</h2>" + "".join(_entry(texts, items) for _ in range(entries))


def _side(texts: Texts, sections: int = 3, lines: int = 5) -> str:
    return "".join(f"<h2>{texts.heading()}</h2>{_shorts(texts, lines)}" for _ in range(sections))


def single(texts: Texts) -> str:
    top = f"{_header(texts)}<h2>{texts.heading()}</h2><p>{texts.paragraph()}</p>"
    return top + _section(texts, 3) + _section(texts, 2, 1)


def place_and_dates_right(texts: Texts) -> str:
    """Two lines at the right edge of each entry: place above dates."""
    top = _titled(texts)
    entries = []
    for _ in range(4):
        first = f'<div class="between"><h3>{texts.title()}</h3><span>{texts.short()}</span></div>'
        second = f'<div class="between"><i>{texts.short()}</i><span>{texts.dates()}</span></div>'
        entries.append(first + second + _list(texts))
    return top + "".join(entries)


def dates_left(texts: Texts) -> str:
    top = _titled(texts)
    entries = []
    for _ in range(4):
        dates = texts.dates()
        body = f"<h3>{texts.title()}</h3><p>{texts.short()}</p>{_list(texts)}"
        entries.append(f'<div class="dated"><div>{dates}</div><div>{body}</div></div>')
    return top + "".join(entries)


def headings_left(texts: Texts) -> str:
    rows = [_header(texts)]
    for entries in (2, 3, 1):
        heading = f'<div><h2 style="margin-top: 0">{texts.heading()}</h2></div>'
        rows.append(f'<div class="dated">{heading}<div>{"".join(_entry(texts) for _ in range(entries))}</div></div>')
    return "".join(rows)


def labels_centred(texts: Texts) -> str:
    top = _titled(texts)
    rows = []
    for _ in range(5):
        label = texts.dates()
        rows.append(f"<tr><td>{label}</td><td><h3>{texts.title()}</h3><p>{texts.short()}</p>{_list(texts)}</td></tr>")
    return f'{top}<table class="centred">{"".join(rows)}</table>'


def sidebar_left(texts: Texts) -> str:
    side = f'<div class="side">{_header(texts)}{_side(texts, 4)}</div>'
    main = f"<div>{_section(texts, 3)}{_section(texts, 2, 1)}</div>"
    return f'<div style="display: grid; grid-template-columns: 62mm 1fr; gap: 7mm">{side}{main}</div>'


def sidebar_right(texts: Texts) -> str:
    main = f'<td style="width: 68%">{_header(texts)}{_section(texts, 3)}{_section(texts, 1, 2)}</td>'
    return f'<table><tr>{main}<td class="side">{_side(texts, 4)}</td></tr></table>'


def sidebar_over_pages(texts: Texts) -> str:
    """Both columns run on over two or three pages."""
    header = _header(texts)
    side = f'<div style="float: inline-start; width: 30%">{_side(texts, 9, 7)}</div>'
    main = f'<div style="margin-inline-start: 34%">{_section(texts, 4)}{_section(texts, 5)}</div>'
    return header + side + main


def header_over_columns(texts: Texts) -> str:
    header = f'{_header(texts)}<p>{texts.paragraph()}</p><div class="two">'
    left = f"<div>{_section(texts, 2, 2)}</div>"
    return f"{header}{left}<div>{_side(texts, 3)}</div></div>"


def text_below_columns(texts: Texts) -> str:
    top = _header(texts)
    columns = f'<div class="two"><div>{_side(texts, 2)}</div><div>{_side(texts, 2, 4)}</div></div>'
    return top + columns + _section(texts, 2)


def three_columns(texts: Texts) -> str:
    top = _header(texts) + _section(texts, 2)
    return top + '<div class="three">' + "".join(f"<div>{_side(texts, 1)}</div>" for _ in range(3)) + "</div>"


def table_of_jobs(texts: Texts) -> str:
    top = _titled(texts)
    rows = "".join(
        f"<tr><td>{texts.short()}</td><td>{texts.title()}</td><td>{texts.dates()}</td></tr>" for _ in range(7)
    )
    return f"{top}<table>{rows}</table>{_section(texts, 1)}"


def captions_and_values(texts: Texts) -> str:
    """The form that public employers ask for: a caption on the left of every value."""
    top = _header(texts)
    blocks = []
    for _ in range(3):
        rows = [f'<tr><td style="width: 45mm">{texts.short()}</td><td>{texts.dates()}</td></tr>']
        rows += [f"<tr><td>{texts.short()}</td><td>{texts.title()}</td></tr>" for _ in range(3)]
        rows.append(f"<tr><td>{texts.short()}</td><td>{texts.paragraph()}</td></tr>")
        blocks.append("".join(rows))
    return f"{top}<table>{''.join(blocks)}</table>"


def contact_at_right(texts: Texts) -> str:
    name = f"<div><h1>{texts.title()}</h1><p>{texts.short()}</p></div>"
    contact = f'<div class="right">{_shorts(texts, 2)}<p>{texts.contact()}</p></div>'
    return f'<div class="between">{name}{contact}</div><p>{texts.paragraph()}</p>{_section(texts, 3)}'


def dates_left_in_main(texts: Texts) -> str:
    """A sidebar, and beside it entries with their dates in a column of their own."""
    side = f'<div class="side">{_header(texts)}{_side(texts, 3)}</div>'
    entries = []
    for _ in range(4):
        dates = texts.dates()
        body = f"<h3>{texts.title()}</h3><p>{texts.short()}</p>{_list(texts, 2)}"
        entries.append(
            '<div style="display: grid; grid-template-columns: 27mm 1fr; gap: 4mm">'
            f'<div class="small">{dates}</div><div>{body}</div></div>'
        )
    main = f"<div>{''.join(entries)}</div>"
    return f'<div style="display: grid; grid-template-columns: 55mm 1fr; gap: 7mm">{side}{main}</div>'


def running_furniture(texts: Texts) -> str:
    """Four pages with the same line above and below, which is not part of the text."""
    body = _header(texts) + "".join(_section(texts, 4) for _ in range(4))
    above = f"<thead><tr><td>{FURNITURE} above</td></tr></thead>"
    below = f"<tfoot><tr><td>{FURNITURE} below</td></tr></tfoot>"
    return f'<table class="small">{above}{below}<tbody><tr><td>{body}</td></tr></tbody></table>'


LAYOUTS: dict[str, Callable[[Texts], str]] = {
    layout.__name__: layout
    for layout in (
        single,
        place_and_dates_right,
        dates_left,
        headings_left,
        labels_centred,
        sidebar_left,
        sidebar_right,
        sidebar_over_pages,
        header_over_columns,
        text_below_columns,
        three_columns,
        table_of_jobs,
        captions_and_values,
        contact_at_right,
        dates_left_in_main,
        running_furniture,
    )
}
