"""From lines in reading order to sections: which headings open them, and which lines are theirs."""

from parsing.engine.sections.splitting import split

__all__ = ["split"]
