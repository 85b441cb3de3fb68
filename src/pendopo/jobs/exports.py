"""Writing a large list in the background."""

import logging
from uuid import UUID

from django_tasks import task

from pendopo.processes.exports.making import make_export
from pendopo.processes.exports.shelf import put_trouble

log = logging.getLogger("pendopo.jobs")


@task()
def make(uid: str) -> int:
    """How many rows; a task that is begun a second time finds the list written."""
    try:
        return make_export(UUID(uid))
    except Exception as error:  # its message may hold personal data, so only its kind is kept
        log.error("export: %s", type(error).__name__)
        put_trouble(UUID(uid))
        return 0


def enqueue(uid: str) -> None:
    make.enqueue(uid=uid)
