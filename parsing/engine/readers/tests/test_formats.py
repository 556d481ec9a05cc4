"""The other formats, and how a format is told from content."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from parsing.engine import readers
from parsing.engine.errors import (
    DocumentTooComplex,
    EmptyDocument,
    EngineError,
    NoTextLayer,
    UnreadableDocument,
    UnsupportedFormat,
)
from parsing.engine.readers.tests.makers import NO_OCR, docx, package, pdf, read_lines, texts

_RTF = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}
{\stylesheet{\s1 heading 1;}}{\info{\author Nobody}}
\pard\s1\b Experience\par\pard\plain\fs22 Engineer\tab 2019 \endash  2021\par
{\field{\*\fldinst HYPERLINK "https://example.com"}{\fldrslt my page}}\par
\f1\'cf\'f0\'e8\'e2\'e5\'f2 \u233?t\'e9\par{\v hidden}\par
\trowd\intbl 2018\cell School\cell\row\pard Last\par}"""


def test_rtf_keeps_styles_tables_links_and_code_pages() -> None:
    read = read_lines(_RTF)

    assert [line.text for line in read.lines] == [
        "Experience",
        "Engineer  2019 \u2013 2021",
        "my page",
        "\u041f\u0440\u0438\u0432\u0435\u0442 \u00e9t\u0439",
        "2018  School",
        "Last",
    ]
    assert (read.lines[0].heading_level, read.lines[0].bold) == (1, True)
    assert read.lines[2].links == ("https://example.com",)
    assert read.hidden_text == ("hidden",)


def test_html_reads_what_a_browser_shows() -> None:
    page = b"""<!DOCTYPE html><html><head><title>CV</title><style>p{}</style></head><body>
    <h1>Jane Doe</h1><p>Engineer<br>in <a href="https://example.com">Leeds</a></p><ul><li>Led a  team</ul>
    <table><tr><td>2019</td><td>School</td></tr></table>
    <p style="display: none">secret</p><script>alert(1)</script></body></html>"""

    read = read_lines(page)

    assert [line.text for line in read.lines] == ["Jane Doe", "Engineer", "in Leeds", "Led a team", "2019  School"]
    assert [line.bullet for line in read.lines] == [False, False, False, True, False]
    assert (read.lines[0].heading_level, read.lines[2].links) == (1, ("https://example.com",))
    assert read.hidden_text == ("secret",)


@pytest.mark.parametrize(
    "shown",
    [
        b"<p>Jane Doe</p>",
        b"<div style='background: navy'><p style='color: white'>Jane Doe</p></div>",
        b"<div class='dark'><p class='light'>Jane Doe</p></div>",
        b"<p class='printed'>Jane Doe</p>",
        b"<table><tr><td bgcolor='#223344'><font style='color: #fff'>Jane Doe</font></td></tr></table>",
    ],
)
def test_html_keeps_apart_what_cannot_be_seen_on_its_background(shown: bytes) -> None:
    sheet = b"""<style>.dark { background: #222 } .light { color: #fff } /* .dark {} */ .gone { display: none }
    @media print { .printed { display: none } }</style>"""
    unseen = b"<p style='color: #FEFEFE'>white</p><p class='light'>pale</p><p class='gone'>gone</p>"
    unseen += b"<p style='font-size: 1px'>tiny</p><div style='opacity: 0'>clear</div>"

    read = read_lines(b"<html><head>" + sheet + b"</head><body>" + shown + unseen + b"</body></html>")

    assert [line.text for line in read.lines] == ["Jane Doe"]
    assert read.hidden_text == ("white", "pale", "gone", "tiny", "clear")


def test_backgrounds_that_are_not_known_hide_no_letters() -> None:
    page = b"<html><style>.a .b { background: black } p { color: white }</style><div class=a><div class=b><p>Jane Doe"

    assert texts(page) == ["Jane Doe"]


