"""Pages with a narrow column at the side, drawn in every width, font and gutter: no two of them look alike."""

from random import Random

from parsing.evals.reading.texts import Texts

VARIANTS = 8  # of each script
_FONTS = ("'Liberation Sans'", "'Liberation Serif'", "'DejaVu Sans'", "'Liberation Sans Narrow'", "'Noto Sans'")
_FALLBACK = "'Noto Sans', 'Noto Sans Arabic', 'Noto Sans CJK SC', sans-serif"
_HEADINGS = (
    "font-size: 1.3em; margin: 9pt 0 3pt;",
    "font-size: 1.15em; border-bottom: 1px solid #444; margin: 10pt 0 5pt;",
    "font-size: 1em; text-transform: none; letter-spacing: .04em; margin: 8pt 0 2pt;",
    "font-size: 1.2em; font-weight: normal; color: #27496d; margin: 12pt 0 4pt;",
)
_SIDES = ("", "background: #2b3a4a; color: #fff;", "border-inline-end: 1px solid #777;", "background: #eef2f5;")
_CSS = """
* {{ box-sizing: border-box; }} @page {{ size: {paper}; margin: {margin}mm; }} p, h3 {{ margin: 0; }}
body {{ margin: 0; font: {size}pt {font}, {fallback}; line-height: {leading}; }} h1 {{ font-size: 21pt; margin: 0; }}
h2 {{ {heading} }} h3 {{ font-size: 1em; }} ul {{ margin: 1pt 0 5pt; padding-inline-start: 13pt; }}
.between {{ display: flex; justify-content: space-between; gap: 10pt; }}
.page {{ display: grid; grid-template-columns: {width}mm 1fr; column-gap: {gutter}mm; }}
.side {{ {side} padding: {padding}mm; }} .side h2 {{ color: inherit; }}
.photo {{ width: 24mm; height: 28mm; background: #9ab; margin-bottom: 4mm; }}
.entry {{ margin-bottom: {space}pt; }}
"""


def render(texts: Texts, rng: Random) -> str:
    """The HTML of one page or several; `texts.truth` then holds the order."""
    css = _CSS.format(
        paper=rng.choice(("A4", "Letter")),
        margin=rng.choice((8, 12, 16)),
        size=rng.choice((8.5, 9.5, 10.5, 11.5)),
        font=rng.choice(_FONTS),
        fallback=_FALLBACK,
        leading=rng.choice((1.15, 1.3, 1.5)),
        heading=rng.choice(_HEADINGS),
        width=rng.choice((42, 50, 58, 66)),
        gutter=rng.choice((4, 6, 9)),
        side=rng.choice(_SIDES),
        padding=rng.choice((0, 3)),
        space=rng.choice((0, 4, 8)),
    )
    direction = "rtl" if texts.right_to_left else "ltr"
    return (
        f'<!doctype html><html dir="{direction}"><meta charset="utf-8"><style>{css}</style>{_body(texts, rng)}</html>'
    )


def _body(texts: Texts, rng: Random) -> str:
    """A column shorter than the main text, longer, or running on with it over pages."""
    place = rng.choice(("over", "side", "main"))
    sections, entries = rng.choice(((2, 3), (4, 3), (6, 2), (7, 7)))
    top = f"<header>{_title(texts)}<p>{texts.contact()}</p></header>" if place == "over" else ""
    photo = '<div class="photo"></div>' if rng.random() < 0.3 else ""
    side = photo + (_title(texts) if place == "side" else "")
    side += "".join(_short_section(texts, rng) for _ in range(sections))
    main = _title(texts) if place == "main" else ""
    main += "".join(_section(texts, rng, entries) for _ in range(2))
    return f'{top}<div class="page"><div class="side">{side}</div><div>{main}</div></div>'


def _title(texts: Texts) -> str:
    return f"<h1>{texts.title()}</h1><p>{texts.short()}</p>"


def _short_section(texts: Texts, rng: Random) -> str:
    """Contacts, skills, languages: lines of a word or two, or a sentence that fills the column."""
    heading = f"<h2>{texts.heading()}</h2>"
    if rng.random() < 0.2:
        return f"{heading}<p>{texts.sentence()}</p>"
    return heading + "".join(f"<p>{texts.short()}</p>" for _ in range(rng.randint(1, 5)))


def _section(texts: Texts, rng: Random, entries: int) -> str:
    dates_apart = rng.random() < 0.6
    return f"<h2>{texts.heading()}</h2>" + "".join(_entry(texts, rng, dates_apart=dates_apart) for _ in range(entries))


def _entry(texts: Texts, rng: Random, *, dates_apart: bool) -> str:
    title = f"<h3>{texts.title()}</h3>"
    dates = f"<span>{texts.dates()}</span>"
    head = f'<div class="between">{title}{dates}</div>' if dates_apart else f"{title}<p>{dates}</p>"
    place = f"<p>{texts.short()}</p>"
    items = "".join(f"<li>{texts.sentence()}</li>" for _ in range(rng.randint(0, 3)))
    return f'<div class="entry">{head}{place}<ul>{items}</ul></div>'
