"""PDF: words with style, links, what is hidden, pages that are turned, what cannot be read."""

import io

import pytest
from PIL import Image
from reportlab.lib.colors import black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parsing.engine import readers
from parsing.engine.errors import EncryptedDocument, NoTextLayer, UnreadableDocument
from parsing.engine.model import Hidden, Tier
from parsing.engine.readers.tests.makers import NO_OCR, pdf, read_lines, texts

_PROSE = "Plain words that everybody can see on the page"


def _write(canvas: Canvas, x: float, y: float, text: str, font: str = "Helvetica", size: float = 11) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def test_words_have_place_and_style() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        _write(canvas, 72, 700, "Heading", "Helvetica-Bold", 18)
        _write(canvas, 72, 650, "slanted", "Helvetica-Oblique", 11)

    heading, slanted = readers.read(pdf(draw), ocr=NO_OCR).pages[0].words

    assert (heading.text, heading.bold, heading.italic, heading.font_size_pt) == ("Heading", True, False, 18.0)
    assert heading.colour == 0xFF0000
    assert heading.box.x0_pt == pytest.approx(72, abs=1)
    assert heading.box.top_pt < 842 - 700 < heading.box.bottom_pt
    assert (slanted.bold, slanted.italic) == (False, True)


def test_words_keep_what_stands_in_the_file_beside_what_a_person_would_type() -> None:
    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
        _write(canvas, 72, 700, "soft\u00adhyphen caf\u00e9", "Vera")

    words = readers.read(pdf(draw), ocr=NO_OCR).pages[0].words

    assert [(word.text, word.raw) for word in words] == [("softhyphen", "soft\u00adhyphen"), ("caf\u00e9", None)]


def test_links_reach_the_words_they_cover() -> None:
    def draw(canvas: Canvas) -> None:
        _write(canvas, 72, 700, "portfolio elsewhere")
        canvas.linkURL("https://example.com/me", (70, 695, 116, 715))

    linked, plain = readers.read(pdf(draw), ocr=NO_OCR).pages[0].words

    assert linked.link == "https://example.com/me"
    assert plain.link is None


@pytest.mark.parametrize(("baseline", "reason"), [(-2, None), (-5, Hidden.OFF_PAGE)])
def test_a_line_that_the_end_of_a_page_cuts_is_on_the_page_that_shows_most_of_it(
    baseline: float, reason: Hidden | None
) -> None:
    def draw(canvas: Canvas) -> None:
        _write(canvas, 72, 700, _PROSE)
        _write(canvas, 72, baseline, "cut")

    page = readers.read(pdf(draw), ocr=NO_OCR).pages[0]

    assert [word.hidden for word in page.words if word.text == "cut"] == [reason]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("white", Hidden.COLOUR),
        ("tiny", Hidden.TINY),
        ("outside", Hidden.OFF_PAGE),
        ("invisible", Hidden.MARKED),
        ("covered", Hidden.COVERED),
        ("behind a picture", Hidden.COVERED),
        ("clipped", Hidden.COVERED),
    ],
)
def test_hidden_words_are_marked_and_kept_out_of_the_lines(name: str, reason: Hidden) -> None:
    def draw(canvas: Canvas) -> None:
        _write(canvas, 72, 700, _PROSE)
        if name == "white":
            canvas.setFillColor(white)
        if name == "clipped":
            path = canvas.beginPath()
            path.rect(0, 0, 60, 60)
            canvas.clipPath(path, stroke=0)
        if name == "invisible":
            text = canvas.beginText(72, 600)
            text.setTextRenderMode(3)
            text.textLine("secret")
            canvas.drawText(text)
        else:
            _write(canvas, 900 if name == "outside" else 72, 600, "secret", size=1 if name == "tiny" else 11)
        if name == "covered":
            canvas.setFillColor(black)
            canvas.rect(60, 590, 200, 40, fill=1, stroke=0)
        if name == "behind a picture":
            canvas.drawImage(ImageReader(Image.new("RGB", (40, 8), "brown")), 60, 590, 200, 40)

    data = pdf(draw)

    words = {word.text: word.hidden for word in readers.read(data, ocr=NO_OCR).pages[0].words}
    assert words["secret"] is reason
    assert words["Plain"] is None
    read = read_lines(data)
    assert [line.text for line in read.lines] == [_PROSE]
    assert read.hidden_text == ("secret",)


def test_words_inside_their_clip_and_under_clear_pictures_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(60, 580, 300, 200)
        canvas.clipPath(path, stroke=0)
        _write(canvas, 72, 700, _PROSE)
        _write(canvas, 72, 600, "under glass")
        glass = ImageReader(Image.new("RGBA", (40, 8), (255, 255, 255, 0)))
        canvas.drawImage(glass, 60, 590, 200, 40, mask="auto")

    assert texts(pdf(draw)) == [_PROSE, "under glass"]


