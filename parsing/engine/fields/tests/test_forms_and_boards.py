"""Entries as forms and job boards print them: bullets before labels, notes on pay, branches, clients, blanks only."""

from parsing.engine.fields import extract
from parsing.engine.fields.tests.documents import TODAY, lexicon_for, section
from parsing.engine.model import ReadDocument, Resume, SectionKind


def read(kind: SectionKind, text: str, code: str = "en") -> Resume:
    part = section(kind, text)
    other = SectionKind.EDUCATION if kind is SectionKind.EXPERIENCE else SectionKind.EXPERIENCE
    return extract(
        ReadDocument(part.lines, body_font_size_pt=10.0), [part, section(other, "")], lexicon_for(code), today=TODAY
    )


def jobs(resume: Resume) -> list[tuple[str | None, str | None]]:
    return [
        (job.title.value if job.title else None, job.company.value if job.company else None)
        for job in resume.experience
    ]


def studies(resume: Resume) -> list[tuple[str | None, str | None]]:
    return [
        (study.degree.value if study.degree else None, study.institution.value if study.institution else None)
        for study in resume.education
    ]


def test_a_bullet_before_the_label_cells_of_a_form_is_no_bullet_of_a_text() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        - Date (da – a)  Febbraio 2018 – oggi
        - Nome e indirizzo del datore di lavoro  Falegnameria Orsetti S.r.l., Lecco
        - Tipo di impiego  Responsabile acquisti
        - Principali mansioni e responsabilità  Ordini, fornitori, magazzino
        - Date (da – a)  Settembre 2011 – gennaio 2018
        - Nome e indirizzo del datore di lavoro  Studio Tecnico Bonfadini, Como
        - Tipo di impiego  Disegnatore CAD
        """,
        "it",
    )

    assert jobs(resume) == [
        ("Responsabile acquisti", "Falegnameria Orsetti S.r.l."),
        ("Disegnatore CAD", "Studio Tecnico Bonfadini"),
    ]


def test_a_title_stands_below_notes_on_pay_and_hours_with_a_remark_behind_it() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        Department of Harbours
        06/2018 - Present
        Salary: 92,015.00 USD Per Year
        Hours per week: 40
        Series: 0343 Pay Plan: GS Grade: 13
        Management Analyst (This is a federal job)
        Duties, Accomplishments and Related Skills:
        - Reviewed the staffing of piers

        Bureau of Lighthouses
        03/2014 - 05/2018
        Salary: 70,300.00 USD Per Year
        Hours per week: 40
        Series: 0303 Pay Plan: GS Grade: 11
        Program Support Specialist (This is a federal job)
        Duties, Accomplishments and Related Skills:
        - Tracked leases
        """,
    )

    assert jobs(resume) == [
        ("Management Analyst", "Department of Harbours"),
        ("Program Support Specialist", "Bureau of Lighthouses"),
    ]


def test_what_an_employer_deals_in_is_not_the_title() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        Апрель 2018 — настоящее время
        Заречный завод весов
        Екатеринбург
        Электроника, приборостроение, бытовая техника, компьютеры и оргтехника
        Ведущий бухгалтер
        Учёт основных средств, сдача отчётности.

        Сентябрь 2013 — Март 2018
        ООО Лесной Двор
        Екатеринбург
        Розничная торговля, мебель, стройматериалы и хозтовары
        Бухгалтер
        Первичная документация.
        """,
        "ru",
    )

    assert jobs(resume) == [("Ведущий бухгалтер", "Заречный завод весов"), ("Бухгалтер", "ООО Лесной Двор")]


def test_the_clients_of_a_consultant_are_not_the_employer() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        Ravelin Consulting, London — Manager
        March 2017 – Present
        Selected engagements:
        Client: Global insurer (12 months)
        - Drew the new order of claims
        Client: Railway (8 months)
        - Led the office of the programme

        Tollgate Bank, London — Business Analyst
        September 2013 – February 2017
        - Wrote down what the portal needs
        """,
    )

    assert jobs(resume) == [("Manager", "Ravelin Consulting"), ("Business Analyst", "Tollgate Bank")]


