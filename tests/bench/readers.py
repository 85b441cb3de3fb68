"""Readers who ask without pause, all at once, and how long each of them waited."""

import http.client
import threading
import time
from types import TracebackType

from tests.bench import measure

ADDRESSES = (
    "/?wilayah=35", "/?wilayah=33", "/?wilayah=35.07", "/psm/?wilayah=35.07", "/psm/?wilayah=33.22&keadaan=sah",
    "/psm/?wilayah=35.07&q=siti", "/sk/?wilayah=33.01", "/?wilayah=0",
)  # fmt: skip


class Readers:
    """While the block runs they read; a failed answer ends the measuring."""

    def __init__(self, count: int, username: str) -> None:
        self.cookie = measure._session(username)
        self.times: list[float] = []
        self.wrong: list[str] = []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self._read, args=[n], daemon=True) for n in range(count)]

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join(60)

    def p95(self) -> float:
        """Milliseconds."""
        if self.wrong or not self.times:
            raise SystemExit(f"Readers were refused: {self.wrong[:3]}")
        return sorted(self.times)[round(0.95 * len(self.times)) - 1]

    def _read(self, number: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", measure.PORT, timeout=60)
        turn = number
        while not self.ended.is_set():
            began, address = time.perf_counter(), ADDRESSES[turn % len(ADDRESSES)]
            link.request("GET", address, headers={"Cookie": self.cookie, "Accept-Language": "id"})
            answer = link.getresponse()
            answer.read()
            self.times.append(1000 * (time.perf_counter() - began))
            if answer.status != 200:
                self.wrong.append(f"{answer.status} {address}")
            turn += 1
