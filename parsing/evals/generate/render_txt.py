"""Plain text, the way people type it."""

from random import Random

from parsing.evals.generate.compose import Item, Row, Sheet


def printed_name(sheet: Sheet) -> str:
    """The name as letters show it, where the format has no letter-spacing of its own."""
    match sheet.name_form:
        case "upper":
            return sheet.name.upper()
        case "spaced":
            return "   ".join(" ".join(word.upper()) for word in sheet.name.split())
        case _:
            return sheet.name


def render_txt(sheet: Sheet, rng: Random) -> bytes:
    underline, bullet = rng.choice(("=", "-", "", "")), rng.choice(("- ", "* ", "• ", "    – "))
    width = rng.choice((0, 76))
    lines = [printed_name(sheet), *([sheet.headline] if sheet.headline else [])]
    lines += [" | ".join(sheet.contacts)] if sheet.one_line_contacts else list(sheet.contacts)
    for part in sheet.parts:
        lines += ["", part.heading]
        if underline:
            lines.append(underline * len(part.heading))
        for item in part.items:
            lines += _item(item, bullet, width)
    return ("\n".join(lines) + "\n").encode(rng.choice(("utf-8", "utf-8-sig")))


def _item(item: Item, bullet: str, width: int) -> list[str]:
    lines = [item.aside] if item.aside else []
    lines += [_row(row, width) for row in item.rows]
    return [*lines, *(f"{bullet}{text}" for text in item.bullets)]


def _row(row: Row, width: int) -> str:
    if not row.right:
        return row.left
    if width:
        return row.left + " " * max(3, width - len(row.left) - len(row.right)) + row.right
    return f"{row.left} ({row.right})"
