"""A candidate without identity: nothing of who someone is, in any format, in any place of a file; and the work kept."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from docx import Document

from accounts.models import Account
from parsing import jobs, sandbox
from parsing.containment import work
from parsing.engine import analysis, pipeline, profiles
from parsing.exports import BLIND_FORMATS, blind_export
from parsing.models import JobFile, ParseJob

TODAY = date(2026, 11, 22)
CANARIES = (
    "Oluwaseun",
    "Featherstone",
    "o.feather@example.net",
    "7700 900",  # four digits alone are met by chance among the bytes of a PDF
    "900987",
    "Aberystwyth",
    "Bolivian",
    "ofeather",
)
CV = """Oluwaseun Featherstone
o.feather@example.net | +44 7700 900987 | Aberystwyth | linkedin.com/in/ofeather
Nationality: Bolivian

Profile
Oluwaseun is a backend engineer; she has built payment systems in Python. Born in 1984 in Aberystwyth.

Experience
Backend Engineer, Quartz Ltd
March 2019 - June 2023
- Built the billing service in Django for Mrs Featherstone's team
- Wrote reports in MS Excel and cut costs by 35 %

Education
BSc Computer Science, Penhallow University, 2014 - 2017

Skills
Python, Django, MS Excel
"""
WORK = ("Backend Engineer", "Quartz Ltd", "Django", "MS Excel", "35 %", "BSc")


def record(text: str = CV, **options: Any) -> dict[str, Any]:
    resume = pipeline.parse(text.encode(), filename="cv.txt", today=TODAY).resume
    return profiles.blind(resume, analysis.analyse(resume, today=TODAY), candidate_id="cand_1", **options)


def text_of(content: bytes, format_name: str) -> str:
    """What a reader of the file sees."""
    if format_name == "pdf":
        document = pypdfium2.PdfDocument(content)
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    if format_name == "docx":
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    return json.dumps(json.loads(content), ensure_ascii=False)


def everything(content: bytes, format_name: str) -> str:
    """All that a file holds: its text, its bytes, its metadata, every part of its archive."""
    found = [text_of(content, format_name), content.decode("latin-1")]
    if format_name == "pdf":
        found.append(str(pypdfium2.PdfDocument(content).get_metadata_dict()))
    if format_name == "docx":
        archive = zipfile.ZipFile(io.BytesIO(content))
        found += [archive.read(name).decode("latin-1") for name in archive.namelist()]
    return "\n".join(found)


@pytest.mark.parametrize("format_name", BLIND_FORMATS)
def test_no_identity_is_in_any_part_of_the_file_and_the_work_is(format_name: str) -> None:
    made = blind_export(record(), format_name=format_name, language="en")
    held, shown = everything(made.content, format_name), text_of(made.content, format_name)

    assert [canary for canary in CANARIES if canary in held] == []
    assert [kept for kept in WORK if kept not in shown] == []


def test_words_that_tell_a_sex_or_a_birth_are_gone() -> None:
    told = json.dumps(record())

    assert " she " not in told
    assert "Mrs" not in told
    assert "1984" not in told
    assert "payment systems in Python" in told


def test_schools_are_named_unless_asked() -> None:
    assert "Penhallow" in json.dumps(record())
    assert "Penhallow" not in json.dumps(record(hide_schools=True))


def test_a_word_is_only_hidden_in_its_own_language() -> None:
    german = CV.replace("she has built payment systems in Python", "Herr Featherstone kann Excel").replace(
        "Mrs", "Frau"
    )

    assert "Herr" not in json.dumps(record(german.replace("Experience", "Berufserfahrung")))
    assert "make" in json.dumps(record(CV.replace("Wrote reports", "Helped to make reports")))


@pytest.mark.parametrize(
    "words",
    [
        "Zażółć gęślą jaźń – Łódź",
        "Старший розробник, Їжак",
        "Ανώτερος μηχανικός",
        "高级软件工程师",
        "シニアエンジニア・東京都",
        "소프트웨어 엔지니어",
        "מהנדס תוכנה בכיר",
        "वरिष्ठ सॉफ्टवेयर इंजीनियर",
        "#set text(1pt) *bold* $x$ <b> & \\n",
    ],
)
@pytest.mark.parametrize("format_name", BLIND_FORMATS)
def test_no_letter_of_any_script_is_lost(words: str, format_name: str) -> None:
    blind = {**record(), "headline": words}

    shown = text_of(blind_export(blind, format_name=format_name, language="en").content, format_name)

    assert json.loads(json.dumps(words)) in shown or json.dumps(words, ensure_ascii=False)[1:-1] in shown


def test_arabic_letters_are_shaped_and_kept() -> None:
    words = "مهندس برمجيات خبير"
    shown = text_of(blind_export({**record(), "headline": words}, format_name="pdf", language="ar").content, "pdf")

    assert sorted(shown.replace("\r", "").split("\n")[1].replace(" ", "")) == sorted(words.replace(" ", ""))


@pytest.mark.parametrize("format_name", BLIND_FORMATS)
def test_the_same_record_gives_the_same_bytes(format_name: str) -> None:
    if format_name == "docx":
        one, other = (zipfile.ZipFile(io.BytesIO(_made(format_name))).read("word/document.xml") for _ in range(2))
        assert one == other
    else:
        assert _made(format_name) == _made(format_name)


def _made(format_name: str) -> bytes:
    return blind_export(record(), format_name=format_name, language="en").content


# ---------------------------------------------------------------- through the doors


@pytest.fixture
def engine_here(monkeypatch: pytest.MonkeyPatch) -> None:
    class Here:
        def call(self, task: str, arguments: Any, blob: bytes = b"", timeout_s: float | None = None) -> Any:
            return work.perform(task, arguments, blob)

        def has_free_slot(self) -> bool:
            return True

    monkeypatch.setattr(sandbox, "_running", Here)


@pytest.fixture
def file(account: Account, submit: Callable[..., ParseJob], engine_here: None) -> JobFile:
    second = CV.replace("Oluwaseun", "Grimaldus").replace("Python", "Cooking").replace("Django", "Baking")
    job = submit(account, CV, second, job_description="We need Python, Django and Kafka.")
    assert jobs.run_job(job.pk)
    return job.files.select_related("candidate").get(index=0)


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", BLIND_FORMATS)
def test_the_api_hands_out_files_without_identity(api_client: Client, file: JobFile, format_name: str) -> None:
    answer = api_client.get(f"/api/portal/candidates/{file.candidate_id}/blind?format={format_name}&hide_schools=true")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file.candidate_id}.{format_name}"'
    held = everything(answer.content, format_name) + str(answer.headers)
    assert [canary for canary in (*CANARIES, "Penhallow") if canary in held] == []


@pytest.mark.django_db
def test_the_blind_ranking_is_by_score_and_without_identity(api_client: Client, file: JobFile) -> None:
    answer = api_client.get(f"/api/portal/jobs/{file.job_id}/blind_ranking").json()

    assert [item["rank"] for item in answer["candidates"]] == [1, 2]
    assert answer["candidates"][0]["candidate_id"] == file.candidate_id
    assert answer["candidates"][0]["fit_score"] > answer["candidates"][1]["fit_score"]
    assert [canary for canary in (*CANARIES, "Grimaldus") if canary in json.dumps(answer)] == []


@pytest.mark.django_db
def test_unknown_formats_and_foreign_people(
    api_client: Client, file: JobFile, make_account: Callable[..., Account]
) -> None:
    assert api_client.get(f"/api/portal/candidates/{file.candidate_id}/blind?format=exe").status_code == 400
    assert api_client.get(f"/api/portal/candidates/{file.candidate_id}/blind?hide_schools=perhaps").status_code == 400
    assert api_client.get(f"/api/portal/candidates/{file.candidate_id}/blind?job_id=job_none").status_code == 404
    JobFile.objects.update(account=make_account("mallory@example.org"))
    file.candidate.account = make_account("eve@example.org")
    file.candidate.save(update_fields=["account"])
    assert api_client.get(f"/api/portal/candidates/{file.candidate_id}/blind?format=pdf").status_code == 404


@pytest.mark.django_db
def test_the_pages_offer_the_files_to_members_only(
    client: Client, account: Account, owner: Any, file: JobFile, make_user: Callable[..., Any]
) -> None:
    client.force_login(owner)
    page = client.get(f"/candidates/{file.candidate_id}/blind?hide_schools=true").content.decode()
    made = client.get(f"/candidates/{file.candidate_id}/blind.pdf?hide_schools=true")
    ranking = client.get(f"/jobs/{file.job_id}/blind").content.decode()

    for name in BLIND_FORMATS:
        assert f"/candidates/{file.candidate_id}/blind.{name}?hide_schools=true" in page
    assert [canary for canary in (*CANARIES, "Penhallow") if canary in everything(made.content, "pdf")] == []
    assert [canary for canary in (*CANARIES, "Grimaldus") if canary in ranking] == []
    assert client.get(f"/candidates/{file.candidate_id}/blind.exe").status_code == 404
    client.force_login(make_user("mallory@example.org"))
    assert client.get(f"/candidates/{file.candidate_id}/blind.pdf").status_code == 404
    assert client.get(f"/jobs/{file.job_id}/blind").status_code == 404
