"""What headings look like: told from titles and names at the top, and of two characters where words are as short."""

from parsing.engine.model import SectionKind
from parsing.engine.sections.tests.test_split import line, sections


def test_the_title_of_a_document_and_the_name_below_it_are_set_alike_and_no_headings() -> None:
    lines = [
        line("\u5c65\u6b74\u66f8", size=16.0),
        line("\u3075\u308a\u304c\u306a"),
        line("\u5c0f\u9ce5\u904a\u4f73\u7a42", size=16.0),
        line("\u5b66\u6b74"),
        line("2010\u5e743\u6708 \u4eac\u90fd\u5927\u5b66 \u5352\u696d"),
        line("\u8077\u6b74"),
        line("2010\u5e744\u6708 \u682a\u5f0f\u4f1a\u793e\u9752\u7a7a \u5165\u793e"),
    ]

    assert [kind for kind, _ in sections(lines, "ja")] == [
        SectionKind.HEADER,
        SectionKind.EDUCATION,
        SectionKind.EXPERIENCE,
    ]


def test_unknown_headings_may_have_two_characters_where_words_do() -> None:
    lines = [
        line("\ud0c1\uc7ac\uc6d0", size=20.0),
        line("010-5550-9034"),
        line("\uac78\uc5b4\uc628 \uae38", size=13.0, bold=True),
        line("\uc5f0\uad6c\uc6d0, \uc8fc\uc2dd\ud68c\uc0ac \ubc1c\ud574, 2019.10 - 2022.08"),
        line("\uc0ac\uc6d0, \uc8fc\uc2dd\ud68c\uc0ac \uc2e0\ub77c, 2016.04 - 2019.09"),
        line("\ubc30\uc6c0", size=13.0, bold=True),
        line("\uc5f0\uc138\ub300\ud559\uad50, \ud559\uc0ac, 2010.03 - 2014.02"),
    ]

    assert [kind for kind, _ in sections(lines, "ko")] == [
        SectionKind.HEADER,
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
    ]


def test_languages_of_computers_among_the_skills_are_skills() -> None:
    lines = [
        line("Ann Lee", size=20.0),
        line("SKILLS", size=14.0, bold=True),
        line("Languages", size=12.0, bold=True),
        line("Python"),
        line("Java"),
        line("SQL"),
        line("Frameworks", size=12.0, bold=True),
        line("Django"),
        line("LANGUAGES", size=14.0, bold=True),
        line("English"),
        line("Java, spoken at home"),
    ]

    assert [kind for kind, _ in sections(lines)] == [
        SectionKind.HEADER,
        *(SectionKind.SKILLS for _ in range(3)),
        SectionKind.LANGUAGES,
    ]


def test_a_name_behind_the_column_beside_it_is_no_line_of_the_last_section() -> None:
    lines = [
        line("CONTACT", size=14.0, bold=True),
        line("ann@example.com"),
        line("SKILLS", size=14.0, bold=True),
        line("Python, SQL"),
        line("ANN", size=24.0, bold=True),
        line("LEE", size=24.0, bold=True),
        line("Engineer"),
        line("EXPERIENCE", size=14.0, bold=True),
        line("Engineer, Acme Ltd, 2019 - 2021"),
    ]

    assert [(kind, len(found)) for kind, found in sections(lines)] == [
        (SectionKind.CONTACT, 1),
        (SectionKind.SKILLS, 1),
        (SectionKind.HEADER, 3),
        (SectionKind.EXPERIENCE, 1),
    ]
