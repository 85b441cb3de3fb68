"""A small browser: one person who is logged in, over a kept connection. Knows no Django."""

import http.client
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

_TOKEN = "bench" + "0" * 27  # as long as a token has to be; cookie and form only have to agree


class Lost(Exception):
    """No whole answer came: nobody knows whether the server has done it."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    text: str

    def number(self, pattern: str) -> int | None:
        """The first number of the pattern's group, in the address it sends to or else in the page."""
        found = re.search(pattern, self.location) or re.search(pattern, self.text)
        return int(found[1]) if found else None


class Browser:
    def __init__(self, port: int, cookie: str, patience: float = 20.0) -> None:
        self.port, self.patience = port, patience
        self.headers = {"Cookie": f"{cookie}; csrftoken={_TOKEN}", "Accept-Language": "id"}
        self.link: http.client.HTTPConnection | None = None

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None, {})

    def post(self, address: str, data: Mapping[str, str | Sequence[str]]) -> Answer:
        body = urlencode({**data, "csrfmiddlewaretoken": _TOKEN}, doseq=True).encode()
        return self._ask("POST", address, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, address: str, filename: str, content: bytes) -> Answer:
        edge = secrets.token_hex(12)
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{_TOKEN}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", address, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def _ask(self, method: str, address: str, body: bytes | None, more: Mapping[str, str]) -> Answer:
        try:
            if self.link is None:
                self.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
            self.link.request(method, address, body, {**self.headers, **more})
            answer = self.link.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Lost(str(error)) from error
        if answer.getheader("Connection", "").lower() == "close":
            self.close()
        return Answer(answer.status, answer.getheader("Location") or "", text)

    def close(self) -> None:
        if self.link:
            self.link.close()
        self.link = None
