"""Lines of an entry that are labelled: those that tell something beside its header, and parts that stand far below."""

import re
from collections.abc import Callable
from dataclasses import replace

from parsing.engine.fields.blocks import PART_LABELS, Block, View
from parsing.engine.fields.reading import NOTE

Likeness = Callable[[str], float]  # how much a text looks like (part of) a header, 0..1

LABELLED_LINE = re.compile(r"^([^\W\d_][^:,;|]{1,40}):\s+(.+)")
BODY_LABELS = frozenset({"responsibilities", "achievements", "technologies"})
_LIKELY, _SURE = 0.5, 0.65
MIN_BRANCHES = 3
_SEVERAL = re.compile(r"[,;]\s")


def is_aside(view: View, likeness: Likeness) -> bool:
    """Whether a line tells about an entry and is no part of its header: "Supervisor: J. Archer", "Salary: 40,000"."""
    if view.label == NOTE:
        return True
    if view.label in PART_LABELS or view.label in BODY_LABELS or view.line.bullet:
        return False
    if _is_branch(view, likeness):
        return True
    labelled = LABELLED_LINE.match(view.line.text)
    if labelled is None or likeness(labelled.group(1)) >= _LIKELY:
        return False
    return likeness(labelled.group(2)) < _LIKELY or _SEVERAL.search(labelled.group(2)) is not None


def _is_branch(view: View, likeness: Likeness) -> bool:
    """Whether a line lists what an employer deals in, as job boards write it: "Electronics, hardware, parts"."""
    text = view.line.text
    if text.count(", ") < MIN_BRANCHES - 1 or view.spans or not text[0].isupper():
        return False
    first, *others = text.split(", ")
    return all(other[:1].islower() for other in others) and likeness(first) < _LIKELY


def hoist_parts(block: Block, likeness: Likeness) -> None:
    """Move labelled parts from the body to the header of an entry that is written as a form.

    Forms tell the employer below the duties, and under labels of their own: "Duties: ...", "Where: Acme Ltd".
    """
    known = {view.label for view in block.header if view.label in PART_LABELS}
    if not known:
        return
    rest: list[View] = []
    for view in block.body:
        part = _part(view, likeness) if view.label not in known else None
        if part is None:
            rest.append(view)
        else:
            known.add(view.label if view.label is not None else view.line.text)
            block.header.append(part)
    block.body = rest


def _part(view: View, likeness: Likeness) -> View | None:
    """A line of a form as part of a header, without a label that no pack knows."""
    if view.line.bullet or view.anchor is not None:
        return None
    if view.label in PART_LABELS:
        return view if view.label_rest and view.chunks else None
    labelled = LABELLED_LINE.match(view.line.text) if view.label is None and len(view.chunks) == 1 else None
    if labelled is None or likeness(labelled.group(2)) < _SURE or _SEVERAL.search(labelled.group(2)):
        return None
    return replace(view, chunks=(replace(view.chunks[0], text=labelled.group(2), start=labelled.start(2)),))
