"""Everything in the house that holds a path, told by its name, follows when the tree changes.

In: which beginning of a path became which. Out: rows rewritten, in every model of the house, of today and of
tomorrow: a column follows because its name ends in `path`, unless its model names it in `PATHS_KEPT`. In a
merger rows that point to the closed node go over to the survivor, except in models that say `PLACE_STAYS`, and
except where the survivor has the like already (a grant of the same role): those stay with the closed node.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from psycopg import sql

from pendopo.access.models import Grant
from pendopo.kernel.command import Desk
from pendopo.wilayah.commands.tree import Shift
from pendopo.wilayah.models import Wilayah

_BELOW = sql.SQL(
    "UPDATE {table} SET {column} = %(new)s || substr({column}, %(rest)s)"
    " WHERE {column} > %(old)s AND {column} < %(old)s || '~'"
)
_AT = sql.SQL("UPDATE {table} SET {column} = %(new)s WHERE {column} = %(old)s")


def house_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("pendopo.")]


def path_columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every column that follows."""
    for model in house_models():
        kept = getattr(model, "PATHS_KEPT", {})
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.name.endswith("path") and field.name not in kept:
                yield model, field


def place_columns(model: type[models.Model]) -> list[models.Field]:
    """Foreign keys of a model to the tree."""
    return [f for f in model._meta.concrete_fields if f.is_relation and f.related_model is Wilayah]


def follow(shift: Shift) -> None:
    """A node hangs elsewhere: it and everything below has a new beginning."""
    for model, field in path_columns():
        _rewrite(_BELOW, model, field, shift)
        _rewrite(_AT, model, field, shift)


def take_over(desk: Desk, node: Wilayah, survivor: Wilayah, shift: Shift, beside: str) -> None:
    """A node was merged away: what was at it is at the survivor now, or stays with the closed node `beside`."""
    Grant.objects.filter(wilayah=node, until__isnull=True, user__in=_having_the_like(node, survivor)).update(
        until=desk.actor.at
    )
    for model in house_models():
        if not getattr(model, "PLACE_STAYS", ""):
            for column in place_columns(model):
                _hand_over(model, column, node.pk, survivor.pk)
    for model, field in path_columns():
        _rewrite(_BELOW, model, field, shift)
        stays = bool(getattr(model, "PLACE_STAYS", ""))
        if not stays:
            _keep_leftovers(model, field, node.pk, shift.old, beside)
        _rewrite(_AT, model, field, Shift(shift.old, beside if stays else survivor.path))


def _having_the_like(node: Wilayah, survivor: Wilayah) -> models.QuerySet[Grant, int]:
    """Users with a role at the node that they have at the survivor too; of several roles the rows decide below."""
    mine = Grant.objects.filter(wilayah=node, until__isnull=True)
    same = Grant.objects.filter(wilayah=survivor, until__isnull=True, user_id=models.OuterRef("user_id"))
    return mine.filter(models.Exists(same.filter(role=models.OuterRef("role")))).values_list(
        "user_id", flat=True
    )


def _hand_over(model: type[models.Model], column: models.Field, node: int, survivor: int) -> None:
    """All at once; where a constraint stands against it row by row, and what may not go stays."""
    rows = model._default_manager.filter(**{column.attname: node})
    try:
        with transaction.atomic():
            rows.update(**{column.attname: survivor})
    except IntegrityError:
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
            _hand_over_one(model, column, pk, survivor)


def _hand_over_one(model: type[models.Model], column: models.Field, pk: int, survivor: int) -> None:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=pk).update(**{column.attname: survivor})
    except IntegrityError:
        return


def _keep_leftovers(model: type[models.Model], field: models.Field, node: int, old: str, beside: str) -> None:
    for column in place_columns(model):
        left = model._default_manager.filter(**{column.attname: node, field.attname: old})
        left.update(**{field.attname: beside})


def _rewrite(statement: sql.SQL, model: type[models.Model], field: models.Field, shift: Shift) -> None:
    query = statement.format(
        table=sql.Identifier(model._meta.db_table), column=sql.Identifier(str(field.column))
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"old": shift.old, "new": shift.new, "rest": len(shift.old) + 1})
