"""Labels inside the header of an entry: "Poznan University, programme: Logistics"."""

from collections.abc import Sequence

from parsing.engine.fields.blocks import PART_LABELS
from parsing.engine.fields.degrees import is_subject
from parsing.engine.fields.headers import Unit
from parsing.engine.languages.lexicon import Lexicon


def is_label_of_part(unit: Unit, following: Sequence[Unit], lexicon: Lexicon) -> bool:
    """Whether a piece is nothing but the label of the next one, behind a colon."""
    if not following or following[0].separator != "colon" or following[0].chunk != unit.chunk:
        return False
    label = lexicon.label(unit.text)
    return label is not None and not label[1] and label[0] in PART_LABELS


def is_label_of_field(unit: Unit, following: Unit, lexicon: Lexicon) -> bool:
    """Whether a piece is nothing but the label of a field of study, and a colon leads from it to the next one."""
    if not is_label_of_part(unit, (following,), lexicon):
        return False
    label = lexicon.label(unit.text)
    return is_subject(unit.text) or (label is not None and label[0] == "field")
