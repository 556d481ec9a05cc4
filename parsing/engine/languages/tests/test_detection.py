"""The languages of a text: of prose, of mixed resumes, of texts that say nothing."""

import pytest

from parsing.engine.languages import detect, lexicon

MIXED = """Berufserfahrung
Senior Software Engineer bei der Musterbau GmbH
Entwicklung von Schnittstellen für die Verwaltung und Betreuung der Kunden im Norden
Kenntnisse
Python, Django, React, AWS, Docker, Kubernetes, machine learning, cloud computing, continuous delivery
https://example.com/some/english/words anna@example.com
"""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I have worked as a nurse in a large hospital and trained the new staff of two wards.", "en"),
        ("Während meiner Tätigkeit habe ich ein Team von sechs Personen geleitet und betreut.", "de"),
        ("J'ai dirigé une équipe de six personnes et assuré le suivi des clients de la région.", "fr"),
        ("Руководил отделом из шести человек и отвечал за работу с ключевыми клиентами.", "ru"),
        ("Керував відділом із шести осіб та відповідав за роботу з ключовими клієнтами.", "uk"),
        ("负责管理六人团队，统筹两地办公室的日常工作，缩短交付周期。", "zh"),
        ("6名のチームを率い、2拠点の業務を統括しました。経営層向けの月次報告書を作成しました。", "ja"),
        ("여섯 명의 팀을 이끌고 두 지점의 업무를 총괄하였습니다.", "ko"),
        ("قيادة فريق من ستة أشخاص في مكتبين وإعداد التقارير الشهرية للإدارة", "ar"),
    ],
)
def test_prose_is_told(text: str, code: str) -> None:
    assert detect(text)[0][0] == code


def test_terms_and_addresses_do_not_make_a_german_resume_english() -> None:
    assert detect(MIXED)[0][0] == "de"


def test_text_without_words_has_no_language() -> None:
    assert detect("2019 – 2021 +49 170 1234567") == ()


def test_lexicon_prefers_the_language_of_the_text() -> None:
    assert lexicon(MIXED).primary.code == "de"
    assert lexicon("").primary.code == "en"
