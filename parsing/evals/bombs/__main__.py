"""`python -m parsing.evals.bombs [KIND…]`: every kind through the sandbox, with the limits of production."""

import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from parsing.containment.limits import Limits
from parsing.containment.pool import Pool
from parsing.engine.errors import EngineError
from parsing.evals.bombs import BOMBS, Bomb

MAX_BYTES = 10 * 1024 * 1024  # more is refused before it is read


def main(kinds: list[str]) -> int:
    """0 where every bomb was answered in time."""
    chosen = [bomb for bomb in BOMBS if not kinds or bomb.kind in kinds]
    outcomes: Counter[str] = Counter()
    slowest_s = 0.0
    with tempfile.TemporaryDirectory() as folder:
        pool = Pool(worker="parsing.containment.work", limits=Limits(), scratch=Path(folder) / "scratch", size=1)
        try:
            for bomb in chosen:
                outcome, size, seconds = defuse(bomb, pool)
                outcomes[outcome] += 1
                slowest_s = max(slowest_s, seconds)
                sys.stdout.write(f"{bomb.kind:36} {size / 1024:8.0f} kB {seconds:7.2f} s  {outcome}\n")
                sys.stdout.flush()
        finally:
            pool.close()
    summary = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
    sys.stdout.write(f"{len(chosen)} kinds, slowest {slowest_s:.1f} s: {summary}\n")
    return 0 if slowest_s <= Limits().wall_s + 1 else 1


def defuse(bomb: Bomb, pool: Pool) -> tuple[str, int, float]:
    """How it ended ("read", or the code of the error), how large it is, how long it took. Nothing else is raised."""
    data = bomb.make()
    if len(data) > MAX_BYTES:
        raise ValueError(f"{bomb.kind} is larger than what is ever read")
    arguments = {"filename": bomb.filename, "today": datetime.now(UTC).date().isoformat(), "requirements": None}
    started = perf_counter()
    try:
        pool.call("parse", arguments, data)
        outcome = "read"
    except EngineError as error:
        outcome = error.code
    return outcome, len(data), perf_counter() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
