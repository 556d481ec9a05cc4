"""How uploaded bytes reach the disk: streamed, and never more of a file than may be read."""

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

MAX_FILE_BYTES = 10 * 1024 * 1024  # 10 MB in the sense of the references (R094)
MAX_BATCH_FILES = 50
MAX_REQUEST_BYTES = MAX_BATCH_FILES * MAX_FILE_BYTES + 16 * 1024 * 1024  # and fields, and the multipart frame


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes to a temporary file up to the limit and counts the rest, so `file.size` tells how large it was."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= MAX_FILE_BYTES:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        self.file.seek(0)
        self.file.size = file_size
        return self.file
