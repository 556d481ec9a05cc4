"""Name, headline, addresses and numbers in the head of a resume."""

from dataclasses import replace

import pytest

from parsing.engine.fields.contact import Contact, read_contact
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import SectionKind


def contact(text: str, code: str = "en") -> Contact:
    return read_contact([section(SectionKind.HEADER, text)], reading_for(code), ())


def value(found: object) -> object:
    return getattr(found, "value", None)


HEADS = {
    "name, title, one line of addresses": """
        #Jane Miller
        Software Engineer
        jane.miller@example.com | (312) 555-0146 | Boston | linkedin.com/in/jane-miller""",
    "all on the right of the name": """
        #Jane Miller    (312) 555-0146
        Software Engineer    jane.miller@example.com
        Boston, United States""",
    "labels": """
        #Jane Miller
        Software Engineer
        E-mail: jane.miller@example.com
        Phone: (312) 555-0146
        Address: 12 Long Lane, Boston, MA 02108""",
    "labels above values": """
        #Jane Miller
        Software Engineer
        Email
        jane.miller@example.com
        Phone
        (312) 555-0146
        Location
        Boston""",
    "capitals": """
        #JANE MILLER
        SOFTWARE ENGINEER
        JANE.MILLER@EXAMPLE.COM / (312) 555-0146 / BOSTON, US""",
    "letter-spaced": """
        #J A N E  M I L L E R
        Software Engineer
        jane.miller@example.com   312-555-0146   Boston US""",
    "title behind the name": """
        #Jane Miller, Software Engineer
        jane.miller@example.com | (312) 555-0146 | Boston, US""",
    "a heading first": """
        Curriculum Vitae
        #Jane Miller
        Software Engineer
        Boston (US)
        jane.miller@example.com
        (312) 555-0146""",
    "name on two lines": """
        #Jane
        #Miller
        Software Engineer
        Boston
        jane.miller@example.com
        (312) 555-0146""",
}


@pytest.mark.parametrize("head", HEADS)
def test_contact_reads_each_head(head: str) -> None:
    found = contact(HEADS[head])

    assert str(value(found.name)).casefold() == "jane miller"
    assert str(value(found.headline)).casefold() == "software engineer"
    assert [email.value.casefold() for email in found.emails] == ["jane.miller@example.com"]
    assert [phone.value.e164 for phone in found.phones] == ["+13125550146"]
    assert found.location is not None
    assert "boston" in str(found.location.value.city).casefold()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("#Dr. Jane Miller\njane@example.com", "Dr. Jane Miller"),
        ("#Ludwig van der Berg\nlvdb@example.com", "Ludwig van der Berg"),
        ("#Jean-Luc O'Neill\njl@example.com", "Jean-Luc O'Neill"),
        ("#Jane Miller MBChB FRCA\njane@example.com", "Jane Miller"),
        ("#Jane Miller, PhD\njane@example.com", "Jane Miller"),
        ("#JANE MILLER BA DipEd FIH\njane@example.com", "JANE MILLER"),
        ("#JANE MILLER, ESQ.\njane@example.com", "JANE MILLER"),
        ("#YO MEI MA\nyo@example.com", "YO MEI MA"),
        ("#I'm Jane Miller.\njane@example.com", "Jane Miller"),
        ("#Jane Miller II\njane@example.com", "Jane Miller II"),
        ("RESUME OF JANE MILLER\n12 Long Lane", "JANE MILLER"),
        ("#Jane McCoy\njane@example.com", "Jane McCoy"),
        ("Name: Jane Miller\nE-mail: jane@example.com", "Jane Miller"),
        ("#\u674e\u6797\nlin@example.com", "\u674e\u6797"),
        ("#\u0424\u043e\u043c\u0430 \u0418\u043b\u044c\u0438\u043d",
         "\u0424\u043e\u043c\u0430 \u0418\u043b\u044c\u0438\u043d"),
    ],
)  # fmt: skip
def test_contact_reads_names_of_many_shapes(text: str, name: str) -> None:
    assert value(contact(text).name) == name


@pytest.mark.parametrize("text", ["#Curriculum Vitae", "#Work Experience", "#Umbrella Ltd", "#Software Engineer"])
def test_contact_takes_no_heading_company_or_title_for_a_name(text: str) -> None:
    assert contact(text + "\n12 Long Lane").name is None


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("+44 20 7946 0958", "+442079460958"),
        ("0044 20 7946 0958", "+442079460958"),
        ("+49 (0)30 901820", "+4930901820"),
        ("Tel.: 312.555.0146", "+13125550146"),
    ],
)
def test_contact_reads_phones(written: str, e164: str) -> None:
    assert [phone.value.e164 for phone in contact(f"#Jane Miller\n{written}").phones] == [e164]


