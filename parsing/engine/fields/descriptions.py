"""The text under the header of an entry: paragraphs and bullets, wrapped lines put together again."""

from collections.abc import Sequence

from parsing.engine.fields.blocks import View
from parsing.engine.fields.evidence import found_lines
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import clean_edges, join_lines
from parsing.engine.model import Found

_SILENT_LABELS = frozenset({"responsibilities", "achievements"})  # "Highlights:" alone on a line says nothing


def paragraphs(body: Sequence[View]) -> list[tuple[bool, str]]:
    """(is a bullet, text) in order."""
    result: list[tuple[bool, str]] = []
    for view in body:
        if view.label in _SILENT_LABELS and not view.label_rest:
            continue
        text = _told_in(view)
        if not text:
            continue
        if view.wrapped and result:
            bullet, before = result[-1]
            result[-1] = (bullet, join_lines(before, text))
        else:
            result.append((view.line.bullet, text))
    return result


def _told_in(view: View) -> str:
    """The line without dates that stand in a segment of their own, which belong to the header, and silent labels."""
    if view.anchor is not None and view.date_alone:
        return clean_edges("  ".join(chunk.text for chunk in view.chunks))
    if view.label in _SILENT_LABELS and len(view.line.segments) > 1:
        return view.label_rest  # a form: "Main duties   Ran the shop"
    return view.line.text.strip()


def describe(body: Sequence[View], reading: Reading, rule: str) -> tuple[Found[str] | None, tuple[str, ...]]:
    """The description as text with "- " before bullets, and the bullets alone."""
    parts = paragraphs(body)
    if not parts:
        return None, ()
    lines = tuple(view.line for view in body)
    reading.use(*lines)
    text = "\n".join(f"- {part}" if bullet else part for bullet, part in parts)
    return found_lines(text, lines, rule, 0.85), tuple(part for bullet, part in parts if bullet)
