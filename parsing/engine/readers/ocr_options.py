"""What is asked of the reading of pictures, and what a machine has for it: the reading itself loads numpy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OcrOptions:
    enabled: bool = True
    languages: tuple[str, ...] = ()  # ISO 639-1, where known beforehand; empty: found out
    budget_s: float = 10.0  # for a whole document; pages beyond are left out with a warning


@dataclass(frozen=True, slots=True)
class OcrStatus:
    """What the machine can read: for health checks and documentation."""

    engine: str | None  # "tesseract 5.3.0", "rapidocr", None
    languages: tuple[str, ...]  # ISO 639-1 codes, sorted