@pytest.mark.parametrize("text", ["2015 - 2019", "01.02.1990", "ID 4711", "12345-678 Springfield", "DE-1234567-24-AB"])
def test_contact_takes_no_date_or_code_for_a_phone(text: str) -> None:
    assert contact(f"#Jane Miller\n{text}").phones == ()


def test_contact_reads_the_number_of_a_country_before_that_of_a_membership() -> None:
    phones = contact("#Jane Miller\nMember 1234-5678-9012\nAgent: Joan Doe, Acme, 020 7946 0418").phones
    assert phones[0].value.e164 == "+442079460418"


@pytest.mark.parametrize(
    "written", ["jane (at) example.com", "jane [at] example [dot] com", "j a n e @ e x a m p l e . c o m"]
)
def test_contact_reads_spelled_out_addresses(written: str) -> None:
    assert [email.value for email in contact(f"#Jane Miller\n{written}").emails] == ["jane@example.com"]


def test_contact_keeps_the_domain_of_the_mailbox_out_of_the_links() -> None:
    found = contact("#Jane Miller\njane@example.com  github.com/jane  jane-miller.dev")

    assert [(link.value.kind, link.value.url) for link in found.links] == [
        ("github", "https://github.com/jane"),
        ("website", "https://jane-miller.dev"),
    ]


def test_contact_reads_what_is_stated_about_the_person() -> None:
    found = contact("#Jane Miller\nNationality: British\nDriving licence: B\nNotice period: 3 months")

    assert {name: stated.value for name, stated in found.stated.items()} == {
        "nationality": "British",
        "driving_license": "B",
        "notice_period": "3 months",
    }


def test_contact_reads_a_number_and_a_town_broken_over_two_lines() -> None:
    found = contact("#Jane Miller\njane@example.com | +1 312 555\n0146\n12 Long Lane, 87501 Santa\nFe")

    assert [phone.value.e164 for phone in found.phones] == ["+13125550146"]
    assert found.location is not None
    assert found.location.value.city == "Santa Fe"


def test_a_number_torn_over_two_lines_is_one() -> None:
    found = contact(
        """
        #Manon Landry
        manon.landry@example.com | 06 12
        34 90 77 | Lyon""",
        "fr",
    )

    assert [phone.value.e164 for phone in found.phones] == ["+33612349077"]


def test_a_house_number_above_a_year_is_no_number_to_call() -> None:
    found = contact(
        """
        #Manon Landry
        12 rue des Lilas, appartement 06
        34000 Montpellier""",
        "fr",
    )

    assert found.phones == ()


@pytest.mark.parametrize(
    "written", ["1004 Mason Hall, Ann Arbor, MI 48109", "Kothrud, Pune, Maharashtra", "Boston, Massachusetts 02108"]
)
def test_a_town_may_stand_between_a_street_and_its_state(written: str) -> None:
    found = contact(f"#Jane Miller\n{written}\njane@example.com")

    assert found.location is not None
    assert str(found.location.value.city) in ("Ann Arbor", "Pune", "Boston")


@pytest.mark.parametrize(
    ("code", "text", "place"),
    [
        (
            "en",
            "Jane Doe\nEmail: jane.doe@example.com | Mobile: +91-98765 43210 | Pune, Maharashtra",
            "Pune, Maharashtra",
        ),
        ("en", "Jane Doe\njane.doe@example.com\nLeeds, ready to relocate", "Leeds"),
        ("fi", "Jane Doe\njane.doe@example.com\ns. 14.3.1986\nLinnankatu 22 A 5, 33200 Tampere", "Tampere"),
        (
            "pt",
            "Jane Doe\njane.doe@example.com\nRua Um, 4 - Centro - Belo Horizonte/MG - CEP 30120-070",
            "Belo Horizonte",
        ),
        ("en", "CV - Jane Doe\njane.doe@example.com, based in Leeds", "Leeds"),
    ],
)
def test_place_is_found_beside_numbers_clauses_and_marks(code: str, text: str, place: str) -> None:
    found = read_contact([section(SectionKind.HEADER, text)], reading_for(code), ())

    assert found.location is not None
    assert place in (found.location.value.text, found.location.value.city)


def test_a_degree_before_a_name_in_two_lines_is_no_part_of_it() -> None:
    assert value(contact("#Ing. Jana\n#Nováková\njana@example.cz", "cs").name) == "Jana Nováková"


def test_a_number_beside_the_address_at_the_end_is_that_of_the_person() -> None:
    head = section(SectionKind.HEADER, "#Ann Lee\nStatistician")
    text = "Analyst, Acme Ltd\nLanguages\nFrench\nann@example.com\n+44 7700 900512"
    below = section(SectionKind.LANGUAGES, f"Head\n\nof a page\n{text}")  # its lines have numbers of their own
    lines = tuple(line for line in below.lines if line.index > 1)

    found = read_contact([head, replace(below, lines=lines)], reading_for(), ())

    assert [phone.value.text for phone in found.phones] == ["+44 7700 900512"]