@pytest.mark.parametrize(
    ("before", "hidden"),
    [(b"", ("white", "tiny", "marked")), (b"\\pard\\cbpat2 On colour\\par", ("tiny", "marked"))],
)
def test_rtf_keeps_apart_what_cannot_be_seen(before: bytes, hidden: tuple[str, ...]) -> None:
    colours = b"{\\colortbl;\\red255\\green255\\blue255;\\red20\\green40\\blue90;}"
    text = b"Jane\\par{\\cf1 white}\\par{\\fs2 tiny}\\par{\\v marked}\\par}"

    assert read_lines(b"{\\rtf1" + colours + before + text).hidden_text == hidden


def test_odt_reads_headings_lists_tabs_and_tables() -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    content = f"""<office:document-content {spaces}><office:body><office:text>
    <text:h text:outline-level="1">Experience</text:h><text:p>Engineer<text:tab/>2019</text:p>
    <text:list><text:list-item><text:p>Led a team</text:p></text:list-item></text:list>
    <table:table><table:table-row><table:table-cell><text:p>2018</text:p></table:table-cell>
    <table:table-cell><text:p>School</text:p></table:table-cell></table:table-row></table:table>
    </office:text></office:body></office:document-content>"""

    read = read_lines(package({"content.xml": content.encode()}))

    assert [line.text for line in read.lines] == ["Experience", "Engineer  2019", "Led a team", "2018  School"]
    assert (read.lines[0].heading_level, read.lines[2].bullet) == (1, True)


def _odt(styles: str, body: str) -> bytes:
    prefix = "urn:oasis:names:tc:opendocument:xmlns:"
    names = {"fo": "xsl-fo-compatible", "draw": "drawing"}
    spaces = " ".join(
        f'xmlns:{name}="{prefix}{names.get(name, name)}:1.0"'
        for name in ("office", "style", "text", "table", "fo", "draw")
    )
    content = f"""<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>
    <office:body><office:text>{body}</office:text></office:body></office:document-content>"""
    return package({"content.xml": content.encode()})


_ODT_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'
    for name, properties in {
        "white": 'fo:color="#FFFFFF"',
        "tiny": 'fo:font-size="1pt"',
        "marked": 'text:display="none"',
        "strange": 'fo:color="#whites" fo:font-size="smallpt"',
    }.items()
)
_ODT_TEXT = "<text:p>Jane Doe" + "".join(
    f'<text:span text:style-name="{name}">{name}</text:span>' for name in ("white", "tiny", "marked")
)


@pytest.mark.parametrize(
    ("behind", "hidden"),
    [
        ("", ("white", "tiny", "marked")),
        ('<style:paragraph-properties fo:background-color="transparent"/>', ("white", "tiny", "marked")),
        ('<style:paragraph-properties fo:background-color="#223344"/>', ("tiny", "marked")),
        ('<style:graphic-properties draw:fill="solid"/>', ("tiny", "marked")),
    ],
)
def test_odt_keeps_apart_what_cannot_be_seen(behind: str, hidden: tuple[str, ...]) -> None:
    styles = _ODT_STYLES + f'<style:style style:name="x" style:family="paragraph">{behind}</style:style>'

    read = read_lines(_odt(styles, _ODT_TEXT + "</text:p>"))

    assert read.hidden_text == hidden
    assert read.lines[0].text == ("Jane Doe" if len(hidden) == 3 else "Jane Doewhite")


def test_odt_with_shapes_on_the_page_hides_no_white_text() -> None:
    assert read_lines(_odt(_ODT_STYLES, _ODT_TEXT + "<draw:rect/></text:p>")).hidden_text == ("tiny", "marked")


