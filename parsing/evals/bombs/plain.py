"""Text and HTML files that wear out regular expressions, parsers and patience.

Most are just short enough to be read to the end: what is too long is refused before any pattern sees it.
"""

_CHARACTERS = 550_000
_LINE_CHARACTERS = 19_900


def _fill(pattern: str) -> bytes:
    """The pattern, over and over."""
    return (pattern * (_CHARACTERS // len(pattern))).encode()


def txt_one_line() -> bytes:
    return b"a" * 10_000_000


def txt_one_word_a_line() -> bytes:
    return _fill("a\n")


def txt_digits() -> bytes:
    return _fill("1")


def txt_digits_and_spaces() -> bytes:
    return _fill("+1 2 3 ")


def txt_addresses() -> bytes:
    return _fill("a@a.")


def txt_address_without_end() -> bytes:
    return _fill("a.") + b"@"


def _lines(line: str) -> bytes:
    """As many lines as a document may hold, each as long as a line may be and no two alike."""
    count = _CHARACTERS // _LINE_CHARACTERS
    return "\n".join(f"{number}{line}"[:_LINE_CHARACTERS] for number in range(count)).encode()


def txt_address_names_without_at() -> bytes:
    return _lines("a.b-" * _LINE_CHARACTERS)


def txt_address_names_before_last_at() -> bytes:
    return _lines("x" * (_LINE_CHARACTERS - 8) + "@ a@b.co")


def txt_ats() -> bytes:
    return _lines("a@" * _LINE_CHARACTERS)


def txt_spaced_addresses() -> bytes:
    return _lines("a " * (_LINE_CHARACTERS // 2 - 4) + "(at) b.")


def txt_dates_in_one_line() -> bytes:
    return _lines("01/02/2019 " * _LINE_CHARACTERS)


def txt_links() -> bytes:
    return _fill("http://www.")


def txt_dashes() -> bytes:
    return _fill("2019 - 2020 - ")


def txt_months() -> bytes:
    return _fill("January 2020 - March 2021\n")


def txt_headings() -> bytes:
    return _fill("EXPERIENCE\n\nSKILLS\n\nEDUCATION\n\n")


def txt_commas() -> bytes:
    return b"Skills\n" + _fill("Python, ")


def txt_brackets() -> bytes:
    return _fill("(")


def txt_spaces() -> bytes:
    return b"Jane" + _fill(" ") + b"Doe"


def txt_blank_lines() -> bytes:
    return b"Jane" + _fill("\n") + b"Doe"


def txt_combining_marks() -> bytes:
    return b"e" + _fill("\u0301")


def txt_right_to_left_marks() -> bytes:
    return b"Jane" + _fill("\u202e\u2066")


def txt_widest_ligature() -> bytes:
    """One character that compatibility normalisation turns into eighteen."""
    return _fill("\ufdfa")


def txt_lone_surrogates() -> bytes:
    return b"\xff\xfe" + b"\x00\xd8" * 500_000


def txt_invalid_utf8() -> bytes:
    return b"Jane Doe \xff\xfe\xfa\xc0\x80" * 35_000


def txt_zeros() -> bytes:
    return b"\0" * 5_000_000


def txt_null_between() -> bytes:
    return b"J\0a\0n\0e\0 \0\0" * 300_000


def txt_bullets() -> bytes:
    return _fill("\u2022 ")


def html_deep() -> bytes:
    return b"<html><body>" + b"<div>" * 1_500_000


def html_tables_deep() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 400_000


def html_unclosed() -> bytes:
    return b"<html><body>" + b"<a <b <i " * 800_000


def html_attributes() -> bytes:
    return b"<html><body><p " + b" ".join(b'a%d="x"' % number for number in range(400_000)) + b">Jane</p>"


def html_entities() -> bytes:
    return b"<html><body>" + b"&#x1F600;&amp;&nbsp;" * 400_000


def html_comment_without_end() -> bytes:
    return b"<html><body>Jane<!--" + b"--!" * 2_000_000


def html_span_wide() -> bytes:
    return b"<html><body><table><tr><td colspan=2147483647 rowspan=2147483647>Jane</td></tr></table>"


def html_script() -> bytes:
    return b"<html><body><script>" + b"while(1){};" * 600_000 + b"</script>Jane Doe"


def txt_title_case_words() -> bytes:
    return _fill("Jane Mary Ada Grace ")


def txt_one_sentence() -> bytes:
    return _fill("and then and ")


def txt_pipes() -> bytes:
    return _fill("| ")


def txt_every_line_a_date() -> bytes:
    return _fill("01/02/2003\n")


def txt_every_line_a_job() -> bytes:
    return _fill("Developer, Example Ltd, London 2001 - 2002\n- did things\n")


def txt_every_word_a_skill() -> bytes:
    return _fill("Python SQL Java ")


def html_paragraphs() -> bytes:
    return b"<html><body>" + _fill("<p>2001 - 2002 a")
