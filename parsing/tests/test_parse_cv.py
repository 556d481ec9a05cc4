"""`manage.py parse_cv`: one line a file, whatever the file is."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

TEXT = """Jane Smith
jane.smith@example.com

Experience

Software Engineer
Acme Corp
March 2021 - Present

Skills

Python, Django
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "jane.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF follows")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "notes.xyz").write_text("not walked", encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("parse_cv", *arguments, "--no-ocr", "--today", "2026-11-22", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_folder_gives_a_line_a_file_and_bad_files_are_lines_too(folder: Path) -> None:
    lines = {Path(line["file"]).name: line for line in run(str(folder))}

    assert set(lines) == {"jane.txt", "broken.pdf", "empty.txt"}
    assert lines["jane.txt"]["success"] is True
    assert lines["jane.txt"]["parse_tier"] == "tier1"
    assert lines["jane.txt"]["candidate"]["name"] == "Jane Smith"
    assert lines["jane.txt"]["candidate"]["self_check"]
    for name in ("broken.pdf", "empty.txt"):
        assert lines[name]["success"] is False
        assert lines[name]["error"]
        assert lines[name]["error_code"]
        assert lines[name]["ms"] >= 0


def test_a_file_that_is_not_there_is_a_line(tmp_path: Path) -> None:
    (line,) = run(str(tmp_path / "nowhere.pdf"))

    assert line["success"] is False
    assert line["error_code"] == "unreadable"


def test_json_resume_form(folder: Path) -> None:
    (line,) = run(str(folder / "jane.txt"), "--json-resume")

    assert line["resume"]["basics"]["name"] == "Jane Smith"
    assert line["resume"]["work"][0]["name"] == "Acme Corp"
    assert "candidate" not in line


def test_a_job_description_adds_the_score(folder: Path, tmp_path: Path) -> None:
    job = tmp_path / "job.md"
    job.write_text("Python engineer. Must have: Python, Django.", encoding="utf-8")

    (line,) = run(str(folder / "jane.txt"), "--job", str(job))

    assert line["candidate"]["matched_skills"] == ["Python", "Django"]
    assert line["candidate"]["fit_score"] > 60


def test_why_shows_evidence(folder: Path) -> None:
    out = StringIO()

    call_command("parse_cv", str(folder / "jane.txt"), str(folder / "broken.pdf"), "--why", "--no-ocr", stdout=out)

    assert "name = Jane Smith" in out.getvalue()
    assert "experience[0].company = Acme Corp" in out.getvalue()
    assert "broken.pdf" in out.getvalue()
