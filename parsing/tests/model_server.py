"""A server that speaks OpenAI's chat protocol on this machine and answers as a test tells it to."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]
Answering = Callable[[Json], Any]


@dataclass
class ModelServer:
    """`answers` maps the name of a schema ("reading", "verdict", "questions") to what makes the answer."""

    answers: dict[str, Answering] = field(default_factory=dict)
    requests: list[Json] = field(default_factory=list)  # bodies, in order
    keys: list[str | None] = field(default_factory=list)  # Authorization headers
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None  # instead of a proper body
    stalls: threading.Event | None = None  # held back until it is set
    model: str = "test-model-7"
    usage: Json | None = field(default_factory=lambda: {"prompt_tokens": 1_000, "completion_tokens": 100})
    url: str = ""

    def sent(self, name: str) -> list[Json]:
        """The data of every request for a schema."""
        return [self.data_of(body) for body in self.requests if self.name_of(body) == name]

    @staticmethod
    def name_of(body: Json) -> str:
        return body["response_format"]["json_schema"]["name"]

    @staticmethod
    def data_of(body: Json) -> Json:
        return json.loads(body["messages"][1]["content"])

    def reply(self, body: Json) -> bytes:
        if self.raw is not None:
            return self.raw
        answer = self.answers.get(self.name_of(body), lambda data: {})(self.data_of(body))
        content = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        message = {"role": "assistant", "content": content}
        completion = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": self.model,
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        }
        if self.usage is not None:
            completion["usage"] = {**self.usage, "total_tokens": 0}
        return json.dumps(completion, ensure_ascii=False).encode()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: ModelServer = self.server.told
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.requests.append(body)
        server.keys.append(self.headers.get("Authorization"))
        if server.stalls is not None:
            server.stalls.wait(30)
        content = server.reply(body) if server.status == 200 else b'{"error": {"message": "no", "type": "test"}}'
        try:
            self.send_response(server.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            for name, value in server.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            return  # the caller has given up

    def log_message(self, *_: Any) -> None:
        return


class RunningModelServer:
    """Serves on a free port of this machine while the block runs."""

    def __init__(self) -> None:
        self.told = ModelServer()

    def __enter__(self) -> ModelServer:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.told = self.told
        self.told.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self.told

    def __exit__(self, *_: object) -> None:
        if self.told.stalls is not None:
            self.told.stalls.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