def test_white_words_on_a_dark_panel_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(0, 0, 200, 842, fill=1, stroke=0)
        canvas.setFillColor(white)
        _write(canvas, 20, 700, "Contact")

    assert texts(pdf(draw)) == ["Contact"]


def test_text_of_a_turned_page_reads_level() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        _write(canvas, 100, -100, "First line of the page")
        _write(canvas, 100, -120, "Second line of the page")

    assert texts(pdf(draw)) == ["First line of the page", "Second line of the page"]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("flag", [0, 90, 180, 270])
def test_pages_are_read_as_their_text_runs_whatever_they_are_turned(degrees: int, flag: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(flag)
        canvas.translate(300, 400)
        canvas.rotate(degrees)
        canvas.drawString(0, 40, "Jane Doe")
        canvas.drawString(0, 20, "Engineer at Example Ltd")
        canvas.drawString(0, 0, "2019 - 2021")

    data = pdf(draw)
    page = readers.read(data, ocr=NO_OCR).pages[0]
    picture = Image.open(io.BytesIO(readers.render_page(data, 0, width_px=600))).convert("L")

    assert texts(data) == ["Jane Doe", "Engineer at Example Ltd", "2019 - 2021"]
    assert (picture.width > picture.height) == (page.width_pt > page.height_pt)
    box, scale = page.words[0].box, picture.width / page.width_pt  # the picture shows the word in its box
    place = (box.x0_pt * scale, box.top_pt * scale, box.x1_pt * scale, box.bottom_pt * scale)
    darkest = min(picture.crop(tuple(map(round, place))).tobytes())
    assert darkest < 100


def test_letter_spaced_words_are_joined() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(72, 700, "WORK EXPERIENCE", charSpace=4)
        _write(canvas, 72, 680, "Classes A B C")

    assert texts(pdf(draw)) == ["WORK EXPERIENCE", "Classes A B C"]


def test_words_painted_twice_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.4):
            _write(canvas, 72 + shift, 700, "Shadow", size=24)

    assert texts(pdf(draw)) == ["Shadow"]


def test_drawn_dots_before_lines_are_bullets_and_ratings_are_not() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 680):
            canvas.circle(66, y + 3.5, 1.8, stroke=0, fill=1)
            _write(canvas, 80, y, "Led a team")
        _write(canvas, 80, 640, "French")
        for x in (140, 150, 160):
            canvas.circle(x, 643.5, 1.8, stroke=0, fill=1)

    assert [line.bullet for line in read_lines(pdf(draw)).lines] == [True, True, False]


def test_a_password_is_asked_for() -> None:
    def draw(canvas: Canvas) -> None:
        _write(canvas, 72, 700, "secret")

    with pytest.raises(EncryptedDocument):
        readers.read(pdf(draw, encrypt="password"))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\ngarbage" * 40, b"junk before %PDF-1.4 and no more"])
def test_damaged_files_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        readers.read(data)


def test_a_page_without_text_needs_an_engine() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(100, 100, 300, 300, fill=1)

    with pytest.raises(NoTextLayer):
        readers.read(pdf(draw), ocr=NO_OCR)


def test_a_text_layer_under_a_scan_counts() -> None:
    """What an earlier OCR put invisibly over the picture is the text of the page."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3)
        text.textLine("Read before and laid invisibly over its picture")
        canvas.drawText(text)

    document = readers.read(pdf(draw), ocr=NO_OCR)

    assert document.tier is Tier.TIER1
    assert all(word.hidden is None for word in document.pages[0].words)


def test_values_of_form_fields_are_read_where_they_stand() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 800, "Name:")
        canvas.acroForm.textfield(name="name", value="Jane Doe", x=120, y=795, width=200, height=20)
        canvas.drawString(50, 700, "Portfolio")
        canvas.linkURL("https://jane.example", (50, 695, 100, 712))

    data = pdf(draw)
    document = readers.read(data, ocr=NO_OCR)

    assert texts(data)[0].split() == ["Name:", "Jane", "Doe"]
    assert [word.link for word in document.pages[0].words if word.text == "Portfolio"] == ["https://jane.example"]


def test_landscape_pages_and_thirty_of_them() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(30):
            canvas.drawString(50, 500, f"Publication {number} of many")
            canvas.showPage()

    data = pdf(draw, size=(842, 595))

    assert texts(data) == [f"Publication {number} of many" for number in range(30)]
