"""`pendopo serve`: the same parts as `pendopo run`, under the rules of a server.

Settings are checked first, migrations run under a lock, the log is structured, no demo is built. Asked to
stop, it takes no new request, answers those it has, ends the worker after its task, then the database.
"""

import argparse
import contextlib
import os

from pendopo.config.backup import recovery
from pendopo.config.home import home
from pendopo.config.postgres.trouble import Trouble
from pendopo.config.run import ports
from pendopo.config.run.children import pages, worker
from pendopo.config.run.main import address, alone, check_server, first_page, own_place, prepare
from pendopo.config.run.steps import say, step
from pendopo.config.run.supervisor import Stop, database, stoppable, watch
from pendopo.config.serving.checks import WRONG_KEYS, refuse_unknown_database, refuse_unsafe


def serve(words: list[str]) -> int:
    parser = argparse.ArgumentParser("pendopo serve", description="Server sungguhan: halaman dan pekerja.")
    parser.add_argument(
        "--tanpa-worker", action="store_true", help="pekerja dijalankan terpisah: pendopo worker"
    )
    options = parser.parse_args(words)
    os.environ.setdefault("PENDOPO_DEMO", "0")
    os.environ.setdefault("PENDOPO_LOG", "json")
    folder, (host, port) = home(), address()
    refuse_unsafe(folder)
    with stoppable(), alone(folder):
        try:
            ports.wait_free(host, port)
            _start(host, port, with_worker=not options.tanpa_worker)
        except Stop:
            say("Pendopo berhenti; semua data tersimpan.")
    return 0


def _start(host: str, port: int, *, with_worker: bool) -> None:
    place, folder = own_place(home()), home()
    with contextlib.ExitStack() as stack:
        with step("Database"):
            kept = stack.enter_context(database(place))
            check_server(place)
        refuse_unknown_database(place, folder)
        prepare(place, folder)
        if not recovery.path_in(folder).exists():
            say("Cadangan belum dapat dibuat: jalankan `pendopo kunci-pemulihan` dan simpan frasanya.")
        children = [pages(host, port), *([worker()] if with_worker else [])]
        watch(kept, children, lambda: _ready(host, port))


def _ready(host: str, port: int) -> None:
    """No stranger's key may seal new NIK beside those it cannot open."""
    if WRONG_KEYS in first_page(host, port, "/siap"):
        raise Trouble(
            "Kunci di PENDOPO_HOME/keys bukan kunci database ini: kembalikan folder kunci yang benar, atau "
            "pulihkan keduanya dengan `pendopo restore`."
        )
    say(f"Pendopo melayani {host}:{port}")
