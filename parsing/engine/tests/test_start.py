"""What a process loads before its first document."""

import subprocess
import sys

_STARTS = """
import gc, sys
from parsing.engine import pipeline
pipeline.warm()
print(gc.isenabled(), "numpy" in sys.modules)
"""


def test_a_process_starts_without_what_only_pictures_need_and_collects_garbage_afterwards() -> None:
    started = subprocess.run([sys.executable, "-c", _STARTS], capture_output=True, text=True, check=True)
    assert started.stdout.split() == ["True", "False"]
