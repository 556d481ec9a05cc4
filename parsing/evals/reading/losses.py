"""Characters that other tools find in a document and our lines do not have, by group of the development files."""

import shutil
import subprocess
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import mammoth
from striprtf import striprtf

from parsing.engine import layout, readers
from parsing.evals.corpus import shared_dir
from parsing.evals.filetext import own_text

_SOURCES = (".pdf", ".docx", ".txt", ".odt", ".rtf", ".doc", ".html")
_NOT_OF_OFFICES = (".pdf", ".txt")  # read with other tools


@dataclass(frozen=True, slots=True)
class Loss:
    group: str
    name: str
    expected: int  # letters and digits that the other tool finds
    lost: int


def measure(root: Path | None = None) -> list[Loss]:
    """The loss of every file below `root` that another tool can read."""
    folder = root or shared_dir()
    if folder is None:
        return []
    return list(_losses(folder))


def _losses(folder: Path) -> Iterator[Loss]:
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SOURCES]
    with tempfile.TemporaryDirectory() as scratch:
        _convert(paths, Path(scratch))
        for path in paths:
            expected = _characters(_other_text(path, Path(scratch)))
            if not expected:
                continue  # a scan, or no tool to compare with
            document = readers.read(path.read_bytes(), filename=path.name)
            read = layout.arrange(document)
            ours = [line.text for line in read.lines]
            found = _characters(" ".join([*ours, *read.hidden_text, *read.furniture]))
            yield Loss(path.parent.name, path.name, expected.total(), (expected - found).total())


def _characters(text: str) -> Counter[str]:
    """Letters and digits, however they are encoded; icons of private use and hyphens at line ends are none."""
    return Counter(
        character
        for character in unicodedata.normalize("NFKC", text).casefold()
        if character.isalnum() and not "\ue000" <= character <= "\uf8ff"
    )


def _convert(paths: Sequence[Path], scratch: Path) -> None:
    """Write what an office suite reads, a folder of files at a time: to start it takes longer than to convert."""
    folders: dict[Path, list[str]] = defaultdict(list)
    for path in paths:
        if path.suffix.lower() not in _NOT_OF_OFFICES:
            folders[_converted(path, scratch).parent].append(str(path))
    for folder, files in folders.items():
        options = ("--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder))
        _run("soffice", *options, *files, timeout_s=60 + 10 * len(files))


def _converted(path: Path, scratch: Path) -> Path:
    return scratch / path.parent.name / path.suffix.lower().lstrip(".") / f"{path.stem}.txt"


def _other_text(path: Path, scratch: Path) -> str:
    if path.suffix.lower() == ".pdf":
        return _run("pdftotext", "-layout", str(path), "-")
    if path.suffix.lower() == ".txt":
        return path.read_text("utf-8", "replace")
    made = _converted(path, scratch)
    return made.read_text("utf-8", "replace") if made.exists() else _library_text(path)


def _library_text(path: Path) -> str:
    """Without an office suite: what an independent library reads; nothing for formats that none here reads."""
    if path.suffix.lower() == ".docx":
        with path.open("rb") as file:
            return str(mammoth.extract_raw_text(file).value)
    if path.suffix.lower() == ".rtf":
        return str(striprtf.rtf_to_text(path.read_text("latin-1")))
    return own_text(path) or _same_as_text(path)


def _same_as_text(path: Path) -> str:
    """What the same document holds as plain text, where it lies beside in a folder of its own."""
    text = path.parent.parent / "txt" / f"{path.stem}.txt"
    return text.read_text("utf-8", "replace") if text.exists() else ""


def _run(program: str, *arguments: str, timeout_s: int = 60) -> str:
    if shutil.which(program) is None:
        return ""
    done = subprocess.run([program, *arguments], capture_output=True, timeout=timeout_s, check=False)
    return done.stdout.decode("utf-8", "replace")


def table(losses: Sequence[Loss]) -> str:
    """One line a group: documents, characters, share lost, the worst document."""
    groups: dict[str, list[Loss]] = defaultdict(list)
    for loss in losses:
        groups[loss.group].append(loss)
    lines = [f"{'characters lost':18}{'documents':>10}{'characters':>12}{'lost':>8}  worst"]
    for group, members in groups.items():
        expected, lost = sum(item.expected for item in members), sum(item.lost for item in members)
        worst = max(members, key=lambda item: item.lost / item.expected)
        share = f"{worst.lost / worst.expected:.2%} {worst.name}"
        lines.append(f"{group:18}{len(members):>10}{expected:>12}{lost / expected:>8.2%}  {share}")
    return "\n".join(lines)
