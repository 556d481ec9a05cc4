"""Immutable data classes of which a document has hundreds or thousands."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

__all__ = ["value"]

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(*, frozen, slots):
        """As `dataclass`, but frozen for the type checker alone.

        Freezing at run time makes every object three times as dear to build, and building words, boxes and lines
        would be a tenth of the time that a document takes.
        """
        return dataclass(unsafe_hash=frozen, slots=slots)
