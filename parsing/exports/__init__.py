"""A candidate in the formats of other systems: bytes, ready to download."""

from parsing.exports.formats import EXPORT_FORMATS, Export, ExportSubject, export

__all__ = ["EXPORT_FORMATS", "Export", "ExportSubject", "export"]
