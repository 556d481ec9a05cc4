"""Both OpenAPI documents held against the running product: python -m parsing.soak.api_conformance --least 20000"""

import sys

from parsing.soak import setup
from parsing.soak.harness import prove

TIMEOUT_S = 4 * 3_600.0  # minutes on a machine of one's own


def main() -> None:
    """Print how much was asked of whom and what was wrong, which is also the exit status."""
    chosen = setup.numbers(least=20_000, examples=12, seed=1)
    found = prove("conformance", database="sqlite", settings="cvault.settings", timeout_s=TIMEOUT_S, **vars(chosen))
    failures = found.pop("failures")
    for name, number in found.items():
        sys.stdout.write(f"{name:20} {number:>8}\n")
    sys.stdout.write(f"{'failures':20} {len(failures):>8}\n{''.join(failures)}")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
