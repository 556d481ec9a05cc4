"""The values of a PDF's form fields, painted into its pages so that they are read where they stand."""

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


def has_fields(file: pypdfium2.PdfDocument) -> bool:
    """Whether the document is a form; it is then ready for `painted`, which needs to be asked before any page."""
    if pdfium.FPDF_GetFormType(file.raw) != pdfium.FORMTYPE_ACRO_FORM:
        return False
    try:
        file.init_forms()
    except pypdfium2.PdfiumError:
        return False
    return True


def painted(file: pypdfium2.PdfDocument, number: int, page: Any) -> Any:
    """The handle of the page with its fields as text, in place of `page`, which is closed; None where it fails.

    Links are gone from it.
    """
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    pdfium.FPDF_ClosePage(page)  # what was painted shows when the page is loaded anew
    return pdfium.FPDF_LoadPage(file.raw, number) or None
