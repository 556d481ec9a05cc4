"""A life with every secret, and the search for them afterwards: python -m parsing.soak.leaks_search"""

import sys

from parsing.soak.harness import databases, prove


def main() -> None:
    """Print what was searched and what was found; the status is 1 where anything was."""
    database = databases()[-1]
    found = prove("leaks", database=database, settings="parsing.soak.sign_in_settings", timeout_s=900)
    sys.stdout.write(f"{found['secrets']} secrets of {found['kinds']} kinds, {database}\n")
    for place, kinds in found["found"].items():
        searched = found["searched_bytes"][place]
        sys.stdout.write(f"{place:20}{searched:>12} bytes searched   found: {', '.join(kinds) or 'none'}\n")
    sys.exit(1 if any(found["found"].values()) else 0)


if __name__ == "__main__":
    main()
