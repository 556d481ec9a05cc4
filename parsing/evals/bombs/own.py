"""Sound documents of ours in every format, small, to be damaged: those of the demo, and what is made of them."""

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

import pypdfium2
from PIL import Image

_DEMO = Path(__file__).resolve().parents[2] / "demo"
_ODT_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_ODT_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_SCAN_DPI = 90  # small files: what is damaged is their structure


@lru_cache(maxsize=1)
def own_documents() -> Mapping[str, bytes]:
    """Documents by file name; the same ones on every run."""
    found = {
        path.name: path.read_bytes() for path in sorted(_DEMO.iterdir()) if path.suffix in (".pdf", ".docx", ".txt")
    }
    lines = (_DEMO / "lucia-ferrer.txt").read_text("utf-8").splitlines()
    pages = [_scan(found["amelia-hartley.pdf"]), _scan(found["jonas-reichert.pdf"])]
    return {
        **found,
        "lucia.rtf": _rtf(lines),
        "lucia.html": _html(lines),
        "lucia.odt": _odt(lines),
        "lucia-utf16.txt": "\n".join(lines).encode("utf-16"),
        "amelia.png": _picture(pages[0], "PNG"),
        "amelia.jpg": _picture(pages[0], "JPEG"),
        "amelia.webp": _picture(pages[0], "WEBP"),
        "both.tiff": _picture(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw"),
        "scan.pdf": _picture(pages[1].convert("RGB"), "PDF", resolution=_SCAN_DPI),
    }


def _scan(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as file:
        image: Image.Image = file[0].render(scale=_SCAN_DPI / 72, grayscale=True).to_pil()
        return image.copy()


def _picture(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _rtf(lines: list[str]) -> bytes:
    body = "".join(_rtf_text(line) + "\\par\n" for line in lines)
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Calibri;}}\n\\f0\\fs22 " + body + "}").encode("ascii")


def _rtf_text(line: str) -> str:
    safe = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(character if character.isascii() else f"\\u{ord(character)}?" for character in safe)


def _html(lines: list[str]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return f"<!doctype html><html><head><title>CV</title></head><body>\n{body}</body></html>".encode()


def _odt(lines: list[str]) -> bytes:
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    content = (
        f'<office:document-content xmlns:office="{_ODT_OFFICE}" xmlns:text="{_ODT_TEXT}">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()
