"""What people of other countries write that no English resume has, read through the door of the stage."""

import pytest

from parsing.engine.fields import extract
from parsing.engine.fields.tests.documents import TODAY, lexicon_for, section
from parsing.engine.model import ReadDocument, Resume, Section, SectionKind


def read(code: str, **texts: str) -> Resume:
    """A resume of these sections, by their kinds."""
    sections, position = [], 0
    for kind, text in texts.items():
        part = section(SectionKind(kind), text)
        for line in part.lines:
            line.index += position
        position += len(part.lines)
        sections.append(part)
    lines = tuple(line for part in sections for line in part.lines)
    return extract(ReadDocument(lines, body_font_size_pt=10.0), sections, lexicon_for(code), today=TODAY)


def jobs(resume: Resume) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (
            job.title.value if job.title else None,
            job.company.value if job.company else None,
            job.dates.value.start.iso() if job.dates and job.dates.value.start else None,
        )
        for job in resume.experience
    ]


def skills(resume: Resume) -> list[str]:
    return [skill.name.value for skill in resume.skills if skill.listed]


def test_words_with_vowel_signs_are_counted_as_words() -> None:
    resume = read(
        "hi",
        experience="""
        जुलाई 2015 – वर्तमान
        हिंदी शिक्षिका, केंद्रीय विद्यालय, भोपाल
        - कक्षा 9 से 12 तक हिंदी अध्यापन

        जून 2011 – मई 2015
        सहायक अध्यापिका, सरस्वती शिशु मंदिर, भोपाल""",
    )

    assert jobs(resume) == [
        ("हिंदी शिक्षिका", "केंद्रीय विद्यालय", "2015-07"),
        ("सहायक अध्यापिका", "सरस्वती शिशु मंदिर", "2011-06"),
    ]


def test_an_abbreviation_behind_a_title_ends_no_sentence() -> None:
    resume = read(
        "es",
        experience="""
        Marzo 2020 – a la fecha
        Estudio Contable Basualdo – Analista de impuestos Sr.
        - Liquidación de IVA

        Agosto 2015 – febrero 2020
        Logística del Plata S.R.L. – Administrativa contable
        - Cuentas a pagar""",
    )

    assert jobs(resume)[0] == ("Analista de impuestos Sr.", "Estudio Contable Basualdo", "2020-03")


def test_year_and_month_in_cells_of_their_own_are_one_date() -> None:
    resume = read(
        "ja",
        experience="""
        2012年    4月    宮城信用金庫 入社
        2015年    3月    宮城信用金庫 退職""",
    )

    assert jobs(resume)[0][2] == "2012-04"


def test_a_maker_and_its_product_are_one_skill() -> None:
    resume = read("de", skills="- Beckhoff TwinCAT (sehr gut)\n- C# (gut)\nDocker Projektmanagement, Python")

    assert skills(resume) == ["Beckhoff TwinCAT", "C#", "Docker", "Projektmanagement", "Python"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Työturvallisuuskortti, Tulityökortti, Trukkikortti",
            [("Työturvallisuuskortti", None), ("Tulityökortti", None), ("Trukkikortti", None)],
        ),
        ("CCNA (2017), AWS (2021)", [("CCNA", 2017), ("AWS", 2021)]),
    ],
)
def test_certificates_listed_on_a_line_are_told_apart(text: str, expected: list[tuple[str, int | None]]) -> None:
    resume = read("fi", certifications=text)

    found = resume.certifications
    assert [(one.name.value, one.date.year if one.date else None) for one in found] == expected


def test_the_issuer_behind_a_comma_is_no_certificate() -> None:
    resume = read("de", certifications="Scrum Master, Akademie der Wirtschaft GmbH, Köln\nStaplerschein, TÜV Rheinland")

    assert [certificate.name.value for certificate in resume.certifications] == ["Scrum Master", "Staplerschein"]


