"""PDF files that inflate, loop, nest or lie. Written by hand, so that they are as wrong as they are meant to be."""

import zlib

_MEGABYTE = 1024 * 1024
_HELLO = b"BT /F1 12 Tf 72 720 Td (Jane Doe) Tj ET"


def _inflating(megabytes: int, fill: bytes = b" ") -> bytes:
    """Zlib data of a few kilobytes that becomes so many megabytes."""
    packer = zlib.compressobj(9)
    block = fill * (_MEGABYTE // len(fill))
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def _pdf(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A file with a correct table of these objects; number 1 is the catalogue."""
    body, offsets = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        offsets[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start, size = len(body), max(objects) + 1
    rows = [b"%010d %05d n \n" % (offsets[n], 0) if n in offsets else b"0000000000 65535 f \n" for n in range(size)]
    table = b"xref\n0 %d\n%b" % (size, b"".join(rows))
    return body + table + b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)


def _page(
    content: bytes = _HELLO,
    *,
    filters: bytes = b"",
    resources: bytes = b"",
    box: bytes = b"0 0 612 792",
    more: dict[int, bytes] | None = None,
) -> bytes:
    """One page with this content."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return _pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R /Resources << %b >> >>"
            % (box, b"/Font << /F1 5 0 R >> " + resources),
            4: _stream(content, filters),
            5: font,
            **(more or {}),
        }
    )


def pdf_content_inflates() -> bytes:
    return _page(_inflating(1_200), filters=b"/Filter /FlateDecode")


def pdf_content_inflates_twice() -> bytes:
    return _page(zlib.compress(_inflating(1_500), 9), filters=b"/Filter [/FlateDecode /FlateDecode]")


def pdf_content_inflates_to_operators() -> bytes:
    return _page(_inflating(300, b"q Q "), filters=b"/Filter /FlateDecode")


def pdf_text_inflates() -> bytes:
    return _page(_inflating(200, b"BT /F1 9 Tf 9 9 Td (aaaaaaaa) Tj ET "), filters=b"/Filter /FlateDecode")


def pdf_filter_chain() -> bytes:
    return _page(b"00>", filters=b"/Filter [%b]" % (b"/ASCIIHexDecode " * 100_000))


def pdf_run_lengths() -> bytes:
    return _page(b"\x81 " * 4_000_000 + b"\x80", filters=b"/Filter /RunLengthDecode")


def pdf_predictor_columns() -> bytes:
    parameters = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 >>"
    return _page(zlib.compress(b"\x02" * 100_000), filters=parameters)


def pdf_object_stream_inflates() -> bytes:
    data = _inflating(600, b"9 0 ")
    return _page(more={9: _stream(data, b"/Type /ObjStm /N 100000000 /First 400 /Filter /FlateDecode")})


def pdf_xref_stream_lies() -> bytes:
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    entries = b"/Type /XRef /Size 2147483647 /W [8 8 8] /Index [0 2147483647] /Root 1 0 R /Filter /FlateDecode"
    return body + b"9 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (_stream(_inflating(200), entries), len(body))


def pdf_xref_loop() -> bytes:
    document = _pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"})
    start = document.rindex(b"xref\n0")
    return document.replace(b"/Root", b"/Prev %d /Root" % start)


def pdf_page_tree_cycle() -> bytes:
    return _pdf(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 /Parent 2 0 R >>"}
    )


def pdf_page_tree_doubles() -> bytes:
    levels = {
        number: b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count %d >>" % (number + 1, number + 1, 2 ** (40 - number))
        for number in range(2, 40)
    }
    return _pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", **levels, 40: b"<< /Type /Page /MediaBox [0 0 9 9] >>"})


def pdf_one_page_many_times() -> bytes:
    return _pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%b] /Count 400000 >>" % (b"3 0 R " * 400_000),
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
            4: _stream(_HELLO),
        }
    )


def pdf_count_lies() -> bytes:
    return _pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        }
    )


def pdf_deep_arrays() -> bytes:
    return _page(more={9: b"[" * 2_000_000}, resources=b"/XObject 9 0 R")


def pdf_deep_dictionaries() -> bytes:
    return _page(resources=b"/A << " * 500_000)


def pdf_deep_graphics_states() -> bytes:
    return _page(b"q " * 4_000_000 + _HELLO)


def pdf_form_draws_itself() -> bytes:
    form = _stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 9 0 R >> >>"
    )
    return _page(b"/X Do", resources=b"/XObject << /X 9 0 R >>", more={9: form})


