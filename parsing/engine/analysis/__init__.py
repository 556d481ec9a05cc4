"""What can be concluded from a `Resume`: the same input gives the same findings, and no protected trait is read."""

from parsing.engine.analysis.analyse import analyse

__all__ = ["analyse"]
