"""Poppler reads our PDFs back. Where it is not installed the tests that need it are skipped, and named at the end."""

import shutil
import subprocess

import pytest

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")


def pages(pdf: bytes) -> list[str]:
    """The words of each page, laid out as on paper."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]
