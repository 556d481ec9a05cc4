"""DOCX, ODT, DOC and RTF files that inflate, nest or lie."""

import io
import struct
import zipfile
import zlib

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_MEGABYTE = 1024 * 1024


def _zip(entries: dict[str, bytes | tuple[bytes, int]]) -> bytes:
    """An archive; a pair stands for a block and how often it is repeated, which is never held in memory at once."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries.items():
            block, times = content if isinstance(content, tuple) else (content, 1)
            with archive.open(name, "w", force_zip64=True) as entry:
                for _ in range(times):
                    entry.write(block)
    return target.getvalue()


def _docx(document: bytes | tuple[bytes, int], **more: bytes | tuple[bytes, int]) -> bytes:
    parts = {name.replace("__", "/").replace("_", "."): content for name, content in more.items()}
    return _zip({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": document, **parts})


def _body(inner: str, prolog: str = "") -> bytes:
    return f'<?xml version="1.0"?>{prolog}<w:document {_WORD}><w:body>{inner}</w:body></w:document>'.encode()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_inflates() -> bytes:
    return _docx((b" " * _MEGABYTE, 1_200))


def docx_inflates_to_paragraphs() -> bytes:
    return _docx((_body(_paragraph("a") * 20_000), 200))


def docx_paragraphs_many() -> bytes:
    return _docx(_body(_paragraph("Jane Doe") * 1_000_000))


def docx_side_part_inflates() -> bytes:
    return _docx(
        _body(_paragraph("Jane Doe")),
        word__styles_xml=(b" " * _MEGABYTE, 600),
        word__header1_xml=(b" " * _MEGABYTE, 600),
    )


def docx_picture_inflates() -> bytes:
    return _docx(_body(_paragraph("Jane Doe")), word__media__image1_png=(b"\0" * _MEGABYTE, 1_200))


def docx_entries_many() -> bytes:
    return _zip(
        {"[Content_Types].xml": b"", "word/document.xml": _body(""), **{f"word/{n}": b"" for n in range(60_000)}}
    )


def docx_size_lies() -> bytes:
    """The table says that the document has 100 bytes; it has 500 million."""
    honest = bytearray(_docx((b" " * _MEGABYTE, 500)))
    central = honest.rindex(b"PK\x01\x02")
    struct.pack_into("<I", honest, central + 24, 100)
    return bytes(honest)


def docx_entries_overlap() -> bytes:
    """Every entry of the table points at the same compressed block."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(packed.compress(b" " * _MEGABYTE) for _ in range(100)) + packed.flush()
    name = b"word/document.xml"
    local = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(data), 100 * _MEGABYTE, len(name), 0)
        + name
        + data
    )
    names = [b"[Content_Types].xml", name, *(b"word/header%d.xml" % number for number in range(2_000))]
    table = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(data), 100 * _MEGABYTE, len(n), 0, 0, 0, 0, 0, 0
        )
        + n
        for n in names
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(names), len(names), len(table), len(local), 0)
    return local + table + end


def docx_entities_double() -> bytes:
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    return _docx(_body(_paragraph("&e11;"), f'<!DOCTYPE x [<!ENTITY e0 "lol">{levels}]>'))


def docx_entity_long() -> bytes:
    return _docx(_body(_paragraph("&e;" * 50_000), f'<!DOCTYPE x [<!ENTITY e "{"a" * 100_000}">]>'))


def docx_entity_external() -> bytes:
    return _docx(_body(_paragraph("&e;"), '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'))


def docx_entity_remote() -> bytes:
    return _docx(_body(_paragraph("&e;"), '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x.dtd"> %e;]>'))


def docx_nesting_deep() -> bytes:
    return _docx(_body("<w:tbl><w:tr><w:tc>" * 200_000))


def docx_tables_nested() -> bytes:
    depth = 2_000
    inner = "<w:tbl><w:tr><w:tc>" * depth + _paragraph("Jane Doe") + "</w:tc></w:tr></w:tbl>" * depth
    return _docx(_body(inner))


def docx_table_wide() -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>{_paragraph("a")}</w:tc>'
    return _docx(_body(f"<w:tbl>{f'<w:tr>{cell * 100}</w:tr>' * 1_000}</w:tbl>"))


def docx_attributes_many() -> bytes:
    attributes = " ".join(f'a{number}="x"' for number in range(300_000))
    return _docx(_body(f"<w:p {attributes}/>"))