def pdf_forms_double() -> bytes:
    forms = {
        number: _stream(
            b"/X Do /X Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (number + 1),
        )
        for number in range(9, 45)
    }
    last = _stream(_HELLO, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> >>")
    return _page(b"/X Do", resources=b"/XObject << /X 9 0 R >>", more={**forms, 45: last})


def pdf_image_inflates() -> bytes:
    entries = b"/Type /XObject /Subtype /Image /Width 20000 /Height 20000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    image = _stream(_inflating(1_200), entries + b" /Filter /FlateDecode")
    return _page(b"600 0 0 700 0 0 cm /I Do", resources=b"/XObject << /I 9 0 R >>", more={9: image})


def pdf_image_dimensions_lie() -> bytes:
    entries = b"/Type /XObject /Subtype /Image /Width 2147483647 /Height 2147483647 /ColorSpace /DeviceCMYK"
    return _page(b"600 0 0 700 0 0 cm /I Do", resources=b"/XObject << /I 9 0 R >>", more={9: _stream(b"x", entries)})


def pdf_broken_jpeg2000() -> bytes:
    entries = b"/Type /XObject /Subtype /Image /Width 9000 /Height 9000 /Filter /JPXDecode"
    data = bytes.fromhex("0000000c6a5020200d0a870a0000001466747970") + b"\xff\x4f\xff\x51" * 5_000
    return _page(b"600 0 0 700 0 0 cm /I Do", resources=b"/XObject << /I 9 0 R >>", more={9: _stream(data, entries)})


def pdf_unicode_map_range() -> bytes:
    return _with_unicode_map(b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange")


def pdf_unicode_map_ranges() -> bytes:
    return _with_unicode_map(b"100 beginbfrange %b endbfrange" % (b"<0000> <ffff> <0041> " * 100_000))


def _with_unicode_map(ranges: bytes) -> bytes:
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap %b endcmap end end" % ranges
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 10 0 R >>"
    content = b"BT /F2 12 Tf 72 720 Td (Jane Doe) Tj ET"
    return _page(content, resources=b"/Font << /F2 9 0 R >>", more={9: font, 10: _stream(cmap)})


def pdf_widths_many() -> bytes:
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar 2147483647 /Widths [%b] >>" % (
        b"9 " * 2_000_000
    )
    return _page(b"BT /F2 12 Tf (Jane) Tj ET", resources=b"/Font << /F2 9 0 R >>", more={9: font})


def pdf_calculator_function() -> bytes:
    code = b"{ %b }" % (b"{ " * 100_000)
    function = _stream(code, b"/FunctionType 4 /Domain [0 1] /Range [0 1]")
    shading = b"<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function 10 0 R >>"
    return _page(b"/S sh", resources=b"/Shading << /S 9 0 R >>", more={9: shading, 10: function})


def pdf_tiny_tiles() -> bytes:
    entries = (
        b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.000001 /YStep 0.000001 /Resources << >>"
    )
    content = b"/Pattern cs /P scn 0 0 612 792 re f"
    return _page(content, resources=b"/Pattern << /P 9 0 R >>", more={9: _stream(b"0 0 1 1 re f", entries)})


def pdf_page_immense() -> bytes:
    return _page(box=b"0 0 1000000000 1000000000")


def pdf_page_without_size() -> bytes:
    return _page(box=b"0 0 0 0")


def pdf_page_of_nonsense_numbers() -> bytes:
    return _page(b"BT /F1 1e38 Tf 99999999999999999999 -1e400 Td (Jane) Tj ET", box=b"-1e38 nan 1e38 inf")


def pdf_letters_one_by_one() -> bytes:
    return _page(b"BT /F1 9 Tf " + b"1 0 Td (a) Tj " * 500_000 + b"ET")


def pdf_lines_crossing() -> bytes:
    return _page(_HELLO + b" 0 0 m 600 700 l S" * 500_000)


def pdf_clip_paths() -> bytes:
    return _page(b"0 0 m 600 700 l 300 9 l W n " * 200_000 + _HELLO)


def pdf_outline_cycle() -> bytes:
    return _page(more={9: b"<< /Title (a) /Next 9 0 R /First 9 0 R /Parent 9 0 R >>"}).replace(
        b"/Pages 2 0 R >>", b"/Pages 2 0 R /Outlines 9 0 R >>", 1
    )


def pdf_annotations_many() -> bytes:
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 600 700] /A << /S /URI /URI (https://example.org) >> >> "
    return _page().replace(b"/Contents 4 0 R", b"/Contents 4 0 R /Annots [%b]" % (link * 50_000), 1)


def pdf_action_on_opening() -> bytes:
    action = b"/OpenAction << /S /JavaScript /JS (while(true){app.launchURL('http://127.0.0.1/')}) >>"
    return _page().replace(b"/Pages 2 0 R >>", b"/Pages 2 0 R %b >>" % action, 1)


def pdf_encrypted() -> bytes:
    entries = b"/Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%b> /U <%b>" % (b"11" * 32, b"22" * 32)
    return _pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
            4: _stream(_HELLO),
            5: b"<< %b >>" % entries,
        },
        b"/Encrypt 5 0 R /ID [<00> <00>]",
    )


def pdf_truncated() -> bytes:
    return _page(_inflating(50), filters=b"/Filter /FlateDecode")[:2_000]


def pdf_header_alone() -> bytes:
    return b"%PDF-1.7\n"


def pdf_noise() -> bytes:
    return b"%PDF-1.7\n" + bytes((index * 7_919 + index // 251) % 256 for index in range(300_000))


def pdf_objects_many() -> bytes:
    body = b"".join(b"%d 0 obj <<>> endobj\n" % number for number in range(10, 400_000))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>"


def pdf_length_lies() -> bytes:
    return _page().replace(b"/Length ", b"/Length 99999999999", 1)


def pdf_reference_cycle() -> bytes:
    return _page(more={9: b"10 0 R", 10: b"9 0 R"}).replace(b"/Contents 4 0 R", b"/Contents 9 0 R /Rotate 10 0 R", 1)
