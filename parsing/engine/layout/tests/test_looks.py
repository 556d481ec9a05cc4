"""Where the type changes inside a line, of pages and of paragraphs."""

from parsing.engine import layout
from parsing.engine.layout.tests.test_layout import _document, _words
from parsing.engine.model import Document, Paragraph, Run


def test_words_of_a_page_in_two_types_are_two_looks() -> None:
    line = [*_words(50, 100, "Software Engineer", bold=True), *_words(137, 100, "Meridian Robotics")]

    (segment,) = layout.arrange(_document([line])).lines[0].segments

    assert segment.looks == ("Software Engineer", "Meridian Robotics")


def test_words_of_one_type_have_no_looks_to_tell_apart() -> None:
    (segment,) = layout.arrange(_document([_words(50, 100, "Software Engineer", bold=True)])).lines[0].segments

    assert segment.looks == ()


def test_runs_of_a_paragraph_in_two_types_are_two_looks() -> None:
    runs = (Run("2019\t"), Run("Account", bold=True), Run("manager", bold=True), Run(" Domstad B.V."))

    (line,) = layout.arrange(Document("docx", paragraphs=(Paragraph(runs),))).lines

    assert [segment.looks for segment in line.segments] == [(), ("Accountmanager", "Domstad B.V.")]


def test_a_change_of_type_inside_a_word_is_none() -> None:
    (line,) = layout.arrange(Document("docx", paragraphs=(Paragraph((Run("Acme", bold=True), Run(", Leeds"))),))).lines

    assert line.segments[0].looks == ()
