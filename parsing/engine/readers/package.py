"""The parts of a zipped document (DOCX, ODT), decompressed under limits: what an archive declares may be a lie."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any

from lxml import etree

from parsing.engine.errors import DocumentTooComplex, EncryptedDocument, UnreadableDocument
from parsing.engine.readers.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_ENTRIES,
    MAX_ARCHIVE_PART_BYTES,
    MAX_XML_DEPTH,
    MAX_XML_ELEMENTS,
)

_CHUNK_BYTES = 1 << 18
_COUNT: Callable[..., Any] = etree.XPath("count(//*)")
_IS_TOO_DEEP: Callable[..., Any] = etree.XPath("boolean(/" + "/".join(["*"] * (MAX_XML_DEPTH + 1)) + ")")


class Package:
    """A zip archive. Raises UnreadableDocument when it is damaged, DocumentTooComplex when it is a bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableDocument from error
        names = self._archive.namelist()
        if len(names) > MAX_ARCHIVE_ENTRIES:
            raise DocumentTooComplex
        self._names = {name.lstrip("/").casefold(): name for name in names}
        self._budget_bytes = MAX_ARCHIVE_BYTES

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").casefold() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part; b"" where the archive has none of that name."""
        actual = self._names.get(name.lstrip("/").casefold())
        if actual is None:
            return b""
        try:
            with self._archive.open(actual) as part:
                return self._read_limited(part)
        except RuntimeError as error:  # what zipfile raises for an encrypted part
            raise EncryptedDocument from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise UnreadableDocument from error

    def _read_limited(self, part: IO[bytes]) -> bytes:
        pieces: list[bytes] = []
        size_bytes = 0
        while piece := part.read(_CHUNK_BYTES):
            size_bytes += len(piece)
            self._budget_bytes -= len(piece)
            if size_bytes > MAX_ARCHIVE_PART_BYTES or self._budget_bytes < 0:
                raise DocumentTooComplex
            pieces.append(piece)
        return b"".join(pieces)

    def xml(self, name: str, prepare: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """The root of an XML part, None where there is none. Raises UnreadableDocument when it is no XML.

        `prepare` takes out of the bytes what nobody will look at.
        """
        data = self.read(name)
        data = prepare(data) if prepare else data
        return parse_xml(data) if data.strip() else None


def parse_xml(data: bytes) -> etree._Element:
    """The root element, without entities, network or unbounded trees. Damaged XML is repaired where possible."""
    if b"<!ENTITY" in data[:4096] or b"<!DOCTYPE" in data[:1024]:
        raise UnreadableDocument
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True, remove_comments=True
        )
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument from error
    if root is None:
        raise UnreadableDocument
    _check_size(root)
    return root


def _check_size(root: etree._Element) -> None:
    if _COUNT(root) > MAX_XML_ELEMENTS or _IS_TOO_DEEP(root):
        raise DocumentTooComplex
