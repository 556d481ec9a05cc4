"""Makes the documents: PDF through Chromium and DOCX, each layout in each script, the same ones on every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from parsing.evals.generate.browser import printer
from parsing.evals.reading import pages, sides, wordfiles
from parsing.evals.reading.texts import SCRIPTS, Texts

_PAPERS = ("A4", "Letter", "A4 landscape")


@dataclass(frozen=True, slots=True)
class Sample:
    layout: str
    script: str
    format: str
    data: bytes
    truth: tuple[str, ...]
    variant: int = 0  # of a layout drawn in many ways

    @property
    def name(self) -> str:
        variant = f"-{self.variant}" if self.variant else ""
        return f"{self.layout}-{self.script}{variant}.{self.format}"


def build() -> Iterator[Sample]:
    """All samples; without Chromium only the DOCX ones."""
    for number, (name, layout) in enumerate(wordfiles.LAYOUTS.items()):
        for script in SCRIPTS:
            texts = Texts(Random(f"docx {number} {script}"), script)
            data = layout(texts)
            yield Sample(name, script, "docx", data, tuple(texts.truth))
    with printer() as browser:
        if browser is None:
            return
        for number, name in enumerate(pages.LAYOUTS):
            for shift, script in enumerate(SCRIPTS):
                rng = Random(f"pdf {number} {script}")
                texts = Texts(rng, script)
                # Landscape pages suit the layouts in columns.
                paper = _PAPERS[(number + shift) % (3 if "column" in name or "sidebar" in name else 2)]
                html = pages.render(
                    name, texts, paper=paper, size=rng.choice((9, 10, 11)), leading=rng.choice((1.2, 1.35, 1.6))
                )
                yield Sample(name, script, "pdf", browser.pdf(html), tuple(texts.truth))
        for variant in range(1, sides.VARIANTS + 1):
            for script in SCRIPTS:
                rng = Random(f"side {variant} {script}")
                texts = Texts(rng, script)
                html = sides.render(texts, rng)
                yield Sample("sidebar_varied", script, "pdf", browser.pdf(html), tuple(texts.truth), variant)
