"""Reading an HTTP answer bit by bit, from bytes that somebody else receives. Only what a delivery needs is kept."""

import re
from dataclasses import dataclass, field

_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: [^\r\n]*)?\Z")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_SIZE = re.compile(rb"[0-9a-fA-F]{1,8}\Z")
_LONGEST_CHUNK_LINE = 1024


class NotHttp(ValueError):
    """What came is no answer of HTTP/1."""


@dataclass(slots=True)
class AnswerReader:
    """Feed it what arrives. `status` is there when the head is; `finished` when nothing more is needed.

    Raises NotHttp. At most `keep_bytes` of the body are kept, and of a long body no more than that is waited for.
    """

    keep_bytes: int
    read_whole_bytes: int  # a body up to this length is read to its end, so that the connection can be used again
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)  # its start
    finished: bool = False
    reusable: bool = False  # the answer ended where it said, and the connection stays open
    _waiting: bytearray = field(default_factory=bytearray)
    _searched: int = 0
    _body_bytes: int = 0
    _left: int | None = None  # of the body or of the chunk; None: until the connection ends
    _chunked: bool = False
    _in_trailer: bool = False
    _keeps_open: bool = False

    def feed(self, data: bytes) -> None:
        """More bytes of the answer."""
        self._waiting += data
        if self.status is None:
            self._read_head()
        if self.status is not None and not self.finished:
            self._read_body()

    def end(self) -> None:
        """The connection has ended. Raises NotHttp where no head came before."""
        if self.status is None:
            raise NotHttp("the connection ended before an answer")
        self.finished = True

    def _read_head(self) -> None:
        while self.status is None:
            end = _HEAD_END.search(self._waiting, max(0, self._searched - 3))
            if end is None:
                self._searched = len(self._waiting)
                if len(self._waiting) >= 8 and not self._waiting.startswith(b"HTTP/1."):
                    raise NotHttp("the answer does not begin like one")
                return
            lines = bytes(self._waiting[: end.start()]).replace(b"\r\n", b"\n").split(b"\n")
            del self._waiting[: end.end()]
            self._searched = 0
            found = _STATUS_LINE.match(lines[0])
            if found is None:
                raise NotHttp("the status line is broken")
            status = int(found[2])
            if 100 <= status < 200 and status != 101:
                continue  # an answer before the answer
            self.headers = _headers(lines[1:])
            self.status = status
            self._plan_body(is_http_1_0=found[1] == b"0")

    def _plan_body(self, *, is_http_1_0: bool) -> None:
        connection = self.headers.get("connection", "").lower()
        self._keeps_open = "close" not in connection and (not is_http_1_0 or "keep-alive" in connection)
        length = self.headers.get("content-length")
        self._chunked = "transfer-encoding" in self.headers
        if self.status in (101, 204, 304):
            self._left, self._chunked = 0, False
        elif self._chunked:
            self._left = 0
            self._keeps_open = self._keeps_open and self.headers["transfer-encoding"].strip().lower() == "chunked"
        elif length is not None and length.isascii() and length.isdigit():
            self._left = int(length[:15])
        else:
            self._keeps_open = False
        if not self._chunked and self._left == 0:
            self._finish(reusable=True)

    def _read_body(self) -> None:
        if self._chunked:
            while self._waiting and not self.finished and self._read_chunk():
                pass
        else:
            self._take()
            if self._left == 0:
                self._finish(reusable=True)
        is_long = self._left is None or self._chunked or self._body_bytes + self._left > self.read_whole_bytes
        if not self.finished and is_long and self._body_bytes >= self.keep_bytes:
            self._finish(reusable=False)

    def _read_chunk(self) -> bool:
        """One step through a chunked body; False where more bytes are needed."""
        if self._left:
            self._take()
            return not self._left
        line, mark, _rest = bytes(self._waiting[:_LONGEST_CHUNK_LINE]).partition(b"\n")
        if not mark:
            if len(self._waiting) >= _LONGEST_CHUNK_LINE:
                raise NotHttp("a chunk does not say its size")
            return False
        del self._waiting[: len(line) + 1]
        line = line.strip()
        if self._in_trailer:
            if not line:
                self._finish(reusable=True)
            return True
        if not line and self._body_bytes:
            return True  # the line end after a chunk
        size = line.partition(b";")[0].strip()
        if _SIZE.match(size) is None:
            raise NotHttp("a chunk does not say its size")
        self._left = int(size, 16)
        self._in_trailer = self._left == 0
        return True

    def _take(self) -> None:
        data = bytes(self._waiting if self._left is None else self._waiting[: self._left])
        del self._waiting[: len(data)]
        self._body_bytes += len(data)
        if self._left is not None:
            self._left -= len(data)
        self.body += data[: self.keep_bytes - len(self.body)]

    def _finish(self, *, reusable: bool) -> None:
        self.finished = True
        self.reusable = reusable and self._keeps_open and not self._waiting  # more than was announced is a trick


def _headers(lines: list[bytes]) -> dict[str, str]:
    """By lower-case name. Raises NotHttp where the length of the body is said twice, and differently."""
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon:
            continue
        key, text = name.strip().lower().decode("latin-1"), value.strip().decode("latin-1")
        if key == "content-length" and found.get(key, text) != text:
            raise NotHttp("the answer has two lengths")
        found[key] = text
    return found
