import shutil

import pytest


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    """Files of imports lie apart for each test."""
    settings.MEDIA_ROOT = tmp_path
    yield
    shutil.rmtree(tmp_path, ignore_errors=True)
