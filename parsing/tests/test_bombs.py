"""Documents made to hurt: each is a result or a typed error, in bounded time, and the next document is fine."""

from collections.abc import Iterator

import pytest

from parsing.containment.limits import Limits
from parsing.containment.pool import Pool
from parsing.engine.errors import EngineError
from parsing.evals.bombs import BOMBS, Bomb
from parsing.evals.bombs.__main__ import defuse

# One of each family that a rule of ours, and not the clock, has to stop.
QUICK = (
    "docx_encrypted_entry",
    "docx_entities_double",
    "docx_entity_external",
    "docx_entries_overlap",
    "docx_nesting_deep",
    "docx_size_lies",
    "doc_header_alone",
    "html_deep",
    "pdf_encrypted",
    "pdf_page_tree_cycle",
    "pdf_page_tree_doubles",
    "pdf_xref_loop",
    "png_dimensions_lie",
    "rtf_control_words_many",
    "rtf_groups_deep",
    "rtf_hexadecimal_characters",
    "tiff_pages_loop",
    "txt_one_line",
    "txt_zeros",
    "webp_dimensions_lie",
)
CODES = {"encrypted", "empty_document", "no_text_layer", "timeout", "too_complex", "unreadable", "unsupported_format"}


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """The sandbox with the real engine and the limits of production."""
    pool = Pool(worker="parsing.containment.work", limits=Limits(), scratch=tmp_path_factory.mktemp("scratch"), size=1)
    yield pool
    pool.close()


def assert_still_reads(pool: Pool) -> None:
    arguments = {"filename": "cv.txt", "today": "2025-01-01", "requirements": None}
    answer, _ = pool.call("parse", arguments, b"Jane Doe\njane@example.org\n")
    assert answer["columns"]["email"] == "jane@example.org"


@pytest.mark.parametrize("bomb", [bomb for bomb in BOMBS if bomb.kind in QUICK], ids=lambda bomb: bomb.kind)
def test_bomb_is_a_typed_error(pool: Pool, bomb: Bomb) -> None:
    outcome, _, _ = defuse(bomb, pool)

    assert outcome in CODES
    assert_still_reads(pool)


def test_there_are_enough_kinds_of_bombs() -> None:
    assert len(BOMBS) >= 40
    assert set(QUICK) <= {bomb.kind for bomb in BOMBS}


@pytest.mark.soak
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.kind)
def test_every_bomb_ends_in_time(pool: Pool, bomb: Bomb) -> None:
    outcome, _, seconds = defuse(bomb, pool)

    assert outcome in CODES | {"read"}
    assert seconds <= 15.0
    assert_still_reads(pool)


def test_every_code_of_the_engine_is_known_here() -> None:
    def all_kinds(kind: type[EngineError]) -> set[str]:
        return {kind.code}.union(*(all_kinds(child) for child in kind.__subclasses__()))

    assert all_kinds(EngineError) == CODES
