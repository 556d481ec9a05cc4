"""What a page asks a reader to load: everything that we ship, compressed as a server sends it."""

import gzip
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = Path(settings.BASE_DIR) / "static"
_HTMX = ("django_htmx/htmx-2.min.js", "django_htmx/django-htmx.js")  # what the tag `htmx_script` brings
MOST_SCRIPT_BYTES = 60_000
MOST_STYLE_BYTES = 40_000


def compressed_bytes(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def test_all_scripts_together_are_small() -> None:
    scripts = [*STATIC.rglob("*.js"), *(Path(found) for name in _HTMX if (found := finders.find(name)))]

    assert len(scripts) >= 6
    assert compressed_bytes(scripts) <= MOST_SCRIPT_BYTES


def test_all_styles_together_are_small() -> None:
    styles = list(STATIC.rglob("*.css"))

    assert len(styles) >= 10
    assert compressed_bytes(styles) <= MOST_STYLE_BYTES
