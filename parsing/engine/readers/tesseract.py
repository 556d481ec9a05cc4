"""Tesseract as a process of its own: the picture goes in through a pipe, words with places come out as hOCR."""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from parsing.engine.readers.pictures import Picture
from parsing.engine.readers.recognised import OcrWord

# Tesseract's names of the languages we read, where they differ from ISO 639-3's usual codes in one place.
_MODELS = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng",
    "es": "spa", "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv",
    "hu": "hun", "id": "ind", "it": "ita", "ja": "jpn", "ko": "kor", "lt": "lit", "lv": "lav", "nl": "nld",
    "no": "nor", "nb": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv",
    "sr": "srp", "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "chi_sim",
}  # fmt: skip
_SCRIPTS = {
    "Cyrillic": ("ru", "uk", "bg", "sr"), "Han": ("zh",), "Japanese": ("ja",), "Arabic": ("ar", "fa", "ur"),
    "Korean": ("ko",), "Hangul": ("ko",), "Devanagari": ("hi",), "Greek": ("el",), "Hebrew": ("he",),
    "Thai": ("th",), "Latin": ("en",),
}  # fmt: skip
_NOT_LATIN = frozenset(code for script, codes in _SCRIPTS.items() if script != "Latin" for code in codes)
_LOOK_ALIKE = {"Han": ("Japanese",), "Japanese": ("Han",)}  # the engine takes one for the other
_ENGLISH = "eng"
_ENGLISH_FIRST = frozenset({"hin"})  # reads Latin digits as letters of its own, and English asked first does not
_MODELS_AT_ONCE = 3  # each more costs its time again
_MOST_WORDS = 20_000
_TITLE_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_TITLE_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_TITLE_SIZE = re.compile(r"x_size ([\d.]+)")
_TITLE_CONFIDENCE = re.compile(r"x_wconf (\d+)")
_ORIENTATION = re.compile(r"Rotate: (\d+)")
_ORIENTATION_CONFIDENCE = re.compile(r"Orientation confidence: ([\d.]+)")
_SCRIPT = re.compile(r"Script: (\w+)")
_SURE_OF_ORIENTATION = 2.0
_DIRECTIONS = dict.fromkeys((0x200E, 0x200F))  # marks that say nothing the letters do not say


@dataclass(frozen=True, slots=True)
class Installed:
    path: str
    version: str
    models: frozenset[str]  # names of the trained data: "eng", "osd"
    codes: tuple[str, ...]  # ISO 639-1 of the languages among them


@lru_cache(maxsize=1)
def installed() -> Installed | None:
    """Tesseract on this machine, None where it is not or cannot read any language."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    try:
        version = _run([path, "--version"], b"", 10).split(maxsplit=2)
        models = frozenset(_run([path, "--list-langs"], b"", 10).splitlines()[1:])
    except (OSError, subprocess.SubprocessError):
        return None
    codes = tuple(sorted(code for code, model in _MODELS.items() if model in models and code != "nb"))
    return Installed(path, version[1] if len(version) > 1 else "", models, codes) if codes else None


def models_of(codes: Sequence[str]) -> tuple[str, ...]:
    """The installed models for languages; with those of other scripts English, mostly last: addresses are Latin.

    Models of Latin languages read addresses themselves, and beside them English would take their accents away.
    """
    found = installed()
    if found is None:
        return ()
    wanted = [_MODELS[code] for code in codes if _MODELS.get(code) in found.models]
    english = [_ENGLISH] if _ENGLISH in found.models else []
    if wanted and not _NOT_LATIN.intersection(codes):
        return tuple(dict.fromkeys(wanted))
    return tuple(dict.fromkeys(english + wanted if _ENGLISH_FIRST.intersection(wanted) else wanted + english))


def default_models() -> tuple[str, ...]:
    """English, or whatever there is."""
    found = installed()
    if found is None:
        return ()
    return models_of(("en",)) or models_of(found.codes[:1])


def without_english(models: Sequence[str]) -> tuple[str, ...]:
    return tuple(model for model in models if model != _ENGLISH) or tuple(models)


def models_of_script(script: str) -> tuple[str, ...]:
    """The installed models that read a script as `orientation` names it; () for none."""
    codes = _SCRIPTS.get(script, ())
    found = installed()
    known = [code for code in codes if found is not None and code in found.codes]
    return models_of(known[: _MODELS_AT_ONCE - 1]) if known else ()


def models_to_try(script: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The installed models of `script` and those like it, and of every other one; Latin is tried before."""
    likely = _models_of_scripts([script, *_LOOK_ALIKE.get(script, ())])
    return likely, [models for models in _models_of_scripts(_SCRIPTS) if models not in likely]