def test_numbers_of_standards_and_decrees_are_no_dates_and_years_in_brackets_are() -> None:
    resume = read("cs", certifications="Vyhláška 50/1978 Sb.\nInterní auditor IATF 16949 (2021)")

    names = [certificate.name.value for certificate in resume.certifications]
    assert names == ["Vyhláška 50/1978 Sb.", "Interní auditor IATF 16949"]
    assert resume.certifications[1].date is not None
    assert resume.certifications[1].date.year == 2021


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ja", "住所  〒980-0811 宮城県仙台市青葉区一番町1-2-3", ("仙台市", "宮城県", "JP")),
        ("ja", "住所  東京都渋谷区神南1-2-3", ("渋谷区", "東京都", "JP")),
        ("ja", "住所  三重県四日市市本町2", ("四日市市", "三重県", "JP")),
        ("zh", "现居住地  广东省深圳市南山区", ("深圳市", "广东省", "CN")),
        ("zh", "地址  香港九龍觀塘道388號", ("香港", None, "HK")),
        ("ko", "주소  경기도 성남시 분당구", ("성남시", "경기도", "KR")),
        ("tr", "Adres: Karataş Mah. No 5 Şahinbey/Gaziantep", ("Gaziantep", None, "TR")),
        ("cs", "Bydliště: Wolkerova 20, 779 00\nOlomouc", ("Olomouc", None, "CZ")),
        ("ro", "Adresă: str. Brestei nr. 15, bl. A2, ap.\n9, Craiova, jud. Dolj", ("Craiova", "Dolj", "RO")),
        ("zh", "地址：香港九龍觀塘道8號  電話：+852 5550 1293", ("香港", None, "HK")),
    ],
)
def test_towns_are_found_in_addresses_as_their_countries_write_them(
    code: str, text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    resume = read(code, header=text, experience="")

    assert resume.location is not None
    place = resume.location.value
    assert (place.city, place.region, place.country_code) == expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "Nom  de La Motte-Rouge\nPrénom  Thibault\nt.lamotterouge@example.be", "Thibault de La Motte-Rouge"),
        ("es", "Apellidos y nombres  Quispe Mamani, María Fernanda\nquispe@example.pe", "María Fernanda Quispe Mamani"),
        ("pt", "#Duarte Nuno Vasconcelos e Sá\nduarte.vs@example.pt", "Duarte Nuno Vasconcelos e Sá"),
        ("zh", "#陳嘉敏 Chan Ka Man, Carmen\ncarmen@example.hk", "陳嘉敏"),
        ("ja", "氏  名  早乙女 美咲\n電話  090-5550-1834", "早乙女 美咲"),
    ],
)
def test_names_are_read_as_forms_of_their_countries_have_them(code: str, text: str, expected: str) -> None:
    resume = read(code, header=text, experience="")

    assert resume.name is not None
    assert resume.name.value == expected


def test_a_name_below_the_lists_of_a_side_column_is_found_above_its_title() -> None:
    resume = read(
        "ko",
        contact="이메일: minjun.jg@example.kr",
        languages="한국어 - 원어민\n일본어 - 초급\n제갈민준\n서버 개발자",
        experience="",
    )

    assert resume.name is not None
    assert resume.name.value == "제갈민준"


def test_what_an_employer_was_entered_for_stands_behind_the_event() -> None:
    resume = read(
        "ja",
        experience="""
        2012年    4月    宮城信用金庫 入社 窓口業務を担当
        2015年    3月    宮城信用金庫 退職
        2015年    4月    株式会社みちのく商事 入社 経理を担当
        現在に至る""",
    )

    assert [job.company.value for job in resume.experience if job.company] == ["株式会社みちのく商事", "宮城信用金庫"]
    assert resume.experience[0].dates is not None
    assert resume.experience[0].dates.value.is_current
    assert resume.experience[1].description is not None
    assert resume.experience[1].description.value == "窓口業務を担当"


def test_a_licence_under_a_heading_of_its_own_is_no_certificate() -> None:
    lines = section(SectionKind.CERTIFICATIONS, "Körkort\nB, C. Värnplikt fullgjord.").lines
    part = Section(SectionKind.CERTIFICATIONS, lines[0], lines[1:])

    resume = extract(ReadDocument(lines, body_font_size_pt=10.0), [part], lexicon_for("sv"), today=TODAY)

    assert resume.driving_license is not None
    assert resume.driving_license.value == "B, C"
    assert resume.certifications == ()


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("pt", "Rua da Mouraria, 85, Nazaré, Salvador – BA", ("Salvador", "BA", "BR")),
        ("es", "Dirección: Av. Alemania 0211,\nTemuco", ("Temuco", None, "CL")),
        ("zh", "男 | 四川省成都市高新区 | 186 5550 1283", ("成都市", "四川省", "CN")),
    ],
)
def test_towns_stand_before_codes_of_states_in_the_next_line_and_behind_their_province(
    code: str, text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    resume = read(code, header=f"#Ana Prado\n{text}", experience="")

    assert resume.location is not None
    place = resume.location.value
    assert (place.city, place.region, place.country_code) == expected


def test_what_is_done_with_something_is_one_skill() -> None:
    resume = read("fr", skills="Lecture de schémas électriques, Travail en hauteur, Bonne maîtrise de SAP")

    assert skills(resume) == ["Lecture de schémas électriques", "Travail en hauteur", "SAP"]


def test_evidence_of_a_value_in_two_lines_quotes_both() -> None:
    resume = read("fr", header="Nom  de La Motte-Rouge\nPrénom  Thibault", skills="Python, Travail\nd'équipe, SAP")

    assert resume.name is not None
    assert "La Motte-Rouge" in resume.name.evidence.quote
    assert "Thibault" in resume.name.evidence.quote
