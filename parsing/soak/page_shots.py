"""Pictures of every page: python -m parsing.soak.page_shots FOLDER [--only WORD] [--language de]

Light and dark, 1440 and 390 px wide, in a workspace where much has happened, one where nothing has and one whose month
is used up. CHROMIUM names the browser. The pictures are for people: nothing is asserted.
"""

import argparse
import sys
from pathlib import Path

from parsing.soak.harness import prove


def main() -> None:
    """Print how many pictures of how many pages lie in the folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="a part of the names of the pages that are wanted")
    parser.add_argument("--language", default="en", help="of the reader")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    found = prove(
        "page_pictures",
        database="sqlite",
        settings="cvault.settings",
        timeout_s=3600,
        folder=chosen.folder.resolve(),
        only=chosen.only,
        language=chosen.language,
    )
    sys.stdout.write(f"{found['pictures']} pictures of {found['pages']} pages in {chosen.folder}\n")


if __name__ == "__main__":
    main()
