"""From bytes to a person, through every stage."""

from datetime import date

import pytest

from parsing.engine import errors, pipeline, profiles

TODAY = date(2026, 11, 22)
TEXT = """Jane Smith
Senior Software Engineer
jane.smith@example.com
+44 7700 900123

Experience

Senior Software Engineer
Acme Corp
March 2021 - Present
- Built a data pipeline in Python and Kafka

Software Engineer
Globex Ltd
January 2018 - February 2021
- Ran PostgreSQL

Education

BSc Computer Science
University of Manchester
2014 - 2017

Skills

Python, Django, PostgreSQL
"""


def test_a_text_becomes_a_person() -> None:
    parsed = pipeline.parse(TEXT.encode(), filename="jane.txt", today=TODAY)
    resume = parsed.resume

    assert resume.name is not None
    assert resume.name.value == "Jane Smith"
    assert [item.company.value for item in resume.experience if item.company] == ["Acme Corp", "Globex Ltd"]
    assert resume.experience[0].dates is not None
    assert resume.experience[0].dates.value.is_current
    assert {"Python", "Django", "PostgreSQL"} <= {item.name.value for item in resume.skills}
    assert resume.detected_language == "en"


def test_the_document_is_described_for_the_display_of_evidence() -> None:
    document = pipeline.parse(TEXT.encode(), today=TODAY).document

    assert document.format == "txt"
    assert [line.index for line in document.lines] == list(range(len(document.lines)))
    assert any(line.section.value == "education" for line in document.lines)


def test_every_value_stands_in_the_document() -> None:
    parsed = pipeline.parse(TEXT.encode(), today=TODAY)
    text = " ".join(TEXT.split())

    for path, found in profiles.found_values(parsed.resume):
        assert " ".join(found.evidence.quote.split()) in text, path
        assert 0 < found.evidence.confidence <= 1, path
        assert found.evidence.rule, path


def test_the_same_bytes_give_the_same_person() -> None:
    one = pipeline.parse(TEXT.encode(), today=TODAY).resume

    assert pipeline.parse(TEXT.encode(), today=TODAY).resume == one
    assert pipeline.from_json(pipeline.to_json(one)) == one


@pytest.mark.parametrize("data", [b"", b" \n\n \t"])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(errors.EmptyDocument):
        pipeline.parse(data, filename="empty.txt", today=TODAY)


def test_bytes_of_no_known_format_are_refused() -> None:
    with pytest.raises(errors.EngineError):
        pipeline.parse(b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 8, filename="cv.pdf", today=TODAY)
