"""The documents as plain text: columns by spaces, ruled headings, links written out."""

from collections.abc import Iterator

from parsing.evals.field.sheet import Item, Line, Row, Section, Sheet, SkillLine

_WIDTH = 78
_ASIDE = 22


def render(sheet: Sheet) -> str:
    lines = [sheet.name, *([sheet.headline] if sheet.headline else [])]
    shown = [contact.partition("->")[0].replace("::", " ") for contact in sheet.contacts]
    lines += [sheet.options["separator"].join(shown)] if "separator" in sheet.options else shown
    for section in sheet.sections:
        lines += _section(section, sheet)
    return "\n".join(lines) + "\n"


def _section(section: Section, sheet: Sheet) -> Iterator[str]:
    yield ""
    if section.heading:
        yield section.heading.upper() if sheet.options.get("capitals") else section.heading
        if rule := sheet.options.get("rule"):
            yield rule * (_WIDTH if sheet.options.get("long_rule") else len(section.heading))
    for item in section.items:
        if isinstance(item, Item):
            yield from _item(item, sheet)
        elif isinstance(item, SkillLine):
            yield skill_text(item, sheet)
        else:
            yield _line(item, sheet)


def _item(item: Item, sheet: Sheet) -> Iterator[str]:
    asides = [row_text(row) for row in item.aside]
    rows = [row_text(row) for row in item.rows]
    for index in range(max(len(asides), len(rows)) if asides else len(rows)):
        row = rows[index] if index < len(rows) else ""
        aside = asides[index] if index < len(asides) else ""
        yield f"{aside:{_ASIDE}}{row}".rstrip() if asides else row
    indent = " " * _ASIDE if asides else ""
    for line in item.lines:
        yield indent + _line(line, sheet)
    if not sheet.options.get("dense"):
        yield ""


def _line(line: Line, sheet: Sheet) -> str:
    return f"{sheet.options.get('bullet', '-')} {line.text}" if line.bullet else line.text


def row_text(row: Row) -> str:
    left = "".join(piece.text for piece in row.left)
    right = "".join(piece.text for piece in row.right)
    return f"{left}{' ' * max(3, _WIDTH - len(left) - len(right))}{right}" if right else left


def skill_text(line: SkillLine, sheet: Sheet) -> str:
    levels = [f" ({skill.level})" if skill.level else "" for skill in line.skills]
    names = [skill.text + level for skill, level in zip(line.skills, levels, strict=True)]
    label = f"{line.label}: " if line.label else ""
    return label + sheet.options.get("skills", ", ").join(names)
