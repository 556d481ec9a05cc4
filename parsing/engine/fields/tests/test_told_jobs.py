"""Jobs told in sentences, as people write them who fill no table."""

import pytest

from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import SectionKind

Job = tuple[str | None, str | None, str | None, str]

TOLD: dict[tuple[str, str], list[Job]] = {
    (
        "en",
        "- Working as a Senior Engineer in Infotech Ltd, Pune from Jan 2019 to till date.\n"
        "- Worked as Trainee with Minda Systems from Feb 2014 to May 2015.",
    ): [
        ("Senior Engineer", "Infotech Ltd", "Pune", "2019-01 now"),
        ("Trainee", "Minda Systems", None, "2014-02 2015-05"),
    ],
    ("en", "Worked for Lotus Mills, from Mar 2016 to Nov 2018 in the\ndesignation of Associate."): [
        ("Associate", "Lotus Mills", None, "2016-03 2018-11"),
    ],
    ("en", "3 years of experience as a Developer in Infotech Ltd from Jan 2019 to Dec 2021."): [
        ("Developer", "Infotech Ltd", None, "2019-01 2021-12"),
    ],
    ("en", "Infotech Ltd, Pune as Engineer from Jan 2019 to Dec 2021\nWiptech as Tester from June 2015 to Dec 2018"): [
        ("Engineer", "Infotech Ltd", "Pune", "2019-01 2021-12"),
        ("Tester", "Wiptech", None, "2015-06 2018-12"),
    ],
    ("de", "Seit 2015 arbeite ich als Krankenpflegerin bei der Klinik am Park in K\u00f6ln."): [
        ("Krankenpflegerin", "Klinik am Park", "K\u00f6ln", "2015 now"),
    ],
    ("fr", "Depuis 2016, je travaille en tant que chef de rang au Grand H\u00f4tel Bellevue."): [
        ("chef de rang", "Grand H\u00f4tel Bellevue", None, "2016 now"),
    ],
    ("es", "Trabaj\u00e9 como jefe de cocina en Restaurante La Higuera desde 2010 hasta 2015."): [
        ("jefe de cocina", "Restaurante La Higuera", None, "2010 2015"),
    ],
    (
        "en",
        "From 2010 to 2015 I worked as Editor at Infotech Press, where I built a list of forty titles.\n"
        "Between 2007 and 2010 I was Editorial Assistant at Wiptech.",
    ): [("Editor", "Infotech Press", None, "2010 2015"), ("Editorial Assistant", "Wiptech", None, "2007 2010")],
    ("de", "Von 2012 bis 2019 war ich Projektleiter bei der Mosbach GmbH in Ulm."): [
        ("Projektleiter", "Mosbach GmbH", "Ulm", "2012 2019"),
    ],
    ("nl", "Van 2012 tot 2019 werkte ik als verpleegkundige bij Zorggroep Maas."): [
        ("verpleegkundige", "Zorggroep Maas", None, "2012 2019"),
    ],
    ("da", "Siden 2019 har jeg v\u00e6ret afdelingsleder hos Moseg\u00e5rd A/S i Vejle. Jeg leder ti folk."): [
        ("afdelingsleder", "Moseg\u00e5rd A/S", "Vejle", "2019 now"),
    ],
}  # fmt: skip


def jobs(language: str, text: str) -> list[Job]:
    found = []
    for job in read_experience([section(SectionKind.EXPERIENCE, text)], reading_for(language)):
        dates = job.dates.value if job.dates else None
        start, end = (dates.start, dates.end) if dates else (None, None)
        ended = "now" if dates and dates.is_current else end.iso() if end else ""
        title, company = (part.value if part else None for part in (job.title, job.company))
        place = job.location.value.text if job.location else None
        found.append((title, company, place, f"{start.iso() if start else ''} {ended}"))
    return found


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_a_sentence_tells_a_job(language: str, text: str) -> None:
    assert jobs(language, text) == TOLD[language, text]


def test_a_sentence_below_a_job_tells_none() -> None:
    text = """
        Product Manager, Acme Ltd    May 2015 - June 2019
        - Worked as a liaison with Infotech from June 2015 to Dec 2015."""

    assert [(title, company) for title, company, _, _ in jobs("en", text)] == [("Product Manager", "Acme Ltd")]


def test_a_sentence_tells_no_job_where_nobody_was_anything() -> None:
    found = jobs("en", "From 2015 to 2019 I was happy at Acme Ltd.")

    assert [title for title, *_ in found if title == "happy"] == []


def test_the_values_are_shown_where_they_stand() -> None:
    (job,) = read_experience(
        [
            section(
                SectionKind.EXPERIENCE, "Worked for Lotus Mills, from 2016 to 2018 in the\ndesignation of Associate."
            )
        ],
        reading_for("en"),
    )

    assert job.title
    assert job.company
    assert (job.company.evidence.quote, job.title.evidence.quote) == ("Lotus Mills", "Associate")
    assert job.title.evidence.line == job.company.evidence.line + 1


def test_at_parts_title_and_employer_whatever_else_they_hold() -> None:
    text = """
        Executive Director, Sustainable Finance at Ferro Works
        January 2015 - June 2019
        Wafer Engineer, Implants at Meditrix
        May 2010 - December 2014
        Child Care at Hill House
        2008 - 2009"""

    assert [(title, company) for title, company, _, _ in jobs("en", text)] == [
        ("Executive Director, Sustainable Finance", "Ferro Works"),
        ("Wafer Engineer, Implants", "Meditrix"),
        ("Child Care", "Hill House"),
    ]


def test_a_small_word_inside_titles_parts_no_employer_that_stands_behind_a_comma() -> None:
    text = """
        2018 - 2024  Professorin für Zoologie, Universität Leipzig
        2014 - 2018  Juniorprofessorin für Botanik, Universität Bonn
        2009 - 2014  Lehrkraft für Deutsch als Fremdsprache, Volkshochschule Leipzig"""

    assert [(title, company) for title, company, _, _ in jobs("de", text)] == [
        ("Professorin für Zoologie", "Universität Leipzig"),
        ("Juniorprofessorin für Botanik", "Universität Bonn"),
        ("Lehrkraft für Deutsch als Fremdsprache", "Volkshochschule Leipzig"),
    ]
