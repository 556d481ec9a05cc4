"""The certificate of an erasure as a page to file away: what was deleted, when, by whom; not a word of the person."""

from collections.abc import Mapping
from typing import Any

from parsing.exports.blind import Entry, Part, Sheet, sheet_pdf
from parsing.exports.formats import Export


def certificate_pdf(certificate: Mapping[str, Any]) -> Export:
    """A PDF of the certificate of `services.erasure.certificate_of`."""
    deleted = tuple(Entry(head=name, aside=str(number)) for name, number in certificate["deleted"].items())
    sheet = Sheet(
        reference=certificate["certificate"],
        heading="Certificate of erasure",
        line=certificate["workspace"],
        parts=(
            Part(
                "Erasure",
                (
                    Entry(head="When", aside=certificate["erased_at"]),
                    Entry(head="On behalf of the workspace, by", aside=certificate["by"] or "a member who has left"),
                ),
            ),
            Part("Deleted", deleted),
            Part("Where", (Entry(text=tuple(certificate["scope"])),)),
            Part("What stays", (Entry(text=tuple(certificate["kept"])),)),
        ),
    )
    return sheet_pdf(sheet, title="Certificate of erasure", language="en")
