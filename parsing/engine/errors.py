"""What can be wrong with a document. The engine knows no HTTP: the doors translate these once.

EngineError
├── UnsupportedFormat     the bytes are no format we read
├── EmptyDocument         zero bytes, or no text although the format carries some
├── UnreadableDocument    damaged, truncated, hostile
│   ├── EncryptedDocument     needs a password
│   └── DocumentTooComplex    over a limit of pages, pixels, entries or decompressed size
└── NoTextLayer           only pictures of text, and no OCR engine that can read them
"""


class EngineError(Exception):
    """A document that gives no candidate; `code` is stable and public, `message` says what to do next."""

    code = "unreadable"
    message = "Could not extract text from file"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)

    def __reduce__(self) -> tuple[type["EngineError"], tuple[str]]:
        return type(self), (str(self),)


class UnsupportedFormat(EngineError):
    code = "unsupported_format"
    message = "File format not supported: send PDF, DOCX, DOC, TXT, RTF, ODT, HTML, JPG, PNG, WEBP or TIFF"


class EmptyDocument(EngineError):
    code = "empty_document"
    message = "The file is empty: it holds no text to read"


class UnreadableDocument(EngineError):
    code = "unreadable"
    message = "Could not extract text from file"


class EncryptedDocument(UnreadableDocument):
    code = "encrypted"
    message = "The file is protected by a password: save it without one and send it again"


class DocumentTooComplex(UnreadableDocument):
    code = "too_complex"
    message = "The file is larger inside than a resume can be: save it in a simpler form and send it again"


class NoTextLayer(EngineError):
    code = "no_text_layer"
    message = "Could not extract text from file"
