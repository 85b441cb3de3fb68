"""The picture of the README, taken from the running demo: `make screenshot`.

Starts Pendopo if nothing answers on the port, logs in as the province's admin, and saves the consolidation
page of her province.
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import browser_path

ADDRESS = f"http://localhost:{os.environ.get('PENDOPO_PORT', '8000')}"
TARGET = Path(__file__).parents[1] / "docs" / "img" / "konsolidasi.png"
LOGIN, PASSWORD = "dinsos.jatim", "pendopo-demo"  # as the demo prints them
_PATIENCE = 300.0  # seconds: the first start builds the demo


def main() -> int:
    started = None if _answers() else subprocess.Popen([sys.executable, "-m", "pendopo.config.cli", "run"])
    try:
        _wait()
        _take()
    finally:
        if started:
            started.terminate()
            started.wait()
    print(TARGET)
    return 0


def _answers() -> bool:
    try:
        with urllib.request.urlopen(ADDRESS + "/masuk/", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _wait() -> None:
    until = time.monotonic() + _PATIENCE
    while not _answers():
        if time.monotonic() > until:
            raise SystemExit(f"{ADDRESS} does not answer")
        time.sleep(1)


def _take() -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-sync",
    ]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=quiet)
        page = browser.new_page(viewport={"width": 1400, "height": 900}, locale="id-ID")
        page.goto(ADDRESS + "/masuk/")
        page.fill("[name=login]", LOGIN)
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.goto(ADDRESS + "/")
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
