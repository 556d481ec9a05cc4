"""Projections of a `Resume` and its `Findings`: they choose and rename, they never compute."""

from parsing.engine.profiles.blind import blind
from parsing.engine.profiles.csv_row import COLUMNS as CSV_COLUMNS
from parsing.engine.profiles.csv_row import csv_row, safe_cell
from parsing.engine.profiles.evidence import found_values
from parsing.engine.profiles.extract import extract_v1
from parsing.engine.profiles.json_resume import json_resume
from parsing.engine.profiles.portal import field_names, portal

__all__ = [
    "CSV_COLUMNS",
    "blind",
    "csv_row",
    "extract_v1",
    "field_names",
    "found_values",
    "json_resume",
    "portal",
    "safe_cell",
]
