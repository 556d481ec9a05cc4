"""`python -m parsing.evals.reading`: reading order, characters lost and OCR."""

import argparse
import sys
from pathlib import Path

from parsing.evals.reading import losses, order, pictures


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m parsing.evals.reading", description=__doc__)
    parser.add_argument(
        "tables", nargs="*", default=["order", "losses"], help="order, losses, ocr; the first two by default"
    )
    parser.add_argument("--imperfect", action="store_true", help="name the documents that are not in perfect order")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="keep the made documents there")
    options = parser.parse_args(arguments)
    if "order" in options.tables:
        outcomes = order.evaluate()
        print(order.table(outcomes))
        for outcome in outcomes:
            if options.imperfect and not outcome.agreement.perfect:
                print(f"{outcome.sample.name}: tau {outcome.agreement.tau:.3f}, cut {outcome.agreement.missing[:3]}")
            if options.save:
                options.save.mkdir(parents=True, exist_ok=True)
                (options.save / outcome.sample.name).write_bytes(outcome.sample.data)
    if "losses" in options.tables:
        print(losses.table(losses.measure()))
    if "ocr" in options.tables:
        print(pictures.table(pictures.measure()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