def _models_of_scripts(scripts: Iterable[str]) -> list[tuple[str, ...]]:
    found = (models_of_script(name) for name in scripts if name != "Latin")
    return list(dict.fromkeys(models for models in found if models))


def recognise(picture: Picture, models: Sequence[str], timeout_s: float, *, one_column: bool = False) -> list[OcrWord]:
    """The words of a picture in the order of the engine; none where it fails or takes too long.

    `one_column` says that nothing but lines below each other is in the picture.
    """
    arguments = ["--psm", "6" if one_column else "3", "--dpi", str(round(picture.dpi)), "-l", "+".join(models)]
    output = _read(picture, [*arguments, "hocr"], timeout_s)
    return _words(output) if output else []


def orientation(picture: Picture, timeout_s: float) -> tuple[int, str]:
    """Degrees to turn the picture clockwise, and its script; (0, "") where the engine cannot tell."""
    found = installed()
    if found is None or "osd" not in found.models:
        return 0, ""
    output = _read(picture, ["--psm", "0", "--dpi", str(round(picture.dpi))], timeout_s)
    turn, sure, script = (pattern.search(output) for pattern in (_ORIENTATION, _ORIENTATION_CONFIDENCE, _SCRIPT))
    if not turn or not sure or not script:
        return 0, ""
    degrees = int(turn.group(1)) if float(sure.group(1)) >= _SURE_OF_ORIENTATION else 0
    return degrees, script.group(1)


def _read(picture: Picture, arguments: Sequence[str], timeout_s: float) -> str:
    found = installed()
    if found is None:
        return ""
    buffer = io.BytesIO()
    picture.image.save(buffer, "PNG", compress_level=1)
    try:
        return _run([found.path, "stdin", "stdout", *arguments], buffer.getvalue(), timeout_s)
    except (OSError, subprocess.SubprocessError):
        return ""


def _run(command: Sequence[str], data: bytes, timeout_s: float) -> str:
    # One thread: on a busy machine Tesseract's own threads wait for each other more than they work.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(
        list(command), input=data, capture_output=True, timeout=timeout_s, env=environment, check=False
    )
    return done.stdout.decode("utf-8", "replace")


def _words(hocr: str) -> list[OcrWord]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(hocr.encode(), parser)
    if root is None:
        return []
    words: list[OcrWord] = []
    kinds = ("ocr_line", "ocr_textfloat", "ocr_header", "ocr_caption")
    lines = (element for element in root.iter() if element.get("class") in kinds)
    for number, line in enumerate(lines):
        title = line.get("title", "")
        box, slope, size = (pattern.search(title) for pattern in (_TITLE_BOX, _TITLE_BASELINE, _TITLE_SIZE))
        if box is None:
            continue
        left, bottom = float(box.group(1)), float(box.group(4))
        height = float(size.group(1)) if size else bottom - float(box.group(2))
        tilt, offset = (float(slope.group(1)), float(slope.group(2))) if slope else (0.0, 0.0)
        for element in line.iter():
            if element.get("class") != "ocrx_word" or len(words) >= _MOST_WORDS:
                continue
            text = "".join(str(piece) for piece in element.itertext()).translate(_DIRECTIONS).strip()
            place = _TITLE_BOX.search(element.get("title", ""))
            sure = _TITLE_CONFIDENCE.search(element.get("title", ""))
            if not text or place is None:
                continue
            x0, x1 = float(place.group(1)), float(place.group(3))
            baseline = bottom + offset + tilt * ((x0 + x1) / 2 - left)
            confidence = int(sure.group(1)) / 100 if sure else 0.0
            words.append(OcrWord(text, x0, x1, baseline, height, confidence, number))
    return words