def docx_text_in_one_piece() -> bytes:
    return _docx(_body(_paragraph("a" * 100_000_000)))


def docx_tabs_many() -> bytes:
    return _docx(_body(f"<w:p><w:r>{'<w:tab/>' * 2_000_000}</w:r></w:p>"))


def docx_styles_cycle() -> bytes:
    style = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="A"/></w:style>'
    body = _body('<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Jane</w:t></w:r></w:p>')
    return _docx(body, word__styles_xml=f"<w:styles {_WORD}>{style}</w:styles>".encode())


def docx_without_document() -> bytes:
    return _zip({"[Content_Types].xml": _TYPES.encode(), "word/nothing.xml": b""})


def docx_encrypted_entry() -> bytes:
    document = bytearray(_docx(_body(_paragraph("Jane Doe"))))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = -1
        while (position := document.find(mark, position + 1)) >= 0:
            document[position + offset] |= 1
    return bytes(document)


def docx_truncated() -> bytes:
    return _docx(_body(_paragraph("Jane Doe") * 5_000))[:1_500]


def docx_path_escapes() -> bytes:
    return _zip(
        {"[Content_Types].xml": b"", "word/document.xml": _body(_paragraph("Jane")), "../../../tmp/escaped": b"x"}
    )


def odt_inflates() -> bytes:
    return _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": (b" " * _MEGABYTE, 1_200)})


def odt_repeats() -> bytes:
    spaces = '<text:p><text:s text:c="2000000000"/>Jane</text:p>'
    cells = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>a</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1000000000">{cells}</table:table-row>'
    base = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{base}:{name}:1.0"' for name in ("office", "text", "table"))
    text = f"<office:text>{spaces}<table:table>{rows}</table:table></office:text>"
    content = f"<office:document-content {names}><office:body>{text}</office:body></office:document-content>"
    return _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def _compound_file(*, table_sector: int, sector_count: int) -> bytes:
    """The skeleton of a Word 97 file whose allocation table points where it is told."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<4H", header, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<H", header, 32, 6)
    struct.pack_into("<7I", header, 44, sector_count, 1, 0, 4_096, 1, 0xFFFFFFFE, 0)
    struct.pack_into("<I", header, 76, table_sector)
    table = struct.pack("<128I", *[0] * 128)  # every chain runs into sector 0, for ever
    directory = bytearray(512)
    for index, name in enumerate(("Root Entry", "WordDocument", "1Table", "Data")):
        entry = name.encode("utf-16-le")
        start = index * 128
        directory[start : start + len(entry)] = entry
        struct.pack_into("<HBB3I", directory, start + 64, len(entry) + 2, 5 if index == 0 else 2, 1, 1, 1, 1)
        struct.pack_into("<IQ", directory, start + 116, 0, 2**40)
    return bytes(header) + table + bytes(directory)


def doc_chain_loops() -> bytes:
    return _compound_file(table_sector=0, sector_count=1)


def doc_table_outside() -> bytes:
    return _compound_file(table_sector=0x7FFFFFFF, sector_count=0x7FFFFFFF)


def doc_header_alone() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def doc_noise() -> bytes:
    return _compound_file(table_sector=0, sector_count=1)[:512] + bytes(
        (n * 31 + n // 97) % 256 for n in range(400_000)
    )


def rtf_groups_deep() -> bytes:
    return b"{\\rtf1 " + b"{" * 2_000_000


def rtf_binary_lies() -> bytes:
    return b"{\\rtf1 {\\pict\\bin2147483647 x}Jane Doe}"


def rtf_picture_long() -> bytes:
    return b"{\\rtf1 {\\pict\\pngblip " + b"89504e47" * 1_200_000 + b"}Jane Doe}"


def rtf_control_words_many() -> bytes:
    return b"{\\rtf1 " + b"\\b0\\i0\\u8364?\\'e9" * 500_000 + b"}"


def rtf_hexadecimal_characters() -> bytes:
    return b"{\\rtf1 " + b"\\'e9" * 2_000_000 + b"}"


def rtf_field_instruction_long() -> bytes:
    return b"{\\rtf1 {\\fldinst " + b"a\\b " * 1_500_000 + b"}}"


def rtf_number_overflows() -> bytes:
    return b"{\\rtf1 \\u" + b"9" * 1_000_000 + b"?\\li-" + b"9" * 1_000_000 + b" Jane Doe}"