def test_a_form_in_small_letters_ends_the_name_before_its_comma_and_a_label_below_begins_no_sentence() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        03/2015 – dosud Strojírny Kolín, a.s.
        pozice: Vedoucí účtárny
        náplň práce: vedení týmu 5 účetních, roční závěrky
        07/2009 – 02/2015 Daňová kancelář Veselý
        pozice: Účetní
        náplň práce: podvojné účetnictví, DPH
        """,
        "cs",
    )

    assert jobs(resume) == [("Vedoucí účtárny", "Strojírny Kolín, a.s."), ("Účetní", "Daňová kancelář Veselý")]


def test_korean_employer_department_and_rank_are_parted_by_blanks_and_titles_of_two_words_are_not() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        2020.03 ~ 재직중 (주)새솔로보틱스 제어개발팀 대리
        - 협동로봇 제어
        2018.01 ~ 2020.02 대호정밀 품질관리팀 사원
        - 출하 검사
        """,
        "ko",
    )

    assert jobs(resume) == [("제어개발팀 대리", "(주)새솔로보틱스"), ("품질관리팀 사원", "대호정밀")]


def test_korean_school_subject_and_degree_are_parted_by_blanks() -> None:
    resume = read(SectionKind.EDUCATION, "2011.03 ~ 2017.08 부경대학교 제어계측공학과 학사 졸업 (학점 3.7/4.5)", "ko")

    assert studies(resume) == [("학사", "부경대학교")]
    assert resume.education[0].field is not None
    assert resume.education[0].field.value == "제어계측공학과"


def test_the_initials_of_a_board_hold_no_degree_and_a_class_is_one() -> None:
    resume = read(
        SectionKind.EDUCATION,
        """
        - B.Com from Marigold University in 2015 with 61%
        - 12th from C.B.S.E. Board (Govt. Boys Sr. Sec. School) in 2012
        - 10th from C.B.S.E. Board (Govt. Boys Sr. Sec. School) in 2010
        """,
    )

    assert [degree for degree, _ in studies(resume)] == ["B.Com", "12th", "10th"]


def test_a_faculty_behind_its_university_and_what_follows_a_full_stop_are_no_part_of_its_name() -> None:
    turkish = read(
        SectionKind.EDUCATION,
        "2011 - 2015 : Ardıç Üniversitesi, İktisadi ve İdari Bilimler Fakültesi, Uluslararası Ticaret (Lisans)",
        "tr",
    )
    english = read(
        SectionKind.EDUCATION, '2010  Ph.D. in Oceanography, University of Tarnwater. Dissertation: "Iron in spring"'
    )

    assert studies(turkish) == [("Lisans", "Ardıç Üniversitesi")]
    assert studies(english) == [("Ph.D.", "University of Tarnwater")]


def test_labels_inside_a_labelled_line_begin_parts_of_their_own() -> None:
    resume = read(
        SectionKind.EDUCATION,
        """
        10.2011 – 06.2016  Politechnika Jodłowa, Wydział Zarządzania
        kierunek: Logistyka, tytuł: magister inżynier
        """,
        "pl",
    )

    assert studies(resume) == [("magister inżynier", "Politechnika Jodłowa")]
    assert resume.education[0].field is not None
    assert resume.education[0].field.value == "Logistyka"


def test_the_town_of_a_university_of_many_towns_belongs_to_its_name() -> None:
    resume = read(
        SectionKind.EDUCATION,
        """
        University of California, Davis
        Bachelor of Science, Botany, 2009 - 2013
        """,
    )

    assert studies(resume) == [("Bachelor of Science", "University of California, Davis")]


def test_bullets_that_begin_with_a_period_and_a_colon_are_entries() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        - Da aprile 2021 ad oggi: Receptionist presso Hotel Ginestra, Palermo. Prenotazioni, accoglienza, reclami.
        - Da ottobre 2018 a marzo 2021: Commessa presso Libreria Corallo, Palermo.
        """,
        "it",
    )

    assert jobs(resume) == [("Receptionist", "Hotel Ginestra"), ("Commessa", "Libreria Corallo")]


def test_a_title_that_is_also_a_kind_of_work_is_no_noise_beside_the_duties_below() -> None:
    resume = read(
        SectionKind.EXPERIENCE,
        """
        솔빛하우스디자인 | 시각디자이너 | 2021.05 - 현재
        브랜드 패키지 리뉴얼
        초록기획 | 인턴 | 2020.07 - 2020.12
        행사 포스터 제작 보조
        """,
        "ko",
    )

    assert jobs(resume) == [("시각디자이너", "솔빛하우스디자인"), ("인턴", "초록기획")]


def test_the_head_of_a_table_of_marks_is_no_study() -> None:
    resume = read(
        SectionKind.EDUCATION,
        """
        Sr. No.  Examination  Name of Institute  University/Board  Passing Year  Percentage
        1  M.Com  Deccan Commerce College, Pune  Savitribai University  2024  71.50%
        2  B.Com  Indira Commerce College, Pune  Savitribai University  2022  76.25%
        """,
    )

    schools = [study.institution.value for study in resume.education if study.institution]
    assert schools == ["Deccan Commerce College", "Indira Commerce College"]
