"""What every proof begins with: Django, a workspace, and the ledger's one law."""

import argparse
import json
import sys

import django


def begin() -> None:
    """Before any model is imported."""
    django.setup()


def numbers(**defaults: int) -> argparse.Namespace:
    """The options of the proof: whole numbers with defaults."""
    parser = argparse.ArgumentParser()
    for name, default in defaults.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=default)
    return parser.parse_args()


def report(**figures: object) -> None:
    """The one line that the harness reads."""
    sys.stdout.write(f"{json.dumps(figures)}\n")
    sys.stdout.flush()
