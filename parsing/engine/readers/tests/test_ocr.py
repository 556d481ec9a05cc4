"""Pictures of text through an OCR engine: what is read, what is said about it, what is not passed off as text."""

import io
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parsing.engine import layout, readers
from parsing.engine.errors import EmptyDocument, NoTextLayer
from parsing.engine.model import Document, Tier
from parsing.engine.readers.tests.makers import pdf, saying_other_letters
from parsing.engine.readers.tests.told_ocr import let_it_see, no_engine

LINES = (
    "Jane Doe",
    "Senior engineer in the department of water",
    "jane.doe@example.org",
    "Engineer at Example Limited, 2019 to 2024",
    "Planned bridges and tunnels for three counties",
    "Bachelor of Science, University of Leeds, 2015",
)
_PATIENT = readers.OcrOptions(budget_s=200)  # a busy machine is not on trial
_FONT = ImageFont.load_default(32)


def scan(lines: Sequence[str] = LINES) -> Image.Image:
    """An A4 page at 200 dpi."""
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((160, 160 + 70 * number), line, fill=0, font=_FONT)
    return image


def saved(image: Image.Image, kind: str, *others: Image.Image) -> bytes:
    buffer = io.BytesIO()
    many = {"save_all": True, "append_images": others} if others else {}
    image.save(buffer, kind, **many)
    return buffer.getvalue()


def lines_of(document: Document) -> list[str]:
    return [line.text for line in layout.arrange(document).lines]


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts an engine in place that sees the given words, or nothing at all from some time on."""
    return partial(let_it_see, monkeypatch)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
@pytest.mark.covers("R307")
def test_pictures_of_every_kind_are_read(english: None, kind: str) -> None:
    document = readers.read(saved(scan(), kind), ocr=_PATIENT)

    assert lines_of(document) == list(LINES)
    assert (document.tier, document.warnings) == (Tier.TIER2, ())


@pytest.mark.covers("R307")
def test_all_pages_of_a_tiff_are_read_in_order(english: None) -> None:
    document = readers.read(saved(scan(LINES[:3]), "TIFF", scan(LINES[3:])), ocr=_PATIENT)

    assert lines_of(document) == list(LINES)
    assert (document.page_count, [page.number for page in document.pages]) == (2, [0, 1])


def test_a_scanned_pdf_is_read(english: None) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(scan()), 0, 0, 595, 842)

    document = readers.read(pdf(draw), ocr=_PATIENT)

    assert lines_of(document) == list(LINES)
    assert document.tier is Tier.TIER2


def _private(match: "re.Match[bytes]") -> bytes:
    return b"<%s> <E0%s>" % (match.group(1), match.group(1))


def _control(match: "re.Match[bytes]") -> bytes:
    return b"<%s> <%04X>" % (match.group(1), 1 + int(match.group(1), 16) % 8)


@pytest.mark.parametrize("mapping", [(), (_private,), (_control,)], ids=["another letter", "private", "control"])
def test_a_text_layer_that_says_other_than_the_page_shows_is_not_believed(
    english: None, mapping: tuple[Callable[["re.Match[bytes]"], bytes], ...]
) -> None:
    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
        canvas.setFont("Vera", 12)
        for number, line in enumerate(LINES):
            canvas.drawString(72, 760 - 26 * number, line)

    sound = pdf(draw, pageCompression=0)

    document = readers.read(saying_other_letters(sound, *mapping), ocr=_PATIENT)

    assert readers.read(sound).tier is Tier.TIER1
    assert document.tier is Tier.TIER2
    assert lines_of(document) == list(LINES)


@pytest.mark.parametrize("radius", [2, 5])
def test_a_blurred_scan_is_never_passed_off_as_good(english: None, radius: float) -> None:
    try:
        document = readers.read(
            saved(scan().filter(ImageFilter.GaussianBlur(radius)), "PNG"), ocr=readers.OcrOptions(budget_s=20)
        )
    except NoTextLayer:
        return

    read = " ".join(lines_of(document))
    assert Levenshtein.normalized_distance(" ".join(LINES), read) < 0.1 or document.warnings


def test_doubtful_text_is_given_and_said_to_be_doubtful(says: Callable[..., None]) -> None:
    says("Jame", "Dae", "engimeer", "im", "Leads", confidence=0.5)

    document = readers.read(saved(scan(), "PNG"))

    assert "engimeer" in " ".join(lines_of(document))
    assert document.warnings == ("The picture is hard to read: about 50 % of its text may be wrong",)


def test_where_time_runs_out_what_was_read_is_given_and_the_rest_said_to_be_missing(says: Callable[..., None]) -> None:
    says("Planned", "bridges", "and", "tunnels", confidence=0.9, times=1)

    document = readers.read(saved(scan(), "PNG"), ocr=readers.OcrOptions(budget_s=0.0))

    assert "bridges" in " ".join(lines_of(document))
    assert document.warnings == ("The time for reading pictures was over: some of the text may be missing",)


def test_a_picture_of_which_nothing_is_read_is_not_called_empty(says: Callable[..., None]) -> None:
    says(confidence=0.0)

    with pytest.raises(NoTextLayer):
        readers.read(saved(scan(), "PNG"))


def test_a_blank_picture_is_empty(says: Callable[..., None]) -> None:
    says(confidence=0.0)

    with pytest.raises(EmptyDocument):
        readers.read(saved(scan(()), "PNG"))


@pytest.mark.covers("R152")
@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "PDF"])
def test_without_an_engine_pictures_have_no_text_layer(kind: str, tmp_path: Path) -> None:
    with no_engine(tmp_path):
        assert readers.ocr_status() == readers.OcrStatus(None, ())
        with pytest.raises(NoTextLayer):
            readers.read(saved(scan(), kind))
