"""An OCR engine that sees what it is told, or none at all, whatever this machine has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from parsing.engine import readers
from parsing.engine.readers import ocr, rapid, tesseract
from parsing.engine.readers.recognised import OcrWord


def let_it_see(monkeypatch: pytest.MonkeyPatch, *texts: str, confidence: float, times: int = 1_000) -> None:
    """In every picture the engine sees these words, and nothing at all after so many `times`."""
    left = [times]

    def recognise(*_: object, **__: object) -> list[OcrWord]:
        left[0] -= 1
        words = [OcrWord(text, 30, 30 + 15 * len(text), 60, 28, confidence, 1) for text in texts]
        return words if left[0] >= 0 else []

    found = tesseract.Installed("tesseract", "5.3.0", frozenset({"eng"}), ("en",))
    monkeypatch.setattr(ocr, "ocr_status", lambda: readers.OcrStatus("tesseract 5.3.0", ("en",)))
    monkeypatch.setattr(tesseract, "installed", lambda: found)
    monkeypatch.setattr(tesseract, "recognise", recognise)


@contextmanager
def no_engine(empty_folder: Path) -> Iterator[None]:
    """A machine on which no program is found, and no library either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(empty_folder))
        patch.setattr(rapid, "is_available", lambda: False)
        _forget()
        yield
    _forget()


def _forget() -> None:
    tesseract.installed.cache_clear()
    ocr.ocr_status.cache_clear()
