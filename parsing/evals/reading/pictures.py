"""Character error rate of OCR by language: pages whose text is known, as pixels of a scanner and of a phone."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from rapidfuzz.distance import Levenshtein

from parsing.engine import layout, readers
from parsing.engine.model import Document
from parsing.evals.corpus import shared_dir


def _scan(image: Image.Image) -> Image.Image:
    return image


def _photo(image: Image.Image) -> Image.Image:
    """Two degrees askew, a shadow from one side, grain, and not quite sharp."""
    askew = image.rotate(2, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    shadow = Image.linear_gradient("L").resize(askew.size).point(lambda value: 150 + value * 105 // 255)
    half = (askew.width // 2, askew.height // 2)
    grain = Image.frombytes("L", half, Random(1).randbytes(half[0] * half[1]))
    grain = grain.point(lambda value: value // 12).resize(askew.size)
    return ImageChops.subtract(ImageChops.multiply(askew, shadow), grain).filter(ImageFilter.GaussianBlur(0.6))


_OPTIONS = readers.OcrOptions(budget_s=120)  # a busy machine is not what is measured
CONDITIONS: dict[str, tuple[int, Callable[[Image.Image], Image.Image]]] = {
    "150 dpi": (150, _scan),
    "300 dpi": (300, _scan),
    "photo": (200, _photo),
}


@dataclass(frozen=True, slots=True)
class Reading:
    language: str
    condition: str
    error_rate: float  # edits a character of the truth


def measure(paths: Sequence[Path] | None = None) -> list[Reading]:
    """Every page in every condition; only languages that the engine of this machine has a model for."""
    folder = shared_dir()
    found = sorted((folder / "languages").glob("*.pdf")) if folder else []
    codes = readers.ocr_status().languages
    readings: list[Reading] = []
    for path in paths or found:
        language = path.name[:2]
        if language not in codes:
            continue
        data = path.read_bytes()
        truth = _text(readers.read(data))
        for condition, (dpi, spoil) in CONDITIONS.items():
            read = _text(readers.read(_picture(data, dpi, spoil), ocr=_OPTIONS))
            readings.append(Reading(language, condition, Levenshtein.distance(truth, read) / len(truth)))
    return readings


def _picture(data: bytes, dpi: int, spoil: Callable[[Image.Image], Image.Image]) -> bytes:
    page = pypdfium2.PdfDocument(data)[0].render(scale=dpi / 72, grayscale=True).to_pil()
    buffer = io.BytesIO()
    spoil(page).save(buffer, "PNG", dpi=(dpi, dpi))
    return buffer.getvalue()


def _text(document: Document) -> str:
    """Letters and digits in reading order: spaces, dashes and bullets are not what is counted."""
    lines = layout.arrange(document).lines
    return "".join(character for line in lines for character in line.text.casefold() if character.isalnum())


def table(readings: Sequence[Reading]) -> str:
    """One line a language, one column a condition."""
    if not readings:
        return "no OCR engine, or no pages to read"
    lines = [f"{'OCR, wrong characters':24}" + "".join(f"{name:>10}" for name in CONDITIONS)]
    for language in dict.fromkeys(reading.language for reading in readings):
        rates = {reading.condition: reading.error_rate for reading in readings if reading.language == language}
        lines.append(f"{language:24}" + "".join(f"{rates[name]:>10.1%}" for name in CONDITIONS))
    return "\n".join(lines)
