"""PDF: signs beyond the first plane of Unicode, which pdfium counts as two characters."""

from parsing.engine import readers
from parsing.engine.readers.tests.makers import NO_OCR

_HOUSE = "\U0001f3e0"
_NAMES = b"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar <61> <D83CDFE0> endbfchar
1 beginbfrange <62> <7A> <0062> endbfrange
endcmap end"""


def _stream(number: int, data: bytes) -> bytes:
    return b"%d 0 obj <</Length %d>> stream\n%s\nendstream endobj\n" % (number, len(data), data)


def _page(content: bytes) -> bytes:
    """A PDF of one page, in whose font the letter "a" stands for a house."""
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
            b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>> endobj\n",
            _stream(4, content),
            b"5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>> endobj\n",
            _stream(6, _NAMES),
            b"trailer <</Root 1 0 R>>\n%%EOF",
        )
    )


def test_words_behind_an_emoji_keep_their_place_and_size() -> None:
    content = (
        b"BT /F 11 Tf 72 700 Td (a) Tj ET BT /F 20 Tf 100 700 Td (london) Tj ET BT /F 9 Tf 300 700 Td (work) Tj ET"
    )

    house, town, work = readers.read(_page(content), ocr=NO_OCR).pages[0].words

    assert house.text == _HOUSE
    assert (town.text, town.font_size_pt, round(town.box.x0_pt), town.hidden) == ("london", 20.0, 100, None)
    assert (work.text, work.font_size_pt, round(work.box.x0_pt), work.hidden) == ("work", 9.0, 300, None)


def test_an_emoji_inside_a_word_is_one_character() -> None:
    page = readers.read(_page(b"BT /F 11 Tf 72 700 Td (work-a-town) Tj ET"), ocr=NO_OCR).pages[0]

    assert [word.text for word in page.words] == [f"work-{_HOUSE}-town"]
