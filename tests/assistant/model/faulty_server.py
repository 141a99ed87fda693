"""A server that speaks as OpenAI's does and fails in every way there is; the first part of the path says how.

Run as a program it prints its port. ``/state`` gives how often each way was asked for, and how often a client hung up.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COUNTS: Counter[str] = Counter()
SENTENCE = "Women are 75% of the overall workforce. [1]"


class Handler(BaseHTTPRequestHandler):
    """Answers a chat completion in the way that its path names."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Tell the counts."""
        self._whole(200, json.dumps(COUNTS))

    def do_POST(self) -> None:
        """Fail, or answer."""
        self.asked = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        way = self.path.split("/")[1]
        COUNTS[way] += 1
        COUNTS[self.path.partition("?")[0]] += 1
        getattr(self, f"_{way}")()

    def _good(self) -> None:
        self._begin()
        self._say(SENTENCE)
        self._say("", "stop")
        self._send("data: [DONE]\n\n")

    def _counted(self) -> None:
        """A server that counts tokens, and names the very model."""
        self._begin()
        self._say(SENTENCE, "stop")
        usage = {"prompt_tokens": 700, "completion_tokens": 12, "total_tokens": 712}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m-2026-11", "choices": []}
        self._send(f"data: {json.dumps(chunk | {'usage': usage})}\n\n")
        self._send("data: [DONE]\n\n")

    def _shaped(self) -> None:
        """A server with structured output, which gives what the schema asks for."""
        shape = self.asked["response_format"]["json_schema"]["schema"]
        (field,) = shape["properties"]
        note = {field: [{"text": SENTENCE.removesuffix(" [1]"), "extracts": [1]}]}
        self._begin()
        for letter in json.dumps(note):
            self._say(letter)
        self._say("", "stop")
        self._send("data: [DONE]\n\n")

    def _shapeless(self) -> None:
        """A server that knows no structured output, and says so."""
        if "response_format" in self.asked or "tools" in self.asked:
            self._whole(400, '{"error": {"message": "response_format is not supported"}}')
        else:
            self._good()

    def _slow(self) -> None:
        time.sleep(60)

    def _late(self) -> None:
        self._begin()
        self._say(SENTENCE[:9])
        time.sleep(1)
        self._say(SENTENCE[9:])
        self._say("", "stop")
        self._send("data: [DONE]\n\n")

    def _mute(self) -> None:
        self.connection.close()
        self.close_connection = True

    def _falls(self) -> None:
        self._begin()
        self._say(f"{SENTENCE}\nThe council has")
        os._exit(1)

    def _dies(self) -> None:
        os._exit(1)

    def _hangs(self) -> None:
        self._begin()
        self._say(SENTENCE[:9])
        time.sleep(60)

    def _half(self) -> None:
        self._begin()
        self._say(f"{SENTENCE}\nThe council has")
        self.wfile.flush()
        self.connection.close()

    def _busy(self) -> None:
        self._whole(429, '{"error": {"message": "sk-secret-key is over its limit"}}', {"Retry-After": "0"})

    def _once(self) -> None:
        if COUNTS["once"] == 1:
            self._busy()
        else:
            self._good()

    def _broken(self) -> None:
        self._whole(500, '{"error": {"message": "sk-secret-key"}}')

    def _locked(self) -> None:
        self._whole(401, '{"error": {"message": "sk-secret-key is wrong"}}')

    def _long(self) -> None:
        self._whole(400, '{"error": {"message": "the request exceeds the available context size"}}')

    def _garbage(self) -> None:
        self._whole(200, "\x00\x01<html>\ufffd not what was asked for" * 9)

    def _babble(self) -> None:
        self._begin()
        self._say("}{ [[ 7 ?! <|im_end|> \n\n]]]]")
        self._say("", "stop")
        self._send("data: [DONE]\n\n")

    def _nothing(self) -> None:
        self._begin()
        self._send("data: [DONE]\n\n")

    def _endless(self) -> None:
        self._begin()
        self._say(SENTENCE + "\n")
        try:
            for number in range(3000):
                self._say(f"Line {number} of much. [1]\n")
                time.sleep(0.02)
        except OSError:
            COUNTS["hung up"] += 1

    def _whole(self, status: int, body: str, headers: dict[str, str] | None = None) -> None:
        raw = body.encode()
        self.send_response(status)
        for name, value in {
            "Content-Length": str(len(raw)),
            "Content-Type": "application/json",
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def _say(self, text: str, reason: str | None = None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": reason}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m-2026-11", "choices": [choice]}
        self._send(f"data: {json.dumps(chunk)}\n\n")

    def _send(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    sys.exit(0)
