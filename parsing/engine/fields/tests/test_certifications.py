"""Certificates with their issuer, dates, end and number."""

import pytest

from parsing.engine.fields.certifications import read_certifications
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import PartialDate, SectionKind

Row = tuple[str, str | None, str | None, str | None, str | None]


def iso(date: PartialDate | None) -> str | None:
    return date.iso() if date else None


def certificates(text: str, code: str = "en") -> list[Row]:
    found = read_certifications([section(SectionKind.CERTIFICATIONS, text)], reading_for(code))
    return [(item.name.value, item.issuer, iso(item.date), iso(item.expires), item.credential_id) for item in found]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Forklift licence, RTITB, 2020", [("Forklift licence", "RTITB", "2020", None, None)]),
        (
            "en",
            "AWS Certified Developer - Associate, Amazon Web Services, 2021\nFood hygiene, Level 3, Highfield, 2019",
            [
                ("AWS Certified Developer - Associate", "Amazon Web Services", "2021", None, None),
                ("Food hygiene, Level 3", "Highfield", "2019", None, None),
            ],
        ),
        ("en", "Scrum Master I, Scrum.org, Issued Jan 2019", [("Scrum Master I", "Scrum.org", "2019-01", None, None)]),
        (
            "en",
            "Rope access level 1, IRATA, May 2021 - May 2024",
            [("Rope access level 1", "IRATA", "2021-05", "2024-05", None)],
        ),
        ("en", "PMP - PMI (2018)", [("PMP", "PMI", "2018", None, None)]),
        ("en", "Forklift licence (RTITB, 2020)", [("Forklift licence", "RTITB", "2020", None, None)]),
        ("ja", "2019年6月 基本情報技術者試験 合格", [("基本情報技術者試験", None, "2019-06", None, None)]),
        (
            "zh",
            "注册会计师证书, 2018年\n教师资格证",
            [("注册会计师证书", None, "2018", None, None), ("教师资格证", None, None, None, None)],
        ),
        ("en", "CCNA, Cisco, 2018 (expired 2021)", [("CCNA", "Cisco", "2018", "2021", None)]),
        (
            "en",
            "*Rope access level 1\nIRATA \u00b7 Issued May 2021 \u00b7 Expires May 2024\nCertificate no. 1/99887",
            [("Rope access level 1", "IRATA", "2021-05", "2024-05", "1/99887")],
        ),
        (
            "de",
            "Kranschein, T\u00dcV Nord, g\u00fcltig bis 12/2026",
            [("Kranschein", "T\u00dcV Nord", None, "2026-12", None)],
        ),
        ("fr", "CACES R489, AFPA, 2019, valable jusqu'en 2024", [("CACES R489", "AFPA", "2019", "2024", None)]),
        (
            "it",
            "Corso HACCP, Regione Lazio, 2022\nPrimo soccorso, Croce Rossa, 2021",
            [
                ("Corso HACCP", "Regione Lazio", "2022", None, None),
                ("Primo soccorso", "Croce Rossa", "2021", None, None),
            ],
        ),
    ],
)
def test_certificates_have_what_is_written_beside_them(code: str, text: str, expected: list[Row]) -> None:
    assert certificates(text, code) == expected
