"""The one gate. Rows leave the database for a person only through `visible`.

In: a queryset of a model that declares PLACE (a lookup to a path column, or several: a person is where any of her
postings is), an actor, a permission.
Out: the rows in the actor's subtree, none where the role lacks the permission. The single object is
derived from the same filter, so list and object cannot drift. Aggregated figures have their own gate in
`insights`, since every office of a province may read them.
"""

from typing import Any, TypeVar, cast

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Left

from pendopo.access.actor import Actor
from pendopo.access.policy import Permission
from pendopo.shared.refusals import NotVisible
from pendopo.wilayah.changed import changed
from pendopo.wilayah.enums import Level
from pendopo.wilayah.models import FormerState

M = TypeVar("M", bound=Model)


def visible(queryset: QuerySet[M], actor: Actor, permission: Permission) -> QuerySet[M]:
    """Rows of `queryset` that `actor` may see under `permission`; use it before slicing."""
    if not actor.may(permission):
        return queryset.none()
    model = queryset.model
    place: str | tuple[str, ...] = model.PLACE  # type: ignore[attr-defined]  # each scoped model says its own
    if isinstance(place, tuple):
        return queryset.filter(pk__in=keys_inside(model, actor.path))
    if getattr(model, "PLACE_KEPT", False):
        return queryset.filter(held_below(place, actor.path))
    if getattr(model, "PLACE_BY_PROVINCE", False) and len(actor.path) == Level.PROVINCE.path_length:
        # One equality instead of a range: the index by province and name then gives lists in order.
        by_province = queryset.alias(province=Left(place, Level.PROVINCE.path_length))
        return cast("QuerySet[M]", by_province.filter(province=actor.path))
    if getattr(model, "PLACE_MANY", False):
        return queryset.filter(
            pk__in=model._default_manager.filter(**_inside(place, actor.path)).values("pk")
        )
    return queryset.filter(**_inside(place, actor.path))


def held_below(place: str, path: str) -> Q:
    """Rows of a column that is never rewritten, of places that hang at or below `path` today.

    What was written under a path that has become another's since belongs to whoever holds that place now.
    """
    pairs = _moved(path)
    left = [was for was, now in pairs if not now.startswith(path)]
    came = [was for was, now in pairs if not was.startswith(path)]
    inside = Q(**{f"{place}__gte": path, f"{place}__lt": path + "~"})
    rows = inside & ~Q(**{f"{place}__in": left}) if left else inside
    return rows | Q(**{f"{place}__in": came}) if came else rows


def _moved(path: str) -> list[tuple[str, str]]:
    """Paths into or out of the subtree that have become others: few, and as a list the index by place still serves."""
    if not changed().nodes:
        return []
    moved = FormerState.objects.exclude(path=F("held_path")).filter(
        Q(path__gte=path, path__lt=path + "~") | Q(held_path__gte=path, held_path__lt=path + "~")
    )
    return list(moved.values_list("path", "held_path"))


def one_visible(queryset: QuerySet[M], actor: Actor, permission: Permission, **key: Any) -> M:
    """The one row with `key` among the visible ones; NotVisible (a 404) where there is none."""
    row = visible(queryset, actor, permission).filter(**key).first()
    if row is None:
        raise NotVisible
    return row


def _inside(place: str, path: str) -> dict[str, str]:
    return {f"{place}__gte": path, f"{place}__lt": path + "~"}


def keys_inside(model: type[Model], path: str) -> QuerySet[Any, Any]:
    """Keys of the rows of a model whose place, or one of whose places, lies below a path. For commands, not for doors.

    Keys by way of each place are appended: unlike an OR, a key that is wanted is then sought in every index alone.
    """
    place: str | tuple[str, ...] = model.PLACE  # type: ignore[attr-defined]  # as above
    places = place if isinstance(place, tuple) else (place,)
    first, *more = (model._default_manager.filter(**_inside(p, path)).values("pk") for p in places)
    return first.union(*more, all=True) if more else first
