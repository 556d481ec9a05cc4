"""Speed of the pages with ten thousand candidates: python -m parsing.soak.dashboard_bench [kind] [number]"""

import os
import sys

from parsing.soak.harness import databases, prove

P95_MS = 150
QUERIES = 20


def main() -> None:
    """Print the milliseconds and queries of each page, on every database of this machine or on the one named."""
    kinds = [sys.argv[1]] if len(sys.argv) > 1 else databases()
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    for kind in kinds:
        found = prove("dashboard_speed", database=kind, settings="cvault.settings", timeout_s=1800, candidates=number)
        sys.stdout.write(f"Dashboard with {found['candidates']} candidates, {kind} (made in {found['seeded_s']} s)\n")
        sys.stdout.write(f"{'':36}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'queries':>9}\n")
        for name, page in found["pages"].items():
            fits = page["p95_ms"] <= P95_MS and page["queries"] <= QUERIES
            figures = f"{page['p50_ms']:>9}{page['p95_ms']:>9}{page['cpu_ms']:>9}{page['queries']:>9}"
            sys.stdout.write(f"{name:36}{figures}  {'' if fits else 'too slow'}".rstrip() + "\n")
            if os.environ.get("SHOW_QUERIES"):
                slowest = page["slowest_query"]
                sys.stdout.write(f"    {slowest.get('time')} s: {slowest.get('sql', '')[:1500]}\n")
        sys.stdout.write(f"{'wanted':36}{'':9}{P95_MS:>9}{'':9}{QUERIES:>9}\n")


if __name__ == "__main__":
    main()
