"""The sandbox of a process: started when needed, refused where the settings demand more than the machine has."""

from collections.abc import Iterator
from typing import Any

import dramatiq
import pytest

from parsing import sandbox
from parsing.containment.pool import Pool
from parsing.worker import SandboxMiddleware


@pytest.fixture
def own_sandbox(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A sandbox of the test's own, with a child that echoes."""
    sandbox.close()
    monkeypatch.setattr(sandbox._mine, "closed_for_good", False)
    settings.PARSE_WORKER_MODULE = "parsing.tests.contained_work"
    yield
    sandbox.close()


@pytest.fixture
def _open_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that offers no isolation of files."""
    found = {"network": "seccomp", "files": "", "calls": "seccomp", "privileges": ""}
    monkeypatch.setattr(Pool, "isolation", lambda pool: found)


@pytest.mark.usefixtures("own_sandbox", "_open_machine")
class TestOnAMachineThatOffersTooLittle:
    def test_start_refuses_where_isolation_is_required(self, settings: Any) -> None:
        settings.SANDBOX_REQUIRED = True

        with pytest.raises(sandbox.SandboxUnavailable, match="CVAULT_SANDBOX_REQUIRED"):
            sandbox.start()

    def test_a_worker_refuses_too(self, settings: Any) -> None:
        settings.SANDBOX_REQUIRED = True

        with pytest.raises(sandbox.SandboxUnavailable):
            SandboxMiddleware().after_process_boot(dramatiq.get_broker())

    def test_start_accepts_and_says_so_where_it_is_not(self) -> None:
        sandbox.start()

        assert sandbox.isolation()["files"] == ""


@pytest.mark.usefixtures("own_sandbox")
def test_stopping_a_worker_ends_its_sandbox_for_good() -> None:
    assert sandbox.has_free_slot()
    pool = sandbox._mine.pool
    assert pool is not None

    SandboxMiddleware().before_worker_shutdown(dramatiq.get_broker(), worker=None)

    with pytest.raises(sandbox.SandboxClosed):
        pool.call("echo", {})
    with pytest.raises(sandbox.SandboxClosed):
        sandbox.has_free_slot()


@pytest.mark.usefixtures("own_sandbox")
def test_a_closed_sandbox_is_started_again_by_its_next_use() -> None:
    assert sandbox.has_free_slot()
    sandbox.close()

    assert sandbox.has_free_slot()
