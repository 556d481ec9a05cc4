"""Heads of resumes as people of each country write them: name, telephone number and town."""

import pytest

from parsing.engine import pipeline
from parsing.engine.fields.tests.documents import TODAY
from parsing.engine.model import Resume

BODY = """
Experience
Accountant, Acme Ltd
2019 - 2021
- Prepared the annual accounts and reports for the clients of the office
"""

# head -> name, E.164, city, country
HEADS = {
    "Jan Claes\nKerkstraat 45, 9000 Gent | Belgi\u00eb | 0478 55 50 12\njan@example.be": (
        ("Jan Claes", "+32478555012", "Gent", "BE")
    ),
    "JANE ROE, CPA\n123 Main St., Apt 4B, Brooklyn, NY 11201 \u00b7 718.555.0199 \u00b7 jroe@example.com": (
        ("JANE ROE", "+17185550199", "Brooklyn", "US")
    ),
    "Jane Roe\n5 Long Lane, Brooklyn, NY 11201   718-555-0199": ("Jane Roe", "+17185550199", "Brooklyn", "US"),
    "Jane Roe \u2022 Greater Boston Area \u2022 (617) 555-0188": ("Jane Roe", "+16175550188", "Boston", "US"),
    "Jane Roe\nWashington, D.C.\n(202) 555-0147": ("Jane Roe", "+12025550147", "Washington", "US"),
    "Sarah Smith\nFlat 3, 22 Park Lane, Leeds LS1 4AB\nM: 07700 900123": (
        "Sarah Smith",
        "+447700900123",
        "Leeds",
        "GB",
    ),
    "Roe, Jane\n1 Market Sq, Cambridge CB2 3QJ, United Kingdom\n+44 (0)1223 123456": (
        ("Jane Roe", "+441223123456", "Cambridge", "GB")
    ),
    "Jane Roe\nLong Acre, Smallville, Surrey\n01483 123456": ("Jane Roe", "+441483123456", "Smallville", "GB"),
    "Tom O'Brien\n14 Grafton St, Dublin 2, D02 XY00\n087 123 4567\ntom@example.ie": (
        ("Tom O'Brien", "+353871234567", "Dublin", "IE")
    ),
    "Petr Nov\u00e1k\nDlouh\u00e1 12, 110 00 Praha 1\n601 234 567\npetr@example.cz": (
        ("Petr Nov\u00e1k", "+420601234567", "Praha", "CZ")
    ),
    "Rahul Sharma\nFlat No. 302, Sai Residency, Kukatpally, Hyderabad - 500072, Telangana\nMob: +91-9876543210": (
        ("Rahul Sharma", "+919876543210", "Hyderabad", "IN")
    ),
    "Luc\u00eda Fern\u00e1ndez\nAv. Corrientes 1234, 5\u00b0 A, C1043 CABA, Argentina\n+54 9 11 1234-5678": (
        ("Luc\u00eda Fern\u00e1ndez", "+5491112345678", "CABA", "AR")
    ),
    "Budi Santoso\nJl. Sudirman No. 5, Jakarta Selatan\n0812-3456-7890\nbudi@example.id": (
        ("Budi Santoso", "+6281234567890", "Jakarta Selatan", "ID")
    ),
    "Tan Wei Ling\nBlk 123 Ang Mo Kio Ave 3 #05-12 Singapore 560123\nHP: 9123 4567": (
        ("Tan Wei Ling", "+6591234567", "Singapore", "SG")
    ),
    "Michael Chan\nFlat 12A, Tower 3, Taikoo Shing, Hong Kong\n9123 4567": (
        ("Michael Chan", "+85291234567", "Hong Kong", "HK")
    ),
    "Jane Roe\nDubai, United Arab Emirates\n+971 50 123 4567": ("Jane Roe", "+971501234567", "Dubai", "AE"),
    "Amira Cohen\n12 Herzl Street, Tel Aviv\n054-1234567": ("Amira Cohen", "+972541234567", "Tel Aviv", "IL"),
    "\u5c71\u7530 \u592a\u90ce\n\u6771\u4eac\u90fd\u65b0\u5bbf\u533a\u897f\u65b0\u5bbf1-2-3\n090-1234-5678": (
        ("\u5c71\u7530 \u592a\u90ce", "+819012345678", "\u65b0\u5bbf\u533a", "JP")
    ),
}


def resume_of(text: str) -> Resume:
    return pipeline.parse(text.encode(), filename="cv.txt", today=TODAY).resume


@pytest.mark.parametrize(("head", "expected"), HEADS.items(), ids=[head.splitlines()[0] for head in HEADS])
def test_heads_of_all_countries(head: str, expected: tuple[str, str, str, str]) -> None:
    resume = resume_of(f"{head}\n{BODY}")

    assert resume.name
    assert resume.location
    assert len(resume.phones) == 1
    location = resume.location.value
    assert (resume.name.value, resume.phones[0].value.e164, location.city, location.country_code) == expected


def test_a_number_of_no_known_country_is_given_as_written() -> None:
    phone = resume_of(f"Jane Roe\n0812-3456-7890\n{BODY}").phones[0].value

    assert (phone.text, phone.e164) == ("0812-3456-7890", None)
