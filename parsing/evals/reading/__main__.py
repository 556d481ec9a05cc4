"""`python -m parsing.evals.reading`: reading order, characters lost, OCR, fields of scans; `report` writes the page."""

import argparse
import sys
from pathlib import Path

from parsing.evals.corpus import LANGUAGES
from parsing.evals.reading import losses, order, pictures, report, scans

TABLES = ("order", "losses", "ocr", "scans", "report")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m parsing.evals.reading", description=__doc__)
    parser.add_argument(
        "tables", nargs="*", default=["order", "losses"], metavar="TABLE", help=f"{', '.join(TABLES)}; default: two"
    )
    parser.add_argument("--imperfect", action="store_true", help="name the documents that are not in perfect order")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="keep the made documents there")
    parser.add_argument("--pages", type=int, default=2, help="resumes of each language for OCR")
    parser.add_argument("--languages", nargs="+", default=LANGUAGES, metavar="CODE", help="of ocr and report; all")
    parser.add_argument("--every", type=int, default=1, help="take only every so many documents as scans")
    options = parser.parse_args(arguments)
    if unknown := set(options.tables) - set(TABLES):
        parser.error(f"no such table: {', '.join(sorted(unknown))}")
    if "order" in options.tables:
        _show_order(options)
    if "losses" in options.tables:
        print(losses.table(losses.measure()))
    if "ocr" in options.tables:
        print(pictures.table(pictures.measure(options.languages, pages=options.pages)))
    if "scans" in options.tables:
        print(scans.table(scans.measure(every=options.every)))
    if "report" in options.tables:
        report.write(options.languages, pages=options.pages, every=options.every)
    return 0


def _show_order(options: argparse.Namespace) -> None:
    outcomes = order.evaluate()
    print(order.table(outcomes))
    for outcome in outcomes:
        if options.imperfect and not outcome.agreement.perfect:
            print(f"{outcome.sample.name}: tau {outcome.agreement.tau:.3f}, cut {outcome.agreement.missing[:3]}")
        if options.save:
            options.save.mkdir(parents=True, exist_ok=True)
            (options.save / outcome.sample.name).write_bytes(outcome.sample.data)


if __name__ == "__main__":
    sys.exit(main())
