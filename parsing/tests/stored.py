"""What is on disk, for tests of what is stored and what is not."""

from django.core.files.storage import default_storage


def stored_names() -> list[str]:
    """Files on disk, in any folder."""
    found, folders = [], [""]
    while folders:
        folder = folders.pop()
        if folder and not default_storage.exists(folder):
            continue
        try:
            inner, files = default_storage.listdir(folder)
        except FileNotFoundError:
            continue
        folders += [f"{folder}/{name}".lstrip("/") for name in inner]
        found += files
    return found
