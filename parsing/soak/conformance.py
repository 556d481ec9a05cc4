"""Both OpenAPI documents against the running product: requests that Schemathesis makes of them, every answer checked.

All its checks and phases, stateful links included, with live and with test keys; each run in a workspace of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parsing.soak import setup

setup.begin()

from django.conf import settings  # noqa: E402  # models need Django first

from accounts import api_keys  # noqa: E402
from accounts.models import Account, KeyKind  # noqa: E402
from billing.models import Subscription  # noqa: E402
from parsing.api.openapi.documents import API_NAMES, openapi_document  # noqa: E402
from parsing.soak.harness import ROOT  # noqa: E402
from parsing.soak.web import broker, web_server  # noqa: E402

KINDS = {"live": KeyKind.CV_LIVE, "test": KeyKind.CV_TEST}
SHOWN_CHARS = 6_000  # of a report with failures


def main() -> None:
    chosen = setup.numbers(seed=1, examples=10, least=0, modes=len(KINDS), coverage=1)
    os.environ["CVAULT_RATE_LIMIT_FACTOR"] = "0"  # the documents are on trial, not the rate limit
    figures: dict[str, object] = {"seed": chosen.seed}
    failures: list[str] = []
    requests, rounds = 0, 0
    with broker(), web_server() as port, _worker():
        while rounds == 0 or requests < chosen.least:
            for api in API_NAMES:
                for mode in list(KINDS)[-chosen.modes :]:
                    seed = chosen.seed + rounds
                    found, report = _run(api, mode, port, examples=chosen.examples, seed=seed, coverage=chosen.coverage)
                    requests += found["generated"]
                    name = f"{api}_{mode}"
                    sys.stderr.write(f"{name}, seed {seed}: {found}\n")
                    figures[name] = int(str(figures.get(name, 0))) + found["generated"]
                    if found["unique_failures"] or found["errored"] or not found["complete"]:
                        failures.append(f"{name}, seed {seed}:\n{report}")
            rounds += 1
    setup.report(**figures, requests=requests, rounds=rounds, failures=failures)


def _run(api: str, mode: str, port: int, *, examples: int, seed: int, coverage: int) -> tuple[dict[str, int], str]:
    """The numbers of one run, and what it printed about failures."""
    folder = Path(settings.DATA_DIR)
    document, report = folder / f"{api}.json", folder / "report.json"
    document.write_text(json.dumps(openapi_document(api)))
    command = [sys.executable, "-m", "schemathesis.cli", "run", str(document), "--url", f"http://127.0.0.1:{port}"]
    command += ["--header", f"x-api-key: {_key_of_a_new_workspace(mode)}", "--checks", "all", "--seed", str(seed)]
    command += ["--max-examples", str(examples), "--phases", f"examples,{'coverage,' * coverage}fuzzing,stateful"]
    command += ["--generation-database", "none", "--continue-on-failure", "--request-timeout", "60", "--no-color"]
    command += ["--suppress-health-check", "all", "--report", "json", "--report-json-path", str(report)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "parsing.soak.conformance_hooks"}
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if not report.exists():
        raise RuntimeError(f"Schemathesis ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    told = json.loads(report.read_text())
    report.unlink()
    begins = max(
        0, min(at for at in (done.stdout.find("= ERRORS ="), done.stdout.find("= FAILURES ="), 10**9) if at >= 0)
    )
    return {**told["test_cases"], "complete": told["complete"]}, done.stdout[begins:][:SHOWN_CHARS]


def _key_of_a_new_workspace(mode: str) -> str:
    account = Account.objects.create(name="conformance")
    Subscription.objects.create(account=account, plan="mega")
    return api_keys.create_key(account, name=mode, kind=KINDS[mode])[1]


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
