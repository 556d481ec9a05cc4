"""The plan of made documents, and the making of them into a cache."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from random import Random

from parsing.evals.corpus import LANGUAGES
from parsing.evals.generate import render_docx, render_html, render_pdf, render_txt
from parsing.evals.generate.browser import Printer, chromium_path, printer
from parsing.evals.generate.compose import Sheet, adapt, compose
from parsing.evals.generate.people import make_person
from parsing.evals.generate.style import draw_style
from parsing.evals.generate.truth import truth_of
from parsing.evals.generate.words import load_words, without_held_out

# Seeds below are for looking at; nobody tunes a rule by looking at a document above. The held-out documents also have
# wordings and layouts that the others never have.
FIRST_SEED = {"made": 1_000, "heldout": 900_000}

# English is what most CVs are in, so it gets more layouts than its share.
ENGLISH_WEIGHT = 4


@dataclass(frozen=True, slots=True)
class Plan:
    group: str  # "made-chromium", "made-reportlab", "made-docx", "made-txt", "made-html"
    language: str
    layout: str
    seed: int
    held_out: bool
    flowing: bool

    @property
    def suffix(self) -> str:
        return {"chromium": "pdf", "reportlab": "pdf"}.get(self.group, self.group)

    @property
    def stem(self) -> str:
        return f"{self.layout}-{self.language}-{self.seed}"


def plans(split: str, size: int) -> Iterator[Plan]:
    """`size` documents of every kind and language; layouts follow each other round and round."""
    seed = FIRST_SEED[split]
    held_out = split == "heldout"
    pages = (*render_html.LAYOUTS, *render_html.HELD_OUT_LAYOUTS) if held_out else render_html.LAYOUTS
    kinds = (
        ("chromium", pages, LANGUAGES, False, 2),
        ("reportlab", render_pdf.LAYOUTS, sorted(render_pdf.LANGUAGES), False, 1),
        ("docx", render_docx.LAYOUTS, LANGUAGES, True, 1),
        ("txt", ("plain",), LANGUAGES, True, 1),
        ("html", ("single", "table"), ("en", "de", "pl", "ru", "ja"), True, 1),
    )
    for group, layouts, languages, flowing, weight in kinds:
        turn = 0
        for language in languages:
            for _ in range(size * weight * (ENGLISH_WEIGHT if language == "en" else 1)):
                yield Plan(group, language, layouts[turn % len(layouts)], seed, held_out, flowing)
                turn += 1
                seed += 1


def build(split: str, size: int, cache: Path) -> Path:
    """Make the documents of a split unless they are there, and return their folder.

    Where there is no Chromium its group is left out; the folder's name tells it apart.
    """
    browser = "chromium" if chromium_path() else "plain"
    folder = cache / f"{split}-{size}-{browser}-{_fingerprint()}"
    if folder.is_dir():
        return folder
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    wanted = list(plans(split, size))
    with printer() if any(plan.group == "chromium" for plan in wanted) else nullcontext() as chromium:
        for plan in wanted:
            if plan.group != "chromium" or chromium:
                _make(plan, unfinished, chromium)
    for old in cache.glob(f"{split}-{size}-{browser}-*"):
        if old != unfinished:
            shutil.rmtree(old, ignore_errors=True)
    unfinished.rename(folder)
    return folder


def _make(plan: Plan, folder: Path, chromium: Printer | None) -> None:
    rng = Random(plan.seed)
    words = load_words(plan.language) if plan.held_out else without_held_out(load_words(plan.language))
    style = draw_style(words, rng, flowing=plan.flowing)
    person = adapt(make_person(words, rng), style)
    sheet = compose(person, words, style, rng)
    group = folder / plan.group
    group.mkdir(parents=True, exist_ok=True)
    (group / f"{plan.stem}.{plan.suffix}").write_bytes(_render(plan, sheet, rng, chromium))
    truth = truth_of(person, style, plan.language)
    (group / f"{plan.stem}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")


def _render(plan: Plan, sheet: Sheet, rng: Random, chromium: Printer | None) -> bytes:
    match plan.group:
        case "chromium" if chromium:
            return chromium.pdf(render_html.render_html(sheet, plan.layout, rng))
        case "reportlab":
            return render_pdf.render_pdf(sheet, plan.layout, rng)
        case "docx":
            return render_docx.render_docx(sheet, plan.layout, rng)
        case "html":
            return render_html.render_html(sheet, plan.layout, rng).encode()
        case _:
            return render_txt.render_txt(sheet, rng)


def _fingerprint() -> str:
    """Of the generator's code and words: what they make is made anew when they change."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted((*here.glob("*.py"), *here.glob("words/*.toml"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
