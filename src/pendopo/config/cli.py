"""The `pendopo` command."""

import os
import sys

from pendopo.config.home import home
from pendopo.config.postgres import server
from pendopo.config.postgres.place import place_in
from pendopo.config.postgres.trouble import Trouble


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    try:
        return _do(words)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _do(words: list[str]) -> int:
    if words[:1] == ["db"]:
        return _db(words[1:])
    return _django(words)


def _db(words: list[str]) -> int:
    place = place_in(home())
    match words:
        case ["start"]:
            new = server.start(place, detached=True)
            print("PostgreSQL berjalan" if new else "PostgreSQL sudah berjalan", "di", place.home)
        case ["stop"]:
            print("PostgreSQL berhenti" if server.stop(place) else "PostgreSQL tidak berjalan")
        case ["status"]:
            print("berjalan" if server.running(place) else "tidak berjalan")
        case _:
            print("pendopo db start|stop|status", file=sys.stderr)
            return 2
    return 0


def _django(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    own = None if os.environ.get("DATABASE_URL") else server.start(place_in(home()))
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["pendopo", *[w.replace("-", "_") for w in words[:1]], *words[1:]])
    finally:
        if own:
            server.stop_process(own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
