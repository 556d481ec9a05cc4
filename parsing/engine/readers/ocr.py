"""Text of pictures, by an OCR engine of the machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OcrOptions:
    enabled: bool = True
    languages: tuple[str, ...] = ()  # ISO 639-1 to expect; empty: all installed
