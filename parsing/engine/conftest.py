"""What the tests of the engine share."""

import os

import pytest

from parsing.engine import readers


@pytest.fixture
def english() -> None:
    """The OCR engine of this machine; the gate's has English, and fails without."""
    if "en" not in readers.ocr_status().languages:
        if os.environ.get("CVAULT_REQUIRE_BROWSER"):
            pytest.fail("no OCR for English")
        pytest.skip("no OCR for English")
