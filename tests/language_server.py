"""A client of yaml-language-server, speaking the Language Server Protocol over its pipes."""

from __future__ import annotations

import json
import subprocess
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


class Server:
    """One running server; documents are named by their path."""

    def __init__(self, program: Path, folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self.settings = settings
        self.process = subprocess.Popen(
            [str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self.number = 0
        self.found: dict[str, list[dict[str, Any]]] = {}
        uri = folder.as_uri()
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": uri,
                "capabilities": {"workspace": {"configuration": True}},
                "workspaceFolders": [{"uri": uri, "name": "tracker"}],
            },
        )
        self.tell("initialized", {})

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a document and return what the server finds wrong with it."""
        uri = (self.folder / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self.found:
            self.take()
        return self.found[uri]

    def complete(self, path: str, line: int, column: int) -> list[dict[str, Any]]:
        """Return what the server offers at a place (from 0)."""
        place = {
            "textDocument": {"uri": (self.folder / path).as_uri()},
            "position": {"line": line, "character": column},
        }
        found = self.ask("textDocument/completion", place)
        items: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found
        return items

    def hover(self, path: str, line: int, column: int) -> str:
        """Return the help that the server shows at a place (from 0)."""
        place = {
            "textDocument": {"uri": (self.folder / path).as_uri()},
            "position": {"line": line, "character": column},
        }
        found = self.ask("textDocument/hover", place)
        return json.dumps(found, ensure_ascii=False)

    def close(self) -> None:
        """End the server."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and return its result, answering the server's own ones meanwhile."""
        self.number += 1
        self._send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        while True:
            message = self.take()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")

    def take(self) -> dict[str, Any]:
        """Read one message; configuration is handed out, findings are kept."""
        message = self._receive()
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self.found[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method == "workspace/configuration":
            items = message["params"]["items"]
            answer = [self.settings.get(one.get("section", ""), {}) for one in items]
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": answer})
        elif method and "id" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        pipe = _pipe(self.process.stdin)
        pipe.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        pipe.flush()

    def _receive(self) -> dict[str, Any]:
        pipe, length = _pipe(self.process.stdout), 0
        while line := pipe.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError("the server has ended")
        message: dict[str, Any] = json.loads(pipe.read(length))
        return message


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