def test_odt_with_sizes_and_colours_that_are_none_is_read() -> None:
    strange = '<text:p><text:span text:style-name="strange">Jane Doe</text:span></text:p>'

    assert texts(_odt(_ODT_STYLES, strange)) == ["Jane Doe"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"])
def test_text_in_any_encoding(encoding: str) -> None:
    text = (
        "\u041e\u043f\u044b\u0442 \u0440\u0430\u0431\u043e\u0442\u044b\n"
        "\u0420\u0430\u0437\u0440\u0430\u0431\u043e\u0442\u0447\u0438\u043a "
        "\u043f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u043d\u043e\u0433\u043e "
        "\u043e\u0431\u0435\u0441\u043f\u0435\u0447\u0435\u043d\u0438\u044f\n"
        "\u041c\u043e\u0441\u043a\u0432\u0430, 2019\n"
    )

    assert texts(text.encode(encoding)) == text.split("\n")[:3]


def test_typed_bullets_and_columns_of_plain_text() -> None:
    item, entry = read_lines(b"- Led a team\nEngineer          2019 - 2021\n").lines

    assert (item.text, item.bullet) == ("Led a team", True)
    assert [segment.text for segment in entry.segments] == ["Engineer", "2019 - 2021"]


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\x00" * 40])
def test_files_without_content_are_empty(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        readers.read(data)


@pytest.mark.parametrize(
    "data", [b"\x7fELF" + bytes(range(256)), b"\x1f\x8b\x08" + bytes(99), package({"mimetype": b"x", "a.bin": b"y"})]
)
def test_foreign_formats_are_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        readers.read(data)


def test_the_name_of_a_file_does_not_matter() -> None:
    data = docx(lambda document: document.add_paragraph("Body"))

    assert readers.read(data, filename="cv.pdf").format == "docx"


@pytest.mark.covers("R005")
def test_pictures_need_an_engine() -> None:
    buffer = io.BytesIO()
    Image.new("L", (200, 200), 255).save(buffer, "PNG")

    with pytest.raises(NoTextLayer):
        readers.read(buffer.getvalue(), ocr=NO_OCR)


def _huge_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    return buffer.getvalue()


def _zip_bomb() -> bytes:
    return package({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})


def _many_entries() -> bytes:
    return package({"word/document.xml": b"<a/>", **{f"[Content_Types].xml{number}": b"" for number in range(2_100)}})


def _deep_xml() -> bytes:
    return package({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a>" * 5_000 + b"</a>" * 5_000})


def _line_without_end() -> bytes:
    return b"Jane Doe\n" + b"1" * 25_000


def _many_attributes() -> bytes:
    return b"<html><p " + b" ".join(b'a%d="x"' % number for number in range(2_100)) + b">Jane Doe</p></html>"


def _many_runs() -> bytes:
    return b"{\\rtf1 " + b"\\b0 a\\b b" * 12_000 + b"}"


@pytest.mark.parametrize("make", [_huge_picture, _zip_bomb, _deep_xml, _line_without_end, _many_attributes, _many_runs])
def test_bombs_are_too_complex(make: Callable[[], bytes]) -> None:
    with pytest.raises(DocumentTooComplex):
        readers.read(make())


def test_xml_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'

    with pytest.raises(UnreadableDocument):
        readers.read(package({"[Content_Types].xml": b"<a/>", "word/document.xml": bomb}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["docx", "pdf", "odt", "rtf", "png", "doc"])
def test_truncated_files_end_in_a_typed_error_or_a_document(kind: str, share: float) -> None:
    picture = io.BytesIO()
    Image.effect_noise((80, 80), 50).save(picture, "PNG")
    whole = {
        "docx": docx(lambda document: document.add_paragraph("Body")),
        "pdf": pdf(lambda canvas: canvas.drawString(72, 700, "Body of the page")),
        "odt": package({"content.xml": b"<a/>"}),
        "rtf": _RTF,
        "png": picture.getvalue(),
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
    }[kind]

    try:
        document = readers.read(whole[: int(len(whole) * share)], ocr=NO_OCR)
    except EngineError:
        return
    assert document.pages or document.paragraphs
