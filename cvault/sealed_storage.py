"""A storage for files that we make ourselves, such as exports: sealed on the way in, opened on the way out."""

import tempfile

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.utils.deconstruct import deconstructible

from cvault.encryption import Unreadable
from cvault.sealed_files import CHUNK_BYTES, open_file, seal_file

_IN_MEMORY_BYTES = 1024 * 1024  # a larger file waits on disk


@deconstructible(path="cvault.sealed_storage.SealedStorage")
class SealedStorage(Storage):
    """The default storage, with every file sealed and bound to its name. `open` raises Unreadable."""

    def _open(self, name: str, mode: str = "rb") -> File:  # a sealed file is only ever read
        with default_storage.open(name) as sealed:
            plain = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115  # closed with the file
            try:
                plain.writelines(open_file(sealed, name))
            except Unreadable:
                plain.close()
                raise
        plain.seek(0)
        return File(plain, name)

    def _save(self, name: str, content: File) -> str:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as sealed:
            sealed.writelines(seal_file(content.chunks(CHUNK_BYTES), name))
            sealed.seek(0)
            kept: str = default_storage.save(name, File(sealed))
        if kept != name:  # bound to another name it could not be opened; the names are random
            default_storage.delete(kept)
            raise FileExistsError(name)
        return kept

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        available: str = default_storage.get_available_name(name, max_length)
        return available

    def delete(self, name: str) -> None:
        default_storage.delete(name)

    def exists(self, name: str) -> bool:
        return bool(default_storage.exists(name))
