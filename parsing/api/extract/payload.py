"""The file of an extract request, however it was sent: multipart `file`, base64 in a form or in JSON, a data URI."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from rest_framework.request import Request

from cvault.errors import FileTooLarge, InvalidInput, MissingFile, UnprocessableFile, UnsupportedFile
from cvault.uploads import MAX_FILE_BYTES

# What a declared type must be one of; the bytes decide what the file is. The extension only names the download.
EXTENSIONS: Mapping[str, str] = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/msword": "doc",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/vnd.oasis.opendocument.text": "odt",
    "text/plain": "txt",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/tiff": "tiff",
    "application/octet-stream": "bin",
}
FILE_FIELDS = ("file", "files[]", "files")  # the first is the documented name
_DATA_URI = re.compile(r"data:(?P<type>[^;,]*)(?:;[^,]*)?;base64,", re.IGNORECASE)
_WHITESPACE = re.compile(r"\s+")
_MAX_BASE64_CHARS = (MAX_FILE_BYTES + 2) // 3 * 4 + 1024  # and newlines that were not counted


@dataclass(frozen=True, slots=True)
class Payload:
    file: File
    filename: str


def read_payload(request: Request, fields: Mapping[str, Any]) -> Payload:
    """The one file; a multipart `file` wins over base64. Raises the errors of R355-R357 and R363."""
    files = [upload for field in FILE_FIELDS for upload in request.FILES.getlist(field)]
    if len(files) > 1:
        raise InvalidInput("Send one file a request")
    if files:
        return Payload(files[0], files[0].name or "document")
    text = fields.get("base64")
    if text is None or text == "":
        raise MissingFile
    if not isinstance(text, str):
        raise InvalidInput("base64 must be a string", details={"base64": "This must be a string"})
    return _decoded(text, fields)


def _decoded(text: str, fields: Mapping[str, Any]) -> Payload:
    declared = fields.get("content_type")
    if match := _DATA_URI.match(text):
        text = text[match.end() :]
        declared = declared or match["type"]
    extension = _extension(declared)
    if len(text) > _MAX_BASE64_CHARS:
        text = _WHITESPACE.sub("", text)
        if len(text) > _MAX_BASE64_CHARS:
            raise FileTooLarge
    name = fields.get("filename")
    if not isinstance(name, str | None):
        raise InvalidInput("filename must be a string", details={"filename": "This must be a string"})
    return Payload(_file_of(text), name or f"document.{extension}")


def _extension(declared: Any) -> str:
    if not isinstance(declared, str) or not declared.strip():
        raise UnsupportedFile(details={"content_type": "Required with base64, for example application/pdf"})
    extension = EXTENSIONS.get(declared.partition(";")[0].strip().lower())
    if extension is None:
        raise UnsupportedFile(details={"content_type": f"{declared[:100]} is no type that we read"})
    return extension


def _file_of(text: str) -> File:
    """The decoded bytes. Base64 with "-" and "_" is taken too, and without the "=" at its end."""
    compact = _WHITESPACE.sub("", text).translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        content = base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnprocessableFile(details={"base64": "This is not valid base64"}) from error
    if len(content) > MAX_FILE_BYTES:
        raise FileTooLarge
    return ContentFile(content)
