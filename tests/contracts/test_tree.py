"""Whatever holds a path follows when a law changes the tree."""

from django.db import models

from pendopo.processes.tree.following import house_models, path_columns, place_columns


def test_every_column_that_holds_a_path_follows_or_says_why_not() -> None:
    follows = {(model, field.name) for model, field in path_columns()}
    for model in house_models():
        kept = getattr(model, "PATHS_KEPT", {})
        for field in model._meta.concrete_fields:
            holds = field.name.endswith("path") and isinstance(field, models.CharField)
            assert holds == ((model, field.name) in follows or field.name in kept), (model, field.name)
        assert all(kept.values()), model


def test_every_place_of_a_row_is_such_a_column() -> None:
    known = {(model, field.name) for model, field in path_columns()}
    for model in house_models():
        place = getattr(model, "PLACE", ())
        for lookup in (place,) if isinstance(place, str) else place:
            *steps, column = lookup.split("__")
            owner = model
            for step in steps:
                owner = owner._meta.get_field(step).related_model  # type: ignore[assignment]
            assert (owner, column) in known or column in getattr(owner, "PATHS_KEPT", {}), (model, lookup)


def test_no_path_hides_under_another_name() -> None:
    """A column of the length and collation of a path is called so."""
    for model in house_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField) and field.max_length in (10, 15, 20, 25):
                assert field.db_collation != "C" or field.name.endswith("path"), (model, field.name)


def test_rows_that_stay_say_why() -> None:
    for model in house_models():
        reason = getattr(model, "PLACE_STAYS", None)
        assert reason is None or len(reason) > 10, model
        if reason and not place_columns(model):
            assert any(owner is model for owner, _field in path_columns()), model
