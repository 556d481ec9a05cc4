"""Pictures of text through the doors, with the real engine behind them: what is said of a poor one, and without OCR."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageDraw

from billing.models import QuotaPeriod
from parsing import sandbox
from parsing.api.tests.conftest import PARSE, a_file
from parsing.containment import work
from parsing.engine.readers.tests.told_ocr import let_it_see, no_engine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one, in this process."""
    here = SimpleNamespace(
        call=lambda task, arguments, blob=b"", timeout_s=None: work.perform(task, arguments, blob),
        has_free_slot=lambda: True,
    )
    monkeypatch.setattr(sandbox, "_running", lambda: here)


def a_picture() -> bytes:
    image = Image.new("L", (800, 600), 255)
    ImageDraw.Draw(image).text((30, 40), "Jane Doe", fill=0, font_size=28)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_a_poor_scan_carries_its_warning(api_client, monkeypatch):
    let_it_see(monkeypatch, "Jane", "Doe", "engimeer", "im", "Leads", confidence=0.5)

    (item,) = api_client.post(PARSE, {"files[]": [a_file(a_picture(), "cv.png", "image/png")]}).json()["results"]

    assert (item["success"], item["parse_tier"]) == (True, "tier2")
    assert item["candidate"]["warnings"] == ["The picture is hard to read: about 50 % of its text may be wrong"]


@pytest.mark.covers("R152")
def test_a_scan_without_an_ocr_engine_fails_alone_and_is_not_charged(api_client, tmp_path: Path):
    files = [a_file(a_picture(), "cv.png", "image/png"), a_file("Jane Doe\njane@example.org\n", "cv.txt")]

    with no_engine(tmp_path):
        answer = api_client.post(PARSE, {"files[]": files})
        health = api_client.get("/api/v1/health").json()

    scan, text = answer.json()["results"]
    assert answer.status_code == 200
    assert scan == {
        "file_index": 0,
        "filename": "cv.png",
        "success": False,
        "error_code": "no_text_layer",
        "error": "Could not extract text from file",
    }
    assert text["candidate"]["email"] == "jane@example.org"
    assert QuotaPeriod.objects.get().used == 1
    assert health["checks"]["ocr"]["languages"] == []
