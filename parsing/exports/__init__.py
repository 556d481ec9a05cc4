"""A candidate in the formats of other systems: bytes, ready to download."""

from parsing.exports.blind import BLIND_FORMATS, blind_export
from parsing.exports.certificate import certificate_pdf
from parsing.exports.formats import EXPORT_FORMATS, Export, ExportSubject, export
from parsing.exports.person import person_pdf

__all__ = [
    "BLIND_FORMATS",
    "EXPORT_FORMATS",
    "Export",
    "ExportSubject",
    "blind_export",
    "certificate_pdf",
    "export",
    "person_pdf",
]
