"""What holds of the tree and all that hangs on it, whatever a law did."""

from collections import Counter

from django.db import connection

from pendopo.access.models import User
from pendopo.legality.models import LedgerEntry, Segment
from pendopo.processes.tree.following import path_columns
from pendopo.roster.models import PsmPosting
from pendopo.wilayah.models import FormerState, Wilayah
from pendopo.wilayah.paths import ids_of, segment


def tree_is_whole() -> None:
    paths_follow_from_parents()
    every_path_is_somebodys()
    rows_are_where_their_place_is()
    every_ledger_sums_to_who_is_there()


def paths_follow_from_parents() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.id, w.path, p.path, w.level, p.level, w.code FROM wilayah_wilayah w"
            " JOIN wilayah_wilayah p ON p.id = w.parent_id"
        )
        wrong = [
            row for row in cursor.fetchall() if row[1] != row[2] + segment(row[0]) or row[3] != row[4] + 1
        ]
    assert not wrong


def every_path_is_somebodys() -> None:
    known = set(Wilayah.objects.values_list("path", flat=True))
    for model, field in path_columns():
        used = set(model._default_manager.values_list(field.name, flat=True).distinct()) - {""}
        assert used <= known, (model, field.name)
    assert set(FormerState.objects.values_list("held_path", flat=True)) <= known


def rows_are_where_their_place_is() -> None:
    for posting in PsmPosting.objects.select_related("village"):
        assert posting.village_path == posting.village.path
        assert posting.village.successor_id is None
    for segment_ in Segment.objects.select_related("posting"):
        assert segment_.village_path == segment_.posting.village_path
    for user in User.objects.filter(office__isnull=False).select_related("office"):
        assert user.office is not None
        assert user.office_path == user.office.path


def every_ledger_sums_to_who_is_there() -> None:
    """Nothing is left behind under a path that is no longer anybody's."""
    today = set(Wilayah.objects.values_list("path", flat=True))
    left: Counter[tuple[str, int]] = Counter()
    for path, measure, n in LedgerEntry.objects.values_list("village_path", "measure", "n"):
        assert ids_of(path)
        if path not in today:
            left[path, measure] += n
    assert not {key: n for key, n in left.items() if n}
