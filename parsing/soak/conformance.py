"""Both OpenAPI documents against the running product: requests that Schemathesis makes of them, every answer checked.

All its checks and phases, stateful links included, with live and with test keys; each run in a workspace of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from parsing.soak import setup

setup.begin()

from django.conf import settings  # noqa: E402  # models need Django first

from accounts.models import KeyKind  # noqa: E402
from parsing.api.openapi.documents import API_NAMES, openapi_document  # noqa: E402
from parsing.soak.crowd import workspace  # noqa: E402
from parsing.soak.harness import ROOT  # noqa: E402
from parsing.soak.web import broker, web_server  # noqa: E402

KINDS = {"live": KeyKind.CV_LIVE, "test": KeyKind.CV_TEST}
EXAMPLES_FACTOR = {"portal": 1, "extract": 8}  # the smaller of the two is asked no less often
ANSWERED_WITHIN_S = 60  # how fast is measured elsewhere: a busy machine is no failure of the documents
SHOWN_CHARS = 6_000  # of a report with failures


@dataclass(frozen=True, slots=True)
class _Run:
    """Schemathesis, once through one document with one key."""

    api: str
    mode: str
    key: str
    seed: int
    examples: int
    has_coverage: bool

    @property
    def name(self) -> str:
        return f"{self.api}_{self.mode}"


def main() -> None:
    chosen = setup.numbers(seed=1, examples=10, least=0, modes=len(KINDS), coverage=1, side_by_side=2)
    os.environ["CVAULT_RATE_LIMIT_FACTOR"] = "0"  # the documents are on trial, not the rate limit
    kinds = [(api, mode) for api in API_NAMES for mode in list(KINDS)[-chosen.modes :]]
    figures = {f"{api}_{mode}": 0 for api, mode in kinds}
    failures: list[str] = []
    requests, rounds = 0, 0
    with broker(), web_server() as port, _worker(), ThreadPoolExecutor(chosen.side_by_side) as side_by_side:
        while rounds == 0 or requests < chosen.least:
            runs = [
                _Run(
                    api=api,
                    mode=mode,
                    key=workspace("conformance", kind=KINDS[mode])[1],
                    seed=chosen.seed + rounds * len(kinds) + number,
                    examples=chosen.examples * EXAMPLES_FACTOR[api],
                    has_coverage=bool(chosen.coverage),
                )
                for number, (api, mode) in enumerate(kinds)
            ]
            for run, (found, report) in zip(runs, side_by_side.map(lambda run: _ask(run, port), runs), strict=True):
                figures[run.name] += found["generated"]
                requests += found["generated"]
                if report:
                    failures.append(report)
            rounds += 1
    setup.report(seed=chosen.seed, **figures, requests=requests, rounds=rounds, failures=failures)


def _ask(run: _Run, port: int) -> tuple[dict[str, int], str]:
    """The numbers of one run, and what it printed about failures: nothing where there were none."""
    folder = Path(settings.DATA_DIR)
    document, report = folder / f"{run.name}.json", folder / f"{run.name}.report.json"
    document.write_text(json.dumps(openapi_document(run.api)))
    command = [sys.executable, "-m", "schemathesis.cli", "run", str(document), "--url", f"http://127.0.0.1:{port}"]
    command += ["--header", f"x-api-key: {run.key}", "--checks", "all", "--seed", str(run.seed)]
    phases = f"examples,{'coverage,' * run.has_coverage}fuzzing,stateful"
    command += ["--max-examples", str(run.examples), "--phases", phases]
    command += ["--generation-database", "none", "--continue-on-failure", "--no-color"]
    command += ["--request-timeout", str(ANSWERED_WITHIN_S), "--max-response-time", str(ANSWERED_WITHIN_S)]
    command += ["--suppress-health-check", "all", "--report", "json", "--report-json-path", str(report)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "parsing.soak.conformance_hooks"}
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if not report.exists():
        raise RuntimeError(f"Schemathesis ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    told = json.loads(report.read_text())
    report.unlink()
    found = {**told["test_cases"], "complete": told["complete"]}
    sys.stderr.write(f"{run.name}, seed {run.seed}: {found}\n")
    if not found["unique_failures"] and not found["errored"] and found["complete"]:
        return found, ""
    begins = max(
        0, min(at for at in (done.stdout.find("= ERRORS ="), done.stdout.find("= FAILURES ="), 10**9) if at >= 0)
    )
    shown = f"{run.name}, seed {run.seed}:\n{done.stdout[begins:][:SHOWN_CHARS]}"
    sys.stderr.write(shown)
    return found, shown


@contextmanager
def _worker() -> Iterator[None]:
    """A worker and its dispatcher; no deliverer of webhooks, so that no address of theirs is ever called."""
    manage = [sys.executable, "manage.py"]
    commands = (
        [*manage, "rundramatiq", "--processes", "1", "--threads", "2", "--skip-logging"],
        [*manage, "run_dispatcher"],
    )
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=sys.stderr, start_new_session=True) for command in commands]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


if __name__ == "__main__":
    main()
