"""One throw-away home and PostgreSQL for a run, a browser where there is one, the same settings for all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest

hypothesis.settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
hypothesis.settings.register_profile("thorough", max_examples=1000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OURS = "PENDOPO_TEST_HOME"
_server: Any = None
_stays = False


def pytest_configure(config: pytest.Config) -> None:
    """Before Django reads its settings. Workers of xdist inherit the home that the first process made."""
    global _stays
    _stays = _OURS in os.environ
    if not _stays:
        home = tempfile.mkdtemp(prefix="pendopo-test-")
        Path(home).chmod(0o755)  # the server's account passes through; what is secret lies in folders of 0700
        os.environ[_OURS] = home
        config.add_cleanup(lambda: _tidy(home))
    os.environ["PENDOPO_HOME"] = os.environ[_OURS]
    Path(os.environ[_OURS]).mkdir(parents=True, exist_ok=True)
    os.environ["PENDOPO_DB_UNSAFE_FAST"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    for name in ("DATABASE_URL", "PENDOPO_HTTPS", "PENDOPO_DEBUG", "PENDOPO_HOSTS"):
        os.environ.pop(name, None)
    if getattr(config.option, "numprocesses", None):
        _start_server()  # here, so that it outlives every single worker
    django.setup()


def _start_server() -> None:
    global _server
    from tests import database

    _server = _server or database.start(stays=_stays)
    if _stays and _server:
        _server.returncode = 0  # it outlives us on purpose: nobody waits for it


def _tidy(home: str) -> None:
    from pendopo.config.postgres.server import stop_process
    from tests import database

    if _server:
        stop_process(_server)
    shutil.rmtree(database.place().home, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    from django.db import connections
    from django.test import TransactionTestCase

    from tests import database

    _start_server()

    def restore(self: TransactionTestCase) -> None:
        database.fresh_clone()

    with django_db_blocker.unblock():
        database.ensure_template()
        database.fresh_clone()
        flush, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, restore  # type: ignore[attr-defined]
        yield
        TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]
        connections.close_all()
        database.drop_clone()


def browser_path() -> str | None:
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser its tests are skipped and named at the end; where one is demanded, the run fails."""
    in_browser = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    if not in_browser or browser_path():
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(
            f"no browser for {len(in_browser)} tests: install chromium (apt-get install chromium)"
        )
    for item in in_browser:
        item.add_marker(pytest.mark.skip(reason="no browser: install chromium (apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    quiet = ("background-networking", "component-update", "sync", "gpu", "quic", "dev-shm-usage")
    return {
        **browser_type_launch_args,
        "executable_path": browser_path(),
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture(scope="session")
def built_pages() -> None:
    """Stylesheet, script and fonts as the product ships them."""
    from django.conf import settings

    from pendopo.web.build import build

    build(settings.BUILD_ROOT)


@pytest.fixture(scope="session")
def _world_kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    from tests.worlds import database

    yield
    with django_db_blocker.unblock():
        database.drop()


@pytest.fixture
def _world_there(request: pytest.FixtureRequest, _world_kept: None, django_db_blocker: Any) -> Iterator[Any]:
    """The world as it stands, or None where the transaction of the test has begun already."""
    from tests.worlds import database

    begun = {"transactional_db", "live_server"} & set(request.fixturenames)
    if begun or request.node.get_closest_marker("django_db"):
        yield None
        return
    with django_db_blocker.unblock(), database.borrowed() as world:
        django_db_blocker.block()
        yield world
        django_db_blocker.unblock()


@pytest.fixture
def world(_world_there: Any, db: None) -> Any:
    """Two regencies with the same data: `tests.worlds.two_kabupaten.World`."""
    from tests.worlds.two_kabupaten import build

    return _world_there or build()


@pytest.fixture
def actor(world: Any) -> Any:
    """`actor(Role.IPSM_SECRETARY, "35.07")`."""
    return world.actor


@pytest.fixture
def client_as(world: Any) -> Any:
    """`client_as(Role.IPSM_SECRETARY, "35.07")`: a browser that is logged in."""
    return world.client
